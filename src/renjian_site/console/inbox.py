"""What a person has to do now, by role: the landing page of every officer and clerk.

What the person waits for, and what the unit has open, stand in ``waiting``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from renjian.authorities.posts import Role
from renjian.catalogue.checks import check_item
from renjian_site.cases import queries as cases
from renjian_site.draws import queries as draws
from renjian_site.draws.words import NEXT_STEPS
from renjian_site.inspections import queries as inspections
from renjian_site.kit.actor import Actor
from renjian_site.kit.words import titled
from renjian_site.ledger import queries as ledger
from renjian_site.registers import queries as registers


@dataclass(frozen=True)
class Item:
    """One thing to do: what, about whom, by when, and the page on which it is done."""

    matter: str
    detail: str
    subject: str
    act: str
    url: str
    due: date | None = None
    clause: str = ""


def inbox(actor: Actor, today: date) -> list[Item]:
    """The actor's things to do, those due soonest first, those without a clock last."""
    found = list(SOURCES.get(actor.role, _nothing)(actor, today))
    return sorted(found, key=lambda i: (i.due is None, i.due or today))


def _nothing(actor: Actor, today: date) -> Iterator[Item]:
    return iter(())


def _of_clerk(actor: Actor, today: date) -> Iterator[Item]:
    body = registers.body_of(actor)
    for upload in registers.to_mend(actor):
        yield Item(
            matter=_("改正证书报告"),
            detail=upload.file_name,
            subject=body.name,
            act=_("查看问题"),
            url=reverse("registers:upload-result", args=[upload.pk]),
        )
    if not registers.has_reported_since(actor, today.replace(day=1)):
        yield Item(
            matter=_("本月证书信息报告"),
            detail=_("每月 10 日前报告上月信息"),
            subject=body.name,
            act=_("上传"),
            url=reverse("registers:upload"),
        )


def _of_planner(actor: Actor, today: date) -> Iterator[Item]:
    for draw in draws.unfinished(actor):
        yield Item(
            matter=draw.title,
            detail=draw.number,
            subject=draw.get_stage_display(),
            act=_(NEXT_STEPS[draw.stage]),
            url=reverse("draws:draw", args=[draw.pk]),
            due=draw.from_on,
        )


def _of_officer(actor: Actor, today: date) -> Iterator[Item]:
    for task in inspections.assigned_to(actor):
        yield Item(
            matter=_("抽查结果录入"),
            detail=f"{task.number} · {titled(check_item(task.item_code, today))}",
            subject=task.organisation.name,
            act=_("录入结果"),
            url=reverse("inspections:task", args=[task.pk]),
            due=task.due_on,
        )


def _of_reviewer(actor: Actor, today: date) -> Iterator[Item]:
    for task in inspections.to_review(actor):
        yield Item(
            matter=_("抽查结果审核公示"),
            detail=task.number,
            subject=task.organisation.name,
            act=_("审核"),
            url=reverse("inspections:task", args=[task.pk]),
            due=task.result.publish_due_on,
        )


def _of_case_handler(actor: Actor, today: date) -> Iterator[Item]:
    for finding in inspections.findings_to_hand_over(actor):
        yield Item(
            matter=_("检查发现的问题"),
            detail=finding.task.number,
            subject=finding.offender_name,
            act=_("登记线索"),
            url=reverse("cases:from-finding", args=[finding.pk]),
        )
    for movement in cases.awaiting_receipt(actor):
        yield Item(
            matter=_("接收移交的线索"),
            detail=movement.number,
            subject=movement.clue.offender_name,
            act=_("接收"),
            url=reverse("cases:clue", args=[movement.clue_id]),
        )
    yield from _clues(actor, _("核查线索"))


def _of_head(actor: Actor, today: date) -> Iterator[Item]:
    yield from _clues(actor, _("决定是否立案"))


def _clues(actor: Actor, act: str) -> Iterator[Item]:
    for clue in cases.verifying(actor):
        yield Item(
            matter=_("线索核查"),
            detail=clue.number,
            subject=clue.offender_name,
            act=act,
            url=reverse("cases:clue", args=[clue.pk]),
            due=clue.verify_due_on,
            clause="PROC 18",
        )


def _of_witness(actor: Actor, today: date) -> Iterator[Item]:
    for joint in ledger.awaiting(actor, actor.authority.code):
        yield Item(
            matter=_("会签台账检查点"),
            detail=joint.log.origin,
            subject=timezone.localtime(joint.made_at).strftime("%Y-%m-%d %H:%M"),
            act=_("核对并会签"),
            url=reverse("console:checkpoint", args=[joint.pk]),
        )


SOURCES: dict[Role, Callable[[Actor, date], Iterator[Item]]] = {
    Role.CLERK: _of_clerk,
    Role.PLANNER: _of_planner,
    Role.OFFICER: _of_officer,
    Role.REVIEWER: _of_reviewer,
    Role.CASE_HANDLER: _of_case_handler,
    Role.HEAD: _of_head,
    Role.WITNESS: _of_witness,
}
