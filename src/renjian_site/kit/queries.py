"""Questions about exports, acts on many rows, jobs and snapshots."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, Q, QuerySet, When
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.kit.models import BulkRow, BulkRun, Export, Fault, Snapshot
from renjian_site.kit.scope import EVERYTHING, within

MOST_SHOWN = 100


@dataclass(frozen=True)
class FailedJob:
    """A job that came to nothing, and what its last attempt ran into."""

    pk: int
    task: str
    arguments: str
    attempts: int
    error: str
    failed_at: datetime | None


@dataclass(frozen=True)
class Queues:
    """How the jobs stand: numbers by state, and when each worker was last heard of."""

    counts: dict[str, int]
    heartbeats: list[datetime]
    failed: list[FailedJob]


def exports(actor: Actor) -> QuerySet[Export]:
    """The actor's own exports, the newest first."""
    return Export.objects.filter(account=actor.account)


def export(actor: Actor, pk: int) -> Export:
    """An export to be made; only the site itself asks for those of others."""
    found = Export.objects.all() if actor is SYSTEM else exports(actor)
    return found.get(pk=pk)


def live_exports(actor: Actor) -> QuerySet[Export]:
    """Exports whose file is still kept."""
    return Export.objects.filter(stage=Export.Stage.READY)


def bulk_runs(actor: Actor) -> QuerySet[BulkRun]:
    """The actor's own acts on many rows, the newest first, with what has become of the rows."""
    counts = {state.value: Count("rows", filter=Q(rows__state=state)) for state in BulkRow.State}
    return BulkRun.objects.filter(account=actor.account).annotate(**counts)


def bulk_run(actor: Actor, pk: int) -> BulkRun:
    """An act on many rows that is to be carried out; only the site itself asks for those of others."""
    found = BulkRun.objects.all() if actor is SYSTEM else bulk_runs(actor)
    return found.get(pk=pk)


def bulk_rows(actor: Actor, run: BulkRun) -> QuerySet[BulkRow]:
    """The rows of an act on many: those that could not be done first, then in their order."""
    refused_first = Case(When(state=BulkRow.State.REFUSED, then=0), default=1)
    return BulkRow.objects.filter(run=run).order_by(refused_first, "pk")


def exports_by_account(actor: Actor, since: date, *, at_least: int) -> dict[str, int]:
    """Account -> how many exports it asked for since a day, where these are many.

    Exports are their owners' alone; only their number is told here, to those who look for leaks.
    """
    asked = Export.objects.filter(asked_at__date__gte=since).order_by()
    many = asked.values("account").annotate(n=Count("pk")).filter(n__gte=at_least)
    with within(EVERYTHING):
        return dict(many.values_list("account", "n"))


def queues(actor: Actor) -> Queues:
    """The jobs as those who keep the system see them."""
    by_status = ProcrastinateJob.objects.order_by().values_list("status").annotate(n=Count("pk"))
    failed = list(ProcrastinateJob.objects.filter(status="failed").order_by("-pk")[:MOST_SHOWN])
    faults = Fault.objects.filter(job_id__in=[job.pk for job in failed]).order_by("pk")
    last = {fault.job_id: fault for fault in faults}
    return Queues(
        counts=dict(by_status),
        heartbeats=list(ProcrastinateWorker.objects.values_list("last_heartbeat", flat=True)),
        failed=[_failed(job, last.get(job.pk)) for job in failed],
    )


def snapshots(actor: Actor) -> QuerySet[Snapshot]:
    """The snapshots that were kept, the newest first."""
    return Snapshot.objects.all()


def _failed(job: ProcrastinateJob, fault: Fault | None) -> FailedJob:
    return FailedJob(
        pk=job.pk,
        task=job.task_name.removeprefix("renjian_site.").replace(".tasks.", "."),
        arguments=", ".join(f"{name}={value}" for name, value in job.args.items()),
        attempts=job.attempts,
        error=fault.error if fault else "",
        failed_at=fault.happened_at if fault else None,
    )
