"""The public API of the law: what was in force on a day, what changed, and when a limit ends."""

from datetime import date
from typing import Annotated, Any, Self

from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router, Schema
from pydantic import model_validator

from renjian.kernel.stops import Stop
from renjian_site.authorities.api import open_to_all
from renjian_site.catalogue import public_queries as catalogue
from renjian_site.kit.http import PublicRequest

router = Router(tags=[_("法规")], auth=open_to_all)


class SourceOut(Schema):
    """An instrument and the first day of the text in force."""

    id: str
    title: str
    from_on: date = Field(alias="from")


class OffenceOut(Schema):
    """An offence with its clauses and sanctions of the day."""

    code: str
    title: str
    prohibited_by: list[str]
    punished_by: list[str]
    jurisdiction: str
    mark: str
    sanctions: list[dict[str, Any]]


class DeadlineOut(Schema):
    """A time limit; without a length where none was read."""

    id: str
    title: str
    trigger: str
    unit: str
    length: int | None
    most: int | None
    clause: str
    mark: str


class SettingOut(Schema):
    """What no text settled, and what it is taken to be."""

    name: str
    value: str
    mark: str


class LawOut(Schema):
    """Everything in force on a day."""

    day: date
    sources: list[SourceOut]
    offences: list[OffenceOut]
    deadlines: list[DeadlineOut]
    settings: list[SettingOut]


class DifferenceOut(Schema):
    """What of one entry is otherwise on the later day."""

    table: str
    entry: str
    title: str
    part: str
    before: str
    after: str


class StopIn(Schema):
    """Days that do not run; without a last day it still goes on."""

    from_on: date
    to_on: date | None = None
    cause: str = Field("", max_length=60)

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        """A stop has at least one day."""
        if self.to_on is not None and self.to_on < self.from_on:
            raise ValueError("to_on lies before from_on")
        return self


class RunIn(Schema):
    """What happened around a limit."""

    from_on: date
    stops: list[StopIn] = Field([], max_length=50)
    extended: int = Field(0, ge=0, le=3650)


class RunOut(Schema):
    """The lawful days of the act that a limit is about."""

    id: str = Field(alias="limit.id")
    title: str = Field(alias="limit.title")
    clause: str = Field(alias="limit.clause")
    from_on: date
    earliest: date | None = Field(alias="days.earliest")
    latest: date | None = Field(alias="days.latest")
    provisional: bool = Field(alias="days.is_provisional")
    unconfirmed: bool = Field(alias="days.is_unconfirmed")


On = Annotated[date | None, Query(description=_("适用的日期，不填为今天"))]
One = Annotated[date, Query(description=_("要比较的一日"))]
Other = Annotated[date, Query(description=_("要比较的另一日"))]
Name = Annotated[str, Path(description=_("期限的编号，如 DL-C-11"))]


@router.get(
    "/law",
    response=LawOut,
    summary=_("一日施行的规定"),
    description=_("法规文本、违法行为及其条款和法律后果、期限和待确认的设置，均按该日施行的规定。"),
)
def law(request: PublicRequest, on: On = None) -> Any:
    """The law of a day, today's if none is named."""
    return catalogue.law_of(on or timezone.localdate())


@router.get(
    "/law/differences",
    response=list[DifferenceOut],
    summary=_("两日之间的变化"),
    description=_("逐项列出后一日与前一日不同的内容；两日的先后不影响结果。"),
)
def differences(request: PublicRequest, one: One, other: Other) -> Any:
    """What changed between two days."""
    return catalogue.differences(one, other)


@router.post(
    "/deadlines/{name}",
    response=RunOut,
    summary=_("期限的最早和最晚日期"),
    description=_("按起算日、不计算的期间和已批准的延长计算；末日遇法定节假日的已经顺延。"),
)
def deadline(request: PublicRequest, name: Name, ran: RunIn) -> Any:
    """When a limit ends that began on a day, with its stops and extensions."""
    stops = tuple(Stop(each.from_on, each.to_on, each.cause) for each in ran.stops)
    return catalogue.limit_from(
        name, ran.from_on, stops=stops, extended=ran.extended, today=timezone.localdate()
    )
