"""Acts on clues and cases: register, expect, file, transfer up, receive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from renjian.authorities.posts import Role
from renjian.cases.deadlines import decide_due_on, verify_due_on
from renjian.cases.filing import Grounds, why_not_file, why_not_transfer_up
from renjian.cases.penalties import penalties_to_expect, why_not_expect
from renjian.cases.stages import Act, Stage, next_stage, why_not_act, why_not_change
from renjian.catalogue.offences import offence
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.matters import why_contradictory
from renjian.jurisdiction.place import competent, may_file
from renjian.jurisdiction.rulings import Ruling
from renjian.kernel.calendar import published
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities.queries import by_code, case_officers_of
from renjian_site.cases import queries
from renjian_site.cases.documents import filing_form, letter, prior_notice
from renjian_site.cases.matters import charge_of, fine_on, kept_ruling, ruling_on
from renjian_site.cases.models import (
    Case,
    Clue,
    IntendedPenalty,
    Movement,
    Participation,
)
from renjian_site.inspections import commands as inspections
from renjian_site.inspections import queries as findings
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.documents import commands as documents
from renjian_site.kit.documents import queries as issued
from renjian_site.kit.documents.commands import Address
from renjian_site.kit.documents.papers import Paper
from renjian_site.kit.numbering import next_number
from renjian_site.registers import commands as registers

if TYPE_CHECKING:
    from renjian_site.kit.documents.models import Document


if TYPE_CHECKING:
    from renjian_site.inspections.models import Finding


@dataclass(frozen=True)
class Team:
    """The two officers that the head names for a case, as persons."""

    first: int
    second: int


@command
def register_clue(actor: Actor, finding_id: int, *, at: datetime) -> Clue:
    """Register a finding as a clue and start its verification (PROC 18)."""
    found = findings.finding(actor, finding_id)
    if reasons := why_not_register(actor, found):
        raise Refused(*reasons)
    inspections.hand_over(actor, finding_id, at=at)
    today = timezone.localdate(at)
    kind = OffenderKind(found.offender_kind)
    organisation = found.task.organisation
    due = verify_due_on(found.found_on, published())
    is_holder = kind is OffenderKind.CERTIFIED_ORGANISATION
    clue = Clue.objects.create(
        number=next_number(actor.authority.short_name, "线索", at),
        finding=found,
        authority_id=actor.authority.pk,
        offender_kind=found.offender_kind,
        offender_name=found.offender_name,
        offender_code=found.offender_code,
        organisation=organisation if is_holder else None,
        offence_code=found.offence_code,
        place=organisation.division,
        expected=penalties_to_expect(offence(found.offence_code), kind, today),
        act_from=found.act_from,
        act_to=found.act_to,
        found_on=found.found_on,
        received_on=found.found_on,
        verify_due_on=due.on,
        is_provisional=due.provisional,
        stage=next_stage(Stage.CLUE, Act.VERIFY),
    )
    record("clue.registered", f"clue:{clue.pk}", number=clue.number, finding=finding_id)
    return clue


@command
def set_expected(actor: Actor, clue_id: int, penalties: Sequence[str], *, at: datetime) -> Clue:
    """Say which penalties a clue may lead to; the level of jurisdiction follows from it."""
    clue = _own(actor, clue_id)
    _refuse((*why_not_change(Stage(clue.stage)), *why_not_expect(penalties)))
    charge = replace(charge_of(clue), expected_penalties=frozenset(penalties))
    _refuse(why_contradictory(charge, on=timezone.localdate(at)))
    clue.expected = sorted(penalties)
    clue.save(update_fields=["expected"])
    record("clue.expected", f"clue:{clue.pk}", number=clue.number, penalties=clue.expected)
    return clue


@command
def file_case(actor: Actor, clue_id: int, team: Team, *, at: datetime) -> Case:
    """File a case on a clue (立案): the head approves and names two officers (PROC 19)."""
    clue = _own(actor, clue_id)
    today = timezone.localdate(at)
    _refuse(why_not(actor, clue, today, team))
    ruling = ruling_on(clue, today)
    due = decide_due_on(today, published())
    case = Case.objects.create(
        number=next_number(actor.authority.decides_as.short_name, "案", at),
        clue=clue,
        authority_id=actor.authority.pk,
        first_officer_id=team.first,
        second_officer_id=team.second,
        approved_by_id=actor.person_id,
        filed_on=today,
        due_on=due.on,
        is_provisional=due.provisional,
        ruling=kept_ruling(ruling),
    )
    address = Address(f"case:{case.pk}", _page(clue))
    documents.issue(actor, filing_form(case), address, at=at)
    _move(clue, Act.FILE)
    if clue.organisation_id:
        registers.note_open_matter(actor, clue.organisation_id, at=at)
    record("case.filed", f"case:{case.pk}", number=case.number, clue=clue.number, due=case.due_on)
    return case


@command
def transfer_up(actor: Actor, clue_id: int, *, at: datetime) -> Movement:
    """Transfer a clue up to the authority that its ruling names (N102 二(四))."""
    clue = _own(actor, clue_id)
    today = timezone.localdate(at)
    _refuse(why_not_move_up(actor, clue, today))
    ruling = ruling_on(clue, today)
    target = competent(ruling, clue.place, queries.territory(actor, clue.place, today))
    movement = Movement.objects.create(
        clue=clue,
        kind=Movement.Kind.TRANSFER_UP,
        number=next_number(actor.authority.decides_as.short_name, "移", at),
        from_authority_id=actor.authority.pk,
        to_authority=by_code(actor, target),
        because=ruling.reasons[0].text,
        clause="; ".join(dict.fromkeys(why.clause for why in ruling.reasons if why.clause)),
        sent_at=at,
    )
    _note_both_ends(movement, today)
    address = Address(f"movement:{movement.pk}", _page(clue), movement.to_authority.path)
    documents.issue(actor, letter(movement), address, number=movement.number, at=at)
    _move(clue, Act.TRANSFER_UP)
    record("clue.transferred-up", f"clue:{clue.pk}", number=movement.number, to=target)
    return movement


@command
def receive(actor: Actor, movement_id: int, *, at: datetime) -> Clue:
    """Receive a clue that was transferred; verification starts anew at the receiver (PROC 18)."""
    movement = queries.sent_to(actor).select_for_update(of=("self",)).get(pk=movement_id)
    _refuse(why_not_receive(actor, movement))
    clue = Clue.objects.select_for_update().get(pk=movement.clue_id)
    today = timezone.localdate(at)
    movement.received_at = at
    movement.save(update_fields=["received_at"])
    clue.authority_id = actor.authority.pk
    clue.received_on = today
    due = verify_due_on(today, published())
    clue.verify_due_on, clue.is_provisional = due.on, due.provisional
    clue.paused_on = None
    clue.stage = next_stage(Stage.CLUE, Act.VERIFY)
    clue.save(
        update_fields=[
            "authority",
            "received_on",
            "verify_due_on",
            "is_provisional",
            "paused_on",
            "stage",
        ]
    )
    record("clue.received", f"clue:{clue.pk}", number=movement.number)
    return clue


@command
def replace_document(
    actor: Actor, clue_id: int, document_id: int, because: str, *, at: datetime
) -> int:
    """Replace a document of a clue by one with what is on record now; give the key of the new one."""
    clue = queries.clues(actor).select_for_update(of=("self",)).get(pk=clue_id)
    found = issued.of_matters(actor, *queries.subjects(actor, clue)).get(pk=document_id)
    document = documents.replace(actor, document_id, _paper(found.subject), because, at=at)
    record("clue.document-replaced", f"clue:{clue.pk}", document=document.number)
    return document.pk


def why_not_replace(actor: Actor, document: Document) -> tuple[Reason, ...]:
    """Why a document of a clue cannot be replaced now: not own, replaced before, or still right."""
    return documents.why_not_replace(actor, document, _paper(document.subject), "–")


def why_not_register(actor: Actor, found: Finding) -> tuple[Reason, ...]:
    """Why the actor may not register a finding as a clue."""
    reasons = list(why_not_handle(actor, Role.CASE_HANDLER))
    if found.task.authority_id != actor.authority.pk:
        reasons.append(
            reason(
                "clue.other-authority",
                "这个问题由其他单位检查发现，须由该单位登记线索。",
                clause="PROC 18",
            )
        )
    if found.task.stage not in findings.DONE:
        reasons.append(
            reason(
                "clue.result-not-entered",
                "任务 {number} 的检查结果还没有录入，问题可能还会改动。请在录入之后登记线索。",
                number=found.task.number,
            )
        )
    return tuple(reasons)


def why_not_receive(actor: Actor, movement: Movement) -> tuple[Reason, ...]:
    """Why the actor may not receive a clue that was sent to the unit."""
    reasons = why_not_handle(actor, Role.CASE_HANDLER)
    if movement.received_at is None:
        return reasons
    return (
        *reasons,
        reason(
            "clue.received-already",
            "{number} 移交的线索已于 {moment} 接收，不能重复接收。请在线索与案件中打开办理。",
            number=movement.number,
            moment=movement.received_at,
        ),
    )


def why_not_handle(actor: Actor, role: Role) -> tuple[Reason, ...]:
    """Why the actor's post does not do this."""
    if actor.role is role:
        return ()
    return (
        reason(
            "case.other-post",
            "这一步由“{wanted}”办理，您当前的岗位是“{role}”。",
            wanted=role.title,
            role=actor.role.title,
        ),
    )


def why_not(actor: Actor, clue: Clue, today: date, team: Team | None) -> tuple[Reason, ...]:
    """Every reason against filing a case on a clue; ``team`` None while nobody is named yet."""
    ruling = ruling_on(clue, today)
    named = {team.first, team.second} if team else {0, 1}
    grounds = Grounds(
        has_evidence=bool(clue.finding_id),
        penalty_due=bool(ruling.penalties),
        discovered_on=clue.found_on,
        violation_ended_on=clue.act_to,
        is_gravely_harmful=clue.is_gravely_harmful,
        officers=len(named),
        qualified_officers=len(_qualified(actor, clue, named, today)) if team else len(named),
    )
    return (
        *why_not_handle(actor, Role.HEAD),
        *why_not_act(Stage(clue.stage), Act.FILE),
        *why_not_file(
            ruling,
            grounds,
            level=actor.authority.decides_as.level,
            today=today,
            authority=actor.authority.decides_as.code,
            competent=_who_may_file(actor, ruling, clue, today),
        ),
    )


def why_not_move_up(actor: Actor, clue: Clue, today: date) -> tuple[Reason, ...]:
    """Every reason against transferring a clue up."""
    return (
        *why_not_handle(actor, Role.HEAD),
        *why_not_act(Stage(clue.stage), Act.TRANSFER_UP),
        *why_not_transfer_up(ruling_on(clue, today), level=actor.authority.decides_as.level),
    )


def _page(clue: Clue) -> str:
    """Where the documents of a clue are found."""
    return reverse("cases:clue", args=[clue.pk])


def _paper(subject: str) -> Paper:
    """What the document of a case or of a movement says by the records of now."""
    kind, _, key = subject.partition(":")
    if kind == "case":
        return filing_form(Case.objects.get(pk=key))
    if kind == "penalty":
        intended = IntendedPenalty.objects.get(pk=key)
        day = intended.noticed_on or intended.fixed_on
        return prior_notice(intended, fine_on(intended.case.clue, intended, day), day)
    return letter(Movement.objects.get(pk=key))


def _who_may_file(actor: Actor, ruling: Ruling, clue: Clue, today: date) -> frozenset[str]:
    return may_file(ruling, [clue.place], queries.territory(actor, clue.place, today))


def _qualified(actor: Actor, clue: Clue, named: set[int], today: date) -> set[int]:
    """Those of the named people who are officers of the unit with a card today, and not tied."""
    against = [clue.offender_code]
    able = case_officers_of(actor, today, against).values_list("person_id", flat=True)
    return named & set(able)


def _own(actor: Actor, clue_id: int) -> Clue:
    """A clue that the actor's own authority handles, locked."""
    found = queries.clues(actor).filter(authority_id=actor.authority.pk)
    return found.select_for_update(of=("self",)).get(pk=clue_id)


def _note_both_ends(movement: Movement, today: date) -> None:
    """Sender and addressee take part: the one still sees the clue, the other sees it already."""
    why = Participation.Why
    for authority_id, each in (
        (movement.from_authority_id, why.SENT),
        (movement.to_authority_id, why.SENT_TO),
    ):
        Participation.objects.get_or_create(
            clue_id=movement.clue_id,
            authority_id=authority_id,
            why=each,
            to_on=None,
            defaults={"because": movement.number, "from_on": today},
        )


def _move(clue: Clue, act: Act) -> None:
    clue.stage = next_stage(Stage(clue.stage), act)
    clue.save(update_fields=["stage"])


def _refuse(reasons: tuple[Reason, ...]) -> None:
    if reasons:
        raise Refused(*reasons)
