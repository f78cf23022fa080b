"""Acts of a visit: what was found, the result, its review and publication."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from renjian.authorities.posts import Role
from renjian.catalogue.checks import check_item
from renjian.inspections.results import (
    RESULT_TRANSITIONS,
    ResultAct,
    ResultStage,
    results,
    why_not_act,
    why_not_enter,
)
from renjian.jurisdiction.act_days import UNKNOWN, ActDays, why_not_days
from renjian.jurisdiction.matters import Charge, Offender, why_contradictory
from renjian.kernel.calendar import published
from renjian.kernel.refusal import Reason, Refused, reason
from renjian.publicity.periods import publish_due_on, why_not_publish
from renjian_site.inspections import queries
from renjian_site.inspections.documents import result_sheet
from renjian_site.inspections.models import Finding, Result, Task
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.documents import commands as documents
from renjian_site.kit.documents.commands import Address
from renjian_site.publicity import commands as publicity
from renjian_site.registers import commands as registers

if TYPE_CHECKING:
    pass


@dataclass(frozen=True)
class NewFinding:
    """What was found: the offender as a value, the offence, the facts, and when the act was."""

    offender: Offender
    offender_code: str
    offence_code: str
    facts: str
    days: ActDays = UNKNOWN


@dataclass(frozen=True)
class NewResult:
    """What the officers enter: codes, the day of the visit, and a note."""

    codes: tuple[str, ...]
    inspected_on: date
    note: str


@command
def add_finding(actor: Actor, task_id: int, found: NewFinding, *, at: datetime) -> Finding:
    """Write down a problem that one of the two officers found at the visit."""
    task = _open_task(actor, task_id)
    today = timezone.localdate(at)
    charge = Charge(found.offender, (found.offence_code,))
    if reasons := (
        *why_contradictory(charge, on=today),
        *why_not_days(found.days, discovered_on=today, today=today),
    ):
        raise Refused(*reasons)
    finding = Finding.objects.create(
        task=task,
        offender_kind=found.offender.kind,
        offender_name=found.offender.name,
        offender_code=found.offender_code,
        offence_code=found.offence_code,
        facts=found.facts,
        act_from=found.days.from_on,
        act_to=found.days.to_on,
        found_on=today,
        found_by_id=actor.person_id,
    )
    record("finding.added", f"finding:{finding.pk}", task=task.number, offence=found.offence_code)
    return finding


@command
def enter_result(actor: Actor, task_id: int, entered: NewResult, *, at: datetime) -> Result:
    """Enter the result of a visit; it goes to the reviewer (谁检查、谁录入)."""
    task = _open_task(actor, task_id)
    today = timezone.localdate(at)
    reasons = [
        *why_not_enter(entered.codes, task.findings.count()),
        *_wrong_day(entered, task, today),
    ]
    if reasons:
        raise Refused(*reasons)
    result, _is_new = Result.objects.update_or_create(
        task=task,
        defaults={
            "codes": sorted(entered.codes),
            "inspected_on": entered.inspected_on,
            "note": entered.note,
            "entered_by_id": actor.person_id,
            "entered_at": at,
            "publish_due_on": publish_due_on(entered.inspected_on, published()).on,
            "sent_back_because": "",
        },
    )
    _move(task, ResultAct.ENTER)
    record("result.entered", f"task:{task.pk}", number=task.number, codes=result.codes)
    return result


@command
def follow_arrangement(actor: Actor, year: int, *, at: datetime) -> int:
    """Compute the last days for publishing anew once the holidays of their year are known."""
    waiting = list(
        Result.objects.select_for_update(of=("self",)).filter(
            published_at=None, publish_due_on__year=year
        )
    )
    for result in waiting:
        result.publish_due_on = publish_due_on(result.inspected_on, published()).on
    Result.objects.bulk_update(waiting, ["publish_due_on"], batch_size=1000)
    record("results.recomputed", f"year:{year}", results=len(waiting))
    return len(waiting)


@command
def send_back(actor: Actor, task_id: int, because: str, *, at: datetime) -> Task:
    """Send a result back to the officers with the reason."""
    task = _entered_task(actor, task_id)
    Result.objects.filter(task=task).update(sent_back_because=because)
    _move(task, ResultAct.SEND_BACK)
    record("result.sent-back", f"task:{task.pk}", number=task.number, because=because)
    return task


@command
def publish_result(actor: Actor, task_id: int, *, at: datetime) -> Task:
    """Approve a result and show it to the public (谁公开); the visit is noted in the register."""
    task = _entered_task(actor, task_id)
    result = Result.objects.select_for_update().get(task=task)
    result.reviewed_by_id = actor.person_id
    result.published_at = at
    result.save(update_fields=["reviewed_by", "published_at"])
    _move(task, ResultAct.PUBLISH)
    publicity.publish(actor, _notice(task, result), at=at)
    registers.note_visit(actor, task.organisation_id, result.inspected_on, at=at)
    record("result.published", f"task:{task.pk}", number=task.number, codes=result.codes)
    return task


@command
def issue_sheet(actor: Actor, task_id: int, *, at: datetime) -> int:
    """Issue the sheet of a published result; give the key of the document."""
    task = queries.tasks(actor).select_for_update(of=("self",)).get(pk=task_id)
    if reasons := why_not_issue_sheet(actor, task):
        raise Refused(*reasons)
    address = Address(f"task:{task.pk}", reverse("inspections:task", args=[task.pk]))
    document = documents.issue(actor, result_sheet(task, task.result), address, at=at)
    if document.issued_at == at:
        record("task.sheet-issued", f"task:{task.pk}", document=document.number)
    else:
        # There is one document however often it is asked for: the ledger says so too.
        record("document.issued-already", f"document:{document.pk}", number=document.number)
    return document.pk


def why_not_issue_sheet(actor: Actor, task: Task) -> tuple[Reason, ...]:
    """Why the actor cannot issue the sheet of a result."""
    reasons = []
    if task.authority_id != actor.authority.pk:
        reasons.append(
            reason(
                "task.sheet-other-authority",
                "任务 {number} 的结果记录由检查单位{authority}制发。",
                number=task.number,
                authority=task.authority.name,
            )
        )
    if task.stage != ResultStage.PUBLISHED:
        reasons.append(
            reason(
                "task.sheet-before-review",
                "任务 {number} 的结果还没有审核公示，不能制发结果记录。请在审核公示后制发。",
                number=task.number,
            )
        )
    return tuple(reasons)


@command
def hand_over(actor: Actor, finding_id: int, *, at: datetime) -> Finding:
    """Give a finding of the own authority to those who handle cases; it becomes a clue once."""
    finding = queries.own_findings(actor).select_for_update(of=("self",)).get(pk=finding_id)
    if finding.is_handed_over:
        raise Refused(
            reason(
                "finding.handed-over",
                "“{name}”的这个问题已经登记为线索，不能重复登记。请在线索与案件中查看。",
                name=finding.offender_name,
            )
        )
    finding.is_handed_over = True
    finding.save(update_fields=["is_handed_over"])
    record("finding.handed-over", f"finding:{finding.pk}")
    return finding


def why_not_visit(actor: Actor, task: Task) -> tuple[Reason, ...]:
    """Why the actor may not enter anything for a task: drawn officers only, while it is open."""
    reasons = []
    if actor.role is not Role.OFFICER or actor.person_id not in {one.pk for one in task.team}:
        reasons.append(
            reason(
                "task.not-drawn",
                "任务 {number} 由抽中的执法人员 {officers} 录入，其他人不能代为录入。",
                number=task.number,
                officers="、".join(one.name for one in task.team),
            )
        )
    return (*reasons, *why_not_act(ResultStage(task.stage), ResultAct.ENTER))


def why_not_review(actor: Actor, task: Task) -> tuple[Reason, ...]:
    """Why the actor may not review a result: own authority, and never one's own entry."""
    reasons = []
    if actor.role is not Role.REVIEWER:
        reasons.append(
            reason(
                "task.other-reviewer",
                "任务 {number} 由 {authority} 的审核公示岗审核。",
                number=task.number,
                authority=task.authority.name,
            )
        )
    result = getattr(task, "result", None)
    reasons += why_not_publish(
        is_entered=result is not None and task.stage != ResultStage.SENT_BACK,
        is_published=task.stage == ResultStage.PUBLISHED,
        entered_by=str(result.entered_by_id) if result else "",
        reviewer=str(actor.person_id),
        inspected_by=task.authority.code,
        publishes=actor.authority.code,
    )
    return tuple(reasons)


def _open_task(actor: Actor, task_id: int) -> Task:
    task = queries.tasks(actor).select_for_update(of=("self",)).get(pk=task_id)
    if reasons := why_not_visit(actor, task):
        raise Refused(*reasons)
    return task


def _entered_task(actor: Actor, task_id: int) -> Task:
    task = queries.tasks(actor).select_for_update(of=("self",)).get(pk=task_id)
    if reasons := why_not_review(actor, task):
        raise Refused(*reasons)
    return task


def _move(task: Task, act: ResultAct) -> None:
    task.stage = RESULT_TRANSITIONS[ResultStage(task.stage)][act]
    task.save(update_fields=["stage"])


def _wrong_day(entered: NewResult, task: Task, today: date) -> list[Reason]:
    """A visit cannot lie in the future, nor before the draw that ordered it."""
    drawn_on = timezone.localdate(task.drawn.draw.drawn_at)
    if drawn_on <= entered.inspected_on <= today:
        return []
    return [
        reason(
            "result.wrong-day",
            "检查日期 {day} 不在抽取之日（{drawn}）和今天（{today}）之间。请核对检查日期。",
            day=entered.inspected_on,
            drawn=drawn_on,
            today=today,
        )
    ]


def _notice(task: Task, result: Result) -> publicity.NewNotice:
    """What the public sees of a result: item, texts and day; no officer, no finding, no note."""
    texts = results()
    return publicity.NewNotice(
        kind="spot_check_result",
        subject=f"task:{task.pk}",
        subject_name=task.organisation.name,
        uscc=task.organisation.uscc,
        content={
            "item": "、".join(check_item(code, result.inspected_on).title for code in task.items),
            "results": [texts[code].title for code in result.codes],
            "inspected_on": result.inspected_on.isoformat(),
        },
    )
