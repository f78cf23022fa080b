"""Acts on what is kept of people beside their posts: cards, leaves, interests, personal details.

The ledger is read by the whole authority, so it says that somebody declared something and never
what, and of personal details only that they were entered.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from renjian.authorities import officers as rules
from renjian.authorities.officers import InterestKind
from renjian.authorities.personal import why_not_keep
from renjian.authorities.posts import Role
from renjian.authorities.rights import Right, who_may
from renjian.catalogue.checks import check_items
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities import queries
from renjian_site.authorities.identities import why_not_identity
from renjian_site.authorities.models import (
    FormerEmployer,
    Interest,
    Leave,
    OfficerRecord,
    Person,
    PersonDetail,
)
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@command
def keep_card(
    actor: Actor,
    person_id: int,
    expires_on: date | None,
    qualifications: str,
    items: Collection[str] | None,
    *,
    at: datetime,
) -> Person:
    """Enter until when a card is valid, qualifications, and the items that the officer may inspect."""
    person = _locked(actor, person_id, Right.ENTER_CARD)
    known = {item.code for item in check_items(timezone.localdate(at))}
    if items is not None and (strange := sorted(set(items) - known)):
        raise Refused(
            reason(
                "officer.item",
                "抽查事项清单里没有 {items}。请从列出的事项中选择。",
                items="、".join(strange),
            )
        )
    person.card_expires_on = expires_on
    person.save(update_fields=["card_expires_on"])
    permitted = None if items is None else sorted(items)
    OfficerRecord.objects.update_or_create(
        person=person,
        defaults={"qualifications": qualifications, "permitted_items": permitted},
    )
    record(
        "officer.card-kept",
        f"person:{person.pk}",
        name=person.name,
        expires_on=expires_on,
        items=permitted,
    )
    return person


@command
def enter_leave(actor: Actor, person_id: int, from_on: date, to_on: date, *, at: datetime) -> Leave:
    """Enter the days on which an officer is away; a draw for these days leaves him out."""
    person = _locked(actor, person_id, Right.ENTER_LEAVE)
    if reasons := rules.why_not_away(from_on, to_on):
        raise Refused(*reasons)
    leave = Leave.objects.create(
        person=person, from_on=from_on, to_on=to_on, entered_by_id=actor.person_id, entered_at=at
    )
    record(
        "officer.leave-entered",
        f"person:{person.pk}",
        name=person.name,
        from_on=from_on,
        to_on=to_on,
    )
    return leave


@command
def cancel_leave(actor: Actor, leave_id: int, *, at: datetime) -> Person:
    """Take back a leave that was entered."""
    leave = queries.leaves(actor).get(pk=leave_id)
    person = _locked(actor, leave.person_id, Right.ENTER_LEAVE)
    leave.cancelled_at = at
    leave.save(update_fields=["cancelled_at"])
    record(
        "officer.leave-cancelled",
        f"person:{person.pk}",
        name=person.name,
        from_on=leave.from_on,
        to_on=leave.to_on,
    )
    return person


@command
def declare_interest(
    actor: Actor, person_id: int, code: str, kind: InterestKind, *, at: datetime
) -> Interest:
    """Declare a tie; from now on the officer keeps away from whoever bears the code (回避)."""
    person = _locked(actor, person_id, Right.DECLARE_INTEREST)
    reasons = [*_why_not_for(actor, person_id), *rules.why_not_declare(code)]
    if Interest.objects.filter(person=person, code=code, kind=kind, ended_on=None).exists():
        reasons.append(reason("interest.again", "这项利益关系已经申报，不需要重复申报。"))
    if reasons:
        raise Refused(*reasons)
    interest = Interest.objects.create(
        person=person,
        code=code,
        kind=kind,
        declared_on=timezone.localdate(at),
        declared_by_id=actor.person_id,
    )
    record("officer.interest-declared", f"person:{person.pk}", name=person.name)
    return interest


@command
def end_interest(actor: Actor, interest_id: int, *, at: datetime) -> Person:
    """Say that a tie is over; only a head does, so that nobody ends his own recusals."""
    interest = queries.interests(actor).get(pk=interest_id)
    person = _locked(actor, interest.person_id, Right.DECLARE_INTEREST)
    if actor.role is not Role.HEAD or person.pk == actor.person_id:
        raise Refused(reason("interest.not-head", "利益关系的解除由负责人认定，本人不能自行解除。"))
    interest.ended_on = timezone.localdate(at)
    interest.save(update_fields=["ended_on"])
    record("officer.interest-ended", f"person:{person.pk}", name=person.name)
    return person


@command
def declare_former_employer(
    actor: Actor, person_id: int, code: str, until_on: date, *, at: datetime
) -> FormerEmployer:
    """Declare for whom an officer worked before; for some years he keeps away from them."""
    person = _locked(actor, person_id, Right.DECLARE_INTEREST)
    today = timezone.localdate(at)
    reasons = [*_why_not_for(actor, person_id), *rules.why_not_declare(code)]
    if until_on > today:
        reasons.append(reason("employer.later", "离职日期 {day} 晚于今天。请核对。", day=until_on))
    if FormerEmployer.objects.filter(person=person, code=code).exists():
        reasons.append(reason("employer.again", "这个原工作单位已经申报，不需要重复申报。"))
    if reasons:
        raise Refused(*reasons)
    employer = FormerEmployer.objects.create(
        person=person,
        code=code,
        until_on=until_on,
        declared_on=today,
        declared_by_id=actor.person_id,
    )
    record("officer.employer-declared", f"person:{person.pk}", name=person.name)
    return employer


@command
def keep_details(
    actor: Actor, person_id: int, phone: str, identity_number: str, *, at: datetime
) -> Person:
    """Enter what is personal about somebody; what is left empty stays as it is."""
    person = _locked(actor, person_id, Right.ENTER_DETAILS)
    reasons = [
        *why_not_keep(phone, identity_number),
        *(why_not_identity(person, identity_number) if identity_number else ()),
    ]
    if reasons:
        raise Refused(*reasons)
    given = {"phone": phone, "identity_number": identity_number}
    PersonDetail.objects.update_or_create(
        person=person, defaults={name: value for name, value in given.items() if value}
    )
    record(
        "person.details-kept",
        f"person:{person.pk}",
        name=person.name,
        fields=[name for name, value in given.items() if value],
    )
    return person


def _locked(actor: Actor, person_id: int, right: Right) -> Person:
    """A person kept in the actor's area, for those who have a right."""
    if actor.role not in who_may(right):
        raise Refused(
            reason(
                "person.other-post",
                "“{right}”由{wanted}办理，您当前的岗位是“{role}”。",
                right=right.title,
                wanted="、".join(role.title for role in sorted(who_may(right))),
                role=actor.role.title,
            )
        )
    found = queries.person_kept(actor, person_id)
    return Person.objects.select_for_update(no_key=True).get(pk=found.pk)


def _why_not_for(actor: Actor, person_id: int) -> tuple[Reason, ...]:
    """Officers declare for themselves; a head may write down what was declared on paper."""
    if person_id == actor.person_id or actor.role is Role.HEAD:
        return ()
    return (reason("interest.not-yours", "利益关系和原工作单位由本人申报，或者由负责人代为登记。"),)
