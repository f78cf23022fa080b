"""Acts on the law as data and on working days: one person proposes, another approves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from renjian.authorities.levels import Level
from renjian.authorities.rights import Right, who_may
from renjian.catalogue.amending import part_of, why_not_amend
from renjian.catalogue.amendments import Amendment, Table
from renjian.kernel import calendar
from renjian.kernel.refusal import Reason, Refused, reason
from renjian.kernel.two_people import why_not_settle
from renjian_site.catalogue import in_force, queries
from renjian_site.catalogue.models import Arrangement, LawChange, Proposal, State
from renjian_site.catalogue.values import as_amendment, as_arrangement
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.jobs import defer


@dataclass(frozen=True)
class NewArrangement:
    """The holiday arrangement of a year, with the notice it stands in."""

    year: int
    holidays: frozenset[date]
    make_up_days: frozenset[date]
    document: str


@command
def propose_change(actor: Actor, new: Amendment, *, at: datetime) -> LawChange:
    """Propose a change of one entry of the catalogue from a day on."""
    if reasons := (*why_not_keep_law(actor, Right.PROPOSE_LAW), *why_not_amend(new)):
        raise Refused(*reasons)
    part = part_of(new.table, new.entry, new.part)
    change = LawChange.objects.create(
        table=new.table,
        entry=new.entry,
        part=new.part,
        values=dict(new.values),
        before=dict(part.now) if part else {},
        from_on=new.from_on,
        clause=new.clause,
        document=new.document,
        proposed_by_id=actor.person_id,
        proposed_at=at,
    )
    record("law-change.proposed", f"law-change:{change.pk}", **_told(change))
    return change


@command
def approve_change(actor: Actor, change_id: int, *, at: datetime) -> LawChange:
    """Approve a change that somebody else proposed; it is in force from its day."""
    change = queries.changes(actor).select_for_update(of=("self",)).get(pk=change_id)
    reasons = why_not_decide(actor, change)
    if not reasons:
        # What was approved in between may have taken away what the proposal was about.
        reasons = why_not_amend(as_amendment(change))
    if reasons:
        raise Refused(*reasons)
    _decide(change, actor, State.APPROVED, at)
    transaction.on_commit(in_force.take_over)
    record("law-change.approved", f"law-change:{change.pk}", **_told(change))
    return change


@command
def refuse_change(actor: Actor, change_id: int, because: str, *, at: datetime) -> LawChange:
    """Return a proposed change with the reason."""
    change = queries.changes(actor).select_for_update(of=("self",)).get(pk=change_id)
    if reasons := why_not_decide(actor, change):
        raise Refused(*reasons)
    _decide(change, actor, State.REFUSED, at, because)
    record("law-change.refused", f"law-change:{change.pk}", because=because, **_told(change))
    return change


@command
def enter_arrangement(actor: Actor, new: NewArrangement, *, at: datetime) -> Arrangement:
    """Enter the holiday arrangement of a year, for somebody else to approve."""
    reasons = list(why_not_keep_law(actor, Right.PROPOSE_LAW))
    asked = calendar.Arrangement(new.year, new.holidays, new.make_up_days, new.document)
    reasons += calendar.why_not_arrange(asked, calendar.published())
    if queries.arrangements(actor).filter(year=new.year, state=State.PROPOSED).exists():
        reasons.append(_waits_already(new.year))
    if reasons:
        raise Refused(*reasons)
    entered = Arrangement.objects.create(
        year=new.year,
        holidays=_texts(new.holidays),
        make_up_days=_texts(new.make_up_days),
        document=new.document,
        proposed_by_id=actor.person_id,
        proposed_at=at,
    )
    record("arrangement.entered", f"arrangement:{entered.pk}", **_told_year(entered))
    return entered


@command
def approve_arrangement(actor: Actor, arrangement_id: int, *, at: datetime) -> Arrangement:
    """Approve the arrangement of a year; provisional due dates are then computed again."""
    entered = queries.arrangements(actor).select_for_update(of=("self",)).get(pk=arrangement_id)
    if reasons := (
        *why_not_decide(actor, entered),
        *calendar.why_not_arrange(as_arrangement(entered), calendar.published()),
    ):
        raise Refused(*reasons)
    _decide(entered, actor, State.APPROVED, at)
    transaction.on_commit(in_force.take_over)
    defer("console.follow_arrangement", lock="arrangement", year=entered.year)
    record("arrangement.approved", f"arrangement:{entered.pk}", **_told_year(entered))
    return entered


@command
def refuse_arrangement(
    actor: Actor, arrangement_id: int, because: str, *, at: datetime
) -> Arrangement:
    """Return the arrangement of a year with the reason."""
    entered = queries.arrangements(actor).select_for_update(of=("self",)).get(pk=arrangement_id)
    if reasons := why_not_decide(actor, entered):
        raise Refused(*reasons)
    _decide(entered, actor, State.REFUSED, at, because)
    told = _told_year(entered)
    record("arrangement.refused", f"arrangement:{entered.pk}", because=because, **told)
    return entered


def why_not_decide(actor: Actor, proposal: Proposal) -> tuple[Reason, ...]:
    """Why an actor may not approve or return a proposal; empty if they may."""
    return (
        *why_not_keep_law(actor, Right.APPROVE_LAW),
        *why_not_settle(
            proposed_by=str(proposal.proposed_by_id),
            decider=str(actor.person_id),
            is_open=proposal.is_open,
        ),
    )


def why_not_keep_law(actor: Actor, right: Right) -> tuple[Reason, ...]:
    """Why an actor may not propose or approve changes that hold for the whole country."""
    if actor.level is Level.NATIONAL and actor.role in who_may(right):
        return ()
    return (
        reason(
            "catalogue.change.other-post",
            "法规数据和工作日安排在全国通用，由市场监管总局的“{wanted}”办理，您当前的岗位不能办理。",
            wanted="、".join(sorted(role.title for role in who_may(right))),
        ),
    )


def _decide(
    proposal: Proposal, actor: Actor, state: State, at: datetime, because: str = ""
) -> None:
    proposal.state, proposal.decided_at, proposal.refused_because = state, at, because
    proposal.decided_by_id = actor.person_id
    proposal.save(update_fields=["state", "decided_by", "decided_at", "refused_because"])


def _waits_already(year: int) -> Reason:
    return reason(
        "calendar.waits",
        "{year}年的安排已经录入，正在等待批准。请先批准或者退回。",
        year=year,
    )


def _told(change: LawChange) -> Mapping[str, object]:
    return {
        "table": Table(change.table).title,
        "entry": change.entry,
        "part": change.part,
        "values": change.values,
        "from_on": change.from_on,
        "document": change.document,
    }


def _told_year(entered: Arrangement) -> Mapping[str, object]:
    return {
        "year": entered.year,
        "holidays": len(entered.holidays),
        "make_up_days": len(entered.make_up_days),
        "document": entered.document,
    }


def _texts(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]
