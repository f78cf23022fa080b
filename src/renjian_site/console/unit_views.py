"""The editor of the tree: what is to change, the second look at open work, the act."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from renjian.authorities.posts import Role
from renjian.authorities.reforms import Reform
from renjian_site.authorities import commands as authorities
from renjian_site.authorities import queries
from renjian_site.authorities.forms.units import FORMS
from renjian_site.console import commands
from renjian_site.console.open_work import look
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.submissions import FIELD

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
            key = commands.reform(request.actor, wish, decision, mark, at=timezone.now())
            messages.success(request, _said(decision.on <= timezone.localdate()))
            return redirect("authorities:unit", key)
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
@require_POST
def cancel_reform(request: Request, pk: int) -> HttpResponse:
    """Cancel a change that waits for its day, or that could not be carried out."""
    found = get_object_or_404(queries.unit_changes(request.actor), pk=pk)
    change = authorities.cancel(request.actor, pk, at=timezone.now())
    messages.success(request, _("已取消自 %s 起施行的变更。") % found.on.isoformat())
    return redirect("authorities:unit", change.unit_id or change.authority_id)


def _said(is_done: bool) -> str:
    if is_done:
        return _("机构变更已经施行，并记入台账。")
    return _("机构变更已经登记，到施行日期由系统办理；此前可以取消。")
