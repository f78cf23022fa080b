"""Pages of draws."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.posts import Role
from renjian.authorities.rights import MATTER_READERS
from renjian.catalogue.checks import check_item
from renjian_site.draws import commands, public_queries, queries
from renjian_site.draws.forms import PlanForm
from renjian_site.draws.lists import DRAWS
from renjian_site.draws.words import STEPS
from renjian_site.kit.documents import queries as documents
from renjian_site.kit.files import read
from renjian_site.kit.http import Request, for_roles, sent
from renjian_site.kit.lists.pages import view_of

draws = view_of(DRAWS)


@for_roles(Role.PLANNER)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Plan a draw."""
    form = PlanForm(sent(request))
    if request.method == "POST" and form.is_valid():
        outline = commands.Outline(
            title=form.cleaned_data["title"],
            item_code=form.cleaned_data["item_code"],
            from_on=form.cleaned_data["from_on"],
            to_on=form.cleaned_data["to_on"],
            rates=form.rates(),
        )
        draw = commands.plan(request.actor, outline, at=timezone.now())
        return redirect("draws:draw", draw.pk)
    return render(request, "draws/new.html", {"form": form})


@for_roles(*MATTER_READERS)
@require_GET
def draw(request: Request, pk: int) -> HttpResponse:
    """One draw at its step, with the next act as one button."""
    found = get_object_or_404(queries.draws(request.actor), pk=pk)
    is_own = found.authority_id == request.actor.authority.pk
    today = timezone.localdate()
    is_planned = found.stage == "planned"
    context = {
        "draw": found,
        "item": check_item(found.item_code, found.from_on),
        "steps": _steps(found.stage),
        "may_act": is_own and request.actor.role is Role.PLANNER,
        "is_own": is_own,
        "preview": queries.preview(request.actor, found, today) if is_planned and is_own else None,
        "why_not_freeze": commands.why_not_freeze(request.actor, found, today)
        if is_planned
        else (),
        "left_out": queries.officers_left_out(request.actor, found, today)
        if is_planned and is_own
        else {},
        "strata": queries.strata(request.actor, found),
        "drawn": queries.drawn(request.actor, pk),
        "documents": documents.of_matters(request.actor, f"draw:{pk}"),
        "trust": None if is_planned else public_queries.trust_in(found),
    }
    return render(request, "draws/draw.html", context)


@for_roles(Role.PLANNER)
@require_POST
def freeze(request: Request, pk: int) -> HttpResponse:
    """Freeze list, rules and officers."""
    found = commands.freeze(request.actor, pk, at=timezone.now())
    messages.success(request, _("名单已冻结，承诺值已公布。"))
    return redirect("draws:draw", found.pk)


@for_roles(Role.PLANNER)
@require_POST
def carry_out(request: Request, pk: int) -> HttpResponse:
    """Draw objects and officers."""
    found = commands.draw(request.actor, pk, at=timezone.now())
    messages.success(request, _("抽取完成，记录已公布。"))
    return redirect("draws:draw", found.pk)


@for_roles(Role.PLANNER)
@require_GET
def full_record(request: Request, pk: int) -> HttpResponse:
    """The whole record with the risk classes opened, for the authority that drew."""
    found = get_object_or_404(queries.own(request.actor), pk=pk)
    if not found.record_file:
        raise Http404
    response = HttpResponse(read(found.record_file), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{pk}-full.json"'
    return response


@for_roles(Role.PLANNER)
@require_POST
def issue_minutes(request: Request, pk: int) -> HttpResponse:
    """Issue the minutes."""
    get_object_or_404(queries.own(request.actor), pk=pk)
    document = commands.issue_minutes(request.actor, pk, at=timezone.now())
    return redirect("documents:document", document)


def _steps(stage: str) -> list[tuple[str, str]]:
    """The titles of the steps, each with its state: done, now or nothing."""
    order = [step for step, _title in STEPS]
    reached = order.index(stage)
    states = [
        "done" if n <= reached else "now" if n == reached + 1 else "" for n in range(len(order))
    ]
    return [(_(title), state) for (_step, title), state in zip(STEPS, states, strict=True)]
