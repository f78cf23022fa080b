"""Questions about draws."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from renjian.authorities.posts import Role
from renjian.authorities.scope import range_of
from renjian.draws.beacon import KINDS
from renjian.draws.changes import Standing, replay
from renjian.draws.pool import Candidate, Excluded, Pool, build, sizes_by_class
from renjian.draws.strata import BESIDE, shares
from renjian.draws.testimony import people_needed
from renjian.risk.classes import TITLES
from renjian_site.authorities import queries as authorities
from renjian_site.draws.models import Change, Draw, DrawnObject, LateRecusal, Testimony, Void
from renjian_site.kit.actor import Actor
from renjian_site.kit.files import read
from renjian_site.registers import queries as registers
from renjian_site.risk.queries import classes_on

OVER = (Draw.Stage.HANDED_OUT, Draw.Stage.VOIDED)
UNCLASSIFIED = "U"
CLASSES = {**{str(letter): title for letter, title in TITLES.items()}, UNCLASSIFIED: "未分类"}


@dataclass(frozen=True)
class StratumPreview:
    """A stratum as the planner sees it before the freeze: risk classes, small ones together.

    ``rate`` is what the plan asks for, and ``chance`` what each of its objects gets, both per ten
    thousand.
    """

    classes: tuple[tuple[str, str], ...]
    size: int
    drawn: int
    rate: float
    chance: float


@dataclass(frozen=True)
class Preview:
    """What a draw would look like if it were frozen now."""

    strata: tuple[StratumPreview, ...]
    excluded: dict[str, int]
    size: int
    drawn: int
    items: dict[str, int]

    @property
    def smallest_chance(self) -> float:
        """The chance, per ten thousand, of the objects that are least likely to be drawn."""
        return min((one.chance for one in self.strata), default=0)

    @property
    def worst_deviation(self) -> float:
        """How far a chance is from the share that was asked for, at most, per ten thousand."""
        return max((abs(one.chance - one.rate) for one in self.strata), default=0)


@dataclass(frozen=True)
class FrozenStratum:
    """A stratum of a frozen draw; its risk classes are empty for those who may not know them."""

    label: str
    size: int
    drawn: int
    classes: tuple[tuple[str, str], ...] = ()


def draws(actor: Actor) -> QuerySet[Draw]:
    """The draws of the actor's authority, of those above it and of those below it."""
    low, high = range_of(actor.authority.path)
    return Draw.objects.select_related("authority").filter(
        Q(authority__path__in=_line_above(actor.authority.path))
        | Q(authority__path__gte=low, authority__path__lt=high)
    )


def own(actor: Actor) -> QuerySet[Draw]:
    """The draws that the actor's own authority plans and carries out."""
    return Draw.objects.filter(authority_id=actor.authority.pk)


def unfinished_in(actor: Actor, path: str) -> QuerySet[Draw]:
    """Draws of an authority and those below it whose tasks are not handed out yet."""
    low, high = range_of(path)
    found = draws(actor).filter(authority__path__gte=low, authority__path__lt=high)
    return found.exclude(stage__in=OVER)


def left_behind(actor: Actor, path: str, new_path: str) -> QuerySet[Draw]:
    """Draws under way of superiors that an authority loses by going to a new path.

    What was frozen or drawn names the authority, and only a superior can hand out its tasks.
    """
    lost = set(_line_above(path)) - set(_line_above(new_path))
    under_way = (Draw.Stage.FROZEN, Draw.Stage.DRAWN)
    return draws(actor).filter(authority__path__in=lost, stage__in=under_way)


def unfinished(actor: Actor) -> QuerySet[Draw]:
    """The authority's own draws that await a step."""
    return own(actor).exclude(stage__in=OVER).order_by("from_on")


def sealed_and_out(actor: Actor) -> QuerySet[Draw]:
    """Sealed draws of the whole site whose tasks are out and whose result is not public yet."""
    found = Draw.objects.filter(is_sealed=True, revealed_at=None, stage=Draw.Stage.HANDED_OUT)
    return found.select_related("authority")


def awaiting_a_round(actor: Actor) -> QuerySet[Draw]:
    """Frozen draws of the whole site that name a round of drand which nobody has said yet."""
    found = Draw.objects.filter(stage=Draw.Stage.FROZEN, plan__beacon__kind="drand")
    return found.filter(testimonies=None).select_related("authority")


def drawn(actor: Actor, draw_id: int) -> QuerySet[DrawnObject]:
    """What a draw drew, as far as the actor may see it: the own area, or all of an own draw."""
    objects = DrawnObject.objects.select_related("organisation", "authority", "lead", "second")
    objects = objects.prefetch_related("companions__person", "companions__expert")
    low, high = range_of(actor.authority.path)
    return objects.filter(
        Q(draw__authority_id=actor.authority.pk)
        | Q(authority__path__gte=low, authority__path__lt=high),
        draw_id=draw_id,
        draw__in=draws(actor),
    )


def drawn_in_area(actor: Actor) -> QuerySet[DrawnObject]:
    """What was drawn for the actor's area, with the officers."""
    low, high = range_of(actor.authority.path)
    found = DrawnObject.objects.filter(authority__path__gte=low, authority__path__lt=high)
    return found.select_related("draw", "organisation", "authority", "lead", "second")


def changes(actor: Actor, draw: Draw) -> list[dict[str, Any]]:
    """What happened to a draw after it, in order."""
    found = Change.objects.filter(draw__in=draws(actor).filter(pk=draw.pk))
    return [one.entry for one in found]


def standing_of(actor: Actor, draw: Draw) -> Standing:
    """Where a drawn draw stands after what happened to it."""
    return replay(json.loads(read(draw.public_file)), changes(actor, draw))


def drawn_by(actor: Actor) -> QuerySet[DrawnObject]:
    """What draws of the actor's own authority drew."""
    found = DrawnObject.objects.filter(draw__authority_id=actor.authority.pk)
    return found.select_related("organisation", "authority", "lead", "second")


def drawn_along(actor: Actor) -> QuerySet[DrawnObject]:
    """What the actor was drawn for besides lead and second."""
    return DrawnObject.objects.filter(companions__person_id=actor.person_id)


def late_recusals(actor: Actor, drawn_id: int) -> QuerySet[LateRecusal]:
    """Who kept away from an object of the area after the draw, and who stood in."""
    found = LateRecusal.objects.filter(drawn__in=drawn_in_area(actor).filter(pk=drawn_id))
    return found.select_related("left", "came", "decided_by")


def officers_left_out(actor: Actor, draw: Draw, day: date) -> dict[str, int]:
    """How many officers of the area a planned draw cannot send, by ground."""
    window = authorities.Window(draw.from_on, draw.to_on, draw.item_code)
    return authorities.officers_left_out(actor, day, window)


def pool(actor: Actor, day: date) -> tuple[Pool, dict[str, int]]:
    """The pool of the actor's area on a day, and each object's key in the register."""
    classes = classes_on(actor, day)
    entries = registers.pool(actor, day)
    candidates = [
        Candidate(
            id=f"org:{entry.uscc}",
            unit=entry.unit,
            risk_class=classes.get(entry.pk, UNCLASSIFIED),
            open_matter=entry.open_matters > 0,
            certificate_valid=entry.has_valid_certificate,
        )
        for entry in entries
    ]
    return build(candidates), {f"org:{entry.uscc}": entry.pk for entry in entries}


def preview(actor: Actor, draw: Draw, day: date) -> Preview:
    """The strata of a planned draw as they would be frozen today."""
    found, _keys = pool(actor, day)
    sizes = sizes_by_class(found)
    numbers = shares(sizes, draw.items, tuple(CLASSES))
    rates = {one: max(each[one] for each in draw.items.values()) for one in CLASSES}
    strata = tuple(
        _previewed(members, sizes, rates, numbers.drawn[group])
        for group, members in numbers.groups.items()
    )
    causes = Counter(_cause(one) for one in found.excluded)
    items = {item: sum(one.values()) for item, one in numbers.of_items.items()}
    drawn = sum(numbers.drawn.values())
    return Preview(strata, dict(causes), len(found.objects), drawn, items)


def voids(actor: Actor, draw: Draw) -> QuerySet[Void]:
    """The wishes to give a draw up, the newest first."""
    found = Void.objects.filter(draw__in=draws(actor).filter(pk=draw.pk))
    return found.select_related("asked_by", "decided_by")


def void_asked(actor: Actor, draw: Draw) -> Void | None:
    """The wish to give a draw up that nobody decided on yet."""
    return voids(actor, draw).filter(state=Void.State.ASKED).first()


def voids_to_decide(actor: Actor) -> QuerySet[Void]:
    """Wishes to give a draw of the actor's authority up that await somebody else's decision."""
    found = Void.objects.filter(state=Void.State.ASKED, draw__authority_id=actor.authority.pk)
    return found.exclude(asked_by_id=actor.person_id).select_related("draw", "asked_by")


def values_to_say(actor: Actor) -> QuerySet[Draw]:
    """Frozen draws whose public value one person said, and that await another one.

    The second witness of a dice ceremony comes from another unit.
    """
    here = Q(authority_id=actor.authority.pk)
    said = Testimony.objects.filter(draw=OuterRef("pk"))
    waiting = draws(actor).filter(
        Exists(said),
        ~Exists(said.filter(by_id=actor.person_id)),
        Q(plan__beacon__kind="dice") & ~here | ~Q(plan__beacon__kind="dice") & here,
        stage=Draw.Stage.FROZEN,
    )
    self_proving = [kind for kind in KINDS if people_needed(kind) < 2]
    return waiting.exclude(plan__beacon__kind__in=self_proving).order_by("from_on")


def testimonies(actor: Actor, draw: Draw) -> QuerySet[Testimony]:
    """Who said what the source of a draw gave."""
    found = Testimony.objects.filter(draw__in=draws(actor).filter(pk=draw.pk))
    return found.select_related("by", "authority")


def unit_names(actor: Actor, codes: Collection[str]) -> dict[str, str]:
    """Units by their code, each with the names of those above it; names alone repeat."""
    steps = dict(authorities.everywhere(actor).filter(code__in=codes).values_list("code", "path"))
    lines = {code: path.rstrip("/").split("/")[1:] or [code] for code, path in steps.items()}
    above = {step for line in lines.values() for step in line}
    names = dict(authorities.everywhere(actor).filter(code__in=above).values_list("code", "name"))
    return {code: " › ".join(names[step] for step in line) for code, line in lines.items()}


def strata(actor: Actor, draw: Draw) -> tuple[FrozenStratum, ...]:
    """The strata of a frozen draw, with their risk classes for those who may have the full record."""
    may_know = actor.role is Role.PLANNER and draw.authority_id == actor.authority.pk
    letters = _letters(draw.frozen_file) if may_know and draw.frozen_file else {}
    return tuple(
        FrozenStratum(
            one["label"],
            one["size"],
            one["drawn"],
            tuple((letter, CLASSES[letter]) for letter in letters.get(one["label"], ())),
        )
        for one in (draw.plan or {}).get("strata", ())
    )


def _previewed(
    members: tuple[str, ...], sizes: Mapping[str, int], rates: Mapping[str, int], drawn: int
) -> StratumPreview:
    size = sum(sizes[one] for one in members)
    return StratumPreview(
        classes=tuple((letter, CLASSES[letter]) for letter in members),
        size=size,
        drawn=drawn,
        rate=sum(sizes[one] * rates[one] for one in members) / size,
        chance=10_000 * drawn / size,
    )


# A frozen register never changes, and takes a second to read when a province is in it.
@lru_cache(maxsize=100)
def _letters(frozen_file: str) -> dict[str, tuple[str, ...]]:
    """The risk classes of each stratum of a frozen register, in the order of the classes."""
    package = json.loads(read(frozen_file))
    opened = package["openings"]
    found: dict[str, set[str]] = defaultdict(set)
    for leaf in package["objects"]:
        found[leaf["stratum"]].update(opened[leaf["id"]]["class"].split(BESIDE))
    return {
        label: tuple(letter for letter in CLASSES if letter in letters)
        for label, letters in found.items()
    }


def _cause(one: Excluded) -> str:
    return one.reason.code


def _line_above(path: str) -> list[str]:
    """The paths of the authorities above, down to the authority itself."""
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[: n + 1]) + "/" for n in range(len(codes))]
