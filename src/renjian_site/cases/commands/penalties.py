"""Acts on the penalty of a case: the head approves what is intended, the notice goes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from renjian.authorities.posts import Role
from renjian.cases.notices import why_not_notify
from renjian.cases.penalties import why_not_expect
from renjian.jurisdiction.matters import why_contradictory
from renjian.jurisdiction.place import may_file
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.cases import queries
from renjian_site.cases.commands.clues import why_not_handle
from renjian_site.cases.documents import prior_notice
from renjian_site.cases.matters import charge_of, fine_on, kept_ruling, ruling_on
from renjian_site.cases.models import Case, IntendedPenalty
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.documents import commands as documents
from renjian_site.kit.documents.commands import Address


@dataclass(frozen=True)
class Intention:
    """The penalty that is intended for a case, with the facts that it was weighed by."""

    penalties: tuple[str, ...]
    reasons: str
    fine_yuan: Decimal | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)
    referral: str = ""


@command
def fix_penalty(
    actor: Actor, case_id: int, intention: Intention, *, at: datetime
) -> IntendedPenalty:
    """Approve the penalty intended for a case (拟处罚; PROC 56); who handles it is ruled on again."""
    case = queries.cases(actor).select_for_update(of=("self",)).get(pk=case_id)
    today = timezone.localdate(at)
    wished = _as_row(actor, case, intention, today)
    if reasons := why_not_fix(actor, case, wished, today):
        raise Refused(*reasons)
    ruling = ruling_on(case.clue, today, wished)
    case.intended.filter(is_current=True).update(is_current=False)
    wished.ruling = kept_ruling(ruling)
    wished.save()
    record(
        "case.penalty-fixed",
        f"case:{case.pk}",
        number=case.number,
        penalties=sorted(wished.penalties),
        fine="" if wished.fine_yuan is None else f"{wished.fine_yuan:.2f}",
        levels=ruling.title,
    )
    return wished


@command
def issue_notice(actor: Actor, case_id: int, *, at: datetime) -> IntendedPenalty:
    """Issue the prior notice of the intended penalty (行政处罚告知书; PROC 57)."""
    case = queries.cases(actor).select_for_update(of=("self",)).get(pk=case_id)
    today = timezone.localdate(at)
    intended = queries.intended(actor, case)
    if intended is None:
        raise Refused(NOTHING_FIXED)
    if reasons := why_not_issue_notice(actor, case, intended, today):
        raise Refused(*reasons)
    address = Address(f"penalty:{intended.pk}", reverse("cases:penalty", args=[case.pk]))
    paper = prior_notice(intended, fine_on(case.clue, intended, today), today)
    document = documents.issue(actor, paper, address, at=at)
    intended.notice_number, intended.noticed_on = document.number, today
    intended.save(update_fields=["notice_number", "noticed_on"])
    record("case.notified", f"case:{case.pk}", number=case.number, notice=document.number)
    return intended


NOTHING_FIXED = reason(
    "case.notice.nothing-fixed",
    "本案还没有批准拟处罚意见，不能告知。请负责人先批准拟处罚意见。",
    clause="PROC 56; PROC 57",
)


def why_not_fix(
    actor: Actor, case: Case, wished: IntendedPenalty, today: date
) -> tuple[Reason, ...]:
    """Every reason against fixing a penalty for a case."""
    reasons = [*why_not_handle(actor, Role.HEAD), *_why_not_own(actor, case)]
    if case.intended.filter(is_current=True).exclude(notice_number="").exists():
        reasons.append(
            reason(
                "case.penalty.notified",
                "本案已经告知当事人，拟处罚意见不能再改。当事人陈述申辩后需要改变的，"
                "按复核意见办理，不得因申辩加重处罚。",
                clause="PROC 57; PROC 58",
            )
        )
    if not wished.penalties:
        reasons.append(
            reason(
                "case.penalty.empty",
                "没有选择拟处罚种类。请至少选择一种；不予处罚的，按不予行政处罚办理。",
                clause="PROC 56",
            )
        )
    if wished.fine_yuan is not None and "fine" not in wished.penalties:
        reasons.append(
            reason("case.penalty.fine-unnamed", "填写了罚款数额，但没有选择罚款。请核对。")
        )
    if "fine" in wished.penalties and wished.fine_yuan is None:
        reasons.append(reason("case.penalty.fine-missing", "选择了罚款，但没有填写数额。请填写。"))
    reasons += why_not_expect(wished.penalties)
    if reasons:
        return tuple(reasons)
    return (
        *why_contradictory(charge_of(case.clue, wished), on=today),
        *fine_on(case.clue, wished, today).bars,
    )


def why_not_issue_notice(
    actor: Actor, case: Case, intended: IntendedPenalty, today: date
) -> tuple[Reason, ...]:
    """Every reason against issuing the prior notice: above all, that another authority decides."""
    reasons = [*why_not_handle(actor, Role.CASE_HANDLER), *_why_not_own(actor, case)]
    if intended.notice_number:
        reasons.append(
            reason(
                "case.notice.already",
                "本案已于{day}以{number}告知，不能重复告知。",
                clause="PROC 57",
                day=intended.noticed_on,
                number=intended.notice_number,
            )
        )
    return (*reasons, *why_not_decide(actor, case, intended, today))


def why_not_decide(
    actor: Actor, case: Case, intended: IntendedPenalty, today: date
) -> tuple[Reason, ...]:
    """Why the actor's authority may not go on to the notice by the ruling of today."""
    ruling = ruling_on(case.clue, today, intended)
    unit = actor.authority.decides_as
    places = (
        may_file(ruling, [case.clue.place], queries.territory(actor, case.clue.place, today))
        if ruling.levels
        else frozenset()
    )
    return why_not_notify(
        ruling,
        fine_on(case.clue, intended, today),
        level=unit.level,
        authority=unit.code,
        competent=places,
    )


def _why_not_own(actor: Actor, case: Case) -> tuple[Reason, ...]:
    if case.authority_id == actor.authority.pk:
        return ()
    return (
        reason(
            "case.other-unit",
            "案件 {number} 由{authority}承办，这一步由该单位办理。",
            number=case.number,
            authority=case.authority.name,
        ),
    )


def _as_row(actor: Actor, case: Case, intention: Intention, today: date) -> IntendedPenalty:
    return IntendedPenalty(
        case=case,
        penalties=sorted(intention.penalties),
        fine_yuan=intention.fine_yuan,
        facts=dict(intention.facts),
        answers=dict(intention.answers),
        referral=intention.referral,
        reasons=intention.reasons,
        fixed_on=today,
        fixed_by_id=actor.person_id,
    )
