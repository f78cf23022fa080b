"""Acts on the registers: entering bodies and organisations, receiving and merging uploads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from renjian.kernel.refusal import Refused, reason
from renjian.registers.merge import MergePlan, fingerprint, plan
from renjian.registers.rows import CertificateRow
from renjian_site.authorities.queries import coverage_on
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.files import Stored
from renjian_site.kit.jobs import defer
from renjian_site.registers import queries
from renjian_site.registers.models import (
    Body,
    Certificate,
    CertificateVersion,
    Organisation,
    Practitioner,
    Upload,
)

BATCH = 2000


@dataclass(frozen=True)
class NewBody:
    """A certification body to be entered."""

    approval_no: str
    uscc: str
    name: str
    division: str
    is_designated: bool
    practitioners: tuple[tuple[str, str], ...]  # registration number, name


@command
def enter_bodies(actor: Actor, bodies: Iterable[NewBody], *, at: datetime) -> int:
    """Enter certification bodies and the practitioners registered with them."""
    bodies = list(bodies)
    divisions = {body.division for body in bodies}
    responsible = coverage_on(actor, timezone.localdate(at), divisions)
    rows = Body.objects.bulk_create(
        Body(
            approval_no=b.approval_no,
            uscc=b.uscc,
            name=b.name,
            division=b.division,
            authority=responsible.get(b.division),
            is_designated=b.is_designated,
        )
        for b in bodies
    )
    Practitioner.objects.bulk_create(
        Practitioner(registration_no=number, name=name, body=row)
        for b, row in zip(bodies, rows, strict=True)
        for number, name in b.practitioners
    )
    record("bodies.entered", "bodies", count=len(bodies))
    return len(bodies)


@command
def receive(actor: Actor, stored: Stored, file_name: str, *, at: datetime) -> tuple[Upload, bool]:
    """Receive a body's file and queue its check. The same file again finds the same upload.

    A refused file that is sent again is checked again: the register has changed since.
    """
    body = Body.objects.select_for_update().get(approval_no=actor.body)
    known = Upload.objects.filter(body=body, sha256=stored.sha256).first()
    if known is not None:
        if known.stage == Upload.Stage.REFUSED:
            known.stage = Upload.Stage.RECEIVED
            known.save(update_fields=["stage"])
            _queue_check(actor, known)
        record("upload.received-again", f"upload:{known.pk}", sha256=stored.sha256)
        return known, False
    upload = Upload.objects.create(
        body=body,
        file_name=file_name[-200:],
        sha256=stored.sha256,
        size=stored.size,
        received_at=at,
    )
    _queue_check(actor, upload)
    record("upload.received", f"upload:{upload.pk}", sha256=stored.sha256, bytes=stored.size)
    return upload, True


@command
def refuse(
    actor: Actor, upload_id: int, problems: Sequence[dict[str, object]], count: int, *, at: datetime
) -> Upload:
    """Keep the problems of an upload; nothing of its file is stored in the register."""
    upload = _awaiting(actor, upload_id)
    upload.stage = Upload.Stage.REFUSED
    upload.problems = list(problems)
    upload.problem_count = count
    upload.checked_at = at
    upload.save(update_fields=["stage", "problems", "problem_count", "checked_at"])
    record("upload.refused", f"upload:{upload.pk}", problems=count)
    return upload


@command
def accept(actor: Actor, upload_id: int, rows: Sequence[CertificateRow], *, at: datetime) -> Upload:
    """Merge a clean file into the register: all of it or nothing, with line and upload kept."""
    upload = _awaiting(actor, upload_id)
    body = Body.objects.select_for_update().get(pk=upload.body_id)
    _refuse_foreign(body, rows)
    known = Certificate.objects.filter(body=body).values_list("number", "fingerprint")
    merge = plan(dict(known), rows)
    _merge(body, upload, merge, actor, at)
    upload.stage = Upload.Stage.ACCEPTED
    upload.checked_at = at
    upload.counts = {
        "new": len(merge.new),
        "changed": len(merge.changed),
        "unchanged": len(merge.unchanged),
    }
    upload.save(update_fields=["stage", "checked_at", "counts"])
    record("upload.accepted", f"upload:{upload.pk}", plan=merge.hash, **upload.counts)
    return upload


@command
def note_visit(actor: Actor, organisation_id: int, on: date, *, at: datetime) -> None:
    """Write down that an organisation was visited; later draws read it."""
    Organisation.objects.filter(pk=organisation_id).update(
        last_visited_on=Greatest(F("last_visited_on"), Value(on))
    )
    record("organisation.visited", f"organisation:{organisation_id}", on=on)


@command
def note_open_matter(actor: Actor, organisation_id: int, *, at: datetime) -> None:
    """Write down that a case on an organisation is open; draws leave it out meanwhile."""
    Organisation.objects.filter(pk=organisation_id).update(open_matters=F("open_matters") + 1)
    record("organisation.matter-opened", f"organisation:{organisation_id}")


@command
def follow_coverage(actor: Actor, divisions: Iterable[str], *, at: datetime) -> int:
    """Give the organisations and bodies in these divisions to who is responsible there today."""
    places = set(divisions)
    responsible = coverage_on(actor, timezone.localdate(at), places)
    moved = 0
    for place in sorted(places):
        now = responsible.get(place)
        for register in (Organisation, Body):
            others = register.objects.filter(division=place).exclude(authority=now)
            moved += others.update(authority=now)
    record("registers.followed-coverage", "divisions", divisions=sorted(places), moved=moved)
    return moved


def _queue_check(actor: Actor, upload: Upload) -> None:
    """Let a job check an upload; the page follows it by the name of the upload."""
    defer(
        "registers.check",
        lock=f"body:{upload.body_id}",
        follow=f"upload:{upload.pk}",
        upload_id=upload.pk,
        post_id=actor.post_id,
    )


def _awaiting(actor: Actor, upload_id: int) -> Upload:
    """The upload, locked, if it still awaits its check."""
    upload = queries.uploads(actor).select_for_update(of=("self",)).get(pk=upload_id)
    if upload.stage != Upload.Stage.RECEIVED:
        raise Refused(
            reason(
                "upload.already-checked",
                "文件“{file}”已经核验过，不再重复处理。",
                file=upload.file_name,
            )
        )
    return upload


def _refuse_foreign(body: Body, rows: Sequence[CertificateRow]) -> None:
    """A body cannot report certificates that another body issued."""
    lines = {row.number: row.line for row in rows}
    foreign = Certificate.objects.filter(number__in=list(lines)).exclude(body=body)
    if taken := list(foreign.values_list("number", flat=True)[:20]):
        raise Refused(
            *(
                reason(
                    "upload.foreign-certificate",
                    "第 {line} 行证书编号 {number} 已由其他认证机构上报。请核对编号；如属转换认证，"
                    "请使用新证书编号。本文件未保存任何一行。",
                    line=lines[number],
                    number=number,
                )
                for number in taken
            )
        )


def _merge(body: Body, upload: Upload, merge: MergePlan, actor: Actor, at: datetime) -> None:
    """Write organisations, certificates and their versions, in sets."""
    rows = [*merge.new, *merge.changed]
    holders = _enter_organisations(rows, actor, at)
    certificates = Certificate.objects.bulk_create(
        [
            Certificate(
                number=row.number,
                body=body,
                organisation_id=holders[row.uscc],
                status=row.status,
                item_code=row.item_code,
                item=row.item,
                standard=row.standard,
                issued_on=row.issued_on,
                expires_on=row.expires_on,
                fingerprint=fingerprint(row),
            )
            for row in rows
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=[
            *("organisation", "status", "item_code", "item", "standard"),
            *("issued_on", "expires_on", "fingerprint"),
        ],
    )
    CertificateVersion.objects.bulk_create(
        (
            CertificateVersion(
                certificate=kept,
                upload=upload,
                line=row.line,
                status=row.status,
                issued_on=row.issued_on,
                expires_on=row.expires_on,
                fingerprint=fingerprint(row),
                recorded_at=at,
            )
            for row, kept in zip(rows, certificates, strict=True)
        ),
        batch_size=BATCH,
    )


def _enter_organisations(
    rows: Sequence[CertificateRow], actor: Actor, at: datetime
) -> dict[str, int]:
    """Organisations of the rows by credit code, newly entered or brought up to date."""
    latest = {row.uscc: row for row in rows}
    divisions = {row.division for row in latest.values()}
    responsible = coverage_on(actor, timezone.localdate(at), divisions)
    kept = Organisation.objects.bulk_create(
        [
            Organisation(
                uscc=row.uscc,
                name=row.organisation,
                division=row.division,
                address=row.address,
                authority=responsible.get(row.division),
            )
            for row in latest.values()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["uscc"],
        update_fields=["name", "division", "address", "authority"],
    )
    return {row.uscc: row.pk for row in kept}
