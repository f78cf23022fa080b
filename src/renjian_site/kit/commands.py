"""Acts of the frame itself: exports, acts on many rows, jobs that are tried again, snapshots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.jobs import defer
from renjian_site.kit.models import BulkRow, BulkRun, Export, Snapshot

KEPT_FOR = timedelta(days=7)
GIVEN_UP_AFTER = timedelta(days=1)
MOST_UNFINISHED = 5


@dataclass(frozen=True)
class Wanted:
    """What is to be exported: a list by its name, what its address asks, and the kind of file."""

    listing: str
    title: str
    query: str
    form: str
    language: str


@dataclass(frozen=True)
class NewBulkRow:
    """A row of a list: its key, what it is called and the address of its page."""

    key: int
    label: str
    url: str


@dataclass(frozen=True)
class NewBulkRun:
    """An act of a list that is to be done with these rows."""

    listing: str
    act: str
    title: str
    rows: tuple[NewBulkRow, ...]


@dataclass(frozen=True)
class Made:
    """A file that was written: its hash, its bytes and how many rows it holds."""

    sha256: str
    size: int
    rows: int


@dataclass(frozen=True)
class Taken:
    """A snapshot that was written."""

    slice: str
    table: str
    day: date
    sha256: str
    rows: int


def why_not_export(actor: Actor) -> tuple[Reason, ...]:
    """Why a person cannot ask for one more export now."""
    waiting = Export.objects.filter(account=actor.account, stage=Export.Stage.ASKED).count()
    if waiting < MOST_UNFINISHED:
        return ()
    return (
        reason(
            "export.too-many",
            "没有开始导出：您已有 {waiting} 份导出还没有完成。请等其中一份完成后再导出。",
            waiting=waiting,
        ),
    )


@command
def ask_for_export(actor: Actor, wanted: Wanted, *, at: datetime) -> Export:
    """Ask for all rows of a list as a file; a job writes it with the actor's rights of that time."""
    if reasons := why_not_export(actor):
        raise Refused(*reasons)
    export = Export.objects.create(
        listing=wanted.listing,
        title=wanted.title,
        query=wanted.query,
        form=wanted.form,
        language=wanted.language,
        account=actor.account,
        post_id=actor.post_id,
        asked_at=at,
    )
    defer(
        "console.export",
        lock=f"export:{actor.account}",
        follow=f"export:{export.pk}",
        export_id=export.pk,
    )
    record(
        "export.asked",
        f"export:{export.pk}",
        listing=wanted.listing,
        query=wanted.query,
        form=wanted.form,
    )
    return export


@command
def finish_export(actor: Actor, export_id: int, made: Made, *, at: datetime) -> Export:
    """Let the owner download what was written, for some days."""
    export = _unfinished(export_id)
    export.stage = Export.Stage.READY
    export.sha256, export.size, export.rows = made.sha256, made.size, made.rows
    export.ready_at, export.expires_at = at, at + KEPT_FOR
    export.save(update_fields=["stage", "sha256", "size", "rows", "ready_at", "expires_at"])
    record(
        "export.finished",
        f"export:{export.pk}",
        listing=export.listing,
        rows=made.rows,
        sha256=made.sha256,
    )
    return export


@command
def end_export(actor: Actor, export_id: int, *, at: datetime) -> Export:
    """End an export whose post has ended or may no longer see the list: nothing is written."""
    export = _unfinished(export_id)
    export.stage = Export.Stage.ENDED
    export.save(update_fields=["stage"])
    record("export.ended", f"export:{export.pk}", account=export.account)
    return export


@command
def start_bulk_run(actor: Actor, wanted: NewBulkRun, *, at: datetime) -> BulkRun:
    """Ask for an act on many rows; a job does it one by one, with the actor's rights of that time."""
    if not wanted.rows:
        raise Refused(
            reason("bulk.nothing", "没有可以办理的行，什么也没有改动。请回到列表重新勾选。")
        )
    run = BulkRun.objects.create(
        listing=wanted.listing,
        act=wanted.act,
        title=wanted.title,
        account=actor.account,
        post_id=actor.post_id,
        asked_at=at,
    )
    BulkRow.objects.bulk_create(
        BulkRow(run=run, key=row.key, label=row.label[:200], url=row.url) for row in wanted.rows
    )
    defer("console.bulk_run", lock=f"bulk:{actor.account}", follow=f"bulk:{run.pk}", run_id=run.pk)
    record(
        "bulk.started",
        f"bulk:{run.pk}",
        listing=wanted.listing,
        do=wanted.act,
        rows=len(wanted.rows),
    )
    return run


@command
def expire_exports(actor: Actor, *, at: datetime) -> int:
    """Let go of exports that were kept long enough, and of those that were never made."""
    expired = Export.objects.filter(stage=Export.Stage.READY, expires_at__lte=at)
    count = expired.update(stage=Export.Stage.EXPIRED)
    stuck = Export.objects.filter(stage=Export.Stage.ASKED, asked_at__lte=at - GIVEN_UP_AFTER)
    ended = stuck.update(stage=Export.Stage.ENDED)
    record("exports.expired", "exports", expired=count, ended=ended)
    return count


@command
def try_again(actor: Actor, job_id: int, *, at: datetime) -> None:
    """Queue a failed job once more, after its cause was removed."""
    job = ProcrastinateJob.objects.filter(pk=job_id).first()
    if job is None or job.status != "failed":
        raise Refused(
            reason(
                "job.not-failed",
                "任务 {job} 现在不是失败状态，没有重新办理。请刷新页面查看最新状态。",
                job=job_id,
            )
        )
    app.job_manager.retry_job_by_id(job_id, retry_at=at)
    record("job.tried-again", f"job:{job_id}", task=job.task_name)


@command
def note_snapshots(actor: Actor, taken: Sequence[Taken], *, at: datetime) -> int:
    """Write down the hashes of the snapshots of a day; one that is known already stays as it is."""
    new = Snapshot.objects.bulk_create(
        [
            Snapshot(
                slice=one.slice,
                table=one.table,
                day=one.day,
                sha256=one.sha256,
                rows=one.rows,
                taken_at=at,
            )
            for one in taken
        ],
        ignore_conflicts=True,
    )
    files = {f"{one.slice}/{one.day}/{one.table}": one.sha256 for one in taken}
    record("snapshots.kept", "snapshots", files=files)
    return len(new)


def _unfinished(export_id: int) -> Export:
    """The export, locked, if it still waits for its file."""
    export = Export.objects.select_for_update().get(pk=export_id)
    if export.stage != Export.Stage.ASKED:
        raise Refused(
            reason(
                "export.already-over",
                "导出“{title}”已经结束，不再重复办理。",
                title=export.title,
            )
        )
    return export
