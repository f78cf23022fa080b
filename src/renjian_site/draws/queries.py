"""Questions about draws."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from renjian.authorities.scope import range_of
from renjian.draws.plan import quotas_by_rate
from renjian.draws.pool import Candidate, Excluded, Pool, build, sizes_by_class
from renjian.risk.classes import TITLES
from renjian_site.draws.models import Draw, DrawnObject
from renjian_site.kit.actor import Actor
from renjian_site.registers import queries as registers
from renjian_site.risk.queries import classes_on

UNCLASSIFIED = "U"
CLASSES = {**{str(letter): title for letter, title in TITLES.items()}, UNCLASSIFIED: "未分类"}


@dataclass(frozen=True)
class StratumPreview:
    """A risk class of the pool as the planner sees it before the freeze."""

    letter: str
    title: str
    size: int
    drawn: int
    rate: int


@dataclass(frozen=True)
class Preview:
    """What a draw would look like if it were frozen now."""

    strata: tuple[StratumPreview, ...]
    excluded: dict[str, int]
    size: int
    drawn: int


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


def unfinished(actor: Actor) -> QuerySet[Draw]:
    """The authority's own draws that await a step."""
    return own(actor).exclude(stage=Draw.Stage.HANDED_OUT).order_by("from_on")


def drawn(actor: Actor, draw_id: int) -> QuerySet[DrawnObject]:
    """What a draw drew, as far as the actor may see it: the own area, or all of an own draw."""
    objects = DrawnObject.objects.select_related("organisation", "authority", "lead", "second")
    low, high = range_of(actor.authority.path)
    return objects.filter(
        Q(draw__authority_id=actor.authority.pk)
        | Q(authority__path__gte=low, authority__path__lt=high),
        draw_id=draw_id,
        draw__in=draws(actor),
    )


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
    quotas = quotas_by_rate(sizes, draw.rates)
    strata = tuple(
        StratumPreview(
            letter, title, sizes.get(letter, 0), quotas.get(letter, 0), draw.rates[letter]
        )
        for letter, title in CLASSES.items()
    )
    causes = Counter(_cause(one) for one in found.excluded)
    return Preview(strata, dict(causes), len(found.objects), sum(quotas.values()))


def _cause(one: Excluded) -> str:
    return one.reason.code


def _line_above(path: str) -> list[str]:
    """The paths of the authorities above, down to the authority itself."""
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[: n + 1]) + "/" for n in range(len(codes))]
