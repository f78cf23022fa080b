"""The API of inspections: the tasks of an authority and of those below it."""

from datetime import date

from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from renjian.authorities.keys import Permission
from renjian.inspections.results import ResultStage
from renjian_site.authorities.api import Call, needs
from renjian_site.inspections import queries
from renjian_site.kit.api.paging import Page, Paging, page_of

router = Router(tags=[_("检查任务")])


class TaskOut(Schema):
    """A task: whom to visit, about what, by when, by whom."""

    id: int = Field(alias="pk")
    number: str
    stage: ResultStage
    item_code: str
    due_on: date
    authority: str = Field(alias="authority.code")
    organisation: str = Field(alias="organisation.name")
    uscc: str = Field(alias="organisation.uscc")
    address: str = Field(alias="organisation.address")
    lead: str = Field(alias="lead.card_number")
    second: str = Field(alias="second.card_number")


class Wanted(Paging):
    """Which tasks, and which page of them."""

    stage: ResultStage | None = Field(None, description=_("任务状态"))


@router.get(
    "",
    auth=needs(Permission.TASKS_READ),
    response=Page[TaskOut],
    summary=_("检查任务列表"),
    description=_("本单位和下级的检查任务，按下发的先后；执法人员以执法证号表示。"),
)
def list_tasks(request: Call, wanted: Query[Wanted]) -> dict[str, object]:
    """The tasks of the key's area."""
    found = queries.tasks(request.auth.actor)
    if wanted.stage is not None:
        found = found.filter(stage=wanted.stage)
    return page_of(found, wanted, by="pk")
