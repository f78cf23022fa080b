"""Questions of those who look at the tree: what is below, where a unit stands, who is called what.

Names repeat, so a unit is always shown with the names of those above it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.db.models.functions import Length

from renjian.authorities.kinds import Kind, acts_in_own_name
from renjian.authorities.levels import Level
from renjian.authorities.past import Standing, TreeOfDay, tree_on
from renjian.authorities.scope import SEPARATOR, covers
from renjian_site.authorities.models import Authority, Coverage, PastStanding, Post
from renjian_site.authorities.sessions import held_on
from renjian_site.kit.actor import Actor

AT_MOST = 20
MOST_WORDS = 8
MOST_PAIRS = 12
MOST_COMPARED = 400  # rows whose superiors are looked at for the words that their own name lacks
STEP = " › "


@dataclass(frozen=True)
class Placed:
    """A unit with the names of those above it, the highest first; ``former`` if found by that."""

    unit: Authority
    above: str
    former: str = ""
    below: int = 0

    @property
    def full_name(self) -> str:
        """The whole line of names."""
        return f"{self.above}{STEP}{self.unit.name}" if self.above else self.unit.name


def ladder(actor: Actor, unit: Authority) -> list[Authority]:
    """A unit and those above it, the highest first."""
    codes = unit.path.split(SEPARATOR)[:-1]
    rows = {row.code: row for row in Authority.objects.filter(code__in=codes)}
    return [rows[code] for code in codes]


def decides_as(actor: Actor, unit: Authority) -> Authority:
    """The authority in whose name a unit acts: itself, or the nearest above that has its own."""
    line = reversed(ladder(actor, unit))
    return next(one for one in line if acts_in_own_name(Kind(one.kind), one.own_name_by))


def predecessors(actor: Actor, pk: int) -> list[Authority]:
    """The units whose work this one goes on with."""
    return list(Authority.objects.filter(successor_id=pk).order_by("-to_on", "code"))


def units_below(actor: Actor, parent: int | None, day: date) -> list[Placed]:
    """The units directly below one (the state administration for None), as they stand on a day."""
    lasting = Q(to_on=None) | Q(to_on__gte=day)
    rows = Authority.objects.filter(lasting, parent_id=parent)
    still = Q(subordinates__to_on=None) | Q(subordinates__to_on__gte=day)
    counted = rows.annotate(below=Count("subordinates", filter=still & ~Q(subordinates=None)))
    return [Placed(row, "", below=row.below) for row in counted.order_by("level", "code")]


def placed(actor: Actor, rows: Iterable[Authority]) -> list[Placed]:
    """Units with the names of those above them."""
    return _placed([(row, "") for row in rows])


def find_units(actor: Actor, words: str, *, at_most: int = AT_MOST) -> list[Placed]:
    """Units that there are, by words of their names and of those above, by code, by old names."""
    asked = words.replace("\x00", " ").split()[:MOST_WORDS]
    if not asked:
        return []
    found = _by_words(asked, at_most)
    if len(found) < at_most:
        known = {one.unit.pk for one in found}
        found += [one for one in _by_old_name(asked, at_most) if one.unit.pk not in known]
    return (found or _by_pairs(asked, at_most))[:at_most]


def tree_of_day(actor: Actor, day: date) -> TreeOfDay:
    """The whole tree as it was on a day, to count what happened then for whom it belonged to."""
    return tree_on(day, _standings())


def standings_of(actor: Actor, pk: int) -> list[tuple[Standing, str]]:
    """All that a unit ever was, the latest first, each with the name of its parent of today."""
    found = _standings(Q(pk=pk), Q(unit_id=pk))
    parents = {one.parent for one in found if one.parent}
    names = dict(Authority.objects.filter(code__in=parents).values_list("code", "name"))
    latest_first = sorted(found, key=lambda one: one.from_on, reverse=True)
    return [(one, names.get(one.parent or "", "")) for one in latest_first]


def coverage_of(actor: Actor, pk: int) -> list[Coverage]:
    """What a unit covers and covered, the present first."""
    rows = Coverage.objects.filter(authority_id=pk)
    return list(rows.order_by(F("to_on").desc(nulls_first=True), "division"))


def covering(actor: Actor, division: str) -> list[Coverage]:
    """Who covers and covered a division, the present first."""
    rows = Coverage.objects.filter(division=division).select_related("authority")
    return list(rows.order_by(F("to_on").desc(nulls_first=True), "-from_on"))


def people_in(actor: Actor, unit: Authority, day: date) -> int | None:
    """How many people hold a post in a unit of the actor's area on a day; of others nobody says."""
    if not covers(actor.authority.path, unit.path):
        return None
    held = Post.objects.filter(held_on(day), authority=unit)
    return held.values("person_id").distinct().count()


def _by_words(asked: Sequence[str], at_most: int) -> list[Placed]:
    """Units of which every word is in the own name, the code or the name of one above."""
    own = {word: Q(name__contains=word) | Q(code__startswith=word.upper()) for word in asked}
    hits: Value | Case = Value(0)
    score = sum(
        (Case(When(fits, then=1), default=0, output_field=IntegerField()) for fits in own.values()),
        start=hits,
    )
    rows = Authority.objects.filter(reduce(or_, own.values()), to_on=None)
    ranked = rows.annotate(score=score).order_by("-score", "level", Length("name"), "path")
    if len(asked) == 1:
        return _placed([(row, "") for row in ranked[:at_most]])
    near = _placed([(row, "") for row in ranked[:MOST_COMPARED]])
    return [one for one in near if _holds_all(one, asked)][:at_most]


def _holds_all(one: Placed, asked: Sequence[str]) -> bool:
    text = f"{one.above}{one.unit.name}"
    return all(word in text or one.unit.code.startswith(word.upper()) for word in asked)


def _by_old_name(asked: Sequence[str], at_most: int) -> list[Placed]:
    """Units that were called so, and those that took over what was abolished under that name."""
    named = reduce(or_, (Q(name__contains=word) for word in asked))
    past = PastStanding.objects.filter(named).select_related("unit__successor")
    gone = Authority.objects.filter(named).exclude(to_on=None).select_related("successor")
    pairs = [
        *((row.unit.successor or row.unit, row.name) for row in past[:at_most]),
        *((row.successor or row, row.name) for row in gone[:at_most]),
    ]
    fitting = [(row, old) for row, old in pairs if all(word in old for word in asked)]
    return _placed(list({(row.pk, old): (row, old) for row, old in fitting}.values()))


def _by_pairs(asked: Sequence[str], at_most: int) -> list[Placed]:
    """Units whose names hold at least half of the pairs of characters, for words run together."""
    pairs = list(dict.fromkeys(word[i : i + 2] for word in asked for i in range(len(word) - 1)))
    if not pairs:
        return []
    pairs = pairs[:MOST_PAIRS]
    fits = [Case(When(name__contains=p, then=1), default=0) for p in pairs]
    rows = Authority.objects.filter(to_on=None).annotate(score=sum(fits[1:], start=fits[0]))
    good = rows.filter(score__gte=(len(pairs) + 1) // 2).order_by("-score", "level", "path")
    return _placed([(row, "") for row in good[:at_most]])


def _placed(rows: Sequence[tuple[Authority, str]]) -> list[Placed]:
    """Rows with the names above them, all of which one query fetches."""
    above = {row.pk: row.path.split(SEPARATOR)[1:-2] for row, _old in rows}
    codes = {code for steps in above.values() for code in steps}
    names = dict(Authority.objects.filter(code__in=codes).values_list("code", "name"))
    return [
        Placed(row, STEP.join(names[code] for code in above[row.pk]), former=old)
        for row, old in rows
    ]


def _standings(units: Q | None = None, past: Q | None = None) -> list[Standing]:
    """All that units are and were; each began the day after what it was before had ended."""
    before = PastStanding.objects.filter(past or Q()).select_related("unit", "parent")
    ended: dict[int, date] = {}
    found = []
    for row in before.order_by("from_on"):
        ended[row.unit_id] = row.to_on + timedelta(days=1)
        found.append(_standing(row.unit.code, row, row.from_on))
    now = Authority.objects.filter(units or Q()).select_related("parent")
    return [*found, *(_standing(r.code, r, ended.get(r.pk, r.from_on)) for r in now)]


def _standing(code: str, row: Authority | PastStanding, from_on: date) -> Standing:
    return Standing(
        code=code,
        name=row.name,
        short_name=row.short_name,
        kind=Kind(row.kind),
        level=Level(row.level),
        parent=row.parent.code if row.parent else None,
        from_on=from_on,
        to_on=row.to_on,
    )
