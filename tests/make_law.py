"""Makers for the tests of the law: only what matters is given. Tables are those jurists review."""

import csv
from datetime import date
from pathlib import Path

from renjian.authorities.levels import Level
from renjian.cases.filing import Grounds
from renjian.catalogue.offences import sanction_kinds
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.matters import (
    Authorisation,
    HandDown,
    HandDownKind,
    Matter,
    Offender,
    TakeUp,
)
from renjian.jurisdiction.place import Node
from renjian.jurisdiction.rules import rule_on
from renjian.jurisdiction.rulings import Ruling

TABLES = Path(__file__).parent / "tables"
DAY = date(2026, 11, 2)
LEVELS = {level.title: level for level in Level}
KINDS = {kind.title: kind for kind in OffenderKind}
SANCTIONS = {kind.title: kind.name for kind in sanction_kinds().values()}
HAND_DOWNS = {"案件": HandDownKind.CASE, "线索": HandDownKind.LEAD}


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


def matter(*codes: str, **given: object) -> Matter:
    return Matter(codes or ("CB-03",), **given)  # type: ignore[arg-type]


def ruling(kind: OffenderKind, code: str, *penalties: str, **given: object) -> Ruling:
    asked = matter(code, expected_penalties=frozenset(penalties), **given)
    return rule_on(offender(kind), asked, on=DAY)


def local() -> Ruling:
    return ruling(OffenderKind.CERTIFIED_ORGANISATION, "CM-01")


def national() -> Ruling:
    return ruling(OffenderKind.BODY, "CB-01")


def handed_to(authority: str, level: Level) -> Ruling:
    down = HandDown(authority, level, "国市监交〔2026〕1号", date(2026, 10, 1))
    return ruling(OffenderKind.BODY, "CB-01", hand_down=down)


def grounds(**given: object) -> Grounds:
    complete = {"has_evidence": True, "penalty_due": True, "discovered_on": DAY}
    return Grounds(**(complete | given))  # type: ignore[arg-type]


def authorisations(cell: str) -> tuple[Authorisation, ...]:
    """``510000 省级 2026-01-01 2026-12-31 CB-01``: authority, level, from, to, scope; - is open."""
    if not cell:
        return ()
    authority, level, start, *rest = cell.split()
    end = date.fromisoformat(rest[0]) if rest and rest[0] != "-" else None
    scope = frozenset(rest[1:])
    document = "国市监授〔2026〕1号"
    return (
        Authorisation(authority, LEVELS[level], document, date.fromisoformat(start), end, scope),
    )


def hand_down(cell: str) -> HandDown | None:
    """``案件 总局 420000 省级 2026-10-01``: case or lead, from, authority, its level, day."""
    if not cell:
        return None
    kind, from_level, authority, level, day = cell.split()
    return HandDown(
        authority=authority,
        level=LEVELS[level],
        document="交办〔2026〕1号",
        on=date.fromisoformat(day),
        from_level=LEVELS[from_level],
        kind=HAND_DOWNS[kind],
    )


def take_up(cell: str) -> TakeUp | None:
    """``420000 省级 2026-10-01``: authority, its level, day."""
    if not cell:
        return None
    authority, level, day = cell.split()
    return TakeUp(authority, LEVELS[level], "提级〔2026〕1号", date.fromisoformat(day))


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
