"""Makers for the tests of the law: only what matters is given. Tables are those jurists review."""

import csv
from datetime import date
from pathlib import Path

from renjian.authorities.levels import Level
from renjian.cases.filing import Grounds
from renjian.catalogue.offences import sanction_kinds
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.matters import Charge, Matter, Offender
from renjian.jurisdiction.movements import Movement, MovementKind, Unit
from renjian.jurisdiction.place import Node
from renjian.jurisdiction.rules import rule_on
from renjian.jurisdiction.rulings import Ruling

TABLES = Path(__file__).parent / "tables"
DAY = date(2026, 11, 2)
LEVELS = {level.title: level for level in Level}
KINDS = {kind.title: kind for kind in OffenderKind}
SANCTIONS = {kind.title: kind.name for kind in sanction_kinds().values()}
HAND_DOWNS = {"案件": MovementKind.HAND_DOWN, "线索": MovementKind.LEAD}


class Row(dict[str, str]):
    """A row of a table; pytest shows it by its number and its remark."""

    def __str__(self) -> str:
        return f"{self['序号']} {self['说明']}"


def read_table(name: str) -> list[Row]:
    with (TABLES / name).open(encoding="utf-8") as file:
        return [Row(row) for row in csv.DictReader(file)]


def named(text: str, names: dict[str, str]) -> frozenset[str]:
    """The names of a list such as 罚款、告诫、约谈, where a title may itself hold the comma."""
    found = set()
    for title in sorted(names, key=len, reverse=True):
        if title in text:
            found.add(names[title])
            text = text.replace(title, "")
    assert not text.strip("、"), f"unknown: {text}"
    return frozenset(found)


def offender(kind: OffenderKind = OffenderKind.BODY) -> Offender:
    return Offender(kind)


def charge(*codes: str, **given: object) -> Charge:
    kind = given.pop("kind", OffenderKind.BODY)
    return Charge(Offender(kind), codes or ("CB-03",), **given)  # type: ignore[arg-type]


def matter(*charges: Charge, **given: object) -> Matter:
    return Matter(charges or (charge(),), **given)  # type: ignore[arg-type]


def ruling(
    kind: OffenderKind,
    code: str,
    *penalties: str,
    movements: tuple[Movement, ...] = (),
    reference: str = "",
    **given: object,
) -> Ruling:
    asked = charge(code, kind=kind, expected_penalties=frozenset(penalties), **given)
    return rule_on(asked, on=DAY, movements=movements, reference=reference)


def local() -> Ruling:
    return ruling(OffenderKind.CERTIFIED_ORGANISATION, "CM-01")


def national() -> Ruling:
    return ruling(OffenderKind.BODY, "CB-01")


def unit(code: str, level: Level, name: str = "") -> Unit:
    return Unit(code, level, name)


def handed_to(authority: str, level: Level) -> Ruling:
    down = Movement(
        MovementKind.HAND_DOWN, Unit(authority, level), date(2026, 10, 1), "国市监交〔2026〕1号"
    )
    return ruling(OffenderKind.BODY, "CB-01", movements=(down,))


def grounds(**given: object) -> Grounds:
    complete = {"has_evidence": True, "penalty_due": True, "discovered_on": DAY}
    return Grounds(**(complete | given))  # type: ignore[arg-type]


def movements(row: Row) -> tuple[Movement, ...]:
    """The documents of a row: 授权、交办、提级、指定."""
    made = (
        authorisations(row["授权"]), hand_down(row["交办"]), take_up(row["提级"]),
        assign(row.get("指定", "")),
    )  # fmt: skip
    return tuple(each for each in made if each)


def authorisations(cell: str) -> Movement | None:
    """``510000 省级 2026-01-01 2026-12-31 CB-01``: authority, level, from, to, scope; - is open."""
    if not cell:
        return None
    authority, level, start, *rest = cell.split()
    end = date.fromisoformat(rest[0]) if rest and rest[0] != "-" else None
    return Movement(
        MovementKind.AUTHORISE, Unit(authority, LEVELS[level]), date.fromisoformat(start),
        "国市监授〔2026〕1号", until=end, offences=frozenset(rest[1:]),
    )  # fmt: skip


def hand_down(cell: str) -> Movement | None:
    """``案件 总局 420000 省级 2026-10-01``: case or lead, from, authority, its level, day."""
    if not cell:
        return None
    kind, from_level, authority, level, day = cell.split()
    return Movement(
        HAND_DOWNS[kind], Unit(authority, LEVELS[level]), date.fromisoformat(day),
        "交办〔2026〕1号", sender=Unit("上级", LEVELS[from_level]),
    )  # fmt: skip


def take_up(cell: str) -> Movement | None:
    """``420000 省级 2026-10-01``: authority, its level, day."""
    if not cell:
        return None
    authority, level, day = cell.split()
    to = Unit(authority, LEVELS[level])
    return Movement(MovementKind.TAKE_UP, to, date.fromisoformat(day), "提级〔2026〕1号", sender=to)


def assign(cell: str) -> Movement | None:
    """``省级 420106 县（区）级 2026-10-01``: level of the superior, authority, its level, day."""
    if not cell:
        return None
    from_level, authority, level, day = cell.split()
    return Movement(
        MovementKind.ASSIGN, Unit(authority, LEVELS[level]), date.fromisoformat(day),
        "指定〔2026〕1号", sender=Unit("上级", LEVELS[from_level]),
    )  # fmt: skip


def nodes() -> tuple[Node, ...]:
    """A small tree: a province with a city and counties, a city without counties, and XPCC."""
    return (
        Node("SAMR", Level.NATIONAL),
        Node("420000", Level.PROVINCIAL, "SAMR", ("42",)),
        Node("420100", Level.CITY, "420000", ("4201",)),
        Node("420106", Level.COUNTY, "420100", ("420106",)),
        Node("420111", Level.COUNTY, "420100", ("420111",)),
        Node("420106-01", Level.STATION, "420106", ("420106001",)),
        Node("429004", Level.COUNTY, "420000", ("429004",)),
        Node("441900", Level.CITY, "440000", ("441900",)),
        Node("650106", Level.COUNTY, "650100", ("650106",)),
        Node("XPCC", Level.PROVINCIAL, "SAMR", ("6590",)),
        Node("XPCC-08", Level.CITY, "XPCC", ("659001",)),
        Node("XPCC-12", Level.COUNTY, "XPCC", ("650106500",)),
    )
