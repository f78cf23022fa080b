"""The editor of the tree: what is to change, the second look at open work, the act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.posts import Role
from renjian.authorities.reforms import Reform
from renjian.authorities.wishes import from_content
from renjian_site.authorities import commands as authorities
from renjian_site.authorities import queries
from renjian_site.authorities.forms.units import FORMS
from renjian_site.catalogue.forms import BecauseForm
from renjian_site.console import commands
from renjian_site.console.open_work import look
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.submissions import FIELD

if TYPE_CHECKING:
    from renjian_site.authorities.models import UnitChange

SEEN = "seen"
NOT_OF_THE_FORM = {"csrfmiddlewaretoken", FIELD, SEEN}


@for_roles(Role.SYSTEM)
@require_http_methods(["GET", "POST"])
def reform(request: Request, kind: str, pk: int) -> HttpResponse:
    """Change a unit: the form, then what it touches and every reason against it, then the act."""
    if kind not in set(Reform):
        raise Http404
    unit = get_object_or_404(queries.under(request.actor).select_related("parent"), pk=pk)
    filled = request.POST if request.method == "POST" else request.GET
    form = FORMS[Reform(kind)](request.actor, unit, filled or None)
    context = {"unit": unit, "reform": Reform(kind), "form": form}
    if form.is_valid():
        wish, decision = form.wish(), form.decision()
        if request.method == "POST":
            mark = request.POST.get(SEEN, "")
            change = commands.propose_reform(request.actor, wish, decision, mark, at=timezone.now())
            messages.success(request, _("机构变更已提出，等待另一名系统管理岗人员批准。"))
            return redirect("console:unit-change", change.pk)
        seen = look(request.actor, wish, decision.on)
        context |= {
            "look": seen,
            "why_not": commands.why_not_reform(request.actor, wish, decision.on, seen=seen.seen),
            "fields": [
                (name, value)
                for name, values in filled.lists()
                for value in values
                if name not in NOT_OF_THE_FORM
            ],
            "is_later": decision.on > timezone.localdate(),
        }
    return render(request, "console/reform.html", context)


@for_roles(Role.SYSTEM)
@require_GET
def unit_change(request: Request, pk: int) -> HttpResponse:
    """One change: what it says, the open work as it stands now, and its two people."""
    actor = request.actor
    change = _change(request, pk)
    context = {
        "change": change,
        "aim": queries.aims_of(actor, [change])[pk],
        "is_late": change.on < timezone.localdate(),
        "why_not_return": authorities.why_not_return(actor, change),
        "why_not_cancel": authorities.why_not_cancel(actor, change),
        "form": BecauseForm(),
    }
    if change.is_open:
        found = look(actor, from_content(Reform(change.kind), change.content), change.on)
        context |= {
            "look": found,
            "seen": found.seen,
            "why_not": commands.why_not_approve_reform(actor, change, seen=found.seen),
        }
    return render(request, "console/unit_change.html", context)


@for_roles(Role.SYSTEM)
@require_POST
def approve_reform(request: Request, pk: int) -> HttpResponse:
    """Approve a change that another person proposed."""
    _change(request, pk)
    mark = request.POST.get(SEEN, "")
    change = commands.approve_reform(request.actor, pk, mark, at=timezone.now())
    if change.stage == "done":
        messages.success(request, _("机构变更已经施行，并记入台账。"))
    else:
        messages.success(request, _("机构变更已经批准，到施行日期由系统办理；此前可以取消。"))
    return redirect("console:unit-change", pk)


@for_roles(Role.SYSTEM)
@require_POST
def return_reform(request: Request, pk: int) -> HttpResponse:
    """Return a change with the reason."""
    _change(request, pk)
    form = BecauseForm(request.POST)
    if form.is_valid():
        because = form.cleaned_data["because"]
        authorities.return_change(request.actor, pk, because, at=timezone.now())
        messages.success(request, _("机构变更已退回。"))
    else:
        messages.error(request, _("没有写退回理由。请写明。"))
    return redirect("console:unit-change", pk)


@for_roles(Role.SYSTEM)
@require_POST
def cancel_reform(request: Request, pk: int) -> HttpResponse:
    """Withdraw a change, or cancel one that waits for its day or could not be carried out."""
    found = _change(request, pk)
    change = authorities.cancel(request.actor, pk, at=timezone.now())
    if found.is_open:
        messages.success(request, _("已撤回自 %s 起施行的变更。") % found.on.isoformat())
    else:
        messages.success(request, _("已取消自 %s 起施行的变更。") % found.on.isoformat())
    return redirect("authorities:unit", change.unit_id or change.authority_id)


def _change(request: Request, pk: int) -> UnitChange:
    return get_object_or_404(queries.unit_changes(request.actor), pk=pk)
