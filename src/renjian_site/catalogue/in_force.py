"""Let the library go by what was approved: changes of the law as data, and coming years.

Each process looks again every few seconds; the one in which something was approved looks at once.
While the database is away a page goes by what was known; whether it can answer is its own affair.
"""

from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponseBase

from renjian.catalogue import validity
from renjian.catalogue.settings import setting
from renjian.kernel import calendar
from renjian_site.catalogue import queries
from renjian_site.kit.actor import SYSTEM

WEEKENDS, EXTENDS = "weekends-extend", "顺延"
_looked = [float("-inf")]


def look() -> None:
    """Take over what was approved since, unless this process looked a moment ago."""
    every: float | None = settings.LAW_LOOK_SECONDS
    if every is not None and monotonic() - _looked[0] >= every:
        take_over()


def take_over() -> None:
    """Take over everything that is approved now."""
    _looked[0] = monotonic()
    validity.lay_over(queries.approved_changes(SYSTEM))
    weekends = [(value.from_on, value.text == EXTENDS) for value in setting(WEEKENDS).values]
    # Ends before the first change stay as they were counted: without any there is nothing to ask.
    changed = weekends if any(does for _, does in weekends) else ()
    calendar.lay_over(queries.approved_arrangements(SYSTEM), changed)


def law_of_request(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let every page and call go by the law as it was approved."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        with suppress(OperationalError, InterfaceError):
            look()
        return get_response(request)

    return answer
