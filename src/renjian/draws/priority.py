"""Random priority with a guard: each seat to the first in turn who leaves the rest fillable (LRP).

This is the rule for objects that share officers; who these are is decided in ``assignment``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from renjian.draws.feasibility import Seating
from renjian.kernel.refusal import Reason, reason

SHOWN = 5  # ids that one sentence names; the rest are counted


@dataclass(frozen=True, slots=True)
class Team:
    """The two officers who visit an object: the lead (主办) and the second (协办)."""

    object: str
    lead: str
    second: str


@dataclass(frozen=True)
class Solution:
    """Teams for all objects, where nobody makes more than ``cap`` visits."""

    cap: int
    teams: tuple[Team, ...]


@dataclass(frozen=True)
class Shortage:
    """Objects that cannot all get a team, and all the officers there are for them (Hall)."""

    objects: tuple[str, ...]
    officers: tuple[str, ...]

    @property
    def reason(self) -> Reason:
        """The shortage in a sentence."""
        return reason(
            "draws.assignment.shortage",
            "{count} 个抽查对象（{objects}）各需主办、协办两人，"
            "可派的执法人员只有 {able} 名（{officers}），在工作量上限内排不开。"
            "请补充人员、提高上限或者报上级协调。",
            count=len(self.objects),
            objects=_named(self.objects),
            able=len(self.officers),
            officers=_named(self.officers),
        )


def solve(
    order: Sequence[str],
    candidates: Mapping[str, Sequence[str]],
    leads: Set[str],
    cap: int | None = None,
    *,
    most: int | None = None,
) -> Solution | Shortage:
    """The teams of the objects in their order.

    ``candidates`` are the officers who may visit each object, in the order in which they are asked;
    ``leads`` those who may lead. Without a ``cap`` it is the smallest that lets all seats be
    filled, so that the load is level and still random; it is never above ``most``.
    """
    officers = sorted(set[str]().union(*(candidates[object] for object in order)))
    number = {officer: place for place, officer in enumerate(officers)}
    asked = [[number[officer] for officer in candidates[object]] for object in order]
    may_lead = _set_of(number[officer] for officer in leads & number.keys())
    seating = Seating(
        fits=[fits for able in asked for fits in (_set_of(able) & may_lead, _set_of(able))],
        officers=len(officers),
        cap=_least_cap(len(order), len(officers), may_lead.bit_count()) if cap is None else cap,
    )
    limit = _limit(cap, most, len(order))
    if seating.cap > limit or not _fill_all(seating, limit):
        return _shortage(seating, order, officers)
    teams = [
        Team(object, officers[lead], officers[second])
        for object, (lead, second) in zip(order, _settle(seating, asked), strict=True)
    ]
    return Solution(seating.cap, tuple(teams))


def _limit(cap: int | None, most: int | None, objects: int) -> int:
    """How many visits of an officer may be tried: as given, else one for each object."""
    return next(one for one in (cap, most, objects) if one is not None)


def _fill_all(seating: Seating, most: int) -> bool:
    """Fill every seat, raising the cap by one wherever it binds, up to ``most`` visits each."""
    seats = range(len(seating.fits))
    # Leads first: they are fewer, and a second seat rarely has to give way afterwards.
    for seat in [*seats[::2], *seats[1::2]]:
        while not seating.fill(seat):
            if seating.cap >= most:
                return False
            seating.raise_cap()
    return True


def _settle(seating: Seating, asked: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Lead and second of each object: the first asked who leaves the rest fillable."""
    for place, able in enumerate(asked):
        lead = next(one for one in able if seating.settle(2 * place, one))
        second = next(one for one in able if seating.settle(2 * place + 1, one))
        yield lead, second


def _least_cap(objects: int, officers: int, may_lead: int) -> int:
    """No cap below this can do: the seats shared out evenly, and the leads likewise."""
    level = -(-2 * objects // max(officers, 1))
    lead = -(-objects // max(may_lead, 1))
    return max(level, lead, 1)


def _set_of(officers: Iterable[int]) -> int:
    return sum(1 << officer for officer in officers)


def _shortage(seating: Seating, order: Sequence[str], officers: Sequence[str]) -> Shortage:
    if not seating.stuck:  # more seats than all officers together may take
        return Shortage(tuple(order), tuple(officers))
    places = sorted({seat // 2 for seat in seating.stuck})
    return Shortage(
        tuple(order[place] for place in places),
        tuple(officers[one] for one in seating.able(seating.stuck)),
    )


def _named(ids: Sequence[str]) -> str:
    """Some ids for a sentence."""
    return "、".join(ids[:SHOWN]) + ("等" if len(ids) > SHOWN else "")
