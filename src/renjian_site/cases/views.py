"""Pages of clues and cases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.posts import Role
from renjian.authorities.rights import MATTER_READERS
from renjian.cases.filing import warnings_on_filing
from renjian.cases.participation import Part
from renjian.cases.penalties import possible_penalties
from renjian.cases.stages import Stage
from renjian.catalogue.offences import offence
from renjian.catalogue.offenders import OffenderKind
from renjian_site.authorities.queries import case_officers_of
from renjian_site.cases import commands, queries
from renjian_site.cases.forms import (
    InvitationForm,
    PenaltiesForm,
    ReplaceForm,
    SuperiorDocumentForm,
    TeamForm,
)
from renjian_site.cases.judgements import tree_of_clue
from renjian_site.cases.lists import CASES, CLUES
from renjian_site.cases.matters import ruling_on
from renjian_site.cases.running import moves_of
from renjian_site.inspections import queries as inspections
from renjian_site.kit.documents import queries as documents
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.lists.pages import view_of

if TYPE_CHECKING:
    from renjian_site.cases.models import Clue, Participation
    from renjian_site.kit.actor import Actor


clues = view_of(CLUES)
cases = view_of(CASES)


@for_roles(Role.CASE_HANDLER)
@require_http_methods(["GET", "POST"])
def from_finding(request: Request, finding_id: int) -> HttpResponse:
    """Register a finding as a clue."""
    if request.method == "POST":
        clue = commands.register_clue(request.actor, finding_id, at=timezone.now())
        messages.success(request, _("线索已登记：%(number)s") % {"number": clue.number})
        return redirect("cases:clue", clue.pk)
    found = get_object_or_404(inspections.findings_to_hand_over(request.actor), pk=finding_id)
    context = {"finding": found, "offence": offence(found.offence_code)}
    return render(request, "cases/from_finding.html", context)


@for_roles(*MATTER_READERS)
@require_GET
def clue(request: Request, pk: int) -> HttpResponse:
    """One clue with its ruling and the acts that are possible, each with the reasons against it."""
    found = queries.clue(request.actor, pk)
    return _page(request, found, InvitationForm(request.actor))


def _page(
    request: Request,
    found: Clue,
    invitation: InvitationForm,
    document: SuperiorDocumentForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    case = queries.case_of(request.actor, found)
    is_own = found.authority_id == request.actor.authority.pk
    ruling = ruling_on(found, case.filed_on if case else today)
    issued = documents.of_matters(request.actor, *queries.subjects(request.actor, found))
    context = {
        "clue": found,
        "offence": offence(found.offence_code),
        "ruling": ruling,
        "tree": tree_of_clue(request.actor, found, case.filed_on if case else today),
        "warnings": warnings_on_filing(
            replace(ruling, notes=()),
            level=request.actor.authority.decides_as.level,
            today=today,
            verify_due_on=found.verify_due_on if found.stage == Stage.VERIFYING else None,
        ),
        "case": case,
        "documents": issued,
        "outdated": [one for one in issued if not commands.why_not_replace(request.actor, one)],
        "replace_form": ReplaceForm(),
        "is_own": is_own,
        "movements": queries.movements(request.actor, found),
        "parts": _parts(request.actor, found),
        "may_date_act": not commands.why_not_keep_act_days(request.actor, found),
        "limit_moves": len(moves_of(found)),
        "today": today,
        "invitation_form": invitation,
        "document_form": document or SuperiorDocumentForm(request.actor),
        "incoming": queries.awaiting_receipt(request.actor).filter(clue=found).first(),
        "penalties_form": _penalties_form(found),
        "may_expect": is_own and found.stage == Stage.VERIFYING,
        "team_form": _team_form(request, found),
        "why_not_file": commands.why_not(request.actor, found, today, None),
        "why_not_move_up": commands.why_not_move_up(request.actor, found, today),
    }
    return render(request, "cases/clue.html", context)


@for_roles(Role.CASE_HANDLER, Role.HEAD)
@require_POST
def expect(request: Request, pk: int) -> HttpResponse:
    """Change the penalties that a clue may lead to."""
    found = queries.clue(request.actor, pk)
    form = _penalties_form(found, request)
    if form.is_valid():
        chosen = form.cleaned_data["penalties"]
        commands.set_expected(request.actor, pk, chosen, at=timezone.now())
        messages.success(request, _("已按可能的处罚种类重新认定管辖。"))
    else:
        messages.error(request, _("没有更改：请在列出的处罚种类中选择。"))
    return redirect("cases:clue", pk)


@for_roles(Role.HEAD)
@require_POST
def file_case(request: Request, pk: int) -> HttpResponse:
    """File a case."""
    form = _team_form(request, queries.clue(request.actor, pk), bound=True)
    if not form.is_valid():
        messages.error(request, _("请从名单中选择两名办案人员。"))
        return redirect("cases:clue", pk)
    team = commands.Team(form.cleaned_data["first"], form.cleaned_data["second"])
    case = commands.file_case(request.actor, pk, team, at=timezone.now())
    messages.success(request, _("已立案：%(number)s") % {"number": case.number})
    return redirect("cases:clue", pk)


@for_roles(Role.HEAD)
@require_POST
def transfer_up(request: Request, pk: int) -> HttpResponse:
    """Transfer a clue up."""
    movement = commands.transfer_up(request.actor, pk, at=timezone.now())
    messages.success(request, _("已移交上级：%(number)s") % {"number": movement.number})
    return redirect("cases:clue", pk)


@for_roles(Role.CASE_HANDLER, Role.HEAD)
@require_POST
def replace_document(request: Request, pk: int, document_id: int) -> HttpResponse:
    """Replace a document that no longer says what is on record."""
    queries.clue(request.actor, pk)
    form = ReplaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明换发原因。"))
        return redirect("cases:clue", pk)
    because = form.cleaned_data["because"]
    new = commands.replace_document(request.actor, pk, document_id, because, at=timezone.now())
    messages.success(request, _("已换发，原文书的查验页会指向新文书。"))
    return redirect("documents:document", new)


@for_roles(Role.HEAD)
@require_POST
def bring_in(request: Request, pk: int) -> HttpResponse:
    """Bring another authority into a clue."""
    found = queries.clue(request.actor, pk)
    form = InvitationForm(request.actor, request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    filled = form.cleaned_data
    wish = commands.Invitation(
        Part(filled["part"]), filled["authority"], filled["because"], filled["until"]
    )
    part = commands.bring_in(request.actor, pk, wish, at=timezone.now())
    messages.success(request, _("%s 已经可以查看本线索。") % part.authority.name)
    return redirect("cases:clue", pk)


@for_roles(Role.HEAD)
@require_POST
def file_document(request: Request, pk: int) -> HttpResponse:
    """Put a superior's document on file."""
    found = get_object_or_404(queries.clues(request.actor), pk=pk)
    form = SuperiorDocumentForm(request.actor, request.POST)
    if not form.is_valid():
        return _page(request, found, InvitationForm(request.actor), form)
    filled = form.cleaned_data
    document = commands.SuperiorDocument(
        kind=filled["kind"],
        sender=filled["sender"],
        to=filled["to"],
        number=filled["number"],
        on=filled["on"],
        because=filled["because"],
    )
    commands.file_document(request.actor, pk, document, at=timezone.now())
    messages.success(request, _("上级文书已登记，管辖已经重新认定。"))
    return redirect("cases:clue", pk)


@for_roles(Role.HEAD)
@require_POST
def end_part(request: Request, participation_id: int) -> HttpResponse:
    """End the part of an authority in a clue."""
    found = get_object_or_404(queries.parts(request.actor), pk=participation_id)
    commands.end_part(request.actor, found.pk, at=timezone.now())
    messages.success(request, _("%s 的参与已经终止。") % found.authority.name)
    return redirect("cases:clue", found.clue_id)


@for_roles(Role.CASE_HANDLER)
@require_POST
def receive(request: Request, movement_id: int) -> HttpResponse:
    """Receive a clue."""
    found = commands.receive(request.actor, movement_id, at=timezone.now())
    messages.success(request, _("已接收，核查期限重新计算。"))
    return redirect("cases:clue", found.pk)


def _parts(actor: Actor, found: Clue) -> list[Participation]:
    """Who takes part in a clue, each with whether the actor may end it."""
    parts = list(queries.parts(actor).filter(clue=found))
    for part in parts:
        part.may_be_ended = not commands.why_not_end_part(actor, part)  # type: ignore[attr-defined]  # for the page
    return parts


def _penalties_form(found: Clue, request: Request | None = None) -> PenaltiesForm:
    possible = possible_penalties(
        offence(found.offence_code), OffenderKind(found.offender_kind), timezone.localdate()
    )
    data = request.POST if request else None
    return PenaltiesForm(data, possible=possible, initial={"penalties": found.expected})


def _team_form(request: Request, clue: Clue, *, bound: bool = False) -> TeamForm:
    posts = case_officers_of(request.actor, timezone.localdate(), [clue.offender_code])
    officers = {post.person_id: f"{post.person.name} {post.person.card_number}" for post in posts}
    data = request.POST if bound else None
    people = list(officers)
    initial = {"first": people[0], "second": people[1]} if len(people) > 1 else {}
    return TeamForm(data, officers=list(officers.items()), initial=initial)
