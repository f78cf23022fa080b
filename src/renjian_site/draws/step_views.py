"""Pages of what comes between the plan and the tasks: the random source, its value, giving up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from renjian.authorities.rights import Right, who_may
from renjian.catalogue.checks import check_item
from renjian.draws import drand
from renjian.draws.beacon import KINDS
from renjian.draws.lottery import GAMES
from renjian_site.draws import chance, commands, queries
from renjian_site.draws.forms import SOURCE_FORMS, VALUE_FORMS, VisitForm, VoidForm
from renjian_site.draws.words import SOURCES
from renjian_site.kit.http import Request, for_roles, sent


@for_roles(*who_may(Right.PLAN_DRAW))
@require_http_methods(["GET", "POST"])
def source(request: Request, pk: int) -> HttpResponse:
    """Choose the random source of a planned draw."""
    found = get_object_or_404(queries.own(request.actor), pk=pk, stage="planned")
    wish = found.beacon or {"kind": "practice"}
    kinds = chance.kinds()
    asked = request.GET.get("kind", "")
    kind = asked if asked in kinds else wish["kind"]
    form_class = SOURCE_FORMS[kind]
    initial = {"shown": "sealed" if found.is_sealed else "open"}
    if kind == wish["kind"]:
        initial |= form_class.filled(wish)
    form = form_class(sent(request), initial=initial)
    at = timezone.now()
    if request.method == "POST" and form.is_valid():
        commands.choose_source(request.actor, pk, form.wish(), form.is_sealed, at=at)
        messages.success(request, _("随机源已选定，冻结时写入抽取方案。"))
        return redirect("draws:draw", pk)
    context = {
        "draw": found,
        "form": form,
        "kind": kind,
        "trust": KINDS[kind].trust,
        "kinds": [(name, SOURCES[name]) for name in kinds],
        "line": f"{next(iter(GAMES))} {at.year}001",
    }
    return render(request, "draws/source.html", context)


@for_roles(*who_may(Right.PLAN_DRAW))
@require_http_methods(["GET", "POST"])
def visits(request: Request, pk: int) -> HttpResponse:
    """Say what the visits of a planned draw serve, and who goes."""
    found = get_object_or_404(queries.own(request.actor), pk=pk, stage="planned")
    filled = VisitForm.filled(found.more_items, found.team_size, found.experts_each)
    form = VisitForm(sent(request), initial=filled, own=found.item_code)
    if request.method == "POST" and form.is_valid():
        wish = commands.Arrangement(
            form.more_items(), form.cleaned_data["team_size"], form.cleaned_data["experts_each"]
        )
        commands.arrange_visits(request.actor, pk, wish, at=timezone.now())
        messages.success(request, _("检查安排已保存。"))
        return redirect("draws:draw", pk)
    item = check_item(found.item_code, found.from_on)
    return render(request, "draws/visits.html", {"draw": found, "form": form, "item": item})


@for_roles(*who_may(Right.SAY_VALUE))
@require_http_methods(["GET", "POST"])
def value(request: Request, pk: int) -> HttpResponse:
    """Say what the random source of a frozen draw gave."""
    found = get_object_or_404(queries.draws(request.actor), pk=pk, stage="frozen")
    named = (found.plan or {})["beacon"]
    form_class = VALUE_FORMS.get(named["kind"])
    if form_class is None:
        return redirect("draws:draw", pk)
    form = form_class(sent(request), beacon=named)
    at = timezone.now()
    if request.method == "POST" and form.is_valid():
        commands.say_value(request.actor, pk, form.said(), at=at)
        messages.success(request, _("已记下您录入的公开随机数。"))
        return redirect("draws:draw", pk)
    context = {
        "draw": found,
        "form": form,
        "source": chance.told(found, at),
        "why_not": commands.why_not_say_value(request.actor, found, at),
        "is_unchecked": named["kind"] == "drand" and not drand.can_check(),
    }
    return render(request, "draws/value.html", context)


@for_roles(*who_may(Right.ASK_TO_VOID))
@require_http_methods(["GET", "POST"])
def void(request: Request, pk: int) -> HttpResponse:
    """Ask to give a draw up."""
    found = get_object_or_404(queries.own(request.actor), pk=pk)
    form = VoidForm(sent(request))
    if request.method == "POST" and form.is_valid():
        wish = commands.Wish(form.cleaned_data["because"], form.cleaned_data["document"])
        commands.ask_to_void(request.actor, pk, wish, at=timezone.now())
        messages.success(request, _("已提出作废申请，由负责人决定。"))
        return redirect("draws:draw", pk)
    why_not = commands.why_not_ask_to_void(request.actor, found)
    return render(request, "draws/void.html", {"draw": found, "form": form, "why_not": why_not})


@for_roles(*who_may(Right.DECIDE_VOID))
@require_POST
def agree_to_void(request: Request, pk: int) -> HttpResponse:
    """Give a draw up that somebody else asked to give up."""
    get_object_or_404(queries.own(request.actor), pk=pk)
    commands.agree_to_void(request.actor, pk, at=timezone.now())
    messages.success(request, _("抽查已作废，理由和记录仍然公开。"))
    return redirect("draws:draw", pk)


@for_roles(*who_may(Right.DECIDE_VOID))
@require_POST
def refuse_to_void(request: Request, pk: int) -> HttpResponse:
    """Let a draw go on."""
    get_object_or_404(queries.own(request.actor), pk=pk)
    commands.refuse_to_void(request.actor, pk, at=timezone.now())
    messages.success(request, _("没有同意作废，抽查继续。"))
    return redirect("draws:draw", pk)


@for_roles(*who_may(Right.CARRY_OUT_DRAW))
@require_POST
def reveal(request: Request, pk: int) -> HttpResponse:
    """Publish the result of a sealed draw."""
    get_object_or_404(queries.own(request.actor), pk=pk)
    commands.reveal(request.actor, pk, at=timezone.now())
    messages.success(request, _("密封的抽取结果已经公布。"))
    return redirect("draws:draw", pk)
