"""What a person waits for, and what the whole unit has open."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from renjian.authorities.posts import Role
from renjian.cases.stages import Stage
from renjian.consultations.stages import WAITS_FOR_REPLY
from renjian.inspections.results import ResultStage
from renjian_site.authorities import queries as units
from renjian_site.cases import queries as cases
from renjian_site.console.inbox import (
    ENDING_AWAITING,
    PLANNED_CHANGE,
    POST_AWAITING,
    PROPOSED_CHANGE,
    Item,
    inbox,
)
from renjian_site.consultations import queries as consultations
from renjian_site.draws import queries as draws
from renjian_site.inspections import queries as inspections
from renjian_site.kit.actor import Actor
from renjian_site.registers import queries as registers

if TYPE_CHECKING:
    from renjian_site.consultations.models import Consultation

AT_MOST = 200  # more are on the list pages, with filters


def waiting(actor: Actor, today: date) -> list[Item]:
    """What the actor passed on and others have to do next, oldest clock first."""
    found = list(WAITED_FOR.get(actor.role, _nothing)(actor, today))
    return sorted(found, key=lambda i: (i.due is None, i.due or today))[:AT_MOST]


def of_unit(actor: Actor, today: date) -> list[Item]:
    """What all posts of the actor's unit have to do, in one list."""
    if actor.role is Role.CLERK:
        return inbox(actor, today)
    found = [*_tasks(actor), *_clues(actor), *_to_answer(actor)]
    return sorted(found, key=lambda i: (i.due is None, i.due or today))[:AT_MOST]


def _nothing(actor: Actor, today: date) -> Iterator[Item]:
    return iter(())


def _tasks(actor: Actor) -> Iterator[Item]:
    unfinished = inspections.tasks(actor).exclude(stage__in=inspections.OVER)
    for task in unfinished.filter(authority_id=actor.authority.pk)[:AT_MOST]:
        yield Item(
            matter=_("检查任务"),
            detail=f"{task.number} · {task.lead.name}、{task.second.name}",
            subject=task.organisation.name,
            act=_(task.get_stage_display()),
            url=reverse("inspections:task", args=[task.pk]),
            due=task.due_on,
        )


def _clues(actor: Actor) -> Iterator[Item]:
    for clue in cases.verifying(actor)[:AT_MOST]:
        yield Item(
            matter=_("线索核查"),
            detail=clue.number,
            subject=clue.offender_name,
            act=_(clue.get_stage_display()),
            url=reverse("cases:clue", args=[clue.pk]),
            due=clue.verify_due_on,
            paused=clue.paused_on,
        )


def _to_answer(actor: Actor) -> Iterator[Item]:
    for one in consultations.to_answer(actor)[:AT_MOST]:
        yield _request(one, _("下级的请示"), one.authority.name)


def _asked(actor: Actor) -> Iterator[Item]:
    """What the unit asked its superior; a clock that ran out shows on this side as well."""
    for one in consultations.unanswered(actor)[:AT_MOST]:
        yield _request(one, _("等待上级批复"), one.superior.name)


def _request(one: "Consultation", matter: str, subject: str) -> Item:
    return Item(
        matter=matter,
        detail=f"{one.title} · {one.number}",
        subject=subject,
        act=_(one.get_stage_display()),
        url=reverse("consultations:consultation", args=[one.pk]),
        due=one.due_on if one.stage in WAITS_FOR_REPLY else None,
        clause=one.due_clause,
    )


def _for_clerk(actor: Actor, today: date) -> Iterator[Item]:
    for upload in registers.uploads(actor).filter(stage="received")[:AT_MOST]:
        yield Item(
            matter=_("证书报告核验"),
            detail=upload.file_name,
            subject=upload.body.name,
            act=_("查看"),
            url=reverse("registers:upload-result", args=[upload.pk]),
        )


def _for_planner(actor: Actor, today: date) -> Iterator[Item]:
    published = Count("drawn", filter=Q(drawn__task__stage=ResultStage.PUBLISHED))
    handed_out = draws.own(actor).filter(stage="handed_out")
    for draw in handed_out.annotate(
        all=Count("drawn", filter=Q(drawn__is_out=False)), done=published
    )[:AT_MOST]:
        if draw.done < draw.all:
            yield Item(
                matter=draw.title,
                detail=draw.number,
                subject=_("已公示 %(done)d / %(all)d") % {"done": draw.done, "all": draw.all},
                act=_("查看进展"),
                url=reverse("inspections:board", args=[draw.pk]),
                due=draw.to_on,
            )


def _for_officer(actor: Actor, today: date) -> Iterator[Item]:
    entered = inspections.tasks(actor).filter(
        result__entered_by_id=actor.person_id, stage=ResultStage.TO_REVIEW
    )
    for task in entered.select_related("result")[:AT_MOST]:
        yield Item(
            matter=_("等待审核公示"),
            detail=task.number,
            subject=task.organisation.name,
            act=_("查看"),
            url=reverse("inspections:task", args=[task.pk]),
            due=task.result.publish_due_on,
        )


def _for_case_people(actor: Actor, today: date) -> Iterator[Item]:
    sent = cases.clues(actor).filter(
        stage=Stage.TRANSFERRED, movements__from_authority_id=actor.authority.pk
    )
    for clue in sent.distinct()[:AT_MOST]:
        yield Item(
            matter=_("已移交，等待接收"),
            detail=clue.number,
            subject=clue.offender_name,
            act=_("查看"),
            url=reverse("cases:clue", args=[clue.pk]),
        )
    yield from _asked(actor)
    if actor.role is Role.CASE_HANDLER:
        yield from _clues(actor)


def _for_system(actor: Actor, today: date) -> Iterator[Item]:
    proposed = units.changes_of_own(actor, "proposed").filter(proposed_by=actor.person_id)
    for change in proposed[:AT_MOST]:
        yield PROPOSED_CHANGE(change, today)
    for change in units.changes_of_own(actor, "planned")[:AT_MOST]:
        yield PLANNED_CHANGE(change, today)
    entered = units.awaiting_posts(actor).filter(entered_by_id=actor.person_id)
    for post in entered[:AT_MOST]:
        yield POST_AWAITING(post, today)
    endings = units.awaiting_endings(actor).filter(entered_by_id=actor.person_id)
    for ending in endings[:AT_MOST]:
        yield ENDING_AWAITING(ending, today)


WAITED_FOR: dict[Role, Callable[[Actor, date], Iterator[Item]]] = {
    Role.CLERK: _for_clerk,
    Role.PLANNER: _for_planner,
    Role.OFFICER: _for_officer,
    Role.CASE_HANDLER: _for_case_people,
    Role.HEAD: _for_case_people,
    Role.SYSTEM: _for_system,
}
