"""Questions about clues and cases."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from renjian.authorities.kinds import IN_OWN_NAME
from renjian.authorities.levels import Level
from renjian.authorities.scope import range_of
from renjian.cases.stages import Stage
from renjian.jurisdiction.place import Node
from renjian_site.authorities.queries import coverage_on, national
from renjian_site.cases.models import Case, Clue, Movement, Participation
from renjian_site.kit.actor import Actor
from renjian_site.kit.scope import in_area

FEW = 200  # clues of other areas
UNDER_WAY = (Stage.CLUE, Stage.VERIFYING, Stage.TRANSFERRED)
ONLY_THE_CLUE = (Participation.Why.SENT, Participation.Why.SENT_TO)


def clues(actor: Actor) -> QuerySet[Clue]:
    """Clues of the actor's area, and those in which it takes part today."""
    found = Clue.objects.filter(_own_or(actor, "pk__in", _taking_part(actor)))
    return found.select_related("authority", "finding__task")


def verifying(actor: Actor) -> QuerySet[Clue]:
    """The clues that the actor's own authority has under verification."""
    return clues(actor).filter(authority_id=actor.authority.pk, stage=Stage.VERIFYING)


def sent_to(actor: Actor) -> QuerySet[Movement]:
    """Movements sent to the actor's own authority, received or not."""
    found = Movement.objects.filter(to_authority_id=actor.authority.pk)
    return found.select_related("clue", "from_authority")


def awaiting_receipt(actor: Actor) -> QuerySet[Movement]:
    """Movements sent to the actor's own authority that nobody has received yet."""
    return sent_to(actor).filter(received_at=None)


def incoming(actor: Actor, clues: Collection[int]) -> dict[int, Movement]:
    """By clue, the last movement that sent one of these to the actor's own authority."""
    found = sent_to(actor).filter(clue_id__in=clues).order_by("sent_at", "pk")
    return {movement.clue_id: movement for movement in found}


def movements(actor: Actor, clue: Clue) -> QuerySet[Movement]:
    """How a clue went from one authority to another."""
    return clue.movements.select_related("from_authority", "to_authority")


def cases(actor: Actor) -> QuerySet[Case]:
    """Cases of the actor's area, and those in which it takes part beyond having sent the clue."""
    inside = _taking_part(actor).exclude(why__in=ONLY_THE_CLUE)
    found = Case.objects.filter(_own_or(actor, "clue_id__in", inside))
    return found.select_related("clue", "authority", "first_officer", "second_officer")


def case_of(actor: Actor, clue: Clue) -> Case | None:
    """The case that a clue became, if the actor may see it; whoever sent the clue up may not."""
    return cases(actor).filter(clue=clue).first()


def parts(actor: Actor) -> QuerySet[Participation]:
    """Who takes part in the clues of the actor's area, or with the actor's area in others."""
    found = Participation.objects.filter(clue__in=clues(actor).values("pk"))
    return found.select_related("authority", "clue__authority")


def _own_or(actor: Actor, clue: str, parts: QuerySet[Participation]) -> Q:
    """What lies in the actor's area, or belongs to a clue in which it takes part.

    Where they are few their keys are asked beforehand: PostgreSQL then joins two indexes, and does
    not read every row to see whether it is among them. In a large area it finds enough rows at
    once. All clues lie in the area of the state administration.
    """
    own = in_area(actor)
    if actor.level is Level.NATIONAL:
        return own
    low, high = range_of(actor.authority.path)
    foreign = parts.exclude(clue_scope__gte=low, clue_scope__lt=high).order_by()
    keys = list(foreign.values_list("clue_id", flat=True)[: FEW + 1])
    if len(keys) > FEW:
        return own | Q(**{clue: foreign.values("clue_id")})
    return own | Q(**{clue: keys}) if keys else own


def _taking_part(actor: Actor) -> QuerySet[Participation]:
    """The parts that authorities of the actor's area have today."""
    low, high = range_of(actor.authority.path)
    found = Participation.objects.filter(path__gte=low, path__lt=high)
    return found.filter(Q(to_on=None) | Q(to_on__gte=timezone.localdate()), is_ended=False)


def open_clues_in(actor: Actor, path: str) -> QuerySet[Clue]:
    """Clues of an authority and those below it that are verified or on their way."""
    low, high = range_of(path)
    found = clues(actor).filter(authority__path__gte=low, authority__path__lt=high)
    return found.filter(stage__in=UNDER_WAY)


def open_cases_in(actor: Actor, path: str) -> QuerySet[Case]:
    """Cases of an authority and those below it; none is closed yet by this system."""
    low, high = range_of(path)
    return cases(actor).filter(authority__path__gte=low, authority__path__lt=high)


def coming_to(actor: Actor, path: str) -> QuerySet[Movement]:
    """Clues sent to an authority or one below it that nobody has received yet."""
    low, high = range_of(path)
    found = Movement.objects.filter(to_authority__path__gte=low, to_authority__path__lt=high)
    return found.filter(received_at=None, clue__in=clues(actor).values("pk"))


def subjects(actor: Actor, clue: Clue) -> list[str]:
    """What documents a clue may have belong to: its movements, and the case that it became."""
    found = [f"movement:{pk}" for pk in movements(actor, clue).values_list("pk", flat=True)]
    case = case_of(actor, clue)
    return [*found, f"case:{case.pk}"] if case else found


def territory(actor: Actor, place: str, day: date) -> list[Node]:
    """The authorities that cover a place on a day, closely or widely, with those above them."""
    around = dict.fromkeys((f"{place[:2]}0000", f"{place[:4]}00", place[:6], place))
    covered: dict[str, list[str]] = defaultdict(list)
    rows = {top.code: top for top in [national(actor)]}
    for division, authority in coverage_on(actor, day, around).items():
        if authority.kind in IN_OWN_NAME:
            covered[authority.code].append(division)
            rows |= {one.code: one for one in (authority, authority.parent) if one}
    return [
        Node(
            one.code,
            Level(one.level),
            one.parent.code if one.parent else "",
            tuple(covered[one.code]),
        )
        for one in rows.values()
    ]
