"""The API of draws: their steps, what they drew, and the record that anybody can check."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from renjian.authorities.keys import Permission
from renjian_site.authorities.api import Call, needs
from renjian_site.draws import queries
from renjian_site.kit.api.paging import Page, Paging, page_of
from renjian_site.kit.files import read

router = Router(tags=[_("双随机抽查")])
READ = needs(Permission.DRAWS_READ)


class DrawOut(Schema):
    """A draw and how far it has come."""

    id: int = Field(alias="pk")
    number: str
    title: str
    item_code: str
    authority: str = Field(alias="authority.code")
    stage: str
    from_on: date
    to_on: date
    planned_at: datetime
    frozen_at: datetime | None
    drawn_at: datetime | None
    plan_hash: str


class DrawWithPlan(DrawOut):
    """A draw with its frozen plan; empty before the freeze."""

    plan: dict[str, Any] | None


class OfficerOut(Schema):
    """An officer drawn for an object."""

    name: str
    card_number: str


class DrawnOut(Schema):
    """An object that was drawn, its ticket, and the two officers drawn for it."""

    position: int
    organisation: str = Field(alias="organisation.name")
    uscc: str = Field(alias="organisation.uscc")
    authority: str = Field(alias="authority.code")
    ticket: str
    lead: OfficerOut
    second: OfficerOut


@router.get(
    "",
    auth=READ,
    response=Page[DrawOut],
    summary=_("抽查列表"),
    description=_("本级、上级和下级的抽查，新的在前。"),
)
def list_draws(request: Call, paging: Query[Paging]) -> dict[str, object]:
    """Draws that concern the key's authority."""
    return page_of(queries.draws(request.auth.actor), paging, by="-pk")


@router.get(
    "/{int:draw_id}",
    auth=READ,
    response=DrawWithPlan,
    summary=_("一次抽查"),
    description=_("抽查的状态、承诺值和冻结的抽取方案。"),
)
def draw(request: Call, draw_id: int) -> Any:
    """One draw."""
    return get_object_or_404(queries.draws(request.auth.actor), pk=draw_id)


@router.get(
    "/{int:draw_id}/objects",
    auth=READ,
    response=Page[DrawnOut],
    summary=_("抽中的检查对象"),
    description=_("本单位组织的抽查给出全部，其他抽查给出本辖区的；各附抽签号和两名执法人员。"),
)
def objects(request: Call, draw_id: int, paging: Query[Paging]) -> dict[str, object]:
    """What a draw drew, as far as the key's authority may see it."""
    actor = request.auth.actor
    get_object_or_404(queries.draws(actor), pk=draw_id)
    return page_of(queries.drawn(actor, draw_id), paging, by="pk")


@router.get(
    "/{int:draw_id}/record",
    auth=READ,
    response=dict[str, Any],
    summary=_("抽取的公开记录"),
    description=_("与计算哈希时逐字节相同的记录，可以用核验程序重算；抽取以前没有记录。"),
)
def record(request: Call, draw_id: int) -> HttpResponse:
    """The public record of a draw, just as it was hashed; of a sealed one after the last visit."""
    found = get_object_or_404(queries.draws(request.auth.actor), pk=draw_id)
    if not found.is_published:
        raise Http404
    return HttpResponse(read(found.public_file), content_type="application/json")
