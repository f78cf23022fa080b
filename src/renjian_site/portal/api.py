"""The public API: what anybody may ask without a key, as on the public pages."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from renjian.kernel.identifiers import normalise
from renjian.registers.certificates import Status
from renjian_site.authorities.api import open_to_all
from renjian_site.draws import public_queries as draws
from renjian_site.kit.api.paging import Page, Paging, page_of
from renjian_site.kit.files import read
from renjian_site.kit.http import PublicRequest
from renjian_site.publicity import public_queries as publicity
from renjian_site.registers import public_queries as registers

router = Router(tags=[_("公开")], auth=open_to_all)


class PublicCertificate(Schema):
    """What anybody may know of a certificate, as last reported by its body."""

    number: str
    status: Status
    is_valid: bool
    organisation: str
    uscc: str
    body: str
    approval_no: str
    item: str
    standard: str
    issued_on: date
    expires_on: date


@router.get(
    "/certificates/{path:number}",
    response=PublicCertificate,
    summary=_("查询一张证书今天是否有效"),
    description=_("编号中的空格和全角字符不影响查询。"),
)
def certificate(request: PublicRequest, number: str) -> Any:
    """Whether a certificate is valid today."""
    found = registers.certificate(normalise(number), timezone.localdate())
    if found is None:
        raise Http404
    return found


class PublicDraw(Schema):
    """A draw whose commitment has been announced."""

    id: int = Field(alias="pk")
    number: str
    title: str
    authority: str = Field(alias="authority.name")
    stage: str
    frozen_at: datetime | None
    drawn_at: datetime | None
    plan_hash: str


@router.get(
    "/draws",
    response=Page[PublicDraw],
    summary=_("已公布承诺值的抽查"),
    description=_("新的在前。"),
)
def list_draws(request: PublicRequest, paging: Query[Paging]) -> dict[str, object]:
    """Announced draws."""
    return page_of(draws.announced(), paging, by="-pk")


@router.get(
    "/draws/{int:draw_id}/record",
    response=dict[str, Any],
    summary=_("抽取的公开记录"),
    description=_("与计算哈希时逐字节相同的记录，可以用核验程序重算；抽取以前没有记录。"),
)
def record(request: PublicRequest, draw_id: int) -> HttpResponse:
    """The record of a draw, just as it was hashed."""
    found = draws.draw(draw_id)
    if found is None or not found.is_published:
        raise Http404
    return HttpResponse(read(found.public_file), content_type="application/json")


class PublicResult(Schema):
    """A result of an inspection that was made public."""

    id: int = Field(alias="pk")
    name: str = Field(alias="subject_name")
    uscc: str
    authority: str = Field(alias="authority.name")
    published_at: datetime
    content: dict[str, Any]


class Wanted(Paging):
    """Which results, and which page of them."""

    q: str = Field("", max_length=100, description=_("名称或者统一社会信用代码"))


@router.get(
    "/results",
    response=Page[PublicResult],
    summary=_("已公示的检查结果"),
    description=_("新的在前。"),
)
def results(request: PublicRequest, wanted: Query[Wanted]) -> dict[str, object]:
    """Published results."""
    return page_of(publicity.notices(wanted.q), wanted, by="-pk")
