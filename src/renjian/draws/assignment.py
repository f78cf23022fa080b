"""Which officers visit which drawn object: random priority with a guard (RJ-DRAW/1 5, LRP).

Objects come in the order of a hash, and for each object officers come in the order of another. A
seat goes to the first officer who fits it, has visits left and leaves all other seats fillable.
That defines one result, which any program with any maximum flow finds again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from renjian.draws.priority import Need, Shortage, Solution, Team, solve
from renjian.draws.tickets import hashed
from renjian.kernel.refusal import Reason, Refused, reason

MOST_NAMED = 20  # objects that lack experts, of which the first are named
NO_LENDING: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer (执法人员) of the frozen list; ``lead``: holds the qualification for the item.

    ``items`` are the items that he may lead, between spaces, where he may not lead all of the plan.
    ``id`` is what the public record shows, so it is a pseudonym.
    """

    id: str
    unit: str
    lead: bool
    items: str = ""

    def may_lead(self, item: str) -> bool:
        """Whether he may be the lead for an item."""
        return self.lead and (not item or not self.items or item in self.items.split(" "))

    def to_json(self) -> dict[str, str | int]:
        """The officer as hashed into the root of the list."""
        value: dict[str, str | int] = {"id": self.id, "unit": self.unit, "lead": self.lead}
        return {**value, "items": self.items} if self.items else value


@dataclass(frozen=True, slots=True, order=True)
class Recusal:
    """An officer who keeps away from an object (回避)."""

    officer: str
    object: str

    def to_json(self) -> dict[str, str]:
        """The recusal as hashed into the root of the list."""
        return {"officer": self.officer, "object": self.object}


@dataclass(frozen=True)
class Visits:
    """What visits need: ``size`` officers, a lead for each item, and ``each`` of the experts.

    ``items`` names the items that the visit of an object serves; one that is not there has the
    only item of the plan.
    """

    size: int = 2
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    experts: tuple[str, ...] = ()
    each: int = 0

    def leads(self, object: str) -> tuple[str, ...]:
        """The items that need a lead at an object; "" is the only one of the plan."""
        return self.items.get(object) or ("",)


TWO_OFFICERS = Visits()


@dataclass(frozen=True)
class Assignment:
    """The teams in the order of the objects, and the most visits of an officer in each unit.

    ``borrowed`` names the units that lent officers, to each unit that had too few of its own;
    ``expert_cap`` is the most visits of an expert.
    """

    caps: Mapping[str, int]
    teams: tuple[Team, ...]
    borrowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    expert_cap: int = 0


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
    visits: Visits = TWO_OFFICERS,
) -> Assignment:
    """The teams of the drawn objects (id to unit): officers of the object's own unit, not recused.

    ``lending`` names for a unit those that lend it officers when its own do not suffice, one after
    another (跨区域交叉检查). Units that share no officer are solved by themselves. Refused if an
    object cannot get a team, or not without more than ``most_visits`` for an officer.
    """
    recusals = list(recusals)
    if reasons := why_no_team(objects, officers, recusals, lending=lending, visits=visits):
        raise Refused(*reasons)
    crews = Crews(objects, officers, recusals, seed, hash, most_visits, visits)
    borrowed: dict[str, list[str]] = {unit: [] for unit in set(objects.values())}
    solutions = _solved(crews, borrowed, lending)
    experts = crews.experts()
    seated = {object: seats for one in solutions.values() for object, seats in one.teams.items()}
    caps = {unit: one.cap for group, one in solutions.items() for unit in group if unit in borrowed}
    teams = (
        _team(one, seated[one], visits.items.get(one, ()), experts.teams[one])
        for one in crews.order
    )
    return Assignment(
        caps=dict(sorted(caps.items())),
        teams=tuple(teams),
        borrowed={unit: tuple(from_) for unit, from_ in sorted(borrowed.items()) if from_},
        expert_cap=experts.cap,
    )


def _team(
    object: str, officers: Sequence[str], items: tuple[str, ...], experts: tuple[str, ...]
) -> Team:
    lead, second, *others = officers
    return Team(object, lead, second, tuple(others), items, experts)


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
        visits: Visits,
    ) -> None:
        self.order = object_order(objects, seed, hash)
        self._seed, self._hash, self._most = seed, hash, most_visits
        self._staff, self._recused = _staff(officers), _recused(recusals)
        self._unit_of, self._needs = objects, visits
        self._visits: dict[str, list[int]] = defaultdict(list)
        for place, object in enumerate(self.order):
            self._visits[objects[object]].append(place)

    def solve(
        self, group: Iterable[str], borrowed: Mapping[str, Sequence[str]]
    ) -> Solution | Shortage:
        """The teams of the objects of some units, with the officers that these have and borrow."""
        places = sorted(place for unit in group for place in self._visits[unit])
        theirs = [self.order[place] for place in places]
        near = {unit for one in group for unit in (one, *borrowed.get(one, ()))}
        needs = self._needs_of(theirs, [one for unit in near for one in self._staff[unit]])
        candidates = {}
        for object in theirs:
            unit = self._unit_of[object]
            fit = (one.id for by in (unit, *borrowed[unit]) for one in self._staff[by])
            candidates[object] = self._asked(object, fit)
        return solve(theirs, candidates, needs, most=self._most)

    def _needs_of(self, objects: Sequence[str], staff: Sequence[Officer]) -> dict[str, Need]:
        """What the visits of these objects need; who may lead an item is the same for all."""
        items = {item for object in objects for item in self._needs.leads(object)}
        leads = {item: {one.id for one in staff if one.may_lead(item)} for item in items}
        needs = {}
        for object in objects:
            led = tuple(leads[item] for item in self._needs.leads(object))
            needs[object] = Need(led, max(0, self._needs.size - len(led)))
        return needs

    def experts(self) -> Solution:
        """The experts of all objects; they have no unit, and each may go to any object."""
        if not self._needs.each:
            return Solution(0, dict.fromkeys(self.order, ()))
        candidates = {one: self._asked(one, self._needs.experts) for one in self.order}
        needs = dict.fromkeys(self.order, Need((), self._needs.each))
        found = solve(self.order, candidates, needs)
        if isinstance(found, Shortage):
            raise Refused(found.reason)
        return found

    def _asked(self, object: str, ids: Iterable[str]) -> list[str]:
        """Who of these may go to an object, in the order in which they are asked."""
        away = self._recused[object]
        return officer_order(
            object, (one for one in ids if one not in away), self._seed, self._hash
        )


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
    visits: Visits = TWO_OFFICERS,
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
    items: dict[str, set[str]] = defaultdict(set)
    for object, unit in objects.items():
        items[unit].update(visits.leads(object))
    short_units = _short_units(objects, staff, items, visits.size)
    reasons = [
        reason(
            "draws.assignment.unit",
            "“{unit}”有 {objects} 个抽查对象，但是名录中只有 {officers} 名执法人员，"
            "其中 {leads} 名可以主办；至少需要 {size} 名，每个事项各有一名可以主办。"
            "请补充人员，或者把这些对象交由其他单位检查。",
            unit=unit,
            objects=count,
            officers=len(staff[unit]),
            leads=sum(one.lead for one in staff[unit]),
            size=max(visits.size, len(items[unit])),
        )
        for unit, count in sorted(short_units.items())
    ]
    for object in sorted(recused.keys() & objects.keys()):
        unit = objects[object]
        able = [one for one in staff[unit] if one.id not in recused[object]]
        if unit not in short_units and not _can_make_a_team(
            able, visits.leads(object), visits.size
        ):
            reasons.append(
                reason(
                    "draws.assignment.recused",
                    "抽查对象“{object}”有 {recused} 名执法人员回避，"
                    "“{unit}”只剩 {officers} 名可派，其中 {leads} 名可以主办，组不成检查组。"
                    "请补充人员，或者交由其他单位检查。",
                    object=object,
                    recused=len(recused[object]),
                    unit=unit,
                    officers=len(able),
                    leads=sum(one.lead for one in able),
                )
            )
    return reasons + _why_no_experts(objects, recused, visits)


def _short_units(
    objects: Mapping[str, str],
    staff: Mapping[str, Sequence[Officer]],
    items: Mapping[str, Iterable[str]],
    size: int,
) -> dict[str, int]:
    """The units that could not make a team at all, with how many objects they have."""
    return {
        unit: count
        for unit, count in Counter(objects.values()).items()
        if not _can_make_a_team(staff[unit], sorted(items[unit]), size)
    }


def _why_no_experts(
    objects: Iterable[str], recused: Mapping[str, set[str]], visits: Visits
) -> list[Reason]:
    """Objects for which too few experts are left."""
    everybody = set(visits.experts)
    nobody: set[str] = set()
    left = (
        {one: len(everybody - recused.get(one, nobody)) for one in objects} if visits.each else {}
    )
    return [
        reason(
            "draws.assignment.experts",
            "抽查对象“{object}”要有 {each} 名专家，除去回避的只剩 {left} 名。请补充专家库。",
            object=object,
            each=visits.each,
            left=number,
        )
        for object, number in sorted(left.items())
        if number < visits.each
    ][:MOST_NAMED]


def _can_make_a_team(officers: Sequence[Officer], items: Sequence[str], size: int) -> bool:
    """Whether officers can fill the seats of one visit."""
    leads = [{one.id for one in officers if one.may_lead(item)} for item in items]
    if len(officers) < max(size, len(items)) or not all(leads):
        return False
    need = Need(tuple(leads), max(0, size - len(items)))
    known = [one.id for one in officers]
    return len(items) == 1 or isinstance(solve([""], {"": known}, {"": need}, 1), Solution)


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
