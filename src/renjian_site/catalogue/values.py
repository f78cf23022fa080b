"""Rows of changes and of arrangements as the library takes them."""

from collections.abc import Iterable
from datetime import date

from renjian.catalogue.amendments import Amendment, Table
from renjian.kernel import calendar
from renjian_site.catalogue.models import Arrangement, LawChange


def as_amendment(row: LawChange) -> Amendment:
    """A change as the library takes it."""
    return Amendment(
        table=Table(row.table),
        entry=row.entry,
        part=row.part,
        values=tuple(sorted(row.values.items())),
        from_on=row.from_on,
        clause=row.clause,
        document=row.document,
    )


def as_arrangement(row: Arrangement) -> calendar.Arrangement:
    """An arrangement as the library takes it."""
    return calendar.Arrangement(
        row.year, _days(row.holidays), _days(row.make_up_days), row.document
    )


def _days(texts: Iterable[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(text) for text in texts)
