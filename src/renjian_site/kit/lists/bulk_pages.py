"""The page before an act on many rows, and its one submit."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from renjian.kernel.refusal import Refused, reason
from renjian_site.kit import commands
from renjian_site.kit.actor import Actor
from renjian_site.kit.http import Request, why_not_enter
from renjian_site.kit.lists import address
from renjian_site.kit.lists.bulk import BulkAct
from renjian_site.kit.lists.columns import cell
from renjian_site.kit.lists.filters import LARGEST
from renjian_site.kit.lists.listing import Listing
from renjian_site.kit.lists.paging import chosen, keys_found


def acts_for(listing: Listing, actor: Actor) -> tuple[BulkAct, ...]:
    """The acts on many rows that somebody may do from a list."""
    return tuple(one for one in listing.bulk if actor.role in one.roles)


def preview(request: Request, listing: Listing) -> HttpResponse:
    """Say what would happen to which rows, and which cannot be done and why; nothing is done yet."""
    act = _act(listing, request.actor, request.GET)
    keys = _keys(listing, act, request.actor, request.GET)
    query = request.GET.get("query", "")
    if not keys:
        messages.error(request, _("还没有勾选任何一行。请在列表中勾选后再办理。"))
        return redirect(address.at(listing, query))
    rows = chosen(listing, request.actor, keys, _paths(listing))
    reasons = act.reasons(request.actor, [row["pk"] for row in rows])
    shown = [(_shown(listing, row), reasons[row["pk"]]) for row in rows]
    context = {
        "listing": listing,
        "act": act,
        "headings": [listing.by_name[name].title for name in listing.default_columns],
        "able": [line for line, against in shown if not against],
        "unable": [(line, against) for line, against in shown if against],
        "gone": len(keys) - len(rows),
        "query": query,
        "back": address.at(listing, query),
    }
    return render(request, "kit/bulk_preview.html", context)


def start(request: Request, listing: Listing) -> HttpResponse:
    """Begin an act with the rows of the page before: a job does it, row by row."""
    act = _act(listing, request.actor, request.POST)
    keys = _keys(listing, act, request.actor, request.POST)
    rows = chosen(listing, request.actor, keys, _paths(listing))
    wanted = commands.NewBulkRun(
        listing=listing.name,
        act=act.name,
        title=act.title,
        rows=tuple(_row(listing, row) for row in rows),
    )
    run = commands.start_bulk_run(request.actor, wanted, at=timezone.now())
    return redirect("kit:bulk-run", run.pk)


def _act(listing: Listing, actor: Actor, asked: QueryDict) -> BulkAct:
    """The act that is asked for, if the actor's post does it."""
    for one in listing.bulk:
        if one.name == asked.get("bulk"):
            if actor.role not in one.roles:
                raise Refused(why_not_enter(actor, tuple(sorted(one.roles))))
            return one
    raise Http404


def _keys(listing: Listing, act: BulkAct, actor: Actor, asked: QueryDict) -> list[int]:
    """The rows that are asked for: all that the list finds, or those that were ticked."""
    if asked.get("all"):
        found = address.reread(listing, asked.get("query", ""))
        keys = keys_found(listing, actor, found, act.at_most + 1)
    else:
        ticked = [text for text in asked.getlist("row") if text.isascii() and text.isdecimal()]
        keys = list(dict.fromkeys(int(text) for text in ticked if len(text) < len(str(LARGEST))))
    if len(keys) > act.at_most:
        raise Refused(
            reason(
                "bulk.too-many",
                "一次最多办理 {most} 条，选择的超过这个数目，没有办理。"
                "请增加条件缩小范围，或者分几次办理。",
                most=act.at_most,
            )
        )
    return keys


def _paths(listing: Listing) -> tuple[str, ...]:
    columns = [listing.by_name[name] for name in listing.default_columns]
    opens = (listing.opens[1],) if listing.opens else ()
    return (*opens, *(path for column in columns for path in column.paths()))


def _shown(listing: Listing, row: dict[str, Any]) -> dict[str, object]:
    """A row as the page before shows it."""
    columns = [listing.by_name[name] for name in listing.default_columns]
    return {"pk": row["pk"], "cells": [cell(column, row) for column in columns]}


def _row(listing: Listing, row: dict[str, Any]) -> commands.NewBulkRow:
    """A row as it is called afterwards: by its first column, with the address of its page."""
    first = cell(listing.by_name[listing.default_columns[0]], row)
    url = reverse(listing.opens[0], args=[row[listing.opens[1]]]) if listing.opens else ""
    return commands.NewBulkRow(key=row["pk"], label=str(first.value), url=url)
