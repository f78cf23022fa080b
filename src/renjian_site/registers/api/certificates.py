"""Certificates for programs."""

from datetime import date, datetime
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema
from pydantic import AfterValidator, BaseModel, ConfigDict

from renjian.authorities.keys import Permission
from renjian.kernel.identifiers import normalise
from renjian.registers.certificates import Status, is_valid_on
from renjian.registers.history import AsAt
from renjian.registers.kinds import Kind
from renjian.registers.transitions import Happening
from renjian_site.authorities.api import Call, needs
from renjian_site.kit.api.paging import Page, Paging, page_of
from renjian_site.kit.api.values import Moment
from renjian_site.registers import queries

MOST_NUMBERS = 200
certificates = Router(tags=[_("证书")])


class CertificateOut(BaseModel):
    """A certificate as last reported; its state has held since ``effective_on``."""

    number: str
    kind: Kind
    status: Status
    effective_on: date | None
    suspended_until: date | None
    item_code: str
    item: str
    standard: str
    issued_on: date
    expires_on: date
    body: str = Field(validation_alias="body__approval_no")
    organisation: str = Field(validation_alias="organisation__name")
    uscc: str = Field(validation_alias="organisation__uscc")
    changed_at: datetime | None


# Asked as values: a page of 200 certificates needs no models.
COLUMNS = (
    *("number", "kind", "status", "effective_on", "suspended_until", "item_code", "item"),
    *("standard", "issued_on", "expires_on"),
    *("body__approval_no", "organisation__name", "organisation__uscc", "changed_at"),
)


class VersionOut(BaseModel):
    """What one line of one upload said of a certificate, and from which day it holds.

    A version that was corrected says until when it counted (``superseded_at``).
    """

    happening: Happening
    effective_on: date
    status: Status
    issued_on: date
    expires_on: date
    suspended_until: date | None
    recorded_at: datetime
    superseded_at: datetime | None
    upload: int = Field(validation_alias="upload_id")
    line: int


class CertificateWithVersions(CertificateOut):
    """A certificate with everything that was reported of it, newest first."""

    versions: list[VersionOut]


class Wanted(Paging):
    """Which certificates, and which page of them."""

    status: Status | None = Field(None, description=_("证书状态代码"))
    item_code: str = Field("", max_length=20, description=_("认证项目代码"))
    uscc: str = Field("", max_length=18, description=_("获证组织的统一社会信用代码"))
    changed_since: Moment | None = Field(None, description=_("只要这一时刻及以后有变化的，带时区"))


@certificates.get(
    "",
    auth=needs(Permission.CERTIFICATES_READ),
    response=Page[CertificateOut],
    summary=_("证书列表"),
    description=_("密钥范围内的证书，按证书编号排列。changed_since 用于定期取增量。"),
)
def list_certificates(request: Call, wanted: Query[Wanted]) -> dict[str, object]:
    """Certificates of the key's area."""
    asked = queries.Wanted(
        status=wanted.status or "",
        item_code=wanted.item_code,
        uscc=wanted.uscc,
        changed_since=wanted.changed_since,
    )
    found = queries.listed(request.auth.actor, asked).values(*COLUMNS)
    return page_of(found, wanted, by="number")


def _writable(text: str) -> str:
    """Half a character, as JSON may hold one, is no text."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("half a character") from error
    return text


class Numbers(Schema):
    """Numbers of certificates to be looked up together."""

    model_config = ConfigDict(extra="forbid")
    numbers: list[Annotated[str, AfterValidator(_writable)]] = Field(
        min_length=1, max_length=MOST_NUMBERS
    )


class LookedUp(Schema):
    """One number as it was asked, and what is known of it today."""

    number: str
    found: bool
    status: Status | None = None
    is_valid: bool = False
    expires_on: date | None = None


@certificates.post(
    "/lookup",
    auth=needs(Permission.CERTIFICATES_READ),
    response=list[LookedUp],
    summary=_("批量核对证书编号"),
    description=_("一次核对至多 200 个编号，按所问的顺序回答今天是否有效。"),
)
def look_up(request: Call, asked: Numbers) -> list[dict[str, object]]:
    """The state of several certificates."""
    today = timezone.localdate()
    wanted = [normalise(number.replace("\x00", "")) for number in asked.numbers]
    rows = queries.certificates(request.auth.actor).filter(number__in=wanted)
    known = {row.number: row for row in rows}
    pairs = zip(asked.numbers, wanted, strict=True)
    return [_looked_up(written, known.get(number), today) for written, number in pairs]


def _looked_up(number: str, row: Any, today: date) -> dict[str, object]:
    if row is None:
        return {"number": number, "found": False}
    status = Status(row.status)
    return {
        "number": number,
        "found": True,
        "status": status,
        "is_valid": is_valid_on(status, row.issued_on, row.expires_on, today),
        "expires_on": row.expires_on,
    }


class AsAtOut(BaseModel):
    """The state of a certificate on a day, and what it rests on.

    ``lapsed``: its period was over and nobody reported it expired; ``overstayed``: the time of its
    suspension was over and nobody reported what followed.
    """

    number: str
    on: date
    known_at: datetime | None
    found: bool
    status: Status | None = None
    since: date | None = None
    lapsed: bool = False
    overstayed: bool = False
    happening: Happening | None = None
    causes: list[str] = []
    decided_on: date | None = None
    reported_by: str = ""
    recorded_at: datetime | None = None
    upload: int | None = None
    line: int | None = None


class Asked(Schema):
    """Which certificate, on which day, by what was known when."""

    number: str = Field(max_length=60, description=_("证书编号"))
    on: date = Field(description=_("哪一天"))
    known_at: Moment | None = Field(
        None, description=_("按哪一时刻已掌握的信息，带时区；不填为现在")
    )


@certificates.get(
    "/as-at",
    auth=needs(Permission.CERTIFICATES_READ),
    response=AsAtOut,
    summary=_("证书在某一天的状态"),
    description=_(
        "密钥范围内的一张证书在某一天的状态、自何时起、原因、认证决定日期和上报来源；当天还没有上报记录的，found 为 false。"
    ),
)
def as_at(request: Call, asked: Query[Asked]) -> dict[str, object]:
    """The state of one certificate on a day."""
    actor = request.auth.actor
    found = get_object_or_404(queries.certificates(actor), number=normalise(asked.number))
    told = queries.as_at(actor, found, asked.on, asked.known_at)
    base = {"number": found.number, "on": asked.on, "known_at": asked.known_at}
    if told is None:
        return {**base, "found": False}
    return {**base, "found": True, **_told(told)}


def _told(told: AsAt) -> dict[str, object]:
    version = told.version
    return {
        "status": told.status,
        "since": told.since,
        "lapsed": told.lapsed,
        "overstayed": told.overstayed,
        "happening": version.happening,
        "causes": list(version.causes),
        "decided_on": version.decided_on,
        "reported_by": version.body,
        "recorded_at": version.recorded_at,
        "upload": version.upload,
        "line": version.line,
    }


@certificates.get(
    "/{path:number}",
    auth=needs(Permission.CERTIFICATES_READ),
    response=CertificateWithVersions,
    summary=_("一张证书"),
    description=_("证书的现状和历次上报的版本，每个版本注明来自哪次上传的哪一行。"),
)
def certificate(request: Call, number: str) -> dict[str, object]:
    """One certificate with its versions."""
    found = queries.listed(request.auth.actor, queries.Wanted()).values(*COLUMNS)
    one: dict[str, object] = get_object_or_404(found, number=normalise(number))
    versions = queries.versions(request.auth.actor, str(one["number"]))
    return {**one, "versions": versions.values()}
