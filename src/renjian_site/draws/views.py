"""Pages of draws."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.posts import Role
from renjian.authorities.rights import MATTER_READERS, Right, who_may
from renjian.catalogue.checks import CheckItem, check_item
from renjian_site.draws import chance, commands, public_queries, queries
from renjian_site.draws.forms import PlanForm
from renjian_site.draws.lists import DRAWS
from renjian_site.draws.words import steps_of
from renjian_site.kit.documents import queries as documents
from renjian_site.kit.files import read
from renjian_site.kit.http import Request, for_roles, sent
from renjian_site.kit.lists.pages import view_of

if TYPE_CHECKING:
    from renjian_site.draws.models import Draw

draws = view_of(DRAWS)


@for_roles(Role.PLANNER)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Plan a draw."""
    before = _voided(request)
    form = PlanForm(sent(request), initial=_like(before) if before else None)
    if request.method == "POST" and form.is_valid():
        outline = commands.Outline(
            title=form.cleaned_data["title"],
            item_code=form.cleaned_data["item_code"],
            from_on=form.cleaned_data["from_on"],
            to_on=form.cleaned_data["to_on"],
            rates=form.rates(),
            succeeds=before.pk if before else None,
        )
        draw = commands.plan(request.actor, outline, at=timezone.now())
        return redirect("draws:draw", draw.pk)
    return render(request, "draws/new.html", {"form": form, "before": before})


def _voided(request: Request) -> Draw | None:
    """The draw that was given up and in whose place a plan is made, if the address names one."""
    number = request.GET.get("after", "")
    if not number.isdecimal():
        return None
    return get_object_or_404(queries.own(request.actor), pk=number)


def _like(before: Draw) -> dict[str, object]:
    """What a plan takes over from the draw in whose place it stands."""
    taken = {"title": before.title, "item_code": before.item_code}
    days = {"from_on": before.from_on, "to_on": before.to_on}
    rates = {f"rate_{letter}": Decimal(rate) / 100 for letter, rate in before.rates.items()}
    return {**taken, **days, **rates}


@for_roles(*MATTER_READERS)
@require_GET
def draw(request: Request, pk: int) -> HttpResponse:
    """One draw at its step, with the next act as one button."""
    found = get_object_or_404(queries.draws(request.actor), pk=pk)
    is_own = found.authority_id == request.actor.authority.pk
    at = timezone.now()
    is_planned = found.stage == "planned"
    today = timezone.localdate(at)
    preview = queries.preview(request.actor, found, today) if is_planned and is_own else None
    context = {
        "draw": found,
        "preview": preview,
        "items": _items(found, preview.items if preview else found.items_drawn),
        "item": check_item(found.item_code, found.from_on),
        "steps": steps_of(found),
        "may_act": is_own and request.actor.role is Role.PLANNER,
        "is_own": is_own,
        "strata": queries.strata(request.actor, found),
        "drawn": queries.drawn(request.actor, pk),
        "documents": documents.of_matters(request.actor, f"draw:{pk}"),
        **(_planned if is_planned else _frozen)(request, found, at),
    }
    return render(request, "draws/draw.html", context)


def _items(found: Draw, numbers: Mapping[str, int]) -> list[tuple[CheckItem, int | None]]:
    """The items that a visit serves, each with its number of objects where it is known."""
    return [(check_item(code, found.from_on), numbers.get(code)) for code in found.items]


def _planned(request: Request, found: Draw, at: datetime) -> dict[str, object]:
    """What the page of a planned draw shows besides."""
    today = timezone.localdate(at)
    is_own = found.authority_id == request.actor.authority.pk
    own = {
        "left_out": queries.officers_left_out(request.actor, found, today),
        "source": chance.told(found, at),
        "is_bound": chance.seed_input_of(found) is not None,
    }
    return {
        "why_not_freeze": commands.why_not_freeze(request.actor, found, at),
        **(own if is_own else {}),
    }


def _frozen(request: Request, found: Draw, at: datetime) -> dict[str, object]:
    """What the page of a draw shows from the freeze on."""
    asked = queries.void_asked(request.actor, found)
    is_frozen = found.stage == "frozen"
    return {
        "trust": public_queries.trust_in(found),
        "source": chance.told(found, at),
        "why_not_draw": commands.why_not_draw(request.actor, found, at) if is_frozen else (),
        "testimonies": queries.testimonies(request.actor, found),
        "why_not_say": commands.why_not_say_value(request.actor, found, at),
        "may_say": request.actor.role in who_may(Right.SAY_VALUE),
        "changes": queries.changes(request.actor, found),
        "voids": queries.voids(request.actor, found),
        "asked": asked,
        "why_not_void": commands.why_not_ask_to_void(request.actor, found),
        "why_not_decide": commands.why_not_decide_void(request.actor, asked, found),
        "may_decide": request.actor.role in who_may(Right.DECIDE_VOID),
        "difference": public_queries.difference_of(found),
        "successor": public_queries.successor_of(found),
        "why_not_reveal": commands.why_not_reveal(request.actor, found, at),
    }


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
    told = _("抽取完成，结果密封。") if found.is_sealed else _("抽取完成，记录已公布。")
    messages.success(request, told)
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
