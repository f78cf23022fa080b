"""Who steps in after a draw: for an officer who recuses himself late, for an object that falls out.

Nobody chooses: who steps in follows from the seed of the draw (RJ-DRAW/1 8, A6, A12).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from renjian.draws.assignment import Assignment, Officer, Recusal, officer_order
from renjian.draws.priority import Need, Shortage, Team, solve
from renjian.kernel.refusal import Refused


def stand_in(
    team: Team,
    leaving: str,
    assignment: Assignment,
    unit: str,
    officers: Sequence[Officer],
    recusals: Iterable[Recusal],
    seed: bytes,
    hash: str = "sha256",
) -> Team:
    """The team after an officer recused himself late: the next in the object's order steps in.

    Only this team changes. The next is the first in the order who fits the seat, is not recused and
    has visits left under the unit's cap; if nobody has, the first who fits makes one visit more.
    """
    if leaving not in team.officers:
        raise ValueError(f"{leaving} is not in the team of {team.object}")
    seat = team.officers.index(leaving)
    led = (team.items or ("",))[seat : seat + 1]  # a seat behind those of the leads leads nothing
    away = {one.officer for one in recusals if one.object == team.object} | {*team.officers}
    near = {unit, *assignment.borrowed.get(unit, ())}
    staff = [one for one in officers if one.unit in near and all(map(one.may_lead, led))]
    visits = Counter(one for each in assignment.teams for one in each.officers)
    asked = in_turn(
        officer_order(team.object, (one.id for one in staff if one.id not in away), seed, hash),
        visits,
        assignment.caps[unit],
    )
    if not asked:
        raise Refused(Shortage((team.object,), (), 1).reason)
    seats = list(team.officers)
    seats[seat] = asked[0]
    return replace(team, lead=seats[0], second=seats[1], others=tuple(seats[2:]))


def in_turn(order: Sequence[str], visits: Mapping[str, int], cap: int) -> list[str]:
    """Who is asked: in this order those with visits left, then in the same order all others."""
    return sorted(order, key=lambda one: visits.get(one, 0) >= cap)


def seated(
    object: str, asked: Sequence[str], leads: Iterable[Set[str]], size: int
) -> tuple[str, ...] | Shortage:
    """The seats of one object: each to the first asked who leaves the others fillable."""
    led = tuple(leads)
    found = solve([object], {object: asked}, {object: Need(led, max(0, size - len(led)))}, 1)
    return found if isinstance(found, Shortage) else found.teams[object]
