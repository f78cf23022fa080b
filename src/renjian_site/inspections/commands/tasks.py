"""Acts on tasks: handing out, taking over, officers who keep away, objects that fall out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from renjian.authorities.posts import Role
from renjian.authorities.rights import Right, who_may
from renjian.inspections.results import ResultStage
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities.queries import going_on
from renjian_site.draws import commands as draws
from renjian_site.draws.queries import drawn
from renjian_site.inspections import queries
from renjian_site.inspections.models import Task
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.numbering import next_number

if TYPE_CHECKING:
    from renjian_site.draws.models import Draw, DrawnObject


@command
def take_up(actor: Actor, draw_id: int, *, at: datetime) -> int:
    """Turn what a draw drew into tasks of the authorities concerned (下发)."""
    draw = draws.note_handed_out(actor, draw_id, at=at)
    objects = list(drawn(actor, draw_id).exclude(is_out=True))
    Task.objects.bulk_create(_tasks_for(actor, draw, objects, at))
    record("tasks.handed-out", f"draw:{draw_id}", tasks=len(objects))
    return len(objects)


@command
def take_over(actor: Actor, unit: int, successor: int, *, at: datetime) -> int:
    """Let another authority go on with the tasks of one that is abolished."""
    waits = ~Q(stage__in=queries.OVER) | Q(findings__is_handed_over=False)
    found = Task.objects.filter(waits, authority_id=unit).values("pk")
    taken = Task.objects.filter(pk__in=found).update(authority_id=successor)
    record("tasks.taken-over", f"unit:{successor}", tasks=taken)
    return taken


@command
def recuse_late(actor: Actor, task_id: int, person_id: int, because: str, *, at: datetime) -> Task:
    """Decide that a drawn officer keeps away after all (回避); the order of the draw says who comes."""
    task = queries.tasks(actor).select_for_update(of=("self",)).get(pk=task_id)
    if reasons := why_not_recuse(actor, task, person_id):
        raise Refused(*reasons)
    before = {one.pk: one for one in task.team}
    drawn = draws.replace_officer(actor, task.drawn_id, person_id, because, at=at)
    task.drawn, task.lead, task.second = drawn, drawn.lead, drawn.second
    task.save(update_fields=["lead", "second"])
    came = next(one for one in (drawn.lead, drawn.second, *drawn.others) if one.pk not in before)
    record(
        "officer.recused",
        f"task:{task.pk}",
        task=task.number,
        left=before[person_id].name,
        came=came.name,
    )
    return task


def why_not_recuse(actor: Actor, task: Task, person_id: int) -> tuple[Reason, ...]:
    """Why the actor may not decide that an officer keeps away from a task."""
    reasons = []
    if actor.role is not Role.HEAD or actor.authority.pk != task.authority_id:
        reasons.append(
            reason(
                "task.recusal-not-head",
                "执法人员的回避由检查单位{authority}的负责人决定。",
                clause="PROC 4",
                authority=task.authority.name,
            )
        )
    if person_id not in {one.pk for one in task.team}:
        reasons.append(
            reason(
                "task.recusal-not-drawn",
                "这名执法人员不是任务 {number} 的人员。请刷新页面查看。",
                number=task.number,
            )
        )
    if task.stage not in (ResultStage.EMPTY, ResultStage.SENT_BACK) or task.findings.exists():
        reasons.append(
            reason(
                "task.recusal-late",
                "任务 {number} 已经录入问题或者结果，不能再换人。需要回避的，由负责人退回后另行安排检查。",
                number=task.number,
            )
        )
    return tuple(reasons)


@command
def replace_object(actor: Actor, task_id: int, because: str, *, at: datetime) -> list[Task]:
    """Take an object that cannot be visited out; the next in reserve is visited in its place."""
    task = queries.tasks(actor).select_for_update(of=("self",)).get(pk=task_id)
    if reasons := why_not_replace(actor, task):
        raise Refused(*reasons)
    changed = draws.replace_object(actor, task.drawn_id, because, at=at)
    task.stage = ResultStage.REPLACED
    task.save(update_fields=["stage"])
    known = {one.drawn_id: one for one in Task.objects.filter(drawn__in=changed)}
    for one in changed:
        if other := known.get(one.pk):
            other.lead, other.second, other.item_code = one.lead, one.second, one.items[0]
            other.save(update_fields=["lead", "second", "item_code"])
    new = _tasks_for(actor, task.drawn.draw, [one for one in changed if one.pk not in known], at)
    came = Task.objects.bulk_create(new)
    record(
        "task.replaced",
        f"task:{task.pk}",
        number=task.number,
        because=because,
        came="、".join(one.number for one in came) or "–",
    )
    return came


def why_not_replace(actor: Actor, task: Task) -> tuple[Reason, ...]:
    """Why the object of a task cannot be taken out: nothing may have been seen of it yet."""
    reasons = []
    draw = task.drawn.draw
    if actor.role not in who_may(Right.REPLACE_OBJECT) or draw.authority_id != actor.authority.pk:
        reasons.append(
            reason(
                "task.replace-other-post",
                "对象由组织抽查的机关的抽查计划岗替换：{authority}。",
                authority=draw.authority.name,
            )
        )
    if task.stage != ResultStage.EMPTY or task.findings.exists():
        reasons.append(
            reason(
                "task.replace-late",
                "任务 {number} 已经录入问题或者结果，不能再替换对象：看过结果再换，抽查就不随机了。",
                number=task.number,
            )
        )
    return tuple(reasons)


def _tasks_for(
    actor: Actor, draw: Draw, objects: Sequence[DrawnObject], at: datetime
) -> list[Task]:
    """The tasks of drawn objects; an authority may have been merged into another one meanwhile."""
    now = going_on(actor, {one.authority_id for one in objects})
    return [
        Task(
            number=next_number(now[one.authority_id].short_name, "查", at),
            drawn=one,
            authority=now[one.authority_id],
            organisation=one.organisation,
            item_code=one.items[0] if one.items else draw.item_code,
            lead=one.lead,
            second=one.second,
            due_on=draw.to_on,
        )
        for one in objects
    ]
