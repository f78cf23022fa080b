"""Acts on imports: an authority's file comes in, its columns are confirmed, it is taken in or back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from renjian.kernel.refusal import Reason, Refused, reason
from renjian.registers.events import Columns
from renjian.registers.inbound import Inbound, why_not_columns
from renjian.registers.undoing import why_not_undo as _why_not_undo
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.files import Stored
from renjian_site.kit.jobs import defer
from renjian_site.kit.scope import EVERYTHING, within
from renjian_site.registers import queries
from renjian_site.registers.commands.imported_lists import ENTER
from renjian_site.registers.models import Body, Import, ImportProfile, Upload
from renjian_site.registers.taking_in import merging, undoing

AGAIN = (Import.Stage.COLUMNS, Import.Stage.REFUSED, Import.Stage.CHECKED, Import.Stage.UNDONE)
SUMMED = ("new", "changed", "unchanged")
COUNTED = {
    "bodies": "机构",
    "new": "新增",
    "changed": "变更",
    "unchanged": "未变",
    "rows": "行数",
}


@command
def receive_import(
    actor: Actor, kind: Inbound, stored: Stored, file_name: str, *, at: datetime
) -> Import:
    """Receive an authority's file and queue its reading; the same file again is looked at again."""
    new = {
        "file_name": file_name[-200:],
        "sm3": stored.sm3,
        "size": stored.size,
        "received_at": at,
        "sent_by": actor.name,
    }
    found, is_new = Import.objects.select_for_update().get_or_create(
        authority_id=actor.authority.pk, kind=kind.value, sha256=stored.sha256, defaults=new
    )
    if is_new or found.stage in AGAIN:
        found.stage = Import.Stage.RECEIVED
        found.save(update_fields=["stage"])
        _queue(actor, found, "registers.check_import")
    record("import.received", f"import:{found.pk}", kind=kind.title, sha256=stored.sha256)
    return found


@command
def ask_columns(
    actor: Actor, import_id: int, columns: Mapping[str, str], *, at: datetime
) -> Import:
    """Have the officer confirm which column is what; ``columns`` is what was guessed."""
    found = _in_stage(actor, import_id, Import.Stage.RECEIVED)
    found.columns = list(columns.items())
    found.stage = Import.Stage.COLUMNS
    found.save(update_fields=["columns", "stage"])
    record("import.columns-asked", f"import:{found.pk}", columns=len(columns))
    return found


@command
def confirm_columns(
    actor: Actor, import_id: int, columns: Mapping[str, str], *, at: datetime
) -> Import:
    """Keep which column is what, for this file and as the profile of the authority."""
    found = _in_stage(actor, import_id, Import.Stage.COLUMNS)
    kind = Inbound(found.kind)
    told = {heading: columns.get(heading, "") for heading in dict(found.columns)}
    if reasons := why_not_columns(kind, told):
        raise Refused(*reasons)
    found.columns, found.stage = list(told.items()), Import.Stage.RECEIVED
    found.save(update_fields=["columns", "stage"])
    ImportProfile.objects.update_or_create(
        authority_id=found.authority_id,
        kind=found.kind,
        defaults={"columns": list(told.items()), "saved_by": actor.name, "saved_at": at},
    )
    _queue(actor, found, "registers.check_import")
    record("import.columns-confirmed", f"import:{found.pk}", columns=told)
    return found


@dataclass(frozen=True)
class ImportOutcome:
    """What the check of an import found; see :class:`Outcome` of uploads."""

    columns: Mapping[str, str]
    problems: Sequence[Mapping[str, object]]
    count: int
    warnings: int = 0
    preview: Mapping[str, object] = field(default_factory=dict)


@command
def keep_import_outcome(
    actor: Actor, import_id: int, outcome: ImportOutcome, *, at: datetime
) -> Import:
    """Keep what the check found; nothing is in the registers yet."""
    found = _in_stage(actor, import_id, Import.Stage.RECEIVED, Import.Stage.COMMITTING)
    is_clean = outcome.count == 0
    found.stage = Import.Stage.CHECKED if is_clean else Import.Stage.REFUSED
    found.columns = list(outcome.columns.items()) or found.columns
    found.problems = [dict(one) for one in outcome.problems]
    found.problem_count, found.warning_count = outcome.count, outcome.warnings
    found.preview, found.checked_at = dict(outcome.preview), at
    found.save()
    told = {"problems": outcome.count, "warnings": outcome.warnings}
    if is_clean:
        record("import.checked", f"import:{found.pk}", **told)
    else:
        record("import.refused", f"import:{found.pk}", **told)
    return found


@command
def commit_import(actor: Actor, import_id: int, *, at: datetime) -> Import:
    """Have a checked import taken in: its officer has seen what would change, and a job does it."""
    found = _in_stage(actor, import_id, Import.Stage.CHECKED)
    found.stage = Import.Stage.COMMITTING
    found.save(update_fields=["stage"])
    _queue(actor, found, "registers.commit_import")
    record("import.committed", f"import:{found.pk}", sha256=found.sha256)
    return found


@command
def take_in_certificates(
    actor: Actor, import_id: int, parts: Iterable[tuple[str, Columns | None]], *, at: datetime
) -> Import:
    """Take in the certificates of an import, of each body as an upload of its own; all or none."""
    found = _in_stage(actor, import_id, Import.Stage.COMMITTING)
    today = timezone.localdate(at)
    counts = dict.fromkeys(("bodies", *SUMMED), 0)
    # Whoever's certificates they are: an export of a province names bodies of the whole country.
    with within(EVERYTHING):
        for approval_no, columns in parts:
            body = Body.objects.select_for_update().get(approval_no=approval_no)
            upload = _upload_of(found, body, at)
            upload.counts, upload.plan = merging.merge(upload, (), columns, today, at)
            upload.save(update_fields=["counts", "plan"])
            defer("registers.note_names", lock="names", upload_id=upload.pk)
            counts["bodies"] += 1
            for name in SUMMED:
                counts[name] += upload.counts[name]
    return _accepted(found, counts, at)


@command
def take_in_list(
    actor: Actor, import_id: int, rows: Sequence[Mapping[str, Any]], *, at: datetime
) -> Import:
    """Take in the rows of a list by the command of its register; known ones stay as they are."""
    found = _in_stage(actor, import_id, Import.Stage.COMMITTING)
    new = ENTER[Inbound(found.kind)](actor, rows, at)
    return _accepted(found, {"rows": len(rows), "new": new}, at)


@command
def undo_import(actor: Actor, import_id: int, because: str, *, at: datetime) -> Import:
    """Take the certificates of an import back while nobody built on them."""
    found = _in_stage(actor, import_id, Import.Stage.ACCEPTED)
    reasons = why_not_undo_import(actor, found)
    if not because.strip():
        reasons = (*reasons, reason("upload.undo.because", "请写明撤回原因。"))
    if reasons:
        raise Refused(*reasons)
    with within(EVERYTHING):
        for upload in found.uploads.order_by("-pk"):
            undoing.take_back(upload, timezone.localdate(at))
        found.uploads.update(stage=Upload.Stage.UNDONE, undone_at=at, undone_by=actor.name)
    found.stage = Import.Stage.UNDONE
    found.undone_because = because.strip()[:300]
    found.save(update_fields=["stage", "undone_because"])
    record("import.undone", f"import:{found.pk}", because=found.undone_because)
    return found


def why_not_undo_import(actor: Actor, found: Import) -> tuple[Reason, ...]:
    """Every reason against taking an import back: only certificates go, and only unused ones."""
    if found.kind != Inbound.SUPERVISION:
        return (
            reason(
                "import.undo.list",
                "名单导入后不能整批撤回。有误的，请更正后重新导入。",
            ),
        )
    reasons: dict[str, Reason] = {}
    with within(EVERYTHING):
        for upload in found.uploads.filter(stage=Upload.Stage.ACCEPTED):
            reasons |= {one.code: one for one in _why_not_undo(undoing.built_on(upload))}
    return tuple(reasons.values())


def _upload_of(found: Import, body: Body, at: datetime) -> Upload:
    """The upload of a body that stands for its part of an import; one undone is used again."""
    told = {
        "file_name": found.file_name,
        "sha256": found.sha256,
        "sm3": found.sm3,
        "size": found.size,
        "stage": Upload.Stage.ACCEPTED,
        "received_at": found.received_at,
        "checked_at": at,
        "committed_at": at,
        "committed_by": found.sent_by,
    }
    upload, _is_new = Upload.objects.update_or_create(body=body, brought_in=found, defaults=told)
    return upload


def _accepted(found: Import, counts: Mapping[str, int], at: datetime) -> Import:
    found.stage, found.checked_at, found.counts = Import.Stage.ACCEPTED, at, dict(counts)
    found.save(update_fields=["stage", "checked_at", "counts"])
    told = "、".join(f"{COUNTED[name]} {count}" for name, count in counts.items())
    record("import.accepted", f"import:{found.pk}", counts=told)
    return found


def _queue(actor: Actor, found: Import, task: str) -> None:
    defer(
        task,
        lock="registers:import",
        follow=f"import:{found.pk}",
        import_id=found.pk,
        post_id=actor.post_id,
    )


def _in_stage(actor: Actor, import_id: int, *stages: str) -> Import:
    """The import, locked, if it is in one of these stages."""
    found = queries.imports(actor).select_for_update(of=("self",)).get(pk=import_id)
    if found.stage not in stages:
        raise Refused(
            reason(
                "import.stage",
                "“{file}”现在的状态是“{stage}”，不能这样办理。请刷新页面查看。",
                file=found.file_name,
                stage=found.get_stage_display(),
            )
        )
    return found
