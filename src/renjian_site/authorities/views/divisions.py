"""The tree of divisions as pages: a search, one level after the other, and one division."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from renjian.authorities.division_changes import (
    becomes,
    changes_of,
    full_name_on,
    last_name,
)
from renjian.authorities.division_search import search
from renjian.authorities.divisions import children, division, full_name, ladder
from renjian.authorities.rights import REGULATORS
from renjian_site.authorities import queries
from renjian_site.authorities.views.units import FOUND_AT_MOST, day_in, words_in
from renjian_site.kit.http import Request, for_roles


@for_roles(*REGULATORS)
@require_GET
def divisions(request: Request) -> HttpResponse:
    """The tree of divisions: what a search found, or one level with what lies above."""
    words = words_in(request, "q")
    code = request.GET.get("in", "")
    inside = division(code) is not None
    context = {
        "words": words,
        "found": search(words, at_most=FOUND_AT_MOST),
        "above": ladder(code) if inside else (),
        "below": _with_size(code if inside else ""),
    }
    return render(request, "authorities/divisions.html", context)


@for_roles(*REGULATORS)
@require_GET
def divisions_below(request: Request, code: str) -> HttpResponse:
    """One level of the tree, as a part of its page."""
    if division(code) is None:
        raise Http404
    return render(request, "authorities/_divisions_below.html", {"below": _with_size(code)})


@for_roles(*REGULATORS)
@require_GET
def division_page(request: Request, code: str) -> HttpResponse:
    """One code: what it is and was, what it came from and became, who covers it."""
    found, changes = division(code), changes_of(code)
    if found is None and not changes:
        raise Http404
    day = day_in(request)
    context = {
        "code": code,
        "found": found,
        "name": last_name(code),
        "above": ladder(code)[:-1] if found else (),
        "below": _with_size(code) if found else [],
        "changes": changes,
        "becomes": [(one, full_name(one.code)) for one in becomes(code)] if not found else [],
        "covering": queries.covering(request.actor, code),
        "today": timezone.localdate(),
        "day": day,
        "then": full_name_on(code, day) if day else "",
    }
    return render(request, "authorities/division.html", context)


def _with_size(code: str) -> list[tuple[object, int]]:
    return [(one, len(children(one.code))) for one in children(code)]
