"""What may change after a draw: an officer who recuses himself late, an object that falls out.

Nothing is chosen by anybody: who steps in follows from the seed of the draw (RJ-DRAW/1 8, A6, A12).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from renjian.draws.assignment import Assignment, Officer, Recusal, officer_order
from renjian.draws.priority import Shortage, Team
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
    away = {*team.officers} | {one.officer for one in recusals if one.object == team.object}
    near = {unit, *assignment.borrowed.get(unit, ())}
    staff = [one for one in officers if one.unit in near and all(map(one.may_lead, led))]
    fit = [one.id for one in staff if one.id not in away]
    if not fit:
        raise Refused(Shortage((team.object,), (), 1).reason)
    asked = officer_order(team.object, fit, seed, hash)
    visits = Counter(one for each in assignment.teams for one in each.officers)
    free = [one for one in asked if visits[one] < assignment.caps[unit]]
    seats = list(team.officers)
    seats[seat] = (free or asked)[0]
    return replace(team, lead=seats[0], second=seats[1], others=tuple(seats[2:]))
