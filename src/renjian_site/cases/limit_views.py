"""The page of the limit that runs for a clue: what moved its end, who asked, who approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.posts import Role
from renjian.authorities.rights import MATTER_READERS
from renjian.kernel.calendar import published
from renjian_site.cases import commands, queries
from renjian_site.cases.limit_forms import (
    ActDaysForm,
    DecisionForm,
    EndForm,
    ExtensionForm,
    StopForm,
)
from renjian_site.cases.models import Stop
from renjian_site.cases.running import moves_of, running_of
from renjian_site.kit.http import Request, for_roles

if TYPE_CHECKING:
    from renjian.cases.limits import Running
    from renjian_site.cases.models import Clue, LimitMove
    from renjian_site.kit.actor import Actor


@for_roles(*MATTER_READERS)
@require_GET
def limit(request: Request, pk: int) -> HttpResponse:
    """The limit that runs for a clue or its case."""
    return _page(request, queries.clue(request.actor, pk))


@for_roles(Role.CASE_HANDLER)
@require_http_methods(["GET", "POST"])
def keep_act_days(request: Request, pk: int) -> HttpResponse:
    """Put on record when the act happened."""
    found = queries.clue(request.actor, pk)
    initial = {
        "act_from": found.act_from,
        "act_to": found.act_to,
        "is_gravely_harmful": found.is_gravely_harmful,
    }
    form = ActDaysForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        commands.keep_act_days(request.actor, pk, form.wish(), at=timezone.now())
        messages.success(request, _("行为日期已记载，时效和适用的法律已经重新核对。"))
        return redirect("cases:clue", pk)
    why_not = commands.why_not_keep_act_days(request.actor, found)
    context = {"clue": found, "form": form, "why_not": why_not}
    return render(request, "cases/act_days.html", context)


@for_roles(Role.CASE_HANDLER)
@require_POST
def enter_stop(request: Request, pk: int) -> HttpResponse:
    """Enter time that does not run."""
    found = queries.clue(request.actor, pk)
    running = running_of(found, queries.case_of(request.actor, found))
    form = StopForm(request.POST, running=running) if running else None
    if form is not None and not form.is_valid():
        return _page(request, found, stop_form=form)
    wish = form.wish() if form else commands.NewStop("", timezone.localdate(), "")
    stop = commands.enter_stop(request.actor, pk, wish, at=timezone.now())
    counts = stop.state == Stop.State.COUNTS
    said = _("已登记，期限重新计算。") if counts else _("已提出，等待负责人批准。")
    messages.success(request, said)
    return redirect("cases:limit", pk)


@for_roles(Role.CASE_HANDLER)
@require_POST
def ask_extension(request: Request, pk: int) -> HttpResponse:
    """Ask for an extension."""
    found = queries.clue(request.actor, pk)
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, extension_form=form)
    commands.ask_extension(request.actor, pk, form.wish(), at=timezone.now())
    messages.success(request, _("已提出，等待负责人批准。"))
    return redirect("cases:limit", pk)


@for_roles(Role.CASE_HANDLER, Role.HEAD)
@require_POST
def end_stop(request: Request, stop_id: int) -> HttpResponse:
    """Let the limit run again."""
    stop = get_object_or_404(queries.stops(request.actor), pk=stop_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, queries.clue(request.actor, stop.clue_id), end_form=form)
    commands.end_stop(request.actor, stop_id, form.cleaned_data["to_on"], at=timezone.now())
    messages.success(request, _("期限恢复计算。"))
    return redirect("cases:limit", stop.clue_id)


@for_roles(Role.HEAD)
@require_POST
def decide_stop(request: Request, stop_id: int) -> HttpResponse:
    """Approve a suspension or not."""
    stop = get_object_or_404(queries.stops(request.actor), pk=stop_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, queries.clue(request.actor, stop.clue_id), decision_form=form)
    if form.cleaned_data["decision"] == "approve":
        commands.approve_stop(request.actor, stop_id, at=timezone.now())
    else:
        because = form.cleaned_data["because"]
        commands.refuse_stop(request.actor, stop_id, because, at=timezone.now())
    messages.success(request, _("已办理，期限按结果计算。"))
    return redirect("cases:limit", stop.clue_id)


@for_roles(Role.HEAD)
@require_POST
def decide_extension(request: Request, extension_id: int) -> HttpResponse:
    """Approve an extension or not."""
    extension = get_object_or_404(queries.extensions(request.actor), pk=extension_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, queries.clue(request.actor, extension.clue_id), decision_form=form)
    if form.cleaned_data["decision"] == "approve":
        commands.approve_extension(request.actor, extension_id, at=timezone.now())
    else:
        because = form.cleaned_data["because"]
        commands.refuse_extension(request.actor, extension_id, because, at=timezone.now())
    messages.success(request, _("已办理，期限按结果计算。"))
    return redirect("cases:limit", extension.clue_id)


def _page(request: Request, found: Clue, **forms: object) -> HttpResponse:
    """The page of a limit; a form that had mistakes is shown again as it was filled in."""
    actor, today = request.actor, timezone.localdate()
    case = queries.case_of(actor, found)
    running = running_of(found, case)
    context = {
        "clue": found,
        "case": case,
        "running": running,
        "limit": running.limit if running else None,
        "due": running.due(published()) if running else None,
        "today_due": running.due_today(published(), today) if running else None,
        "moves": [_shown(actor, found, move) for move in moves_of(found)],
        "why_not_ask": commands.why_not_ask(actor, found),
        "may_extend": running is not None and running.next_extension is not None,
        "stop_form": StopForm(running=running) if running and running.limit.excluded else None,
        "extension_form": ExtensionForm(initial=_usual(running)),
        "end_form": EndForm(initial={"to_on": today}),
        "decision_form": DecisionForm(),
        **forms,
    }
    return render(request, "cases/limit.html", context)


def _usual(running: Running | None) -> dict[str, object]:
    """The length that the rule gives for the next extension."""
    allowed = running.next_extension if running else None
    return {"count": allowed.count} if allowed and allowed.count else {}


def _shown(actor: Actor, found: Clue, move: LimitMove) -> dict[str, object]:
    is_stop = isinstance(move, Stop)
    return {
        "row": move,
        "is_stop": is_stop,
        "may_decide": not commands.why_not_decide_move(actor, found, move),
        "may_end": isinstance(move, Stop)
        and move.to_on is None
        and not commands.why_not_resume(actor, found, move),
    }
