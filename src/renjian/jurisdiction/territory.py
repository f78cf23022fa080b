"""The authorities around a place as the table of divisions has them, where no site keeps its own.

A site knows which authority covers what; a file that is judged by itself has only codes of
divisions. Then the market regulator of a division is named after it. The cities 6590xx belong to
the Xinjiang Production and Construction Corps (兵团), which is provincial without being a province.
"""

from functools import lru_cache

from renjian.authorities.divisions import Division, DivisionLevel, division, full_name, ladder
from renjian.authorities.levels import Level
from renjian.jurisdiction.movements import STATE_ADMINISTRATION
from renjian.jurisdiction.place import Node

XPCC = "XPCC"
XPCC_NAME = "新疆生产建设兵团市场监督管理局"
XPCC_DIVISION_NAME = "兵团所属师市场监督管理局"
CORPS_CITIES = "6590"
XINJIANG = "65"
LEVELS = {
    DivisionLevel.PROVINCE: Level.PROVINCIAL,
    DivisionLevel.CITY: Level.CITY,
    DivisionLevel.COUNTY: Level.COUNTY,
}


@lru_cache(maxsize=8192)
def by_divisions(place: str) -> tuple[Node, ...]:
    """The market regulators of the divisions that a place lies in, SAMR first; none if unknown."""
    top = Node(STATE_ADMINISTRATION.code, Level.NATIONAL, name=STATE_ADMINISTRATION.name)
    code = place[:9] if len(place) > 6 and division(place[:9]) else place[:6]
    if division(code) is None:
        return (top,)
    rungs = [rung for rung in ladder(code) if rung.level in LEVELS]
    if place.startswith(CORPS_CITIES):
        return (top, *_corps(rungs[-1].code))
    nodes, above = [top], top.code
    for rung in rungs:
        level = LEVELS[rung.level]
        nodes.append(Node(rung.code, level, above, (rung.code,), _name(rung)))
        above = rung.code
    return tuple(nodes)


def regiment(place: str) -> tuple[Node, ...]:
    """The authorities of a regiment of the Corps inside a Xinjiang county: its division (师)."""
    top = Node(STATE_ADMINISTRATION.code, Level.NATIONAL, name=STATE_ADMINISTRATION.name)
    return (top, *_corps(place))


def in_xinjiang_county(place: str) -> bool:
    """Whether a place lies in Xinjiang, outside the cities of the Corps."""
    return place.startswith(XINJIANG) and not place.startswith(CORPS_CITIES)


def _corps(place: str) -> tuple[Node, ...]:
    named = division(place) if place.startswith(CORPS_CITIES) else None
    name = f"{named.name}市场监督管理局（兵团）" if named else XPCC_DIVISION_NAME
    code = f"{XPCC}-{place[:6]}"
    return (
        Node(XPCC, Level.PROVINCIAL, STATE_ADMINISTRATION.code, (), XPCC_NAME),
        Node(code, Level.CITY, XPCC, (place,), name),
    )


def _name(rung: Division) -> str:
    return f"{full_name(rung.code)}市场监督管理局"
