"""The page of the intended penalty of a case and of its prior notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from renjian.authorities.posts import Role
from renjian.authorities.rights import MATTER_READERS
from renjian.cases.penalties import possible_penalties
from renjian.catalogue.offences import offence
from renjian.catalogue.offenders import OffenderKind
from renjian_site.cases import commands, queries
from renjian_site.cases.judgements import tree_of_case
from renjian_site.cases.penalty_forms import NO, YES, PenaltyForm
from renjian_site.kit.documents import queries as documents
from renjian_site.kit.http import Request, for_roles

if TYPE_CHECKING:
    from renjian_site.cases.models import Case, IntendedPenalty


@for_roles(*MATTER_READERS)
@require_http_methods(["GET", "POST"])
def penalty(request: Request, pk: int) -> HttpResponse:
    """The intended penalty of a case: who decides by it, the lawful fine, and the prior notice."""
    case = get_object_or_404(queries.cases(request.actor), pk=pk)
    intended = queries.intended(request.actor, case)
    form = _form(case, intended, request)
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        wish = commands.Intention(
            penalties=tuple(filled["penalties"]),
            reasons=filled["reasons"],
            fine_yuan=filled["fine_yuan"],
            facts=form.facts(),
            answers=form.answers(),
            referral=filled["referral"],
        )
        commands.fix_penalty(request.actor, pk, wish, at=timezone.now())
        messages.success(request, _("拟处罚意见已批准，管辖已经按拟处罚重新认定。"))
        return redirect("cases:penalty", pk)
    return render(request, "cases/penalty.html", _context(request, case, intended, form))


@for_roles(Role.CASE_HANDLER)
@require_POST
def issue_notice(request: Request, pk: int) -> HttpResponse:
    """Issue the prior notice."""
    intended = commands.issue_notice(request.actor, pk, at=timezone.now())
    messages.success(request, _("告知书已制发：%(number)s") % {"number": intended.notice_number})
    return redirect("cases:penalty", pk)


def _context(
    request: Request, case: Case, intended: IntendedPenalty | None, form: PenaltyForm
) -> dict[str, object]:
    actor, today = request.actor, timezone.localdate()
    is_own = case.authority_id == actor.authority.pk
    noticed = bool(intended and intended.notice_number)
    return {
        "case": case,
        "clue": case.clue,
        "offence": offence(case.clue.offence_code),
        "intended": intended,
        "earlier": queries.earlier_intended(actor, case),
        "titles": _titles(case),
        "tree": tree_of_case(actor, case, intended, today) if intended else None,
        "form": form,
        "may_fix": is_own and actor.role is Role.HEAD and not noticed,
        "is_own": is_own,
        "why_not_notice": commands.why_not_issue_notice(actor, case, intended, today)
        if intended
        else (),
        "why_not_decide": commands.why_not_decide(actor, case, intended, today)
        if intended and not noticed
        else (),
        "documents": documents.of_matters(actor, f"penalty:{intended.pk}") if intended else (),
    }


def _titles(case: Case) -> dict[str, str]:
    clue = case.clue
    kind = OffenderKind(clue.offender_kind)
    return possible_penalties(offence(clue.offence_code), kind, timezone.localdate())


def _form(case: Case, intended: IntendedPenalty | None, request: Request) -> PenaltyForm:
    data = request.POST if request.method == "POST" else None
    return PenaltyForm(
        data,
        offence=offence(case.clue.offence_code),
        possible=_titles(case),
        initial=_initial(intended) if intended else {"penalties": case.clue.expected},
    )


def _initial(intended: IntendedPenalty) -> dict[str, object]:
    facts = dict(intended.facts)
    needs = {f"need_{name}": _word(value) for name, value in facts.pop("circumstances", {}).items()}
    answers = {f"answer_{number}": _word(value) for number, value in intended.answers.items()}
    serious = {"is_serious": _word(facts.pop("is_serious"))} if "is_serious" in facts else {}
    return {
        **facts, **needs, **answers, **serious,
        "penalties": intended.penalties,
        "fine_yuan": intended.fine_yuan,
        "referral": intended.referral,
        "reasons": intended.reasons,
    }  # fmt: skip


def _word(value: bool) -> str:
    return YES if value else NO
