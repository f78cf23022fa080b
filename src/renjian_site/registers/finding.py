"""Names looked up by their bigrams in an index, then compared one by one.

At most :data:`MOST` are compared; that there were more is said, and then those that begin with what
was asked are looked up beside them. Where no name fits as it was written, those that are near are
compared. How common a bigram is, PostgreSQL has counted for itself.

A row is found through the index only because the table of names is public and has no row policy:
behind one, PostgreSQL compares every row first (decision 51).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q, QuerySet

from renjian.registers.names import Asked, Fit, asked, candidates, fit, near_fit, pairs
from renjian_site.registers.models import KnownName

MOST = 500  # names that are compared as they were written
MOST_NEAR = 2000  # names that may be near, of which ...
NEAREST = 200  # ... those with the most bigrams in common are compared
FREQUENT = """
select elem, freq from pg_stats,
    unnest(most_common_elems::text::text[], most_common_elem_freqs) as common (elem, freq)
where schemaname = current_schema() and tablename = 'registers_knownname'
    and attname = 'bigrams' and elem = any(%s)
"""


@dataclass(frozen=True)
class Named:
    """A subject that was found: its key, the name by which, and how that fits."""

    key: int
    text: str
    fit: Fit


@dataclass(frozen=True)
class Found:
    """The subjects with the names that fit best; ``is_capped`` if not all names were compared."""

    named: tuple[Named, ...] = ()
    is_capped: bool = False


Row = tuple[int, str, str]
Compared = Callable[[Asked, str], Fit | None]


def find(subject: str, text: str, at_most: int, within: Q | None = None) -> Found:
    """The subjects of a kind, such as ``body``, whose names fit a text best, each once.

    ``within`` narrows the names to those that somebody may see. Fewer than two characters find
    nothing.
    """
    wanted = asked(text)
    if not wanted.is_long_enough:
        return Found()
    names = _names(subject, within)
    rows, is_capped = _as_written(names, subject, wanted)
    named = _best(rows, wanted, fit, at_most)
    if not named:
        named = _best(_near(names, subject, wanted), wanted, near_fit, at_most)
    return Found(named, is_capped)


def bearing(subject: str, code: str, within: Q | None = None) -> tuple[Named, ...]:
    """The subjects of a kind that once bore a credit code, of which another is the present one."""
    wanted = asked(code)
    rows = _rows(_names(subject, within).filter(folded=wanted.whole), subject)
    return _best(rows, wanted, fit, MOST)


def _names(subject: str, within: Q | None) -> QuerySet[KnownName]:
    """The names of subjects of a kind."""
    names = KnownName.objects.filter(**{f"{subject}__isnull": False})
    return names if within is None else names.filter(within)


def _as_written(names: QuerySet[KnownName], subject: str, wanted: Asked) -> tuple[list[Row], bool]:
    """Names that have all the bigrams, and whether there are more than are compared."""
    rows = _rows(names.filter(bigrams__contains=list(wanted.bigrams)), subject)[: MOST + 1]
    found = list(rows)
    if len(found) <= MOST:
        return found, False
    beginning = names.filter(folded__startswith=wanted.whole).order_by("folded")
    return [*_rows(beginning, subject)[:MOST], *found[:MOST]], True


def _near(names: QuerySet[KnownName], subject: str, wanted: Asked) -> list[Row]:
    """Names that have some of the bigrams: those with the most of them."""
    told = set(pairs(wanted.whole))
    sets = candidates(wanted, _frequent(told))
    if not sets:
        return []
    some = reduce(or_, (Q(bigrams__contains=one) for one in sets))
    found = list(_rows(names.filter(some), subject)[:MOST_NEAR])
    found.sort(key=lambda row: len(told.intersection(pairs(row[2]))), reverse=True)
    return found[:NEAREST]


def _rows(names: QuerySet[KnownName], subject: str) -> QuerySet[KnownName, Row]:
    ordered = names if names.query.order_by else names.order_by()
    return ordered.values_list(f"{subject}_id", "text", "folded")


def _best(
    rows: Iterable[Row], wanted: Asked, compared: Compared, at_most: int
) -> tuple[Named, ...]:
    """The names that fit, the closest and shortest first, each subject once."""
    fits = sorted(_fits(rows, wanted, compared), key=lambda one: (one.fit.rank, len(one.text)))
    once: dict[int, Named] = {}
    for one in fits:
        once.setdefault(one.key, one)
    return tuple(once.values())[:at_most]


def _fits(rows: Iterable[Row], wanted: Asked, compared: Compared) -> Iterator[Named]:
    for key, text, folded in rows:
        if found := compared(wanted, folded):
            yield Named(key, text, found)


def _frequent(told: Iterable[str]) -> dict[str, float]:
    """The common ones among some bigrams, with the share of names that have them."""
    with connection.cursor() as cursor:
        cursor.execute(FREQUENT, [list(told)])
        return dict(cursor.fetchall())
