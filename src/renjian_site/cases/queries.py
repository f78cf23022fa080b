"""Questions about clues and cases."""

from collections import defaultdict
from datetime import date

from django.db.models import Q, QuerySet

from renjian.authorities.levels import Level
from renjian.authorities.scope import range_of
from renjian.cases.stages import Stage
from renjian.jurisdiction.place import Node
from renjian_site.authorities.queries import bureaus, coverage_on
from renjian_site.cases.models import Case, Clue, Movement
from renjian_site.kit.actor import Actor


def clues(actor: Actor) -> QuerySet[Clue]:
    """Clues of the actor's area, and those that moved out of or into it."""
    low, high = range_of(actor.authority.path)
    moved = Movement.objects.filter(
        Q(from_authority__path__gte=low, from_authority__path__lt=high)
        | Q(to_authority_id=actor.authority.pk)
    )
    mine = Q(authority__path__gte=low, authority__path__lt=high) | Q(pk__in=moved.values("clue_id"))
    return Clue.objects.filter(mine).select_related("authority", "finding__task")


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


def movements(actor: Actor, clue: Clue) -> QuerySet[Movement]:
    """How a clue went from one authority to another."""
    return clue.movements.select_related("from_authority", "to_authority")


def cases(actor: Actor) -> QuerySet[Case]:
    """Cases of the actor's area, and those that its own clues became elsewhere."""
    low, high = range_of(actor.authority.path)
    found = Case.objects.filter(authority__path__gte=low, authority__path__lt=high)
    return found.select_related("clue", "authority", "first_officer", "second_officer")


def case_of(actor: Actor, clue: Clue) -> Case | None:
    """The case that a clue became, shown to whoever may see the clue."""
    found = Case.objects.filter(clue=clue)
    return found.select_related("authority", "first_officer", "second_officer").first()


def subjects(actor: Actor, clue: Clue) -> list[str]:
    """What documents a clue may have belong to: its movements, and the case that it became."""
    found = [f"movement:{pk}" for pk in movements(actor, clue).values_list("pk", flat=True)]
    case = case_of(actor, clue)
    return [*found, f"case:{case.pk}"] if case else found


def territory(actor: Actor, day: date) -> list[Node]:
    """All authorities with what they cover on a day, as the rules of place need them."""
    covered = defaultdict(list)
    for division, authority in coverage_on(actor, day).items():
        covered[authority.code].append(division)
    return [
        Node(
            one.code,
            Level(one.level),
            one.parent.code if one.parent else "",
            tuple(covered[one.code]),
        )
        for one in bureaus(actor)
    ]
