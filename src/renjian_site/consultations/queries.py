"""Questions about requests for instructions and replies."""

from django.db.models import Case, F, Q, QuerySet, Value, When

from renjian.authorities.scope import range_of
from renjian.consultations.stages import IS_OPEN, WAITS_FOR_REPLY, ReplyStage, Stage
from renjian_site.consultations.models import Consultation, Reply, Step
from renjian_site.kit.actor import Actor


def consultations(actor: Actor) -> QuerySet[Consultation]:
    """Requests of the actor's unit, and those sent from or to somewhere in its area.

    A draft is seen in its own unit only.
    """
    low, high = range_of(actor.authority.path)
    inside = Q(scope__gte=low, scope__lt=high) | Q(superior_scope__gte=low, superior_scope__lt=high)
    found = Consultation.objects.filter(
        Q(authority_id=actor.authority.pk) | inside & ~Q(stage=Stage.DRAFT)
    )
    return found.select_related("authority", "superior", "drafted_by")


def asked(actor: Actor) -> QuerySet[Consultation]:
    """What the actor's own unit asks or drafts."""
    return consultations(actor).filter(authority_id=actor.authority.pk)


def sent_here(actor: Actor) -> QuerySet[Consultation]:
    """What was sent to the actor's own unit and has not been forwarded."""
    return consultations(actor).filter(superior_id=actor.authority.pk).exclude(stage=Stage.DRAFT)


def to_answer(actor: Actor) -> QuerySet[Consultation]:
    """What the actor's own unit has to receive or reply to, the shortest clock first."""
    return sent_here(actor).filter(stage__in=WAITS_FOR_REPLY).order_by("due_on", "pk")


def unanswered(actor: Actor) -> QuerySet[Consultation]:
    """What the actor's own unit has asked and waits for, the shortest clock first."""
    return asked(actor).filter(stage__in=IS_OPEN).order_by("due_on", "pk")


def to_do(actor: Actor, *, sends: bool) -> QuerySet[Consultation]:
    """What somebody of the unit has to see to: to answer, to supplement and, where the actor
    ``sends``, drafts to be sent."""
    mine = Q(superior_id=actor.authority.pk, stage__in=WAITS_FOR_REPLY)
    stages = [Stage.ASKED_BACK, Stage.DRAFT] if sends else [Stage.ASKED_BACK]
    mine |= Q(authority_id=actor.authority.pk, stage__in=stages)
    return consultations(actor).filter(mine).order_by("due_on", "pk")


def about(actor: Actor, *matters: str) -> QuerySet[Consultation]:
    """Requests about some matters, such as ``clue:5``, in the order in which they were made."""
    return consultations(actor).filter(about__in=matters).order_by("pk")


def steps(actor: Actor, consultation: Consultation) -> QuerySet[Step]:
    """What was done with a request, in its order."""
    found = Step.objects.filter(consultation=consultation)
    return found.select_related("authority", "to_authority")


def replies(actor: Actor) -> QuerySet[Reply]:
    """Replies that were issued: those open to all regulators, and those of the actor's area.

    Each with the number of the reply that took its place, if the actor may see that one.
    """
    low, high = range_of(actor.authority.path)
    inside = Q(scope__gte=low, scope__lt=high) | Q(author_scope__gte=low, author_scope__lt=high)
    found = Reply.objects.filter(Q(is_open=True) | inside).exclude(stage=ReplyStage.DRAFT)
    seen = Q(successor__is_open=True)
    seen |= Q(successor__scope__gte=low, successor__scope__lt=high)
    seen |= Q(successor__author_scope__gte=low, successor__author_scope__lt=high)
    return found.select_related("authority").annotate(
        replaced_by=Case(When(seen, then=F("successor__number")), default=Value(""))
    )


def replies_to(actor: Actor, consultation: Consultation) -> QuerySet[Reply]:
    """The replies to a request, the newest first."""
    return replies(actor).filter(consultation=consultation)


def reply_draft(actor: Actor, consultation: Consultation) -> Reply | None:
    """The draft of a reply that the actor's own unit is writing."""
    drafts = Reply.objects.filter(stage=ReplyStage.DRAFT, authority_id=actor.authority.pk)
    return drafts.filter(consultation=consultation).first()


def reply_in_force(actor: Actor, consultation: Consultation) -> Reply | None:
    """The reply to a request that holds today."""
    return replies_to(actor, consultation).filter(stage=ReplyStage.IN_FORCE).first()


def successor_of(actor: Actor, reply: Reply) -> Reply | None:
    """The reply that took the place of another, if the actor may see it."""
    return replies(actor).filter(predecessors=reply).first()


def under_way_in(actor: Actor, path: str) -> QuerySet[Consultation]:
    """Requests not yet replied to that a unit, or one below it, has asked or been sent."""
    low, high = range_of(path)
    inside = Q(scope__gte=low, scope__lt=high) | Q(superior_scope__gte=low, superior_scope__lt=high)
    return Consultation.objects.filter(inside, stage__in=IS_OPEN)
