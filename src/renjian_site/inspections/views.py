"""Pages of inspections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from renjian.authorities.posts import Role
from renjian.authorities.rights import MATTER_READERS, Right, who_may
from renjian.catalogue.checks import check_item
from renjian.catalogue.offences import offence
from renjian.catalogue.offenders import OffenderKind
from renjian.inspections.results import results
from renjian.jurisdiction.act_days import ActDays
from renjian.jurisdiction.matters import Offender
from renjian_site.draws.queries import draws, late_recusals
from renjian_site.inspections import commands, queries
from renjian_site.inspections.forms import (
    FindingForm,
    RecusalForm,
    ReplaceForm,
    ResultForm,
    SendBackForm,
)
from renjian_site.inspections.lists import TASKS
from renjian_site.kit.actor import Actor
from renjian_site.kit.documents import queries as documents
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.lists.pages import view_of
from renjian_site.registers.queries import issuer_for

if TYPE_CHECKING:
    from renjian_site.inspections.models import Task

ORGANISATION, ISSUER = "organisation", "issuer"
SEE_REASONS = frozenset({Role.HEAD, Role.DISCIPLINE_OBSERVER, Role.AUDIT})  # of a recusal


tasks = view_of(TASKS)


@for_roles(Role.PLANNER)
@require_POST
def take_up(request: Request, draw_id: int) -> HttpResponse:
    """Hand the tasks of a draw out."""
    count = commands.take_up(request.actor, draw_id, at=timezone.now())
    messages.success(request, _("已下发 %(count)d 项检查任务。") % {"count": count})
    return redirect("draws:draw", draw_id)


@for_roles(*MATTER_READERS)
@require_GET
def board(request: Request, draw_id: int) -> HttpResponse:
    """How far each authority has come with a draw."""
    draw = get_object_or_404(draws(request.actor), pk=draw_id)
    lines = queries.progress(request.actor, draw_id, timezone.localdate())
    names = ("all", "empty", "to_review", "published", "late", "with_findings")
    totals = {name: sum(line[name] for line in lines) for name in names}
    context = {"draw": draw, "lines": lines, "totals": totals}
    return render(request, "inspections/board.html", context)


@for_roles(*MATTER_READERS)
@require_GET
def task(request: Request, pk: int) -> HttpResponse:
    """One task with what was found, and the forms of those who may act."""
    return _task_page(request, pk)


@for_roles(Role.OFFICER)
@require_POST
def add_finding(request: Request, pk: int) -> HttpResponse:
    """Write down a problem."""
    form = _finding_form(request, pk)
    if not form.is_valid():
        return _task_page(request, pk, finding_form=form)
    chosen = _offenders(request.actor, _task(request, pk))[form.cleaned_data["offender"]]
    found = commands.NewFinding(
        offender=chosen[0],
        offender_code=chosen[1],
        offence_code=form.cleaned_data["offence_code"],
        facts=form.cleaned_data["facts"],
        days=ActDays(form.cleaned_data["act_from"], form.cleaned_data["act_to"]),
    )
    commands.add_finding(request.actor, pk, found, at=timezone.now())
    messages.success(request, _("问题已记录。"))
    return redirect("inspections:task", pk)


@for_roles(Role.OFFICER)
@require_POST
def enter_result(request: Request, pk: int) -> HttpResponse:
    """Enter the result of the visit."""
    form = ResultForm(request.POST)
    if not form.is_valid():
        return _task_page(request, pk, result_form=form)
    entered = commands.NewResult(
        codes=tuple(form.cleaned_data["codes"]),
        inspected_on=form.cleaned_data["inspected_on"],
        note=form.cleaned_data["note"],
    )
    commands.enter_result(request.actor, pk, entered, at=timezone.now())
    messages.success(request, _("结果已提交，等待审核。"))
    return redirect("inspections:task", pk)


@for_roles(Role.REVIEWER)
@require_POST
def publish(request: Request, pk: int) -> HttpResponse:
    """Approve and publish a result."""
    commands.publish_result(request.actor, pk, at=timezone.now())
    messages.success(request, _("结果已公示。"))
    return redirect("inspections:task", pk)


@for_roles(Role.REVIEWER)
@require_POST
def send_back(request: Request, pk: int) -> HttpResponse:
    """Send a result back."""
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _task_page(request, pk, send_back_form=form)
    commands.send_back(request.actor, pk, form.cleaned_data["because"], at=timezone.now())
    messages.success(request, _("结果已退回。"))
    return redirect("inspections:task", pk)


@for_roles(Role.HEAD)
@require_POST
def recuse(request: Request, pk: int) -> HttpResponse:
    """Decide that an officer keeps away; the order of the draw says who comes instead."""
    form = _recusal_form(_task(request, pk), request)
    if not form.is_valid():
        return _task_page(request, pk, recusal_form=form)
    person, because = form.cleaned_data["person"], form.cleaned_data["because"]
    commands.recuse_late(request.actor, pk, person, because, at=timezone.now())
    messages.success(request, _("已决定回避，按抽取的顺序由下一名执法人员接替。"))
    return redirect("inspections:task", pk)


@for_roles(*who_may(Right.REPLACE_OBJECT))
@require_POST
def replace(request: Request, pk: int) -> HttpResponse:
    """Take an object that cannot be visited out; the reserve says which one comes instead."""
    form = ReplaceForm(request.POST)
    if not form.is_valid():
        return _task_page(request, pk, replace_form=form)
    came = commands.replace_object(request.actor, pk, form.because(), at=timezone.now())
    if came:
        told = _("已按候补次序替换，新的任务：%s") % "、".join(one.number for one in came)
    else:
        told = _("已记下这个对象不能检查；本层的候补已经用完，没有替换。")
    messages.success(request, told)
    return redirect("inspections:task", pk)


@for_roles(*MATTER_READERS)
@require_GET
def estimates(request: Request, draw_id: int) -> HttpResponse:
    """What the published results of a draw say of all objects from which it was drawn."""
    draw = get_object_or_404(draws(request.actor), pk=draw_id)
    asked = request.GET.get("item", "")
    item = asked if asked in draw.items else draw.item_code
    told = queries.estimates(request.actor, draw, item)
    context = {
        "draw": draw,
        "items": [check_item(code, draw.from_on) for code in draw.items],
        "item": check_item(item, draw.from_on),
        **({"why_not": told} if isinstance(told, tuple) else {"found": told}),
    }
    return render(request, "inspections/estimates.html", context)


@for_roles(Role.OFFICER, Role.REVIEWER)
@require_POST
def issue_sheet(request: Request, pk: int) -> HttpResponse:
    """Issue the sheet of a result."""
    found = _task(request, pk)
    document = commands.issue_sheet(request.actor, found.pk, at=timezone.now())
    return redirect("documents:document", document)


def _task_page(request: Request, pk: int, **forms: object) -> HttpResponse:
    """The page of a task; a form that had mistakes is shown again as it was filled in."""
    found = _task(request, pk)
    result = getattr(found, "result", None)
    texts = results()
    context = {
        "task": found,
        "items": [check_item(code, found.due_on) for code in found.items],
        "experts": found.drawn.companions.exclude(expert=None).select_related("expert"),
        "result": result,
        "result_texts": [texts[code] for code in result.codes] if result else [],
        "findings": [(one, offence(one.offence_code)) for one in found.findings.all()],
        "why_not_visit": commands.why_not_visit(request.actor, found),
        "why_not_review": commands.why_not_review(request.actor, found),
        "documents": documents.of_matters(request.actor, f"task:{pk}"),
        "finding_form": _finding_form(request, pk, bound=False),
        "result_form": ResultForm(initial=_initial(result)),
        "send_back_form": SendBackForm(),
        "why_not_recuse": commands.why_not_recuse(request.actor, found, found.lead_id),
        "why_not_replace": commands.why_not_replace(request.actor, found),
        "replace_form": ReplaceForm(),
        "recusal_form": _recusal_form(found),
        "recused": late_recusals(request.actor, found.drawn_id),
        "sees_reasons": request.actor.role in SEE_REASONS,
        **forms,
    }
    return render(request, "inspections/task.html", context)


def _recusal_form(found: Task, request: Request | None = None) -> RecusalForm:
    officers = [(one.pk, f"{one.name} {one.card_number}") for one in found.team]
    return RecusalForm(request.POST if request else None, officers=officers)


def _initial(result: object) -> dict[str, object]:
    """A result that was sent back is corrected, not typed again."""
    names = ("codes", "inspected_on", "note")
    return {name: getattr(result, name) for name in names} if result else {}


def _task(request: Request, pk: int) -> Task:
    return queries.task(request.actor, pk)


def _finding_form(request: Request, pk: int, *, bound: bool = True) -> FindingForm:
    found = _task(request, pk)
    offenders = {
        key: _called(chosen[0]) for key, chosen in _offenders(request.actor, found).items()
    }
    data = request.POST if bound else None
    return FindingForm(data, items=found.items, offenders=offenders)


def _called(offender: Offender) -> str:
    """An offender as the reader's language says what it is; its name stays as it is."""
    kind = _("%(kind)s：") % {"kind": _(offender.kind.title)}
    return format_html('{}<span lang="zh-Hans">{}</span>', kind, offender.name)


def _offenders(actor: Actor, found: Task) -> dict[str, tuple[Offender, str]]:
    """Against whom a finding may be: the organisation visited, and the body that certified it."""
    organisation = found.organisation
    choices = {
        ORGANISATION: (
            Offender(OffenderKind.CERTIFIED_ORGANISATION, organisation.name),
            organisation.uscc,
        )
    }
    if issuer := issuer_for(actor, organisation.pk):
        kind = OffenderKind.DESIGNATED_BODY if issuer.is_designated else OffenderKind.BODY
        choices[ISSUER] = (Offender(kind, issuer.name), issuer.approval_no)
    return choices
