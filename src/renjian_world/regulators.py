"""The authorities of the made-up country: the state administration, all provinces, and XPCC.

The divisions are real, the bureaus follow from them by the usual form of their names; document
words (机关代字) are made up so that no two are the same. Three provinces and the corps are the
practice ground: only there are stations, brigades, people and organisations. The other 28 have
their tree down to the counties, so that pages, searches and choices are those of the whole country.

Three provincial authorities are no bureaus: 天津 has a commission (委), 吉林 and 宁夏 have
departments (厅). Taiwan, Hong Kong and Macau stand outside this hierarchy. Statistical zones
(开发区、高新区) are no divisions: they have a branch only where somebody sets one up.

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
from renjian.authorities.kinds import Kind
from renjian.authorities.levels import Level
from renjian.authorities.tree import AuthorityNode, AuthorityRow, plant
from renjian_world.names import short_place, short_town

SAMR = "000000"
XPCC = "XPCC"
# The practice ground, and how its provinces are called in document words.
PROVINCES = {"330000": "浙", "460000": "琼", "650000": "新"}
OTHER_PROVINCES = {
    "110000": "京", "120000": "津", "130000": "冀", "140000": "晋", "150000": "蒙", "210000": "辽",
    "220000": "吉", "230000": "黑", "310000": "沪", "320000": "苏", "340000": "皖", "350000": "闽",
    "360000": "赣", "370000": "鲁", "410000": "豫", "420000": "鄂", "430000": "湘", "440000": "粤",
    "450000": "桂", "500000": "渝", "510000": "川", "520000": "贵", "530000": "云", "540000": "藏",
    "610000": "陕", "620000": "甘", "630000": "青", "640000": "宁",
}  # fmt: skip
CALLED = {
    "120000": "市场监督管理委员会",
    "220000": "市场监督管理厅",
    "640000": "市场监督管理厅",
}

ZONE_IN = "330100"

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
    """Who supervises: the tree of authorities, and division -> the authority that covers it.

    ``at_work`` are the authorities of the practice ground, where people hold posts.
    """

    authorities: tuple[AuthorityNode, ...]
    coverage: Mapping[str, str]
    at_work: tuple[AuthorityNode, ...]


@dataclass(frozen=True)
class _Unit:
    """An authority before its document word is chosen: ``words`` from the shortest on."""

    code: str
    name: str
    words: tuple[str, ...]
    level: Level
    parent: str | None
    covers: tuple[str, ...]
    kind: Kind = Kind.BUREAU


@cache
def supervision() -> Supervision:
    """All authorities of the country with their paths, and what they cover."""
    units = [_Unit(SAMR, "国家市场监督管理总局", ("国市监",), Level.NATIONAL, None, ())]
    for code, word in PROVINCES.items():
        units += _province(code, word)
    units += _corps()
    units += [station for unit in units for station in _stations(unit)]
    at_work = {unit.code for unit in units}
    # The practice ground chooses first, so that its document words stay as they are.
    words = _words(units, {})
    units += _attached(units)
    for code, word in OTHER_PROVINCES.items():
        units += _province(code, word, before=word)
    words = _words(units, words)
    nodes = plant(
        AuthorityRow(u.code, u.name, words[u.code], u.level, u.parent, u.kind) for u in units
    )
    covered = {place: unit.code for unit in units for place in unit.covers}
    return Supervision(nodes, covered, tuple(node for node in nodes if node.code in at_work))


def _words(units: list[_Unit], chosen: Mapping[str, str]) -> dict[str, str]:
    """A document word for each unit, the shortest that is left, chosen from the top down.

    A station writes in the name of its bureau, so its word begins with the bureau's.
    """
    words = dict(chosen)
    used = set(words.values())
    for unit in sorted(units, key=lambda unit: unit.level):
        if unit.code not in words:
            above = words[unit.parent or ""] if unit.level is Level.STATION else ""
            free = (above + word for word in unit.words)
            words[unit.code] = next(word for word in free if word not in used)
            used.add(words[unit.code])
    return words


def _province(code: str, word: str, before: str = "") -> Iterator[_Unit]:
    """The authorities of a province down to its counties; ``before`` begins their document words."""
    place = _known(code)
    name = place.name + CALLED[code] if code in CALLED else _bureau(place.name)
    kind = Kind.COMMISSION if code in CALLED else Kind.BUREAU
    words = (_word(word), _word(short_place(place.name)))
    yield _Unit(code, name, words, Level.PROVINCIAL, SAMR, (code,), kind)
    for below in children(code):
        if below.level is DivisionLevel.CITY:
            yield _unit(below, Level.CITY, code, before)
            for county in _counties(below):
                yield _unit(county, Level.COUNTY, below.code, before)
        elif below.code not in CORPS_CODES:
            yield _unit(below, Level.COUNTY, code, before)


def _unit(place: Division, level: Level, parent: str, before: str) -> _Unit:
    """The bureau of a city or county; a district carries its city's name, or its municipality's."""
    above = _known(place.parent)
    in_city = place.name.endswith("区") and above.name.endswith("市")
    bare, city = short_place(place.name), short_place(above.name)
    words = (bare[:1], bare[:2], bare, place.name, city + bare, above.name + place.name)
    return _Unit(
        place.code,
        _bureau(above.name + place.name if in_city else place.name),
        tuple(_word(before + word) for word in words),
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
            Kind.STATION,
        )


def _attached(units: list[_Unit]) -> list[_Unit]:
    """A brigade of each city of the practice ground, and one branch in a statistical zone.

    They stand at the level of the city bureau and act in its name; nobody works there yet.
    """
    cities = [u for u in units if u.level is Level.CITY and u.parent in PROVINCES]
    brigades = [_beside(city, "ZF", "综合行政执法支队", Kind.BRIGADE) for city in cities]
    zone = next(city for city in cities if city.code == ZONE_IN)
    return [*brigades, _beside(zone, "KFQ", "经济技术开发区分局", Kind.BRANCH)]


def _beside(bureau: _Unit, mark: str, name: str, kind: Kind) -> _Unit:
    """A unit that a bureau set up beside itself."""
    code = f"{bureau.code}-{mark}"
    words = tuple(word.removesuffix("市监") + name for word in bureau.words)
    return _Unit(code, bureau.name + name, words, bureau.level, bureau.code, (), kind)


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
