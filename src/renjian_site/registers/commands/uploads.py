"""Acts on uploads: receiving a file, keeping its problems, taking its events in, taking it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from renjian.kernel.refusal import Reason, Refused, reason
from renjian.registers.events import Columns, Event
from renjian.registers.undoing import why_not_undo as _why_not_undo
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.files import Stored
from renjian_site.kit.jobs import defer
from renjian_site.registers import queries
from renjian_site.registers.models import Body, Upload
from renjian_site.registers.taking_in import entries, merging, undoing


@command
def receive(actor: Actor, stored: Stored, file_name: str, *, at: datetime) -> tuple[Upload, bool]:
    """Receive a body's file and queue its check. The same file again finds the same upload.

    A refused file that is sent again is checked again: the register has changed since.
    """
    body = Body.objects.select_for_update().get(approval_no=actor.body)
    known = Upload.objects.filter(body=body, sha256=stored.sha256, brought_in=None).first()
    if known is not None:
        if known.stage in (Upload.Stage.REFUSED, Upload.Stage.CHECKED, Upload.Stage.UNDONE):
            known.stage = Upload.Stage.RECEIVED
            known.save(update_fields=["stage"])
            _queue(actor, known, "registers.check")
        record("upload.received-again", f"upload:{known.pk}", sha256=stored.sha256)
        return known, False
    upload = Upload.objects.create(
        body=body,
        file_name=file_name[-200:],
        sha256=stored.sha256,
        sm3=stored.sm3,
        size=stored.size,
        received_at=at,
    )
    _queue(actor, upload, "registers.check")
    record("upload.received", f"upload:{upload.pk}", sha256=stored.sha256, bytes=stored.size)
    return upload, True


@dataclass(frozen=True)
class Outcome:
    """What the check of a file found: its problems as they are kept, and the hash of the marked copy.

    ``count`` of them must be mended, ``warnings`` hinder nothing; ``preview`` is what taking the
    file in would change. ``against`` is the fingerprint of what the registers held
    (:meth:`renjian.registers.intake.facts.Facts.fingerprint`).
    """

    problems: Sequence[dict[str, object]]
    count: int
    warnings: int = 0
    preview: dict[str, object] = field(default_factory=dict)
    marked: str = ""
    against: str = ""


@command
def keep_outcome(actor: Actor, upload_id: int, outcome: Outcome, *, at: datetime) -> Upload:
    """Keep what the check of an upload found; nothing of its file is stored in the register.

    A file without errors then waits for the clerk, who sees what would change.
    """
    upload = _awaiting(actor, upload_id)
    is_clean = outcome.count == 0
    upload.stage = Upload.Stage.CHECKED if is_clean else Upload.Stage.REFUSED
    upload.problems = list(outcome.problems)
    upload.problem_count = outcome.count
    upload.warning_count = outcome.warnings
    upload.preview = outcome.preview
    upload.marked = outcome.marked
    upload.checked_against = outcome.against
    upload.checked_at = at
    upload.save(
        update_fields=[
            *("stage", "problems", "problem_count", "warning_count"),
            *("preview", "marked", "checked_against", "checked_at"),
        ]
    )
    if is_clean:
        record("upload.checked", f"upload:{upload.pk}", warnings=outcome.warnings)
    else:
        record("upload.refused", f"upload:{upload.pk}", problems=outcome.count)
    return upload


@command
def commit(actor: Actor, upload_id: int, *, at: datetime) -> Upload:
    """Have a checked file taken in: the clerk has seen what would change, and a job does it."""
    upload = queries.uploads(actor).select_for_update(of=("self",)).get(pk=upload_id)
    if reasons := why_not_commit(actor, upload):
        raise Refused(*reasons)
    upload.stage = Upload.Stage.COMMITTING
    upload.committed_at = at
    upload.committed_by = actor.name
    upload.save(update_fields=["stage", "committed_at", "committed_by"])
    _queue(actor, upload, "registers.commit")
    record("upload.committed", f"upload:{upload.pk}", sha256=upload.sha256)
    return upload


def why_not_commit(actor: Actor, upload: Upload) -> tuple[Reason, ...]:
    """Every reason against taking a file in: only one of one's own body, checked without errors."""
    is_own = upload.body.approval_no == actor.body
    if is_own and upload.stage == Upload.Stage.CHECKED:
        return ()
    return (
        reason(
            "upload.not-waiting",
            "文件“{file}”现在不是等待提交的状态，不能提交。请刷新页面查看结果。",
            file=upload.file_name,
        ),
    )


@command
def take_in(
    actor: Actor,
    events: Iterable[Event],
    upload: Upload | int,
    *,
    at: datetime,
    columns: Columns | None = None,
) -> Upload:
    """Take the events of a checked file into the registers: all of them or none.

    Events of several tables may come mixed; those of a million certificates are read once, as they
    come, if they are all of one kind. ``columns`` are certificates too. What is known already makes
    no second version. Raises ``Refused`` with the reasons where a certificate would leave a final
    state, belongs to another body, or something is named that nobody has reported.
    """
    kept = _awaiting(actor, upload if isinstance(upload, int) else upload.pk)
    kept.body = Body.objects.select_for_update().get(pk=kept.body_id)
    today = timezone.localdate(at)
    kept.counts, kept.plan = merging.merge(kept, events, columns, today, at)
    kept.stage = Upload.Stage.ACCEPTED
    kept.checked_at = at
    kept.save(update_fields=["stage", "checked_at", "counts", "plan"])
    record("upload.accepted", f"upload:{kept.pk}", plan=kept.plan, **kept.counts)
    defer("registers.note_names", lock="names", upload_id=kept.pk)
    return kept


@command
def undo(actor: Actor, upload_id: int, because: str, *, at: datetime) -> Upload:
    """Take an upload back while nobody built on it: the registers are as if it had not come.

    Its file and its entry in the ledger stay.
    """
    upload = queries.uploads(actor).select_for_update(of=("self",)).get(pk=upload_id)
    Body.objects.select_for_update().get(pk=upload.body_id)
    reasons = why_not_undo(actor, upload)
    if not because.strip():
        reasons = (*reasons, reason("upload.undo.because", "请写明撤回原因。"))
    if reasons:
        raise Refused(*reasons)
    undoing.take_back(upload, timezone.localdate(at))
    upload.stage = Upload.Stage.UNDONE
    upload.undone_at = at
    upload.undone_by = actor.name
    upload.undone_because = because.strip()[:300]
    upload.save(update_fields=["stage", "undone_at", "undone_by", "undone_because"])
    record("upload.undone", f"upload:{upload.pk}", because=upload.undone_because)
    return upload


def why_not_undo(actor: Actor, upload: Upload) -> tuple[Reason, ...]:
    """Every reason against taking an upload back."""
    return _why_not_undo(undoing.built_on(upload))


@command
def roll(actor: Actor, since: date, *, at: datetime) -> int:
    """Let what was reported ahead take effect: states and object registers as of today."""
    today = timezone.localdate(at)
    changed = entries.roll(since, today)
    record("registers.rolled", "certificates", since=since, changed=changed)
    return changed


def _queue(actor: Actor, upload: Upload, task: str) -> None:
    """Let a job check an upload or take it in; the page follows it by the name of the upload."""
    defer(
        task,
        lock=f"body:{upload.body_id}",
        follow=f"upload:{upload.pk}",
        upload_id=upload.pk,
        post_id=actor.post_id,
    )


def _awaiting(actor: Actor, upload_id: int) -> Upload:
    """The upload, locked, if it still awaits its check or its taking in."""
    upload = queries.uploads(actor).select_for_update(of=("self",)).get(pk=upload_id)
    if upload.stage not in (Upload.Stage.RECEIVED, Upload.Stage.COMMITTING):
        raise Refused(
            reason(
                "upload.already-checked",
                "文件“{file}”已经核验过，不再重复处理。",
                file=upload.file_name,
            )
        )
    return upload
