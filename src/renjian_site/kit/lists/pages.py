"""The page of a list, the same for all: its slice only says which list."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from renjian_site.kit import commands
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.lists import address, bulk_pages, saved
from renjian_site.kit.lists.address import SIZES, Asked
from renjian_site.kit.lists.columns import cell
from renjian_site.kit.lists.forms import ExportForm, RemoveForm, RenameForm, SaveForm
from renjian_site.kit.lists.listing import Listing
from renjian_site.kit.lists.paging import MOST_COUNTED, Page, page

View = Callable[..., Any]


def view_of(listing: Listing) -> View:
    """The view of a list, behind the door of those who may see it."""

    @for_roles(*sorted(listing.roles))
    @require_http_methods(["GET", "POST"])
    def view(request: Request) -> HttpResponse:
        return answer(request, listing)

    return view


def answer(request: Request, listing: Listing) -> HttpResponse:
    """Show a list, or what would be done with many of its rows, or do what one of its forms asks."""
    if request.method == "POST":
        return _act(request, listing)
    if "bulk" in request.GET:
        return bulk_pages.preview(request, listing)
    asked = address.read(listing, request.GET)
    found = page(listing, request.actor, asked, _paths(listing, asked))
    is_part = bool(request.htmx) and not request.htmx.history_restore_request
    context = _rows(listing, asked, found)
    context["bulk"] = bulk_pages.acts_for(listing, request.actor)
    if not is_part:
        context |= _around(request, listing, asked)
    response = render(request, "kit/_list_rows.html" if is_part else "kit/list.html", context)
    if is_part:
        query = address.query(listing, asked, after=asked.after, before=asked.before)
        response.headers["HX-Push-Url"] = address.at(listing, query)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _paths(listing: Listing, asked: Asked) -> tuple[str, ...]:
    """What has to be fetched for the columns shown."""
    columns = listing.written(asked.columns)
    opens = (listing.opens[1],) if listing.opens else ()
    return (*opens, *(path for column in columns for path in column.paths()))


def _rows(listing: Listing, asked: Asked, found: Page) -> dict[str, object]:
    """What the part with the rows shows; htmx swaps it alone."""
    shown = [listing.by_name[name] for name in asked.columns]
    below = {column.name: listing.below(column, asked.columns) for column in shown}
    return {
        "listing": listing,
        "asked": asked,
        "headings": [_heading(listing, asked, column.name) for column in shown],
        "rows": [
            {
                "pk": row["pk"],
                "url": _opens(listing, row),
                "cells": [cell(column, row, below[column.name]) for column in shown],
            }
            for row in found.rows
        ],
        "found": found,
        "most_counted": MOST_COUNTED,
        "next": address.at(listing, address.query(listing, asked, after=found.after)),
        "previous": address.at(listing, address.query(listing, asked, before=found.before)),
        "first": address.at(listing, address.query(listing, asked)),
        "query": address.query(listing, asked),
        "forms": [("xlsx", "Excel"), ("csv", "CSV")],
    }


def _around(request: Request, listing: Listing, asked: Asked) -> dict[str, object]:
    """What stands around the rows: filters, saved searches, neighbours."""
    here = address.query(listing, asked)
    role = request.actor.role
    return {
        "fields": [_field(one, asked) for one in listing.filters],
        "sizes": SIZES,
        "columns": [
            {"name": c.name, "title": c.title, "is_shown": c.name in asked.columns}
            for c in listing.columns
        ],
        "searches": [
            {
                "pk": one.pk,
                "name": one.name,
                "url": address.at(listing, one.query),
                "is_here": one.query == here,
                "is_own": one.account == request.actor.account,
                "is_shared": bool(one.shared_with),
            }
            for one in saved.of(request.actor, listing.name)
        ],
        "neighbours": [
            {"title": one.title, "url": reverse(one.url), "is_here": one.url == listing.name}
            for one in listing.neighbours
            if role in one.roles
        ],
        "acts": [(one.title, reverse(one.url)) for one in listing.acts if role in one.roles],
    }


def _heading(listing: Listing, asked: Asked, name: str) -> dict[str, object]:
    """A heading, with the address that sorts by its column or turns the order around."""
    column = listing.by_name[name]
    is_sorted = asked.order.removeprefix("-") == name
    backwards = asked.order.startswith("-")
    order = f"-{name}" if is_sorted and not backwards else name
    url = address.at(listing, address.query(listing, asked, order=order))
    return {
        "title": column.title,
        "show": column.show,
        "url": url if column.can_sort else "",
        "sorted": ("descending" if backwards else "ascending") if is_sorted else "",
    }


def _field(one: Any, asked: Asked) -> dict[str, object]:
    """A filter as the form shows it."""
    return {
        "kind": one.kind,
        "name": one.name,
        "title": one.title,
        "inputs": [(name, asked.filters.get(name, "")) for name in one.names()],
        "options": one.options() if one.kind == "choice" else [],
    }


def _opens(listing: Listing, row: dict[str, Any]) -> str:
    """The address of the page of one row."""
    if listing.opens is None:
        return ""
    name, path = listing.opens
    return reverse(name, args=[row[path]])


def _act(request: Request, listing: Listing) -> HttpResponse:
    """Carry out one of the forms, and go back to what the list showed."""
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        return redirect(listing.url)
    return act(request, listing)


def _save(request: Request, listing: Listing) -> HttpResponse:
    form = SaveForm(request.POST)
    if not form.is_valid():
        return _tell(request, listing, form)
    asked = address.reread(listing, form.cleaned_data["query"])
    kept = saved.keep(
        request.actor,
        listing.name,
        form.cleaned_data["name"],
        address.query(listing, asked),
        is_shared=form.cleaned_data["is_shared"],
    )
    messages.success(request, _("查询已保存：%(name)s") % {"name": kept.name})
    return redirect(address.at(listing, kept.query))


def _rename(request: Request, listing: Listing) -> HttpResponse:
    form = RenameForm(request.POST)
    if not form.is_valid():
        return _tell(request, listing, form)
    saved.rename(
        request.actor, listing.name, form.cleaned_data["search"], form.cleaned_data["name"]
    )
    messages.success(request, _("查询已改名。"))
    return redirect(listing.url)


def _remove(request: Request, listing: Listing) -> HttpResponse:
    form = RemoveForm(request.POST)
    if form.is_valid():
        saved.remove(request.actor, listing.name, form.cleaned_data["search"])
        messages.success(request, _("查询已删除。"))
    return redirect(listing.url)


def _export(request: Request, listing: Listing) -> HttpResponse:
    form = ExportForm(request.POST)
    if not form.is_valid():
        return redirect(listing.url)
    asked = address.reread(listing, form.cleaned_data["query"])
    wanted = commands.Wanted(
        listing=listing.name,
        title=listing.title,
        query=address.query(listing, asked),
        form=form.cleaned_data["form"],
        language=get_language() or "zh-hans",
    )
    commands.ask_for_export(request.actor, wanted, at=timezone.now())
    messages.success(request, _("已开始导出，完成后在这里下载。可以离开本页。"))
    return redirect("kit:downloads")


def _tell(request: HttpRequest, listing: Listing, form: Any) -> HttpResponse:
    """Say what is missing, on the list as it was."""
    for errors in form.errors.values():
        messages.error(request, " ".join(errors))
    return redirect(listing.url)


ACTS: dict[str, Callable[[Request, Listing], HttpResponse]] = {
    "save": _save,
    "rename": _rename,
    "remove": _remove,
    "export": _export,
    "bulk": bulk_pages.start,
}
