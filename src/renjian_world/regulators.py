"""The authorities of the made-up country: the state administration, three real provinces and XPCC.

The divisions are real, the bureaus follow from them by the usual form of their names; document
words (机关代字) are made up so that no two are the same.

Unsure, since no list of its units was at hand: which divisions of the Xinjiang Production and
Construction Corps have a bureau, how these are called, and that the newest city, 草湖, belongs to
the third division. The eleventh and twelfth have no city, so that they cover nothing here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from renjian.authorities.divisions import (
    Division,
    DivisionLevel,
    children,
    ladder,
)
from renjian.authorities.levels import Level
from renjian.authorities.tree import AuthorityNode, AuthorityRow, plant
from renjian_world.names import short_place, short_town

SAMR = "000000"
XPCC = "XPCC"
PROVINCES = {"330000": "浙", "460000": "琼", "650000": "新"}

CORPS_CITIES: Mapping[int, tuple[str, ...]] = {
    1: ("659002",),
    2: ("659006",),
    3: ("659003", "659013"),  # 草湖: unsure
    4: ("659008",),
    5: ("659007",),
    6: ("659004",),
    7: ("659010",),
    8: ("659001",),
    9: ("659012",),
    10: ("659005",),
    11: (),
    12: (),
    13: ("659011",),
    14: ("659009",),
}
NUMERALS = (
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
)  # fmt: skip
CORPS_CODES = frozenset(code for codes in CORPS_CITIES.values() for code in codes)
TOWNS_FOR_TWO_STATIONS = 6


@dataclass(frozen=True)
class Supervision:
    """Who supervises: the tree of authorities, and division -> the authority that covers it."""

    authorities: tuple[AuthorityNode, ...]
    coverage: Mapping[str, str]


@dataclass(frozen=True)
class _Unit:
    """An authority before its document word is chosen: ``words`` from the shortest on."""

    code: str
    name: str
    words: tuple[str, ...]
    level: Level
    parent: str | None
    covers: tuple[str, ...]


@cache
def supervision() -> Supervision:
    """All authorities of the country with their paths, and what they cover."""
    units = [_Unit(SAMR, "国家市场监督管理总局", ("国市监",), Level.NATIONAL, None, ())]
    for code, word in PROVINCES.items():
        units += _province(code, word)
    units += _corps()
    units += [station for unit in units for station in _stations(unit)]
    words = _words(units)
    rows = [AuthorityRow(u.code, u.name, words[u.code], u.level, u.parent) for u in units]
    covered = {place: unit.code for unit in units for place in unit.covers}
    return Supervision(plant(rows), covered)


def _words(units: list[_Unit]) -> dict[str, str]:
    """A document word for each unit, the shortest that is left, chosen from the top down.

    A station writes in the name of its bureau, so its word begins with the bureau's.
    """
    chosen: dict[str, str] = {}
    for unit in sorted(units, key=lambda unit: unit.level):
        above = chosen[unit.parent or ""] if unit.level is Level.STATION else ""
        free = (above + word for word in unit.words)
        chosen[unit.code] = next(word for word in free if word not in chosen.values())
    return chosen


def _province(code: str, word: str) -> Iterator[_Unit]:
    place = _known(code)
    yield _Unit(code, _bureau(place.name), (_word(word),), Level.PROVINCIAL, SAMR, (code,))
    for below in children(code):
        if below.level is DivisionLevel.CITY:
            yield _unit(below, Level.CITY, code)
            for county in _counties(below):
                yield _unit(county, Level.COUNTY, below.code)
        elif below.code not in CORPS_CODES:
            yield _unit(below, Level.COUNTY, code)


def _unit(place: Division, level: Level, parent: str) -> _Unit:
    """The bureau of a city or county; a district carries its city's name."""
    above = _known(place.parent)
    in_city = place.name.endswith("区") and above.level is DivisionLevel.CITY
    bare, city = short_place(place.name), short_place(above.name)
    words = (bare[:1], bare[:2], bare, place.name, city + bare, above.name + place.name)
    return _Unit(
        place.code,
        _bureau(above.name + place.name if in_city else place.name),
        tuple(_word(word) for word in words),
        level,
        parent,
        (place.code,),
    )


def _corps() -> Iterator[_Unit]:
    corps = "新疆生产建设兵团"
    yield _Unit(XPCC, _bureau(corps), (_word("兵"),), Level.PROVINCIAL, SAMR, ())
    for number, cities in CORPS_CITIES.items():
        numeral = NUMERALS[number - 1]
        yield _Unit(
            f"{XPCC}-{number:02d}",
            _bureau(f"{corps}第{numeral}师"),
            (_word(f"兵{numeral}师"),),
            Level.CITY,
            XPCC,
            cities,
        )


def _stations(unit: _Unit) -> Iterator[_Unit]:
    """One or two stations below a bureau that does county work, named from real townships."""
    if not _does_county_work(unit):
        return
    towns = [
        town
        for place in unit.covers
        for town in children(place)
        if town.level is DivisionLevel.TOWNSHIP and not town.is_abolished
    ]
    half = -(-len(towns) // 2) if len(towns) >= TOWNS_FOR_TWO_STATIONS else len(towns)
    for number, part in enumerate((towns[:half], towns[half:]), start=1):
        if number > 1 and not part:
            break
        place = short_town(part[0].name) if part else "第一"
        yield _Unit(
            f"{unit.code}-{number:02d}",
            f"{unit.name}{place}市场监督管理所",
            (place, f"{place}{number}"),
            Level.STATION,
            unit.code,
            tuple(town.code for town in part),
        )


def _does_county_work(unit: _Unit) -> bool:
    if unit.level is Level.CITY:
        return not any(_counties(_known(code)) for code in unit.covers)
    return unit.level is Level.COUNTY


def _counties(place: Division) -> list[Division]:
    return [below for below in children(place.code) if below.level is DivisionLevel.COUNTY]


def _known(code: str) -> Division:
    return ladder(code)[-1]


def _bureau(place: str) -> str:
    return f"{place}市场监督管理局"


def _word(word: str) -> str:
    return f"{word}市监"
