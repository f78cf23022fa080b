"""Questions about tasks, results and findings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from renjian.authorities.scope import range_of
from renjian.draws.desk.findings import Findings, findings, of_visits, why_not_find
from renjian.inspections.results import ResultStage, shows_violation
from renjian.kernel.refusal import Reason
from renjian_site.draws.queries import drawn_along, sealed_and_out, standing_of
from renjian_site.inspections.models import Finding, Task
from renjian_site.kit.actor import Actor
from renjian_site.kit.scope import in_area

if TYPE_CHECKING:
    from renjian_site.draws.models import Draw

OPEN = (ResultStage.EMPTY, ResultStage.SENT_BACK)
OVER = (ResultStage.PUBLISHED, ResultStage.REPLACED)
DONE = (ResultStage.TO_REVIEW, ResultStage.PUBLISHED)


def tasks(actor: Actor) -> QuerySet[Task]:
    """The tasks of the actor's authority and of those below it, those due soonest first."""
    found = Task.objects.filter(in_area(actor))
    return found.select_related("organisation", "authority", "lead", "second", "drawn")


def assigned_to(actor: Actor) -> QuerySet[Task]:
    """The tasks that the actor was drawn for and that still need a result."""
    along = drawn_along(actor).filter(pk=OuterRef("drawn_id"))
    mine = Q(lead_id=actor.person_id) | Q(second_id=actor.person_id) | Exists(along)
    return tasks(actor).filter(mine, stage__in=OPEN)


def to_review(actor: Actor) -> QuerySet[Task]:
    """The results of the actor's own authority that await review."""
    found = tasks(actor).filter(authority_id=actor.authority.pk, stage=ResultStage.TO_REVIEW)
    return found.select_related("result").order_by("result__publish_due_on", "number")


def own_findings(actor: Actor) -> QuerySet[Finding]:
    """The findings of the actor's own authority."""
    found = Finding.objects.select_related("task", "task__organisation")
    return found.filter(task__authority_id=actor.authority.pk)


def findings_to_hand_over(actor: Actor) -> QuerySet[Finding]:
    """Findings of the actor's own authority that have not become clues yet."""
    return own_findings(actor).filter(task__stage__in=DONE, is_handed_over=False)


def unfinished_in(actor: Actor, path: str) -> QuerySet[Task]:
    """Tasks of an authority and those below it that want a result, its publication, or a clue."""
    low, high = range_of(path)
    waits = ~Q(stage__in=OVER) | Q(findings__is_handed_over=False)
    found = tasks(actor).filter(waits, authority__path__gte=low, authority__path__lt=high)
    return found.distinct()


def task(actor: Actor, pk: int) -> Task:
    """One task of the actor's area with its result and findings."""
    return tasks(actor).select_related("result").prefetch_related("findings").get(pk=pk)


def finding(actor: Actor, pk: int) -> Finding:
    """One finding of the actor's area."""
    return Finding.objects.select_related("task", "task__organisation").get(
        pk=pk, task__in=tasks(actor)
    )


def visited_sealed_draws(actor: Actor) -> QuerySet[Draw]:
    """Sealed draws whose every object was visited and whose result is not public yet."""
    open_tasks = Task.objects.filter(drawn__draw=OuterRef("pk"), stage__in=OPEN)
    return sealed_and_out(actor).exclude(Exists(open_tasks))


def estimates(actor: Actor, draw: Draw, item: str) -> Findings | tuple[Reason, ...]:
    """What the published results of a draw say of its whole register, for one of its items.

    While a stratum has no result at all nothing can be said, and it is said why.
    """
    published = tasks(actor).filter(drawn__draw_id=draw.pk, stage=ResultStage.PUBLISHED)
    codes = dict(published.values_list("organisation__uscc", "result__codes"))
    results = {f"org:{uscc}": shows_violation(one) for uscc, one in codes.items()}
    standing = standing_of(actor, draw)
    known = of_visits(standing, results, item)
    return why_not_find(standing.record, known) or findings(standing.record, known)


def progress(actor: Actor, draw_id: int, today: date) -> list[dict[str, Any]]:
    """How far each authority has come with the tasks of a draw: one row an authority."""
    done = Q(stage=ResultStage.PUBLISHED)
    over = Q(stage__in=OVER)
    rows = (
        tasks(actor)
        .filter(drawn__draw_id=draw_id)
        .order_by("authority__path")
        .values("authority__name")
        .annotate(
            all=Count("pk", distinct=True, filter=~Q(stage=ResultStage.REPLACED)),
            empty=Count("pk", distinct=True, filter=Q(stage__in=OPEN)),
            to_review=Count("pk", distinct=True, filter=Q(stage=ResultStage.TO_REVIEW)),
            published=Count("pk", distinct=True, filter=done),
            late=Count("pk", distinct=True, filter=Q(due_on__lt=today) & ~over),
            with_findings=Count("findings__task_id", distinct=True),
        )
    )
    return [dict(row) for row in rows]
