"""Acts on the tree of authorities: proposing a change, approving it, carrying it out on its day.

Who changes a unit has seen what it has to do; that, and what its work becomes, is the console's,
which may ask all slices. It carries these out inside its own acts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from renjian.authorities.reforms import Reform
from renjian.authorities.wishes import (
    Abolish,
    Cover,
    Establish,
    Move,
    Rename,
    Wish,
    changed_by,
    from_content,
    reform_of,
    to_content,
)
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities.carrying_out import apply, lock_tree
from renjian_site.authorities.commands.reform_reasons import (
    why_not_approve,
    why_not_cancel,
    why_not_carry_out,
    why_not_propose,
    why_not_return,
)
from renjian_site.authorities.ending import end_lost_delegations
from renjian_site.authorities.models import Authority, UnitChange
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@dataclass(frozen=True)
class Decision:
    """From which day a change counts, and the document that decided it (依据文件)."""

    on: date
    because: str


@command
def propose(
    actor: Actor, wish: Wish, decision: Decision, *, open_matters: int = 0, at: datetime
) -> UnitChange:
    """Propose a change of the tree; nothing happens before another person approves it."""
    lock_tree()
    if reasons := why_not_propose(actor, wish, decision.on, open_matters=open_matters):
        raise Refused(*reasons)
    change = UnitChange.objects.create(
        unit=Authority.objects.filter(code=changed_by(wish)).first(),
        authority_id=actor.authority.pk,
        kind=reform_of(wish),
        on=decision.on,
        content=to_content(wish),
        because=decision.because,
        proposed_by_id=actor.person_id,
        proposed_at=at,
    )
    record(
        "unit-change.proposed",
        _subject(change),
        reform=change.kind,
        on=change.on,
        because=decision.because,
        **change.content,
    )
    return change


@command
def approve(actor: Actor, change_id: int, *, open_matters: int = 0, at: datetime) -> UnitChange:
    """Approve what another one proposed; it waits for its day, which may be today or have passed."""
    lock_tree()
    change = _locked(change_id)
    if reasons := why_not_approve(actor, change, open_matters=open_matters):
        raise Refused(*reasons)
    _decide(change, actor, UnitChange.Stage.PLANNED, at)
    record(
        "unit-change.decided",
        _subject(change),
        reform=change.kind,
        on=change.on,
        because=change.because,
        **change.content,
    )
    return change


@command
def return_change(actor: Actor, change_id: int, because: str, *, at: datetime) -> UnitChange:
    """Return a proposed change with the reason; the tree stays as it is."""
    change = _locked(change_id)
    if reasons := why_not_return(actor, change):
        raise Refused(*reasons)
    change.refused_because = because
    _decide(change, actor, UnitChange.Stage.RETURNED, at)
    record(
        "unit-change.returned", _subject(change), reform=change.kind, on=change.on, because=because
    )
    return change


@command
def carry_out(actor: Actor, change_id: int, *, open_matters: int = 0, at: datetime) -> UnitChange:
    """Carry out a change that was decided, as of its day."""
    lock_tree()
    change = _waiting(change_id)
    wish = from_content(Reform(change.kind), change.content)
    if reasons := why_not_carry_out(actor, wish, change.on, open_matters=open_matters):
        raise Refused(*reasons)
    change.unit = apply(wish, change.on)
    if isinstance(wish, Move) and change.unit.parent:
        end_lost_delegations(change.unit, change.unit.parent, change.on, at)
    change.stage, change.ended_at = UnitChange.Stage.DONE, at
    change.save(update_fields=["unit", "stage", "ended_at"])
    _record(wish, change)
    return change


@command
def cancel(actor: Actor, change_id: int, *, at: datetime) -> UnitChange:
    """Withdraw a change that waits for approval, or cancel one that waits for its day."""
    change = _locked(change_id)
    if reasons := why_not_cancel(actor, change):
        raise Refused(*reasons)
    change.stage, change.ended_at = UnitChange.Stage.CANCELLED, at
    change.save(update_fields=["stage", "ended_at"])
    record("unit-change.cancelled", _subject(change), reform=change.kind, on=change.on)
    return change


@command
def note_refused(
    actor: Actor, change_id: int, reasons: Iterable[Reason], *, at: datetime
) -> UnitChange:
    """Write down why a change could not be carried out on its day; somebody has to decide anew."""
    change = _waiting(change_id)
    found = list(reasons)
    change.stage, change.ended_at = UnitChange.Stage.REFUSED, at
    change.why = [
        {"template": why.template, "values": {k: str(v) for k, v in why.values.items()}}
        for why in found
    ]
    change.save(update_fields=["stage", "ended_at", "why"])
    record(
        "unit-change.refused",
        _subject(change),
        reform=change.kind,
        on=change.on,
        why=[why.code for why in found],
    )
    return change


def _locked(change_id: int) -> UnitChange:
    found = UnitChange.objects.select_related("unit", "authority")
    return found.select_for_update(of=("self",)).get(pk=change_id)


def _decide(change: UnitChange, actor: Actor, stage: UnitChange.Stage, at: datetime) -> None:
    change.stage, change.decided_by_id, change.decided_at = stage, actor.person_id, at
    change.save(update_fields=["stage", "decided_by", "decided_at", "refused_because"])


def _subject(change: UnitChange) -> str:
    """What the ledger says a change is about: its unit or, where that is new, the tree."""
    return f"unit:{change.unit_id}" if change.unit_id else "units"


def _waiting(change_id: int) -> UnitChange:
    """A change that has not been carried out, locked: a night may come twice."""
    change = UnitChange.objects.select_for_update().get(pk=change_id)
    if change.stage != UnitChange.Stage.PLANNED:
        raise Refused(
            reason(
                "unit.not-waiting",
                "这项变更的状态是“{stage}”，不再施行。",
                stage=str(UnitChange.Stage(change.stage).label),
            )
        )
    return change


def _record(wish: Wish, change: UnitChange) -> None:
    """Say what a change did, each kind in its own words."""
    unit = f"unit:{change.unit_id}"
    match wish:
        case Establish():
            new = wish.new
            record("unit.established", unit, code=new.code, name=new.name, to=wish.parent)
        case Rename():
            record("unit.renamed", unit, code=wish.unit, name=wish.name, on=change.on)
        case Move():
            record("unit.moved", unit, unit=wish.unit, to=wish.parent, on=change.on)
        case Cover():
            taken, ended = wish.divisions, wish.ended
            record("unit.covered", unit, unit=wish.unit, divisions=taken, ended=ended)
        case Abolish():
            record("unit.abolished", unit, unit=wish.unit, to=wish.successor, on=change.on)
