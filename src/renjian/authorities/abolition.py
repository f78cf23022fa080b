"""Abolishing a unit (撤销机构): what it must not leave behind, and who can go on with its work."""

from dataclasses import dataclass
from datetime import date

from renjian.authorities.kinds import Kind, level_below, why_not_stand
from renjian.authorities.reforms import UnitFacts, why_too_deep
from renjian.authorities.scope import SEPARATOR, covers
from renjian.kernel.refusal import Reason, reason

REMAINS_TITLES = {
    "subordinates": "下级机构",
    "divisions": "管辖区域",
    "open_matters": "未办结事项",
    "posts": "在任岗位",
}


@dataclass(frozen=True)
class Remains:
    """What a unit that is to be abolished still has: subordinates, divisions, open matters."""

    subordinates: tuple[UnitFacts, ...] = ()
    divisions: int = 0
    open_matters: int = 0
    posts: int = 0


def why_too_young(unit: UnitFacts, on: date) -> tuple[Reason, ...]:
    """The reason against abolishing a unit from the day on which it was set up, or before."""
    if on > unit.from_on:
        return ()
    return (
        reason(
            "unit.too-young",
            "{name}自 {day} 起设立，撤销的日期必须在这之后。请改填日期。",
            name=unit.name,
            day=unit.from_on,
        ),
    )


def why_not_abolish(
    unit: UnitFacts, successor: UnitFacts | None, remains: Remains
) -> tuple[Reason, ...]:
    """Every reason against abolishing a unit; without a successor nothing may remain."""
    if successor is None:
        return _why_not_without_successor(unit, remains)
    if covers(unit.path, successor.path):
        return (
            reason(
                "unit.successor-below",
                "承接机构不能是{name}自己或者它的下级。请改选。",
                name=unit.name,
            ),
        )
    found = []
    if (successor.kind is Kind.STATION) != (unit.kind is Kind.STATION):
        found.append(
            reason(
                "unit.successor-kind",
                "市场监管所由市场监管所承接，其他机构由其他机构承接。请改选承接机构。",
            )
        )
    for one in remains.subordinates:
        level = level_below(one.kind, successor.level, one.level)
        if why_not_stand(one.kind, level, successor.kind, successor.level):
            found.append(
                reason(
                    "unit.subordinate-left",
                    "下级机构{name}不能随之划归{successor}。请先调整它的隶属关系。",
                    name=one.name,
                    successor=successor.name,
                )
            )
    lower = [one.path[len(unit.path) :] for one in remains.subordinates]
    below = [unit.code + SEPARATOR, *lower]
    return (*found, *why_too_deep(successor.path, below))


def _why_not_without_successor(unit: UnitFacts, remains: Remains) -> tuple[Reason, ...]:
    kept = {
        "subordinates": len(remains.subordinates),
        "divisions": remains.divisions,
        "open_matters": remains.open_matters,
        "posts": remains.posts,
    }
    return tuple(
        reason(
            "unit.remains",
            "{name}还有{what} {count} 项。请指定承接机构，或者先行处理。",
            name=unit.name,
            what=REMAINS_TITLES[what],
            count=count,
        )
        for what, count in kept.items()
        if count
    )
