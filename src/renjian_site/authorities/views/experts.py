"""The pages of technical experts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from renjian.authorities.rights import Right, who_may
from renjian_site.authorities import commands, queries
from renjian_site.authorities.forms.officers import ExpertForm
from renjian_site.authorities.forms.people import BecauseForm
from renjian_site.authorities.lists import EXPERTS
from renjian_site.kit.http import Request, for_roles, sent
from renjian_site.kit.lists.pages import view_of

experts = view_of(EXPERTS)


@for_roles(*who_may(Right.READ_PEOPLE))
@require_GET
def expert(request: Request, pk: int) -> HttpResponse:
    """One expert."""
    found = get_object_or_404(queries.experts(request.actor), pk=pk)
    today = timezone.localdate()
    context = {
        "expert": found,
        "is_over": found.to_on < today,
        "may_dismiss": found.to_on >= today and request.actor.role in who_may(Right.ENTER_EXPERT),
    }
    return render(request, "authorities/expert.html", context)


@for_roles(*who_may(Right.ENTER_EXPERT))
@require_http_methods(["GET", "POST"])
def engage(request: Request) -> HttpResponse:
    """Engage an expert."""
    form = ExpertForm(sent(request))
    if request.method == "POST" and form.is_valid():
        found = commands.engage_expert(request.actor, form.expert(), at=timezone.now())
        messages.success(request, _("专家已聘任。"))
        return redirect("authorities:expert", found.pk)
    return render(request, "authorities/engage_expert.html", {"form": form})


@for_roles(*who_may(Right.ENTER_EXPERT))
@require_http_methods(["GET", "POST"])
def dismiss(request: Request, pk: int) -> HttpResponse:
    """End the term of an expert."""
    found = get_object_or_404(queries.experts(request.actor), pk=pk)
    form = BecauseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        commands.dismiss_expert(request.actor, pk, because, at=timezone.now())
        messages.success(request, _("聘期已结束。"))
        return redirect("authorities:expert", pk)
    return render(request, "authorities/dismiss_expert.html", {"form": form, "expert": found})
