"""Questions about tasks, results and findings."""

from django.db.models import Q, QuerySet

from renjian.authorities.scope import range_of
from renjian.inspections.results import ResultStage
from renjian_site.inspections.models import Finding, Task
from renjian_site.kit.actor import Actor

OPEN = (ResultStage.EMPTY, ResultStage.SENT_BACK)
DONE = (ResultStage.TO_REVIEW, ResultStage.PUBLISHED)


def tasks(actor: Actor) -> QuerySet[Task]:
    """The tasks of the actor's authority and of those below it, those due soonest first."""
    low, high = range_of(actor.authority.path)
    found = Task.objects.filter(authority__path__gte=low, authority__path__lt=high)
    return found.select_related("organisation", "authority", "lead", "second")


def assigned_to(actor: Actor) -> QuerySet[Task]:
    """The tasks that the actor was drawn for and that still need a result."""
    mine = Q(lead_id=actor.person_id) | Q(second_id=actor.person_id)
    return tasks(actor).filter(mine, stage__in=OPEN)


def to_review(actor: Actor) -> QuerySet[Task]:
    """The results of the actor's own authority that await review."""
    found = tasks(actor).filter(authority_id=actor.authority.pk, stage=ResultStage.TO_REVIEW)
    return found.select_related("result").order_by("result__publish_due_on", "number")


def findings_to_hand_over(actor: Actor) -> QuerySet[Finding]:
    """Findings of the actor's own authority that have not become clues yet."""
    found = Finding.objects.select_related("task", "task__organisation")
    return found.filter(
        task__authority_id=actor.authority.pk, task__stage__in=DONE, is_handed_over=False
    )


def task(actor: Actor, pk: int) -> Task:
    """One task of the actor's area with its result and findings."""
    return tasks(actor).select_related("result").prefetch_related("findings").get(pk=pk)


def finding(actor: Actor, pk: int) -> Finding:
    """One finding of the actor's area."""
    return Finding.objects.select_related("task", "task__organisation").get(
        pk=pk, task__in=tasks(actor)
    )
