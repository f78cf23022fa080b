"""Changing the tree of authorities with all that hangs on a unit, which only the top knows.

The tree itself is changed by the commands of ``authorities``; here its open work is counted before,
and goes along or over to the successor in the same act.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from renjian.authorities.reforms import Reform
from renjian.authorities.wishes import (
    Abolish,
    Cover,
    Establish,
    Move,
    Wish,
    changed_by,
    from_content,
    reform_of,
)
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities import commands as authorities
from renjian_site.authorities import queries
from renjian_site.authorities.commands import Decision
from renjian_site.cases import commands as cases
from renjian_site.cases.queries import lost_supervision
from renjian_site.console.open_work import Look, look, why_left_behind
from renjian_site.consultations import commands as consultations
from renjian_site.draws import commands as draws
from renjian_site.inspections import commands as inspections
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.registers import commands as registers

if TYPE_CHECKING:
    from renjian_site.authorities.models import UnitChange


@command
def propose_reform(
    actor: Actor, wish: Wish, decision: Decision, seen: str, *, at: datetime
) -> UnitChange:
    """Propose a change of the tree, for another person to approve.

    ``seen`` is the mark of the open work that the actor looked at before.
    """
    if reasons := why_not_reform(actor, wish, decision.on, seen=seen):
        raise Refused(*reasons)
    open_matters = look(actor, wish, decision.on).open_matters
    change = authorities.propose(actor, wish, decision, open_matters=open_matters, at=at)
    record(
        "unit.reform-proposed",
        f"unit:{change.unit_id}" if change.unit_id else "units",
        reform=reform_of(wish),
        unit=changed_by(wish),
        on=decision.on,
        because=decision.because,
    )
    return change


@command
def approve_reform(actor: Actor, change_id: int, seen: str, *, at: datetime) -> UnitChange:
    """Approve a proposed change and, if its day has come, carry it out.

    ``seen`` is the mark of the open work as the approver saw it, which may be more than was there
    when the change was proposed.
    """
    change = queries.unit_changes(actor).get(pk=change_id)
    wish = from_content(Reform(change.kind), change.content)
    if reasons := why_not_approve_reform(actor, change, seen=seen):
        raise Refused(*reasons)
    open_matters = look(actor, wish, change.on).open_matters
    change = authorities.approve(actor, change_id, open_matters=open_matters, at=at)
    if change.on <= timezone.localdate(at):
        change = _carry_out(actor, change_id, wish, change.on, at)
    record(
        "unit.reformed",
        f"unit:{change.unit_id}" if change.unit_id else "units",
        reform=change.kind,
        unit=changed_by(wish),
        on=change.on,
        because=change.because,
    )
    return change


@command
def carry_out_due(actor: Actor, change_id: int, *, at: datetime) -> UnitChange:
    """Carry out a change that was decided for a day that has come."""
    change = queries.unit_changes(actor).get(pk=change_id)
    wish = from_content(Reform(change.kind), change.content)
    if reasons := why_left_behind(actor, wish):
        raise Refused(*reasons)
    change = _carry_out(actor, change_id, wish, change.on, at)
    record(
        "unit.reformed",
        f"unit:{change.unit_id}",
        reform=change.kind,
        unit=changed_by(wish),
        on=change.on,
        because=change.because,
    )
    return change


def why_not_reform(actor: Actor, wish: Wish, on: date, *, seen: str) -> tuple[Reason, ...]:
    """Every reason against proposing a change: of the tree, of draws under way, of what is new."""
    found = look(actor, wish, on)
    return (
        *authorities.why_not_propose(actor, wish, on, open_matters=found.open_matters),
        *why_left_behind(actor, wish),
        *_why_look_again(found, seen),
    )


def why_not_approve_reform(actor: Actor, change: UnitChange, *, seen: str) -> tuple[Reason, ...]:
    """Every reason against approving a proposed change, as things stand at that moment."""
    wish = from_content(Reform(change.kind), change.content)
    found = look(actor, wish, change.on)
    return (
        *authorities.why_not_approve(actor, change, open_matters=found.open_matters),
        *why_left_behind(actor, wish),
        *_why_look_again(found, seen),
    )


def _why_look_again(found: Look, seen: str) -> tuple[Reason, ...]:
    if seen == found.seen:
        return ()
    return (
        reason(
            "unit.changed-since-look",
            "您核对之后，该机构的未办结事项又有变化。请重新核对后再办理。",
        ),
    )


def _carry_out(actor: Actor, change_id: int, wish: Wish, on: date, at: datetime) -> UnitChange:
    """Carry out a change with what follows from it: work goes to the successor, registers too."""
    places = _places(actor, wish, on)
    open_matters = look(actor, wish, on).open_matters
    change = authorities.carry_out(actor, change_id, open_matters=open_matters, at=at)
    if change.unit_id is None:
        raise LookupError(f"change {change_id} was carried out on no unit")
    unit: int = change.unit_id
    if isinstance(wish, Abolish) and wish.successor:
        successor = queries.by_code(actor, wish.successor).pk
        cases.take_over(actor, unit, successor, at=at)
        inspections.take_over(actor, unit, successor, at=at)
        draws.take_over(actor, unit, successor, at=at)
        consultations.take_over(actor, unit, successor, at=at)
    if isinstance(wish, Move | Abolish):
        path = queries.by_code(actor, getattr(wish, "successor", "") or wish.unit).path
        if lost_supervision(actor, path, path).exists():
            cases.end_lost_supervision(actor, unit, path, at=at)
    if places:
        registers.follow_coverage(actor, places, at=at)
    return change


def _places(actor: Actor, wish: Wish, on: date) -> Collection[str]:
    """The divisions that another unit covers after a change."""
    match wish:
        case Establish():
            return wish.divisions
        case Cover():
            return (*wish.divisions, *wish.ended)
        case Abolish():
            return [one.division for one in queries.held_by(actor, wish.unit, on)]
    return ()
