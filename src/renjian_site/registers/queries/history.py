"""What a certificate was on a day, and where each thing that is known of it came from."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from renjian.registers.certificates import Status
from renjian.registers.codes import cause_words
from renjian.registers.history import AsAt, Version, differences, provenance
from renjian.registers.history import as_at as _as_at
from renjian.registers.kinds import Kind
from renjian.registers.kinds import details_of as schema_of
from renjian.registers.transitions import Happening
from renjian_site.kit.actor import Actor
from renjian_site.kit.statements import Asked, Statement
from renjian_site.registers.models import Certificate, CertificateVersion, VersionDetail
from renjian_site.registers.queries.certificates import uploads
from renjian_site.registers.queries.imports import importers

COLUMNS = (
    *("pk", "happening", "effective_on", "status", "issued_on", "expires_on", "suspended_until"),
    *("recorded_at", "superseded_at", "upload_id", "line", "certificate__body__name"),
    *("detail__causes", "detail__decided_on"),
)
_VERSIONS = Statement(
    lambda: (
        CertificateVersion.objects.filter(certificate__number=str(Asked("number")))
        .order_by("effective_on", "pk")
        .values_list(*COLUMNS)
    )
)
# What of a version is compared with the one before; where and when it came from is not.
COMPARED_TITLES = {
    "item": "认证项目",
    "standard": "认证依据",
    "holder": "获证组织",
    "uscc": "统一社会信用代码",
    "address": "组织地址",
    "division": "行政区划",
    "issued_on": "颁证日期",
    "expires_on": "有效期止",
    "first_issued_on": "初次获证日期",
    "suspended_until": "暂停截止日期",
    "main_number": "主证书编号",
    "former_number": "原证书编号",
}


@dataclass(frozen=True)
class Difference:
    """One field that a version says otherwise than the one before."""

    title: str
    before: object
    now: object


@dataclass(frozen=True)
class Told:
    """A version as its page tells it: what it says, what of that is new, and where it stood.

    ``file`` is empty for those who may not see the upload: reports of bodies that have their seat
    elsewhere. ``by`` is the authority that imported it, empty for what the body itself reported.
    """

    version: CertificateVersion
    differences: tuple[Difference, ...]
    file: str = ""
    by: str = ""
    causes: tuple[str, ...] = ()


def as_at(
    actor: Actor, certificate: Certificate, day: date, known_at: datetime | None = None
) -> AsAt | None:
    """A certificate of the actor's area on a day: state, cause, decision, and who reported it."""
    rows = _VERSIONS.ask(number=certificate.number)
    found = _as_at((_version(row) for row in rows), day, known_at)
    if found is None:
        return None
    by = importers(actor, [found.version.upload]).get(found.version.upload)
    return replace(found, version=replace(found.version, body=by)) if by else found


def told_of(actor: Actor, certificate: Certificate) -> list[Told]:
    """All versions of a certificate of the actor's area, newest day first, with what changed."""
    versions = _all(certificate)
    files = file_names(actor, [one.upload_id for one in versions])
    by = importers(actor, [one.upload_id for one in versions])
    kept: list[Told] = []
    before: dict[str, object] | None = None
    for version in versions:
        said = _said(version)
        if version.superseded_at is None:
            changed = differences(before, said) if before is not None else {}
            before = said
        else:
            changed = {}
        found = tuple(_named(certificate, changed))
        causes = _causes(certificate, version)
        source = files.get(version.upload_id, ""), by.get(version.upload_id, "")
        kept.append(Told(version, found, *source, causes))
    return kept[::-1]


def _causes(certificate: Certificate, version: CertificateVersion) -> tuple[str, ...]:
    """Why it came so far, in words; nothing for those who may not read it."""
    detail: VersionDetail | None = getattr(version, "detail", None)
    return causes_of(certificate, version.status, detail.causes if detail else ())


def causes_of(certificate: Certificate, status: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Codes of causes for a state of a certificate, with what they mean."""
    return cause_words(codes, Status(status), is_ccc=certificate.kind == Kind.CCC)


def sources(actor: Actor, certificate: Certificate) -> dict[str, CertificateVersion]:
    """Field -> the version that last changed it: where each thing that is known came from."""
    standing = [one for one in _all(certificate) if one.superseded_at is None]
    by_key = {one.pk: one for one in standing}
    found = provenance([(one.pk, _said(one)) for one in standing])
    return {name: by_key[pk] for name, pk in found.items()}


def in_force(
    actor: Actor, certificate: Certificate, told: Sequence[Told]
) -> CertificateVersion | None:
    """Of the versions of a certificate, as they are told, the one that holds today."""
    standing = [one.version for one in told if one.version.superseded_at is None]
    days = (one for one in standing if one.effective_on == certificate.effective_on)
    return next(days, None)


def details_of(actor: Actor, version: CertificateVersion | None) -> dict[str, object]:
    """What a version says beside the common fields, as far as the actor may read it."""
    if version is None:
        return {}
    return {**version.details, **_private(version)}


def file_names(actor: Actor, keys: Collection[int]) -> dict[int, str]:
    """The names of files by their uploads, of uploads that the actor may see."""
    return dict(uploads(actor).filter(pk__in=keys).values_list("pk", "file_name"))


def _all(certificate: Certificate) -> list[CertificateVersion]:
    found = certificate.versions.select_related("detail")
    return list(found.order_by("effective_on", "pk"))


def _said(version: CertificateVersion) -> dict[str, object]:
    said = {name: getattr(version, name) for name in COMPARED_TITLES}
    return {**said, **version.details, **_private(version)}


def _private(version: CertificateVersion) -> dict[str, object]:
    """What only authorities and the body itself may read; nothing for those who may not."""
    detail: VersionDetail | None = getattr(version, "detail", None)
    return dict(detail.details) if detail else {}


def _named(
    certificate: Certificate, changed: dict[str, tuple[object, object]]
) -> Sequence[Difference]:
    known = schema_of(Kind(certificate.kind))
    return [
        Difference(
            COMPARED_TITLES[name]
            if name in COMPARED_TITLES
            else known[name].title
            if name in known
            else name,
            before,
            now,
        )
        for name, (before, now) in changed.items()
    ]


def _version(row: tuple[Any, ...]) -> Version:
    pk, happening, effective_on, status, issued_on, expires_on, until, *rest = row
    recorded_at, superseded_at, upload, line, body, causes, decided_on = rest
    return Version(
        pk,
        Happening(happening),
        effective_on,
        Status(status),
        issued_on,
        expires_on,
        until,
        recorded_at,
        superseded_at,
        upload,
        line,
        body,
        tuple(json.loads(causes) if causes else ()),
        decided_on,
    )
