"""Who handles a matter, for programs: the same explanation as the command and the page."""

import json
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Router, Schema
from pydantic import ConfigDict

from renjian.authorities.keys import Permission
from renjian.cases.explanation import explain
from renjian.cases.matter_files import from_value
from renjian.kernel.refusal import Refused
from renjian_site.authorities.api import Call, needs
from renjian_site.cases.explanations import as_value
from renjian_site.cases.judgements import territory_of
from renjian_site.kit.api.problems import Problem

router = Router(tags=[_("管辖认定")])


class MatterIn(Schema):
    """A matter as a file holds it; what else it may hold is read and refused in words."""

    model_config = ConfigDict(extra="allow")
    offenders: list[dict[str, Any]]


@router.post(
    "/explain",
    auth=needs(Permission.JURISDICTION_READ),
    response=dict[str, Any],
    summary=_("说明一件事由谁管辖"),
    description=_(
        "内容与 renjian jurisdiction explain 的文件相同；回答管辖的层级、机关、规则、罚款幅度、提示代码和理由。"
        "不保存任何内容。"
    ),
)
def explain_matter(request: Call, matter: MatterIn) -> dict[str, object]:
    """The explanation of the matter that was sent."""
    exact = json.loads(request.body, parse_float=Decimal)
    today = timezone.localdate()
    try:
        explained = explain(
            from_value(exact), today=today, territory=territory_of(request.auth.actor, today)
        )
    except Refused as refused:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, *refused.reasons) from None
    return as_value(explained)
