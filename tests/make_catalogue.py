"""Changes of the law as data and holidays of the next year, as people propose them."""

from datetime import date

from django.utils import timezone

import make
from renjian.catalogue.amendments import Amendment, Table
from renjian_site.catalogue import commands
from renjian_site.catalogue.models import Arrangement, LawChange

PROPOSER, APPROVER = "000000.handler1", "000000.head"
NEXT_YEAR = 2027


def amendment(
    table: Table = Table.DEADLINES,
    entry: str = "DL-C-06",
    part: str = "values",
    from_on: date = date(NEXT_YEAR, 1, 1),
    **values: object,
) -> Amendment:
    """A change of one entry; of the time for a review unless another is named."""
    new = tuple((values or {"length": 12}).items())
    return Amendment(table, entry, part, new, from_on, "", "市监法〔2026〕1号")


def proposed(new: Amendment | None = None, *, by: str = PROPOSER) -> LawChange:
    """A change that waits for approval."""
    return commands.propose_change(make.actor(by), new or amendment(), at=timezone.now())


def new_year(year: int = NEXT_YEAR, days: tuple[int, ...] = (1, 2, 3)) -> commands.NewArrangement:
    """The first days of a year as its only holidays."""
    holidays = frozenset(date(year, 1, day) for day in days)
    return commands.NewArrangement(year, holidays, frozenset(), "国办发明电〔2026〕9号")


def entered(year: int = NEXT_YEAR, *, by: str = PROPOSER) -> Arrangement:
    """Holidays that wait for approval."""
    return commands.enter_arrangement(make.actor(by), new_year(year), at=timezone.now())
