"""Which authority covers the place of an act (PPL 22; PROC 7, 9, 12).

Territory is not the tree of divisions: a city may have no counties, and the Xinjiang Production
and Construction Corps (兵团) covers cities and regiments inside Xinjiang. So each authority lists
the divisions it covers; the closest fit to the place of the act wins.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from renjian.authorities.levels import Level
from renjian.jurisdiction.rulings import Ruling
from renjian.kernel.refusal import Refused, reason


@dataclass(frozen=True, slots=True)
class Node:
    """An authority with the codes of the divisions it covers, each with all that lies below it."""

    code: str
    level: Level
    parent: str = ""
    coverage: tuple[str, ...] = ()
    name: str = ""

    @property
    def title(self) -> str:
        """The name if there is one, else the code."""
        return self.name or self.code


def competent(ruling: Ruling, place: str, nodes: Iterable[Node]) -> str:
    """The authority that handles a matter by the place of the act.

    An authority that a document names goes before any place. Of those that cover the place the
    county goes before the city; the authority of the closest fit goes before a wider one.
    """
    known = tuple(nodes)
    if ruling.authority:
        return ruling.authority
    if Level.NATIONAL in ruling.levels:
        return _national(known)
    best = _closest(ruling, place, known)
    lowest = max(node.level for node in best)
    chosen = sorted(node.code for node in best if node.level is lowest)
    if len(chosen) > 1:
        raise Refused(
            reason(
                "jurisdiction.place.disputed",
                "“{place}”由{authorities}共同管辖。请协商，由最先立案的办理；协商不成的，"
                "报请共同的上一级指定管辖。",
                clause="PROC 12; PROC 13",
                place=place,
                authorities="、".join(chosen),
            )
        )
    return chosen[0]


def may_file(ruling: Ruling, places: Iterable[str], nodes: Iterable[Node]) -> frozenset[str]:
    """All authorities that may file a matter with these places of the act, city and county alike.

    Where several may, the one that files first handles it (PPL 25.1; PROC 12).
    """
    known = tuple(nodes)
    if ruling.authorities:
        return ruling.authorities
    if Level.NATIONAL in ruling.levels:
        return frozenset({_national(known)})
    return frozenset(
        code for place in places for code in _with_its_city(_closest(ruling, place, known), known)
    )


def in_name_of(code: str, nodes: Iterable[Node]) -> str:
    """The authority in whose name a unit acts: a station acts for its bureau (PROC 9.1)."""
    known = {node.code: node for node in nodes}
    unit = known[code]
    return unit.parent if unit.level == Level.STATION else code


def _national(nodes: tuple[Node, ...]) -> str:
    return next(node.code for node in nodes if node.level is Level.NATIONAL)


def closest(levels: Collection[Level], place: str, nodes: Iterable[Node]) -> list[Node]:
    """The authorities of some levels that cover a place most closely; empty if none does."""
    fits = [
        (fit, node) for node in nodes if node.level in levels and (fit := _fit(place, node)) > 0
    ]
    most = max((fit for fit, _ in fits), default=0)
    return [node for fit, node in fits if fit == most]


def _closest(ruling: Ruling, place: str, nodes: tuple[Node, ...]) -> list[Node]:
    """The authorities of the ruling's levels that cover the place most closely, never none."""
    if found := closest(ruling.levels, place, nodes):
        return found
    raise Refused(
        reason(
            "jurisdiction.place.uncovered",
            "行政区划“{place}”不在任何市、县（区）级市场监管部门的辖区内。"
            "请核对违法行为发生地，或者报请上级指定管辖。",
            clause="PROC 7; PROC 15.3",
            place=place,
        )
    )


def _fit(place: str, node: Node) -> int:
    """The length of the closest of the covered codes that a place lies in, 0 if it lies in none."""
    full, best = _prefix(place), 0
    for division in node.coverage:
        covered = _prefix(division)
        if len(covered) > best and full.startswith(covered):
            best = len(covered)
    return best


@lru_cache(maxsize=65536)
def _prefix(code: str) -> str:
    """A division code without the zeros that only fill it up: 420100 covers all of 4201."""
    while len(code) > 6 and code.endswith("000"):
        code = code[:-3]
    while 2 < len(code) <= 6 and code.endswith("00"):
        code = code[:-2]
    return code


def _with_its_city(closest: list[Node], nodes: tuple[Node, ...]) -> Iterable[str]:
    cities = {node.code for node in nodes if node.level is Level.CITY}
    for node in closest:
        yield node.code
        if node.parent in cities:
            yield node.parent
