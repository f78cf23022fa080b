"""Makers for the tests of the law: only what matters is given. Tables are those jurists review."""

import csv
from datetime import date
from pathlib import Path

from renjian.authorities.levels import Level
from renjian.cases.file_units import level_of, name_of
from renjian.cases.filing import Grounds
from renjian.cases.fine_facts import FineFacts
from renjian.cases.fines import ranges_on
from renjian.catalogue.offences import sanction_kinds
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.matters import (
    PLACE_TITLES,
    ROLE_TITLES,
    Charge,
    Filing,
    Matter,
    Offender,
    Place,
    Platform,
    why_contradictory,
)
from renjian.jurisdiction.movements import MOVEMENT_TITLES, Movement, MovementKind, Unit
from renjian.jurisdiction.place import Node
from renjian.jurisdiction.rules import rule_on
from renjian.jurisdiction.rulings import Ruling
from renjian.kernel.refusal import Reason

TABLES = Path(__file__).parent / "tables"
DAY = date(2026, 11, 2)
LEVELS = {level.title: level for level in Level}
KINDS = {kind.title: kind for kind in OffenderKind}
SANCTIONS = {kind.title: kind.name for kind in sanction_kinds().values()}
PLACES = {title: kind for kind, title in PLACE_TITLES.items()}
ROLES = {title: role for role, title in ROLE_TITLES.items()}
MOVEMENTS = {title: kind for kind, title in MOVEMENT_TITLES.items()}
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


def matter_of(row: Row) -> Matter:
    """The matter of a row of jurisdiction.csv."""
    net = row["网络"].split()
    answers = {part[:-1]: part[-1] == "是" for part in row["要件"].split()}
    one = charge(
        *row["违法行为"].split("、"),
        kind=KINDS[row["当事人"]],
        expected_penalties=named(row["拟处罚"], SANCTIONS),
        capability_referral=row["能力罚建议"],
        answers=answers,
        platform=platform(net) if net and net[0] in ROLES else None,
        is_public_bid=net == ["投标"],
        crime="涉嫌买卖证件罪" if net == ["犯罪"] else "",
    )
    return Matter(
        (one,),
        places=tuple(place(cell) for cell in row["地点"].split("；") if cell),
        movements=(*movements(row), *map(other_movement, filter(None, row["文书"].split("；")))),
        filings=tuple(filing(cell) for cell in row["立案"].split("；") if cell),
        acting=named_unit(row["承办"]) if row["承办"] else None,
    )


def place(cell: str) -> Place:
    """``650106 销售地 团场``: division, what happened there, whether it is a regiment."""
    code, kind, *regiment = cell.split()
    is_regiment = {"团场": True, "非团场": False}[regiment[0]] if regiment else None
    return Place(code, PLACES[kind], is_regiment)


def platform(words: list[str]) -> Platform:
    """``平台内经营者 331081 330110 是``: role, seat, seat of the platform, whether it was first."""
    role, seat, platform_seat, first = (*words, "", "", "", "")[:4]
    return Platform(ROLES[role], seat, platform_seat, {"是": True, "否": False}.get(first))


def other_movement(cell: str) -> Movement:
    """``移送 370203 370202 2026-01-05 异议``: kind, from, to, day, objected or published."""
    kind, sender, to, day, *more = cell.split()
    return Movement(
        MOVEMENTS[kind], named_unit(to), date.fromisoformat(day), f"{kind}〔2026〕1号",
        sender=named_unit(sender), objected="异议" in more, is_published="公布" in more,
    )  # fmt: skip


def filing(cell: str) -> Filing:
    """``330106 2026-09-01``: who filed, and when."""
    code, day = cell.split()
    return Filing(named_unit(code), date.fromisoformat(day))


def named_unit(code: str) -> Unit:
    """An authority that is called by the code of its division."""
    level = level_of(code)
    assert level is not None, code
    return Unit(code, level, name_of(code))


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
        MovementKind.AUTHORISED_JURISDICTION, Unit(authority, LEVELS[level]), date.fromisoformat(start),
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


def contradictions(one: Charge) -> tuple[Reason, ...]:
    return why_contradictory(one, on=DAY)


def ruled_clauses(code: str) -> set[str]:
    """The clauses of the fine of an offence of a body, as the fine engine cites them."""
    return {one.clause for one in ranges_on(code, OffenderKind.BODY, FineFacts(), DAY)}
