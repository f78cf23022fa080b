"""Questions about clues and cases."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Self, TypeVar

from django.db.models import Exists, Model, Q, QuerySet
from django.utils import timezone

from renjian.authorities.kinds import IN_OWN_NAME
from renjian.authorities.levels import Level
from renjian.authorities.scope import SEPARATOR, range_of
from renjian.cases.stages import Stage
from renjian.jurisdiction.place import Node
from renjian_site.authorities.queries import coverage_on, everywhere, national, parents_on
from renjian_site.cases.models import (
    Case,
    Clue,
    Extension,
    IntendedPenalty,
    Movement,
    Participation,
    Stop,
)
from renjian_site.kit.actor import Actor
from renjian_site.kit.scope import in_area

M = TypeVar("M", bound=Model)
FEW = 200  # clues of other areas
UNDER_WAY = (Stage.CLUE, Stage.VERIFYING, Stage.TRANSFERRED)
ONLY_THE_CLUE = (Participation.Why.SENT, Participation.Why.SENT_TO)


def clues(actor: Actor) -> QuerySet[Clue]:
    """Clues of the actor's area, and those in which it takes part today."""
    found = _own_or(Clue, "pk", actor, _taking_part(actor))
    return found.select_related("authority", "finding__task")


def clue(actor: Actor, pk: int) -> Clue:
    """One of these clues by its key; asks for its parts alone. Raises ``Clue.DoesNotExist``."""
    seen = in_area(actor)
    if actor.level is not Level.NATIONAL:
        foreign = _foreign(actor, _taking_part(actor)).filter(clue_id=pk)
        seen |= Q(Exists(foreign))
    found = Clue.objects.select_related("authority", "finding__task")
    return found.get(seen, pk=pk)


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
    found = _own_or(Case, "clue_id", actor, inside)
    return found.select_related("clue", "authority", "first_officer", "second_officer")


def case_of(actor: Actor, clue: Clue) -> Case | None:
    """The case that a clue became, if the actor may see it; whoever sent the clue up may not."""
    return cases(actor).filter(clue=clue).first()


def intended(actor: Actor, case: Case) -> IntendedPenalty | None:
    """The penalty that is intended for a case now."""
    found = IntendedPenalty.objects.filter(case__in=cases(actor).values("pk"), case=case)
    return found.filter(is_current=True).select_related("fixed_by").first()


def to_notify(actor: Actor) -> QuerySet[IntendedPenalty]:
    """What the head approved in the actor's own authority and the party was not notified of."""
    found = IntendedPenalty.objects.filter(case__authority_id=actor.authority.pk, is_current=True)
    return found.filter(notice_number="").select_related("case__clue")


def stops(actor: Actor) -> QuerySet[Stop]:
    """Time that does not run in the limits of the clues that the actor may see."""
    found = Stop.objects.filter(clue__in=clues(actor).values("pk"))
    return found.select_related("clue", "asked_by", "decided_by")


def extensions(actor: Actor) -> QuerySet[Extension]:
    """Extensions of the limits of the clues that the actor may see."""
    found = Extension.objects.filter(clue__in=clues(actor).values("pk"))
    return found.select_related("clue", "asked_by", "decided_by")


def stops_to_decide(actor: Actor) -> QuerySet[Stop]:
    """Suspensions that wait for the head of the actor's own authority."""
    found = Stop.objects.filter(clue__authority_id=actor.authority.pk, state="asked")
    return found.select_related("clue")


def extensions_to_decide(actor: Actor) -> QuerySet[Extension]:
    """Extensions that wait for the head of the actor's own authority."""
    found = Extension.objects.filter(clue__authority_id=actor.authority.pk, state="asked")
    return found.select_related("clue")


def earlier_intended(actor: Actor, case: Case) -> QuerySet[IntendedPenalty]:
    """What was intended for a case before, newest first."""
    found = IntendedPenalty.objects.filter(case__in=cases(actor).values("pk"), case=case)
    return found.filter(is_current=False).select_related("fixed_by")


def parts(actor: Actor) -> QuerySet[Participation]:
    """Who takes part in the clues of the actor's area, or with the actor's area in others."""
    found = Participation.objects.filter(clue__in=clues(actor).values("pk"))
    return found.select_related("authority", "clue__authority")


class InTwoParts(QuerySet[M]):
    """Rows of the area and foreign ones, which are counted apart: each part has its index.

    As one condition with "or" PostgreSQL reads every row of the table to count them.
    """

    parts: tuple[Q, Q] | None = None

    def _clone(self) -> Self:
        found: Self = super()._clone()  # type: ignore[misc]  # Django's own way to chain
        found.parts = self.parts
        return found

    def count(self) -> int:
        """How many there are."""
        if self.parts is None or self._result_cache is not None or self.query.is_sliced:
            return super().count()
        own, foreign = (self.filter(part) for part in self.parts)
        return QuerySet.count(own) + QuerySet.count(foreign)


def _own_or(model: type[M], clue: str, actor: Actor, parts: QuerySet[Participation]) -> QuerySet[M]:
    """What lies in the actor's area, or belongs to a clue in which it takes part.

    ``clue`` is the column with the key of the clue. Where they are few their keys are asked
    beforehand: PostgreSQL then joins two indexes, and does not read every row to see whether it is
    among them. In a large area it finds enough rows at once. All clues lie in the area of the state
    administration.
    """
    found: InTwoParts[M] = InTwoParts(model)
    own = in_area(actor)
    if actor.level is Level.NATIONAL:
        return found
    foreign = _foreign(actor, parts)
    keys = list(foreign.values_list("clue_id", flat=True)[: FEW + 1])
    if not keys:
        return found.filter(own)
    within = Q(**{f"{clue}__in": keys if len(keys) <= FEW else foreign.values("clue_id")})
    found = found.filter(own | within)
    found.parts = own, within & ~own
    return found


def _foreign(actor: Actor, parts: QuerySet[Participation]) -> QuerySet[Participation]:
    """Those of the parts that are in clues of other areas."""
    low, high = range_of(actor.authority.path)
    return parts.exclude(clue_scope__gte=low, clue_scope__lt=high).order_by()


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


def lost_supervision(actor: Actor, path: str, to: str) -> QuerySet[Participation]:
    """The supervision of what lies below a path, by authorities that are not above another one."""
    low, high = range_of(path)
    steps = to.split(SEPARATOR)[:-1]
    above = [SEPARATOR.join(steps[:n]) + SEPARATOR for n in range(1, len(steps) + 1)]
    inside = clues(actor).filter(authority__path__gte=low, authority__path__lt=high)
    found = Participation.objects.filter(clue__in=inside.values("pk"), is_ended=False)
    found = found.filter(why=Participation.Why.SUPERVISED_HANDLING).exclude(path__in=above)
    # Whoever goes along with what it supervises still stands above it.
    return found.exclude(path__gte=low, path__lt=high).select_related("clue")


def subjects(actor: Actor, clue: Clue) -> list[str]:
    """What documents a clue may have belong to: its movements, and the case that it became."""
    found = [f"movement:{pk}" for pk in movements(actor, clue).values_list("pk", flat=True)]
    case = case_of(actor, clue)
    if case is None:
        return found
    penalties = IntendedPenalty.objects.filter(case=case).exclude(notice_number="")
    notices = [f"penalty:{pk}" for pk in penalties.values_list("pk", flat=True)]
    return [*found, f"case:{case.pk}", *notices]


def units_named(actor: Actor, codes: Collection[str]) -> dict[str, dict[str, str]]:
    """Authorities by code, as matter files name them."""
    found = everywhere(actor).filter(code__in=codes)
    return {
        one.code: {"code": one.code, "level": Level(one.level).name.lower(), "name": one.name}
        for one in found
    }


def territory(actor: Actor, place: str, day: date) -> list[Node]:
    """The authorities that cover a place on a day, closely or widely, with those above them."""
    around = dict.fromkeys((f"{place[:2]}0000", f"{place[:4]}00", place[:6], place))
    covered: dict[str, list[str]] = defaultdict(list)
    rows = {top.code: top for top in [national(actor)]}
    covering = coverage_on(actor, day, around)
    parents = parents_on(actor, day, covering.values())
    for division, authority in covering.items():
        if authority.kind in IN_OWN_NAME:
            covered[authority.code].append(division)
            parent = parents[authority.pk]
            rows |= {one.code: one for one in (authority, parent) if one}
    return [
        Node(
            one.code,
            Level(one.level),
            parent.code if (parent := parents.get(one.pk, one.parent)) else "",
            tuple(covered[one.code]),
            one.name,
        )
        for one in rows.values()
    ]
