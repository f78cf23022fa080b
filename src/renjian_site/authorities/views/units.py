"""The tree of authorities as pages: a search, one level after the other, and one unit."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from renjian.authorities.posts import Role
from renjian.authorities.reforms import Reform
from renjian.authorities.rights import REGULATORS
from renjian.authorities.scope import covers
from renjian_site.authorities import queries
from renjian_site.authorities.choices import division_source, name_of_division, unit_source
from renjian_site.kit.choosing import LONGEST, Source, words_name
from renjian_site.kit.http import Request, for_roles

if TYPE_CHECKING:
    from renjian_site.authorities.models import Authority, Coverage
    from renjian_site.kit.actor import Actor

FIELD_NAME = re.compile(r"[a-z_]{1,40}")
LONGEST_KEY = 18
FOUND_AT_MOST = 50


@for_roles(*REGULATORS)
@require_GET
def units(request: Request) -> HttpResponse:
    """The tree of authorities: what a search found, or one level with what stands above."""
    actor = request.actor
    words = words_in(request, "q")
    key = request.GET.get("in", "")
    is_key = key.isdecimal() and len(key) <= LONGEST_KEY
    top = get_object_or_404(
        queries.everywhere(actor), pk=int(key) if is_key else queries.national(actor).pk
    )
    context = {
        "words": words,
        "found": queries.find_units(actor, words, at_most=FOUND_AT_MOST),
        "top": top,
        "above": queries.ladder(actor, top)[:-1],
        "below": queries.units_below(actor, top.pk, timezone.localdate()),
    }
    return render(request, "authorities/units.html", context)


@for_roles(*REGULATORS)
@require_GET
def units_below(request: Request, pk: int) -> HttpResponse:
    """One level of the tree, as a part of its page."""
    top = get_object_or_404(queries.everywhere(request.actor), pk=pk)
    rows = queries.units_below(request.actor, top.pk, timezone.localdate())
    return render(request, "authorities/_units_below.html", {"below": rows})


@for_roles(*REGULATORS)
@require_GET
def unit(request: Request, pk: int) -> HttpResponse:
    """One unit as it is, and as it was on a day if one is asked for."""
    actor, today = request.actor, timezone.localdate()
    rows = queries.everywhere(actor).select_related("parent", "successor")
    found = get_object_or_404(rows, pk=pk)
    covered = _named(queries.coverage_of(actor, pk))
    changes = list(queries.unit_changes(actor, found))
    aims = queries.aims_of(actor, changes)
    context = {
        "unit": found,
        "today": today,
        "above": queries.ladder(actor, found)[:-1],
        "decides_as": queries.decides_as(actor, found),
        "people": queries.people_in(actor, found, today),
        "below": queries.units_below(actor, pk, today),
        "predecessors": queries.predecessors(actor, pk),
        "covered": [(row, name) for row, name in covered if not _is_over(row, today)],
        "covered_before": [(row, name) for row, name in covered if _is_over(row, today)],
        "standings": queries.standings_of(actor, pk),
        "changes": [(change, aims[change.pk]) for change in changes],
        "reforms": _reforms(actor, found),
        "then": _then(actor, found.code, covered, day_in(request)),
    }
    return render(request, "authorities/unit.html", context)


@for_roles()
@require_GET
def unit_options(request: Request) -> HttpResponse:
    """The units that fit some words, as buttons of the form that asks."""
    return _options(request, unit_source(request.actor))


@for_roles()
@require_GET
def division_options(request: Request) -> HttpResponse:
    """The divisions that fit some words, as buttons of the form that asks."""
    return _options(request, division_source())


def words_in(request: Request, name: str) -> str:
    """The words that were searched for."""
    return request.GET.get(name, "").replace("\x00", " ").strip()[:LONGEST]


def day_in(request: Request) -> date | None:
    """The day of which a page is asked for; none if it names none."""
    try:
        return parse_date(request.GET.get("on", ""))
    except ValueError:
        return None


def _options(request: Request, source: Source) -> HttpResponse:
    name = request.GET.get("name", "")
    name = name if FIELD_NAME.fullmatch(name) else "chosen"
    words = words_in(request, words_name(name))
    context = {
        "options": source.find(words) if words else (),
        "words": words,
        "name": name,
        "many": request.GET.get("many") == "yes",
    }
    return render(request, "kit/_search_options.html", context)


def _reforms(actor: Actor, unit: Authority) -> list[Reform]:
    """The changes to which the page leads: of units of the own area that still exist."""
    is_keeper = actor.role is Role.SYSTEM and covers(actor.authority.path, unit.path)
    return list(Reform) if is_keeper and unit.to_on is None else []


def _named(rows: list[Coverage]) -> list[tuple[Coverage, str]]:
    return [(row, name_of_division(row.division)) for row in rows]


def _is_over(row: Coverage, today: date) -> bool:
    return row.to_on is not None and row.to_on < today


def _then(
    actor: Actor, code: str, covered: list[tuple[Coverage, str]], day: date | None
) -> dict[str, object] | None:
    """What a unit was on a day: its names from the top, what stood below it, what it covered."""
    if day is None:
        return None
    tree = queries.tree_of_day(actor, day)
    held = [
        (row, name)
        for row, name in covered
        if row.from_on <= day and (row.to_on is None or row.to_on >= day)
    ]
    return {
        "day": day,
        "ladder": tree.ladder(code),
        "below": [tree.units[one] for one in tree.below.get(code, ())],
        "covered": held,
    }
