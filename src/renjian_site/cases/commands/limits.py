"""Acts on the limits of clues and cases: time that does not run, and extensions (PROC 18, 46, 64).

A case handler enters or asks, the head approves where the rule wants it; the last day is computed
again at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from renjian.authorities.posts import Role
from renjian.cases.limits import (
    Running,
    needs_approval,
    why_not_end_stop,
    why_not_lengthen,
    why_not_stop,
)
from renjian.catalogue.deadlines import Granted
from renjian.kernel.calendar import Unit, published
from renjian.kernel.refusal import Reason, Refused, reason
from renjian.kernel.stops import Stop as Pause
from renjian_site.cases import queries
from renjian_site.cases.commands.clues import why_not_handle
from renjian_site.cases.models import Case, Clue, Extension, LimitMove, Stop
from renjian_site.cases.running import as_granted, as_pause, keep_due, running_of
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record

State = LimitMove.State


@dataclass(frozen=True)
class NewStop:
    """Time that does not run: from when, why, by which document; ``to_on`` None: it goes on."""

    cause: str
    from_on: date
    because: str
    to_on: date | None = None
    ground: str = ""
    document: str = ""


@dataclass(frozen=True)
class NewExtension:
    """By how much a limit shall be extended, and why; a discussion has the number of its record."""

    count: int
    because: str
    document: str = ""


@command
def enter_stop(actor: Actor, clue_id: int, new: NewStop, *, at: datetime) -> Stop:
    """Enter time that does not run; a suspension waits for the head (PROC 46)."""
    clue, case = _locked(actor, clue_id)
    today = timezone.localdate(at)
    running = _running(clue, case)
    _refuse(
        *why_not_ask(actor, clue),
        *_backwards(new),
        *why_not_stop(running, _pause(new), new.ground, calendar=published(), today=today),
    )
    waits = needs_approval(new.cause)
    stop = Stop.objects.create(
        **_kept(actor, clue, running, today),
        state=State.ASKED if waits else State.COUNTS,
        cause=new.cause,
        ground=new.ground,
        from_on=new.from_on,
        to_on=new.to_on,
        document=new.document,
        because=new.because,
    )
    if waits:
        record("limit.stop-asked", f"clue:{clue.pk}", **_told(stop))
    else:
        _count(stop, clue, case)
        record("limit.stopped", f"clue:{clue.pk}", **_told(stop))
    return stop


@command
def end_stop(actor: Actor, stop_id: int, to_on: date, *, at: datetime) -> Stop:
    """Let a limit run again after the day on which what stopped it ended."""
    clue, case = _locked(actor, queries.stops(actor).get(pk=stop_id).clue_id)
    stop = Stop.objects.select_for_update().get(pk=stop_id)
    _refuse(
        *why_not_resume(actor, clue, stop),
        *why_not_end_stop(as_pause(stop), to_on, today=timezone.localdate(at)),
    )
    stop.to_on = to_on
    stop.save(update_fields=["to_on"])
    _count(stop, clue, case)
    record("limit.resumed", f"clue:{clue.pk}", **_told(stop))
    return stop


@command
def ask_extension(actor: Actor, clue_id: int, new: NewExtension, *, at: datetime) -> Extension:
    """Ask the head to extend the limit that runs."""
    clue, case = _locked(actor, clue_id)
    today = timezone.localdate(at)
    running = _running(clue, case)
    wished = Granted(new.count, "", today, new.document)
    _refuse(
        *why_not_ask(actor, clue),
        *_asked_already(clue, running),
        *why_not_lengthen(running, wished, calendar=published(), today=today),
    )
    allowed = running.next_extension
    extension = Extension.objects.create(
        **_kept(actor, clue, running, today),
        state=State.ASKED,
        count=new.count,
        unit=running.limit.unit,
        approver=allowed.approver if allowed else "",
        document=new.document,
        because=new.because,
    )
    record("limit.extension-asked", f"clue:{clue.pk}", **_told(extension))
    return extension


@command
def approve_stop(actor: Actor, stop_id: int, *, at: datetime) -> Stop:
    """Approve a suspension that a case handler asked for."""
    clue, case = _locked(actor, queries.stops(actor).get(pk=stop_id).clue_id)
    stop = Stop.objects.select_for_update().get(pk=stop_id)
    today = timezone.localdate(at)
    _refuse(
        *why_not_decide_move(actor, clue, stop),
        *why_not_stop(
            _running(clue, case), as_pause(stop), stop.ground, calendar=published(), today=today
        ),
    )
    _decide(stop, actor, State.COUNTS, today)
    _count(stop, clue, case)
    record("limit.stopped", f"clue:{clue.pk}", **_told(stop))
    return stop


@command
def approve_extension(actor: Actor, extension_id: int, *, at: datetime) -> Extension:
    """Approve an extension while the limit still runs (PROC 18.1, 64.1)."""
    clue, case = _locked(actor, queries.extensions(actor).get(pk=extension_id).clue_id)
    extension = Extension.objects.select_for_update().get(pk=extension_id)
    today = timezone.localdate(at)
    _refuse(
        *why_not_decide_move(actor, clue, extension),
        *why_not_lengthen(
            _running(clue, case), as_granted(extension, today), calendar=published(), today=today
        ),
    )
    _decide(extension, actor, State.COUNTS, today)
    _count(extension, clue, case)
    record("limit.extended", f"clue:{clue.pk}", **_told(extension))
    return extension


@command
def refuse_stop(actor: Actor, stop_id: int, because: str, *, at: datetime) -> Stop:
    """Do not approve a suspension, with the reason."""
    clue, _case = _locked(actor, queries.stops(actor).get(pk=stop_id).clue_id)
    stop = Stop.objects.select_for_update().get(pk=stop_id)
    _refuse(*why_not_decide_move(actor, clue, stop))
    _decide(stop, actor, State.REFUSED, timezone.localdate(at), because)
    record("limit.refused", f"clue:{clue.pk}", **_told(stop), why=because)
    return stop


@command
def refuse_extension(actor: Actor, extension_id: int, because: str, *, at: datetime) -> Extension:
    """Do not approve an extension, with the reason."""
    clue, _case = _locked(actor, queries.extensions(actor).get(pk=extension_id).clue_id)
    extension = Extension.objects.select_for_update().get(pk=extension_id)
    _refuse(*why_not_decide_move(actor, clue, extension))
    _decide(extension, actor, State.REFUSED, timezone.localdate(at), because)
    record("limit.refused", f"clue:{clue.pk}", **_told(extension), why=because)
    return extension


def why_not_ask(actor: Actor, clue: Clue) -> tuple[Reason, ...]:
    """Why the actor may not enter time that does not run, nor ask for an extension."""
    return (*why_not_handle(actor, Role.CASE_HANDLER), *_other_unit(actor, clue))


def why_not_resume(actor: Actor, clue: Clue, stop: Stop) -> tuple[Reason, ...]:
    """Why the actor may not let a limit run again: a suspension is ended by the head (PROC 46)."""
    role = Role.HEAD if needs_approval(stop.cause) else Role.CASE_HANDLER
    reasons = [*why_not_handle(actor, role), *_other_unit(actor, clue)]
    if stop.state != State.COUNTS:
        reasons.append(_not_waiting())
    return tuple(reasons)


def why_not_decide_move(actor: Actor, clue: Clue, move: LimitMove) -> tuple[Reason, ...]:
    """Why the actor may not decide on what was asked: the head, and never the one who asked."""
    reasons = [*why_not_handle(actor, Role.HEAD), *_other_unit(actor, clue)]
    if move.state != State.ASKED:
        reasons.append(_not_waiting())
    if move.asked_by_id == actor.person_id:
        reasons.append(
            reason(
                "limit.own",
                "提出的人不能批准自己提出的中止、延长。请由本单位另一名负责人批准。",
                clause="PROC 46; PROC 64.1",
            )
        )
    return tuple(reasons)


def _not_waiting() -> Reason:
    return reason("limit.decided", "这一项不在待办理的状态，可能已由他人办理。请刷新页面查看。")


def _other_unit(actor: Actor, clue: Clue) -> tuple[Reason, ...]:
    if clue.authority_id == actor.authority.pk:
        return ()
    return (
        reason(
            "limit.other-unit",
            "{number} 由其他单位承办，期限的中止、延长由承办单位办理。",
            number=clue.number,
        ),
    )


def _asked_already(clue: Clue, running: Running) -> tuple[Reason, ...]:
    if not Extension.objects.filter(clue=clue, limit=running.limit.id, state=State.ASKED).exists():
        return ()
    return (
        reason(
            "limit.extend.asked",
            "延长“{title}”已经提出，正待负责人批准，不能重复提出。",
            clause=running.limit.clause,
            title=running.limit.title,
        ),
    )


def _backwards(new: NewStop) -> tuple[Reason, ...]:
    if new.to_on is None or new.to_on >= new.from_on:
        return ()
    return (
        reason(
            "limit.stop.backwards",
            "结束日期（{to}）早于开始日期（{start}）。请核对。",
            to=new.to_on,
            start=new.from_on,
        ),
    )


def _running(clue: Clue, case: Case | None) -> Running:
    running = running_of(clue, case)
    if running is None:
        raise Refused(
            reason(
                "limit.none",
                "{number} 现在没有正在计算的期限，没有可以中止、延长的。",
                number=clue.number,
            )
        )
    return running


def _locked(actor: Actor, clue_id: int) -> tuple[Clue, Case | None]:
    clue = queries.clues(actor).select_for_update(of=("self",)).get(pk=clue_id)
    case = queries.cases(actor).select_for_update(of=("self",)).filter(clue=clue).first()
    return clue, case


def _pause(new: NewStop) -> Pause:
    # The order of both days is judged before; a pause that runs backwards cannot be made.
    to_on = new.to_on if new.to_on is None or new.to_on >= new.from_on else new.from_on
    return Pause(new.from_on, to_on, new.cause, new.document)


def _kept(actor: Actor, clue: Clue, running: Running, today: date) -> dict[str, object]:
    return {
        "clue": clue,
        "limit": running.limit.id,
        "since": running.since,
        "asked_on": today,
        "asked_by_id": actor.person_id,
        "due_before": running.due_today(published(), today).on,
    }


def _count(move: LimitMove, clue: Clue, case: Case | None) -> None:
    """Compute the last day again, and keep beside the act what it made of it."""
    move.due_after = keep_due(clue, case)
    move.save(update_fields=["due_after"])


def _decide(
    move: LimitMove, actor: Actor, state: LimitMove.State, today: date, because: str = ""
) -> None:
    move.state, move.decided_on, move.refused_because = state, today, because
    move.decided_by_id = actor.person_id
    move.save(update_fields=["state", "decided_on", "decided_by", "refused_because"])


def _told(move: LimitMove) -> dict[str, object]:
    """What the ledger says: a stop by its cause and days, an extension by its length."""
    told: dict[str, object] = {"number": move.clue.number, "limit": move.limit}
    if isinstance(move, Stop):
        told |= {"cause": move.cause, "from_on": move.from_on, "to_on": move.to_on}
    elif isinstance(move, Extension):
        length = f"{move.count} {Unit(move.unit).title}"
        told |= {"length": length, "approver": move.approver}
    return {**told, "due": move.due_after, "document": move.document}


def _refuse(*reasons: Reason) -> None:
    if reasons:
        raise Refused(*reasons)
