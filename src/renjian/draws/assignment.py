"""Which officers visit which drawn object: random priority with a guard (RJ-DRAW/1 5, LRP).

Objects come in the order of a hash, and for each object officers come in the order of another. A
seat goes to the first officer who fits it, has visits left and leaves all other seats fillable.
That defines one result, which any program with any maximum flow finds again.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from renjian.draws.feasibility import Seating
from renjian.draws.tickets import hashed
from renjian.kernel.refusal import Reason, Refused, reason

SHOWN = 5  # ids that one sentence names; the rest are counted


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer (执法人员) of the frozen list; ``lead``: holds the qualification for the item.

    ``id`` is what the public record shows, so it is a pseudonym.
    """

    id: str
    unit: str
    lead: bool

    def to_json(self) -> dict[str, object]:
        """The officer as hashed into the root of the list."""
        return {"id": self.id, "unit": self.unit, "lead": self.lead}


@dataclass(frozen=True, slots=True, order=True)
class Recusal:
    """An officer who keeps away from an object (回避)."""

    officer: str
    object: str

    def to_json(self) -> dict[str, str]:
        """The recusal as hashed into the root of the list."""
        return {"officer": self.officer, "object": self.object}


@dataclass(frozen=True, slots=True)
class Team:
    """The two officers who visit an object: the lead (主办) and the second (协办)."""

    object: str
    lead: str
    second: str


@dataclass(frozen=True)
class Assignment:
    """The teams in the order of the objects, and the most visits of an officer in each unit."""

    caps: Mapping[str, int]
    teams: tuple[Team, ...]


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


def object_order(objects: Iterable[str], seed: bytes, hash: str = "sha256") -> list[str]:
    """The order in which objects get their teams."""
    return [object for _, object in sorted(hashed(b"RJ-ORDER/1\x00" + seed, objects, hash))]


def officer_order(
    object: str, officers: Iterable[str], seed: bytes, hash: str = "sha256"
) -> list[str]:
    """The order in which officers are asked for an object."""
    prefix = b"RJ-PAIR/1\x00" + seed + object.encode() + b"\x00"
    return [officer for _, officer in sorted(hashed(prefix, officers, hash))]


def solve(
    order: Sequence[str],
    candidates: Mapping[str, Sequence[str]],
    leads: Collection[str],
    cap: int | None = None,
) -> Solution | Shortage:
    """The teams of the objects in their order.

    ``candidates`` are the officers who may visit each object, in the order in which they are asked;
    ``leads`` those who may lead. Without a ``cap`` it is the smallest that lets all seats be
    filled, so that the load is level and still random.
    """
    officers = sorted(set[str]().union(*(candidates[object] for object in order)))
    number = {officer: place for place, officer in enumerate(officers)}
    asked = [[number[officer] for officer in candidates[object]] for object in order]
    may_lead = _set_of(number[officer] for officer in officers if officer in leads)
    seating = Seating(
        fits=[fits for able in asked for fits in (_set_of(able) & may_lead, _set_of(able))],
        officers=len(officers),
        cap=_least_cap(len(order), len(officers), may_lead.bit_count()) if cap is None else cap,
    )
    if not _fill_all(seating, len(order) if cap is None else cap):
        return _shortage(seating, order, officers)
    teams = [
        Team(object, officers[lead], officers[second])
        for object, (lead, second) in zip(order, _settle(seating, asked), strict=True)
    ]
    return Solution(seating.cap, tuple(teams))


def assign(
    objects: Mapping[str, str],
    officers: Sequence[Officer],
    recusals: Iterable[Recusal],
    seed: bytes,
    hash: str = "sha256",
) -> Assignment:
    """The teams of the drawn objects (id to unit): officers of the object's own unit, not recused.

    Units share no officer, so each is solved by itself. Refused if an object cannot get a team.
    """
    recusals = list(recusals)
    if reasons := why_no_team(objects, officers, recusals):
        raise Refused(*reasons)
    order = object_order(objects, seed, hash)
    recused, staff = _recused(recusals), _staff(officers)
    visits: dict[str, list[str]] = defaultdict(list)
    for object in order:
        visits[objects[object]].append(object)
    caps, teams = {}, {}
    for unit, theirs in sorted(visits.items()):
        candidates = {
            object: officer_order(
                object, [one.id for one in staff[unit] if one.id not in recused[object]], seed, hash
            )
            for object in theirs
        }
        solution = solve(theirs, candidates, {one.id for one in staff[unit] if one.lead})
        if isinstance(solution, Shortage):
            raise Refused(solution.reason)
        caps[unit] = solution.cap
        teams.update({team.object: team for team in solution.teams})
    return Assignment(caps, tuple(teams[object] for object in order))


def why_no_team(
    objects: Mapping[str, str], officers: Sequence[Officer], recusals: Iterable[Recusal]
) -> list[Reason]:
    """Why some of the objects (id to unit) could not get a team, however many visits one makes.

    Asked of the whole pool before the freeze, so that every draw can be carried out.
    """
    staff, recused = _staff(officers), _recused(recusals)
    short_units = {
        unit: visits
        for unit, visits in Counter(objects.values()).items()
        if not _can_make_a_team(staff[unit])
    }
    reasons = [
        reason(
            "draws.assignment.unit",
            "“{unit}”有 {objects} 个抽查对象，但是名录中只有 {officers} 名执法人员，"
            "其中 {leads} 名可以主办；至少需要两名，其中一名可以主办。"
            "请补充人员，或者把这些对象交由其他单位检查。",
            unit=unit,
            objects=visits,
            officers=len(staff[unit]),
            leads=sum(one.lead for one in staff[unit]),
        )
        for unit, visits in sorted(short_units.items())
    ]
    for object in sorted(recused.keys() & objects.keys()):
        unit = objects[object]
        able = [one for one in staff[unit] if one.id not in recused[object]]
        if unit not in short_units and not _can_make_a_team(able):
            reasons.append(
                reason(
                    "draws.assignment.recused",
                    "抽查对象“{object}”有 {recused} 名执法人员回避，"
                    "“{unit}”只剩 {officers} 名可派，其中 {leads} 名可以主办，组不成两人。"
                    "请补充人员，或者交由其他单位检查。",
                    object=object,
                    recused=len(recused[object]),
                    unit=unit,
                    officers=len(able),
                    leads=sum(one.lead for one in able),
                )
            )
    return reasons


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
    if leaving not in (team.lead, team.second):
        raise ValueError(f"{leaving} is not in the team of {team.object}")
    is_lead = leaving == team.lead
    away = {team.lead, team.second} | _recused(recusals)[team.object]
    staff = [one for one in _staff(officers)[unit] if one.lead or not is_lead]
    fit = [one.id for one in staff if one.id not in away]
    if not fit:
        raise Refused(Shortage((team.object,), ()).reason)
    asked = officer_order(team.object, fit, seed, hash)
    visits = Counter(one for each in assignment.teams for one in (each.lead, each.second))
    free = [one for one in asked if visits[one] < assignment.caps[unit]]
    chosen = (free or asked)[0]
    if is_lead:
        return Team(team.object, chosen, team.second)
    return Team(team.object, team.lead, chosen)


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
    places = sorted({seat // 2 for seat in seating.stuck})
    return Shortage(
        tuple(order[place] for place in places),
        tuple(officers[one] for one in seating.able(seating.stuck)),
    )


def _can_make_a_team(officers: Sequence[Officer]) -> bool:
    return len(officers) >= 2 and any(one.lead for one in officers)


def _staff(officers: Iterable[Officer]) -> dict[str, list[Officer]]:
    """The officers of each unit."""
    staff: dict[str, list[Officer]] = defaultdict(list)
    for one in officers:
        staff[one.unit].append(one)
    return staff


def _recused(recusals: Iterable[Recusal]) -> dict[str, set[str]]:
    """The officers who keep away from each object."""
    recused: dict[str, set[str]] = defaultdict(set)
    for one in recusals:
        recused[one.object].add(one.officer)
    return recused


def _named(ids: Sequence[str]) -> str:
    """Some ids for a sentence."""
    return "、".join(ids[:SHOWN]) + ("等" if len(ids) > SHOWN else "")
