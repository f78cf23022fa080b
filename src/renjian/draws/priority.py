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
    """The officers who visit an object: the lead (主办), the second (协办), and perhaps others.

    With several items the first seats are those of their leads, in the order of ``items``, which
    the visit serves. ``experts`` go along and are never counted as officers.
    """

    object: str
    lead: str
    second: str
    others: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    experts: tuple[str, ...] = ()

    @property
    def officers(self) -> tuple[str, ...]:
        """All officers of the team, in the order of its seats."""
        return (self.lead, self.second, *self.others)


@dataclass(frozen=True)
class Need:
    """What a visit needs: for each lead who may be it, and how many officers besides."""

    leads: tuple[Set[str], ...]
    others: int = 1


@dataclass(frozen=True)
class Solution:
    """Who takes the seats of each object, where nobody makes more than ``cap`` visits."""

    cap: int
    teams: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Shortage:
    """Objects that cannot all get a team, and all the officers there are for them (Hall)."""

    objects: tuple[str, ...]
    officers: tuple[str, ...]
    seats: int

    @property
    def reason(self) -> Reason:
        """The shortage in a sentence."""
        return reason(
            "draws.assignment.shortage",
            "{count} 个抽查对象（{objects}）共需 {seats} 人次，"
            "可派的执法人员只有 {able} 名（{officers}），在工作量上限内排不开。"
            "请补充人员、提高上限或者报上级协调。",
            count=len(self.objects),
            objects=_named(self.objects),
            seats=self.seats,
            able=len(self.officers),
            officers=_named(self.officers),
        )


def solve(
    order: Sequence[str],
    candidates: Mapping[str, Sequence[str]],
    needs: Mapping[str, Need],
    cap: int | None = None,
    *,
    most: int | None = None,
) -> Solution | Shortage:
    """Who takes the seats of the objects: each lead in turn, then the others.

    ``candidates`` are those who may visit each object, in the order in which they are asked.
    Without a ``cap`` it is the smallest that lets all seats be filled, so that the load is level
    and still random; it is never above ``most``.
    """
    officers = sorted(set[str]().union(*(candidates[object] for object in order)))
    number = {officer: place for place, officer in enumerate(officers)}
    asked = [[number[officer] for officer in candidates[object]] for object in order]
    wanted = [needs[object] for object in order]
    leads = _lead_sets(wanted, number)
    teams = [_seats(able, need, leads) for able, need in zip(asked, wanted, strict=True)]
    least = _least_cap(teams, len(officers), leads.values())
    seating = Seating(teams, len(officers), least if cap is None else cap)
    limit = _limit(cap, most, len(order))
    if seating.cap > limit or not _fill_all(seating, limit):
        return _shortage(seating, order, officers)
    found = zip(order, _settle(seating, asked), strict=True)
    return Solution(
        seating.cap, {object: tuple(officers[one] for one in team) for object, team in found}
    )


def _seats(able: Sequence[int], need: Need, leads: Mapping[int, int]) -> list[int]:
    """Who may take each seat of a visit, as bits: the leads first."""
    anybody = _set_of(able)
    return [*(anybody & leads[id(one)] for one in need.leads), *[anybody] * need.others]


def _lead_sets(needs: Iterable[Need], number: Mapping[str, int]) -> dict[int, int]:
    """The officers of each set of leads as bits; most objects share one set, so by its identity."""
    found: dict[int, int] = {}
    for need in needs:
        for lead in need.leads:
            if id(lead) not in found:
                found[id(lead)] = _set_of(number[one] for one in lead & number.keys())
    return found


def _limit(cap: int | None, most: int | None, objects: int) -> int:
    """How many visits of an officer may be tried: as given, else one for each object."""
    return next(one for one in (cap, most, objects) if one is not None)


def _fill_all(seating: Seating, most: int) -> bool:
    """Fill every seat, raising the cap by one wherever it binds, up to ``most`` visits each."""
    # Leads first: they are fewer, and another seat rarely has to give way afterwards.
    for seat in sorted(range(len(seating.fits)), key=seating.place_in_team):
        while not seating.fill(seat):
            if seating.cap >= most:
                return False
            seating.raise_cap()
    return True


def _settle(seating: Seating, asked: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The team of each object: each seat to the first asked who leaves the rest fillable."""
    for able, seats in zip(asked, seating.seats_of, strict=True):
        yield [next(one for one in able if seating.settle(seat, one)) for seat in seats]


def _least_cap(teams: Sequence[Sequence[int]], officers: int, leads: Iterable[int]) -> int:
    """No cap below this can do: the seats shared out evenly, and those of leads likewise."""
    may_lead = 0
    for some in leads:
        may_lead |= some
    seats = sum(map(len, teams))
    led = sum(1 for team in teams for able in team if able | may_lead == may_lead)
    return max(-(-seats // max(officers, 1)), -(-led // max(may_lead.bit_count(), 1)), 1)


def _set_of(officers: Iterable[int]) -> int:
    return sum(1 << officer for officer in officers)


def _shortage(seating: Seating, order: Sequence[str], officers: Sequence[str]) -> Shortage:
    if not seating.stuck:  # more seats than all officers together may take
        return Shortage(tuple(order), tuple(officers), len(seating.fits))
    places = sorted({seating.team_of[seat] for seat in seating.stuck})
    return Shortage(
        tuple(order[place] for place in places),
        tuple(officers[one] for one in seating.able(seating.stuck)),
        len(seating.stuck),
    )


def _named(ids: Sequence[str]) -> str:
    """Some ids for a sentence."""
    return "、".join(ids[:SHOWN]) + ("等" if len(ids) > SHOWN else "")
