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
    given = values or {"length": 12}
    new = tuple((name, value) for name, value in given.items() if value is not None)
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


def new_offence(code: str = "CB-29", **changes: object) -> Amendment:
    """An offence that no text before knew."""
    values = {
        "title": "未按规定公布暂停的证书",
        "group": "body",
        "subjects": "body; designated_body",
        "prohibits": "REG 26",
        "punishes": "REG 59.1.3",
        "jurisdiction": "SPLIT",
    }
    return amendment(Table.OFFENCES, code, "new", **{**values, **changes})


def new_fine(code: str = "CB-29", **changes: object) -> Amendment:
    """A fine for an offence, from the day on which it is the law."""
    values = {"kind": "fine", "min_yuan": 10_000, "max_yuan": 60_000}
    return amendment(Table.OFFENCES, code, "sanctions.new", **{**values, **changes})


def ended_fine(code: str, index: int, from_on: date) -> Amendment:
    """That a sanction of an offence is the law no more from a day on."""
    return Amendment(Table.OFFENCES, code, f"ended.{index}", (), from_on, "", "市监法〔2026〕2号")
