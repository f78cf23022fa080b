"""What a person has to do now, by role: the landing page of every officer and clerk.

What the person waits for, and what the unit has open, stand in ``waiting``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.catalogue.checks import check_item
from renjian.consultations.stages import WAITS_FOR_REPLY
from renjian_site.authorities import queries as units
from renjian_site.cases import queries as cases
from renjian_site.catalogue import queries as catalogue
from renjian_site.consultations import queries as consultations
from renjian_site.draws import queries as draws
from renjian_site.draws.words import NEXT_STEPS
from renjian_site.inspections import queries as inspections
from renjian_site.kit.actor import Actor
from renjian_site.kit.counting import count_together
from renjian_site.kit.words import titled
from renjian_site.ledger import queries as ledger
from renjian_site.registers import queries as registers

if TYPE_CHECKING:
    from renjian_site.authorities.models import Post, PostEnding, PostReview, UnitChange
    from renjian_site.cases.models import Clue, IntendedPenalty, LimitMove, Movement
    from renjian_site.catalogue.models import Arrangement, LawChange
    from renjian_site.consultations.models import Consultation
    from renjian_site.draws.models import Draw, Void
    from renjian_site.inspections.models import Finding, Task
    from renjian_site.ledger.models import JointCheckpoint
    from renjian_site.registers.models import Body, Upload


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
    paused: date | None = None


@dataclass(frozen=True)
class Source:
    """Rows that wait for somebody, and how one of them is shown on a day."""

    rows: Callable[[Actor, date], QuerySet[Any] | Sequence[Any]]
    shown: Callable[[Any, date], Item]


def inbox(actor: Actor, today: date) -> list[Item]:
    """The actor's things to do, those due soonest first, those without a clock last."""
    found = [
        source.shown(row, today)
        for source in SOURCES.get(actor.role, ())
        for row in source.rows(actor, today)
    ]
    return sorted(found, key=lambda i: (i.due is None, i.due or today))


def count(actor: Actor, today: date) -> int:
    """How many things the actor has to do; every page shows it, so none of them is fetched."""
    sources = [source.rows(actor, today) for source in SOURCES.get(actor.role, ())]
    asked = [rows for rows in sources if isinstance(rows, QuerySet)]
    known = [rows for rows in sources if not isinstance(rows, QuerySet)]
    return count_together(asked) + sum(map(len, known))


def _bodies_that_owe_a_report(actor: Actor, today: date) -> list[Body]:
    return [registers.body_of(actor)] if registers.owes_a_report(actor, today) else []


def _upload(upload: Upload, today: date) -> Item:
    return Item(
        matter=_("改正证书报告"),
        detail=upload.file_name,
        subject=upload.body.name,
        act=_("查看问题"),
        url=reverse("registers:upload-result", args=[upload.pk]),
    )


def _report(body: Body, today: date) -> Item:
    return Item(
        matter=_("本月证书信息报告"),
        detail=_("每月 10 日前报告上月信息"),
        subject=body.name,
        act=_("上传"),
        url=reverse("registers:upload"),
    )


def _draw(draw: Draw, today: date) -> Item:
    return Item(
        matter=draw.title,
        detail=draw.number,
        subject=draw.get_stage_display(),
        act=_(NEXT_STEPS[draw.stage]),
        url=reverse("draws:draw", args=[draw.pk]),
        due=draw.from_on,
    )


def _void(asked: Void, today: date) -> Item:
    return Item(
        matter=_("作废抽查的申请"),
        detail=asked.draw.number,
        subject=asked.draw.title,
        act=_("决定"),
        url=reverse("draws:draw", args=[asked.draw_id]),
    )


def _value(draw: Draw, today: date) -> Item:
    return Item(
        matter=_("公开随机数等待第二人录入"),
        detail=draw.number,
        subject=draw.title,
        act=_("录入"),
        url=reverse("draws:value", args=[draw.pk]),
        due=draw.from_on,
    )


def _task(task: Task, today: date) -> Item:
    return Item(
        matter=_("抽查结果录入"),
        detail=f"{task.number} · {titled(check_item(task.item_code, today))}",
        subject=task.organisation.name,
        act=_("录入结果"),
        url=reverse("inspections:task", args=[task.pk]),
        due=task.due_on,
    )


def _result(task: Task, today: date) -> Item:
    return Item(
        matter=_("抽查结果审核公示"),
        detail=task.number,
        subject=task.organisation.name,
        act=_("审核"),
        url=reverse("inspections:task", args=[task.pk]),
        due=task.result.publish_due_on,
    )


def _finding(finding: Finding, today: date) -> Item:
    return Item(
        matter=_("检查发现的问题"),
        detail=finding.task.number,
        subject=finding.offender_name,
        act=_("登记线索"),
        url=reverse("cases:from-finding", args=[finding.pk]),
    )


def _intended(found: IntendedPenalty, today: date) -> Item:
    return Item(
        matter=_("拟处罚"),
        detail=found.case.number,
        subject=found.case.clue.offender_name,
        act=_("制发行政处罚告知书"),
        url=reverse("cases:penalty", args=[found.case_id]),
        due=found.case.due_on,
        paused=found.case.paused_on,
        clause="PROC 57",
    )


def _limit_move(move: LimitMove, today: date) -> Item:
    return Item(
        matter=_("中止、延长期限的审批"),
        detail=move.clue.number,
        subject=move.clue.offender_name,
        act=_("批准或者不予批准"),
        url=reverse("cases:limit", args=[move.clue_id]),
        due=move.due_before,
    )


def _movement(movement: Movement, today: date) -> Item:
    return Item(
        matter=_("接收移交的线索"),
        detail=movement.number,
        subject=movement.clue.offender_name,
        act=_("接收"),
        url=reverse("cases:clue", args=[movement.clue_id]),
    )


def _clue(clue: Clue, today: date, *, act: str) -> Item:
    return Item(
        matter=_("线索核查"),
        detail=clue.number,
        subject=clue.offender_name,
        act=_(act),
        url=reverse("cases:clue", args=[clue.pk]),
        due=clue.verify_due_on,
        paused=clue.paused_on,
        clause="PROC 18",
    )


def _request(one: Consultation, today: date) -> Item:
    is_running = one.stage in WAITS_FOR_REPLY
    return Item(
        matter=_("下级的请示") if is_running else _("本单位的请示"),
        detail=f"{one.title} · {one.number}" if one.number else one.title,
        subject=one.authority.name,
        act=_(STEPS_OF_A_REQUEST[one.stage]),
        url=reverse("consultations:consultation", args=[one.pk]),
        due=one.due_on if is_running else None,
        clause=one.due_clause if is_running else "",
    )


def _checkpoint(joint: JointCheckpoint, today: date) -> Item:
    return Item(
        matter=_("会签台账检查点"),
        detail=joint.log.origin,
        subject=timezone.localtime(joint.made_at).strftime("%Y-%m-%d %H:%M"),
        act=_("核对并会签"),
        url=reverse("console:checkpoint", args=[joint.pk]),
    )


def _change(change: UnitChange, today: date, act: str) -> Item:
    return Item(
        matter=_(change.get_kind_display()),
        detail=change.because,
        subject=change.unit.name if change.unit else change.content["new"]["name"],
        act=_(act),
        url=reverse("console:unit-change", args=[change.pk]),
        due=change.on,
    )


def _post(post: Post, today: date, act: str) -> Item:
    return Item(
        matter=_("确认岗位"),
        detail=f"{_(post.get_role_display())} · {post.authority.name if post.authority else post.body}",
        subject=post.person.name,
        act=_(act),
        url=reverse("authorities:person", args=[post.person_id]),
    )


def _ending(ending: PostEnding, today: date, act: str) -> Item:
    post = ending.post
    return Item(
        matter=_("确认岗位终止"),
        detail=f"{_(post.get_role_display())} · {post.authority.name if post.authority else post.body}",
        subject=post.person.name,
        act=_(act),
        url=reverse("authorities:person", args=[post.person_id]),
        due=max(ending.last_on, today),
    )


def _review(review: PostReview, today: date) -> Item:
    return Item(
        matter=_("季度岗位复核"),
        detail=review.quarter.isoformat(),
        subject=review.authority.name,
        act=_("勾选继续任职的岗位"),
        url=reverse("authorities:review", args=[review.pk]),
        due=review.due_on,
    )


def _laws_to_approve(actor: Actor, today: date) -> QuerySet[LawChange] | Sequence[LawChange]:
    return catalogue.changes_to_approve(actor) if actor.level is Level.NATIONAL else ()


def _years_to_approve(actor: Actor, today: date) -> QuerySet[Arrangement] | Sequence[Arrangement]:
    return catalogue.arrangements_to_approve(actor) if actor.level is Level.NATIONAL else ()


def _law_change(change: LawChange, today: date) -> Item:
    return Item(
        matter=_("法规数据变更"),
        detail=change.entry,
        subject=change.proposed_by.name,
        act=_("批准或者退回"),
        url=reverse("catalogue:change", args=[change.pk]),
    )


def _arrangement(entered: Arrangement, today: date) -> Item:
    return Item(
        matter=_("节假日安排"),
        detail=str(entered.year),
        subject=entered.proposed_by.name,
        act=_("批准或者退回"),
        url=reverse("catalogue:arrangement", args=[entered.pk]),
    )


STEPS_OF_A_REQUEST = {
    "draft": gettext_noop("报送上级"),
    "sent": gettext_noop("接收"),
    "received": gettext_noop("批复"),
    "asked_back": gettext_noop("补充"),
}
POST_TO_CONFIRM = partial(_post, act=gettext_noop("确认"))
POST_AWAITING = partial(_post, act=gettext_noop("等待安全管理岗确认"))
ENDING_TO_CONFIRM = partial(_ending, act=gettext_noop("确认"))
ENDING_AWAITING = partial(_ending, act=gettext_noop("等待安全管理岗确认"))
CHANGE_TO_DECIDE = partial(_change, act=gettext_noop("核对后批准或者退回"))
PROPOSED_CHANGE = partial(_change, act=gettext_noop("等待另一名系统管理岗人员批准"))
REFUSED_CHANGE = partial(_change, act=gettext_noop("没有办成，重新决定或者取消"))
PLANNED_CHANGE = partial(_change, act=gettext_noop("到施行日期自动办理"))
TO_VERIFY = partial(_clue, act=gettext_noop("核查线索"))
TO_DECIDE = partial(_clue, act=gettext_noop("决定是否立案"))
SOURCES: dict[Role, tuple[Source, ...]] = {
    Role.CLERK: (
        Source(lambda actor, _today: registers.to_mend(actor), _upload),
        Source(_bodies_that_owe_a_report, _report),
    ),
    Role.PLANNER: (
        Source(lambda actor, _today: draws.unfinished(actor), _draw),
        Source(lambda actor, _today: draws.values_to_say(actor), _value),
    ),
    Role.DISCIPLINE_OBSERVER: (Source(lambda actor, _today: draws.values_to_say(actor), _value),),
    Role.OFFICER: (Source(lambda actor, _today: inspections.assigned_to(actor), _task),),
    Role.REVIEWER: (Source(lambda actor, _today: inspections.to_review(actor), _result),),
    Role.CASE_HANDLER: (
        Source(lambda actor, _today: inspections.findings_to_hand_over(actor), _finding),
        Source(lambda actor, _today: cases.awaiting_receipt(actor), _movement),
        Source(lambda actor, _today: cases.verifying(actor), TO_VERIFY),
        Source(lambda actor, _today: cases.to_notify(actor), _intended),
        Source(lambda actor, _today: consultations.to_do(actor, sends=False), _request),
    ),
    Role.HEAD: (
        Source(lambda actor, _today: draws.voids_to_decide(actor), _void),
        Source(lambda actor, _today: draws.values_to_say(actor), _value),
        Source(lambda actor, _today: cases.verifying(actor), TO_DECIDE),
        Source(lambda actor, _today: cases.stops_to_decide(actor), _limit_move),
        Source(lambda actor, _today: cases.extensions_to_decide(actor), _limit_move),
        Source(units.reviews_to_answer, _review),
        Source(lambda actor, _today: consultations.to_do(actor, sends=True), _request),
        Source(_laws_to_approve, _law_change),
        Source(_years_to_approve, _arrangement),
    ),
    Role.LEGAL_REVIEWER: (
        Source(lambda actor, _today: consultations.to_do(actor, sends=False), _request),
    ),
    Role.SECURITY: (
        Source(lambda actor, _today: units.to_confirm(actor), POST_TO_CONFIRM),
        Source(lambda actor, _today: units.endings_to_confirm(actor), ENDING_TO_CONFIRM),
    ),
    Role.SYSTEM: (
        Source(lambda actor, _today: units.changes_to_decide(actor), CHANGE_TO_DECIDE),
        Source(lambda actor, _today: units.changes_of_own(actor, "refused"), REFUSED_CHANGE),
    ),
    Role.WITNESS: (
        Source(lambda actor, _today: ledger.awaiting(actor, actor.authority.code), _checkpoint),
    ),
}
