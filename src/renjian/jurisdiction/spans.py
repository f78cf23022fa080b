"""Which places of the act count, which authorities cover them, and who of several goes first.

PPL 22, 25; PROC 7, 10, 12, 13. A superior coordinates what lies in several places; that moves
nothing (N102 二(一), 二(二)).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from renjian.authorities.divisions import division, full_name
from renjian.authorities.levels import Level
from renjian.jurisdiction.matters import Charge, Filing, Place, PlatformRole, SeatKind
from renjian.jurisdiction.place import Node, closest
from renjian.jurisdiction.rulings import Ruling
from renjian.jurisdiction.territory import XPCC, by_divisions, in_xinjiang_county, regiment
from renjian.kernel.refusal import Reason, reason

Territory = Callable[[str], Sequence[Node]]
OUTSIDE = ("71", "81", "82")  # Hong Kong, Macau and Taiwan are no part of the hierarchy


@dataclass(frozen=True, slots=True)
class Reach:
    """Who may handle a charge by territory: the nearest of each place, those above, and why."""

    nearest: tuple[Node, ...] = ()
    all: tuple[Node, ...] = ()
    reasons: tuple[Reason, ...] = ()
    bars: tuple[Reason, ...] = ()
    provinces: frozenset[str] = frozenset()


def reach_of(
    charge: Charge, ruling: Ruling, places: tuple[Place, ...], territory: Territory
) -> Reach:
    """The authorities of the ruling's levels that the places of the act lead to."""
    counted, reasons = _places_that_count(charge, places)
    if territory is by_divisions:
        # The table of divisions never changes while we run, so what it leads to is kept.
        known = _by_the_table(ruling.levels, counted)
        return replace(known, reasons=(*reasons, *known.reasons)) if reasons else known
    return _reach(ruling.levels, counted, reasons, territory)


@lru_cache(maxsize=65536)
def _by_the_table(levels: frozenset[Level], counted: tuple[Place, ...]) -> Reach:
    return _reach(levels, counted, [], by_divisions)


def _reach(
    levels: frozenset[Level],
    counted: tuple[Place, ...],
    reasons: list[Reason],
    territory: Territory,
) -> Reach:
    nearest: dict[str, Node] = {}
    every: dict[str, Node] = {}
    bars, provinces = [], set()
    for place in counted:
        nodes = _around(place, territory)
        found = closest(levels, place.division, nodes)
        if not found:
            bars.append(_uncovered(place.division))
            continue
        lowest = max(node.level for node in found)
        nearest |= {node.code: node for node in found if node.level is lowest}
        above = {node.parent for node in found}
        cities = (n for n in nodes if n.level is Level.CITY and n.code in above)
        every |= {node.code: node for node in (*found, *cities)}
        provinces.add(_province(nodes))
        reasons.append(_of_place(place, found, lowest))
    return Reach(
        tuple(nearest.values()),
        tuple(every.values()),
        (*reasons, *_several(nearest, provinces, territory, counted)),
        tuple(bars),
        frozenset(provinces),
    )


def first_filed(filings: Sequence[Filing], competent: frozenset[str]) -> tuple[Filing, ...]:
    """Who of the competent authorities filed first; several where they filed on one day."""
    own = [filing for filing in filings if filing.unit.code in competent]
    first = min((filing.on for filing in own), default=None)
    return tuple(filing for filing in own if filing.on == first)


NATIONWIDE = reason(
    "jurisdiction.nationwide",
    "总局管辖的案件不因违法行为发生地改变；调查可以委托地方进行，处罚决定由总局作出。",
    clause="N102 二(一); N102 二(四)",
)


BY_DOCUMENT = reason(
    "jurisdiction.by-document",
    "管辖机关由上级文书确定，不再按违法行为发生地、当事人住所地确定。",
    clause="PROC 7; N102 二",
)


def _places_that_count(
    charge: Charge, places: tuple[Place, ...]
) -> tuple[tuple[Place, ...], list[Reason]]:
    """The places of the act, or those that PROC 10 puts in their place for acts on the net."""
    net = charge.platform
    if net is None:
        return places, []
    if net.role is not PlatformRole.MERCHANT:
        why = reason(
            "jurisdiction.seat",
            "{offender}是{role}，由其住所地市场监管部门管辖。",
            clause="PROC 10.1",
            offender=charge.offender.title,
            role=net.role.title,
        )
        return ((Place(net.seat, SeatKind.DOMICILE),) if net.seat else places), [why]
    why = reason(
        "jurisdiction.merchant",
        "{offender}是平台内经营者，由其实际经营地市场监管部门管辖。",
        clause="PROC 10.2",
        offender=charge.offender.title,
    )
    counted = (Place(net.seat, SeatKind.BUSINESS),) if net.seat else places
    if net.platform_seat and net.platform_first:
        too = reason(
            "jurisdiction.platform-first",
            "平台住所地市场监管部门先行发现线索或者收到投诉举报的，也可以管辖。",
            clause="PROC 10.2",
        )
        return (*counted, Place(net.platform_seat, SeatKind.PLATFORM)), [why, too]
    return counted, [why]


def _around(place: Place, territory: Territory) -> Sequence[Node]:
    if place.is_regiment and in_xinjiang_county(place.division):
        known = territory(place.division)
        corps = [n for n in known if n.code.startswith(XPCC)]
        return known if any(n.coverage for n in corps) else regiment(place.division)
    return territory(place.division)


def _of_place(place: Place, found: Sequence[Node], lowest: Level) -> Reason:
    nearest = tuple(node.title for node in found if node.level is lowest)
    where = _name(place.division)
    if place.is_regiment:
        return reason(
            "jurisdiction.regiment",
            "{kind}位于{place}境内的兵团团场，由{authority}管辖，不属于所在县（区）市场监管部门。",
            clause="N102 二(二); PROC 7",
            kind=place.kind.title,
            place=where,
            authority=nearest,
        )
    return reason(
        "jurisdiction.at-place",
        "{kind}在{place}，由{authority}管辖。",
        clause=place.kind.clause if isinstance(place.kind, SeatKind) else "PPL 22; PROC 7",
        kind=place.kind.title,
        place=where,
        authority=nearest,
    )


@lru_cache(maxsize=8192)
def _name(code: str) -> str:
    return full_name(code) if division(code) else code


def _several(
    nearest: dict[str, Node],
    provinces: set[str],
    territory: Territory,
    places: tuple[Place, ...],
) -> Iterator[Reason]:
    if len(nearest) < 2:
        return
    yield reason(
        "jurisdiction.several",
        "{authorities}都有管辖权，由最先立案的机关管辖；有争议的，自发生争议之日起七个工作日内协商，"
        "协商不成的报请共同的上一级指定，也可以直接报请指定。",
        clause="PPL 25; PROC 12; PROC 13",
        authorities=tuple(node.title for node in nearest.values()),
    )
    if len(provinces) > 1 and any(code.startswith(XPCC) for code in provinces):
        yield reason(
            "jurisdiction.corps-and-province",
            "兵团市场监管部门与自治区市场监管部门互不隶属，共同的上一级是市场监管总局，"
            "争议由总局决定。",
            clause="N102 二(一); PROC 13",
        )
    elif len(provinces) > 1:
        yield reason(
            "jurisdiction.cross-province",
            "案件跨省，由市场监管总局组织协调，有关省级市场监管部门协调本地区的部分；"
            "协调不改变管辖。",
            clause="N102 二(一); N102 二(二)",
        )
    else:
        nodes = territory(places[0].division)
        names = [node.title for node in nodes if node.level is Level.PROVINCIAL]
        yield reason(
            "jurisdiction.in-one-province",
            "案件在一省之内跨市、县，由{province}协调；协调不改变管辖。",
            clause="N102 二(二)",
            province=tuple(names) or "省级市场监管部门",
        )


def _province(nodes: Sequence[Node]) -> str:
    return next((node.code for node in nodes if node.level is Level.PROVINCIAL), "")


def _uncovered(place: str) -> Reason:
    if place.startswith(OUTSIDE):
        return reason(
            "jurisdiction.place.outside",
            "“{place}”是香港、澳门、台湾地区的代码，不在内地市场监管部门的辖区内。"
            "请填写违法行为在内地的发生地，例如证书使用地、产品销售地。",
            clause="PROC 7",
            place=place,
        )
    if division(place[:9] if len(place) > 6 else place) is None:
        return reason(
            "jurisdiction.place.unknown",
            "没有代码为“{place}”的行政区划。请核对六位或者九位行政区划代码后重新填写。",
            clause="PROC 7",
            place=place,
        )
    return reason(
        "jurisdiction.place.uncovered",
        "行政区划“{place}”不在任何市、县（区）级市场监管部门的辖区内。"
        "请核对违法行为发生地，或者报请上级指定管辖。",
        clause="PROC 7; PROC 15.3",
        place=place,
    )
