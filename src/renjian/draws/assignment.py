"""Which officers visit which drawn object: random priority with a guard (RJ-DRAW/1 5, LRP).

Objects come in the order of a hash, and for each object officers come in the order of another. A
seat goes to the first officer who fits it, has visits left and leaves all other seats fillable.
That defines one result, which any program with any maximum flow finds again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from renjian.draws.priority import Shortage, Solution, Team, solve
from renjian.draws.tickets import hashed
from renjian.kernel.refusal import Reason, Refused, reason

NO_LENDING: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer (执法人员) of the frozen list; ``lead``: holds the qualification for the item.

    ``id`` is what the public record shows, so it is a pseudonym.
    """

    id: str
    unit: str
    lead: bool

    def to_json(self) -> dict[str, str | int]:
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


@dataclass(frozen=True)
class Assignment:
    """The teams in the order of the objects, and the most visits of an officer in each unit.

    ``borrowed`` names the units that lent officers, to each unit that had too few of its own.
    """

    caps: Mapping[str, int]
    teams: tuple[Team, ...]
    borrowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def object_order(objects: Iterable[str], seed: bytes, hash: str = "sha256") -> list[str]:
    """The order in which objects get their teams."""
    return [object for _, object in sorted(hashed(b"RJ-ORDER/1\x00" + seed, objects, hash))]


def officer_order(
    object: str, officers: Iterable[str], seed: bytes, hash: str = "sha256"
) -> list[str]:
    """The order in which officers are asked for an object."""
    prefix = b"RJ-PAIR/1\x00" + seed + object.encode() + b"\x00"
    return [officer for _, officer in sorted(hashed(prefix, officers, hash))]


def assign(
    objects: Mapping[str, str],
    officers: Sequence[Officer],
    recusals: Iterable[Recusal],
    seed: bytes,
    hash: str = "sha256",
    *,
    lending: Mapping[str, Sequence[str]] = NO_LENDING,
    most_visits: int | None = None,
) -> Assignment:
    """The teams of the drawn objects (id to unit): officers of the object's own unit, not recused.

    ``lending`` names for a unit those that lend it officers when its own do not suffice, one after
    another (跨区域交叉检查). Units that share no officer are solved by themselves. Refused if an
    object cannot get a team, or not without more than ``most_visits`` for an officer.
    """
    recusals = list(recusals)
    if reasons := why_no_team(objects, officers, recusals, lending=lending):
        raise Refused(*reasons)
    crews = Crews(objects, officers, recusals, seed, hash, most_visits)
    borrowed: dict[str, list[str]] = {unit: [] for unit in set(objects.values())}
    solutions = _solved(crews, borrowed, lending)
    teams = {team.object: team for one in solutions.values() for team in one.teams}
    caps = {unit: one.cap for group, one in solutions.items() for unit in group if unit in borrowed}
    return Assignment(
        caps=dict(sorted(caps.items())),
        teams=tuple(teams[object] for object in crews.order),
        borrowed={unit: tuple(from_) for unit, from_ in sorted(borrowed.items()) if from_},
    )


def _solved(
    crews: "Crews", borrowed: dict[str, list[str]], lending: Mapping[str, Sequence[str]]
) -> dict[tuple[str, ...], Solution]:
    """The teams of each group of units; ``borrowed`` grows until every group has its teams."""
    while True:
        solved = {group: crews.solve(group, borrowed) for group in groups(borrowed)}
        short = {group: one for group, one in solved.items() if isinstance(one, Shortage)}
        if not short:
            return {group: one for group, one in solved.items() if isinstance(one, Solution)}
        for group, found in short.items():
            asking = _who_borrows(crews, group, borrowed, lending)
            if not asking:
                raise Refused(found.reason)
            for unit in asking:
                borrowed[unit].append(lending[unit][len(borrowed[unit])])


class Crews:
    """The drawn objects in their order, and who may be sent to each."""

    def __init__(
        self,
        objects: Mapping[str, str],
        officers: Sequence[Officer],
        recusals: Iterable[Recusal],
        seed: bytes,
        hash: str,
        most_visits: int | None,
    ) -> None:
        self.order = object_order(objects, seed, hash)
        self._seed, self._hash, self._most = seed, hash, most_visits
        self._staff, self._recused = _staff(officers), _recused(recusals)
        self._unit_of = objects
        self._visits: dict[str, list[int]] = defaultdict(list)
        for place, object in enumerate(self.order):
            self._visits[objects[object]].append(place)

    def solve(
        self, group: Iterable[str], borrowed: Mapping[str, Sequence[str]]
    ) -> Solution | Shortage:
        """The teams of the objects of some units, with the officers that these have and borrow."""
        places = sorted(place for unit in group for place in self._visits[unit])
        theirs = [self.order[place] for place in places]
        candidates, leads = {}, set[str]()
        for object in theirs:
            unit, away = self._unit_of[object], self._recused[object]
            sent = [one for near in (unit, *borrowed[unit]) for one in self._staff[near]]
            leads.update(one.id for one in sent if one.lead)
            fit = [one.id for one in sent if one.id not in away]
            candidates[object] = officer_order(object, fit, self._seed, self._hash)
        return solve(theirs, candidates, leads, most=self._most)


def groups(borrowed: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The units that must be solved together, since one lends to another or a third to both."""
    lead = {unit: unit for unit in borrowed}
    for unit, lenders in borrowed.items():
        for lender in lenders:
            lead.setdefault(lender, lender)
            one, other = _first_of(lead, unit), _first_of(lead, lender)
            lead[max(one, other)] = min(one, other)
    members: dict[str, list[str]] = defaultdict(list)
    for unit in sorted(lead):
        members[_first_of(lead, unit)].append(unit)
    return [tuple(units) for units in members.values()]


def _first_of(lead: Mapping[str, str], unit: str) -> str:
    while lead[unit] != unit:
        unit = lead[unit]
    return unit


def _who_borrows(
    crews: Crews,
    group: Iterable[str],
    borrowed: Mapping[str, Sequence[str]],
    lending: Mapping[str, Sequence[str]],
) -> list[str]:
    """Which units of a group that has too few officers ask their next lender.

    Those that cannot do by themselves; if all can, those that borrow already, since they took
    officers from the others; if none of these is left, every unit that has a lender to ask.
    """
    left = [
        unit
        for unit in group
        if unit in borrowed and len(borrowed[unit]) < len(lending.get(unit, ()))
    ]
    alone = [unit for unit in left if isinstance(crews.solve([unit], borrowed), Shortage)]
    return alone or [unit for unit in left if borrowed[unit]] or left


def why_no_team(
    objects: Mapping[str, str],
    officers: Sequence[Officer],
    recusals: Iterable[Recusal],
    *,
    lending: Mapping[str, Sequence[str]] = NO_LENDING,
) -> list[Reason]:
    """Why some of the objects (id to unit) could not get a team, however many visits one makes.

    Asked of the whole pool before the freeze, so that every draw can be carried out; whoever may
    lend officers to a unit (``lending``) counts as its own.
    """
    own, recused = _staff(officers), _recused(recusals)
    staff = {
        unit: [one for near in (unit, *lending.get(unit, ())) for one in own[near]]
        for unit in set(objects.values())
    }
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
    theirs = _staff(officers)
    near = (unit, *assignment.borrowed.get(unit, ()))
    staff = [one for each in near for one in theirs[each] if one.lead or not is_lead]
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
