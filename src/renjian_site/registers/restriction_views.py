"""Pages on which an officer writes down what a decision forbids a subject, and ends it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from renjian.authorities.rights import Right, who_may
from renjian.registers.restrictions import BAR_TITLES, Bar
from renjian_site.kit.http import Request, for_roles, sent
from renjian_site.registers import commands, queries
from renjian_site.registers.object_forms import LiftForm, RestrictForm

WHO_RESTRICTS = tuple(sorted(who_may(Right.RESTRICT)))
PAGE = "registers/restrict.html"


@for_roles(*WHO_RESTRICTS)
@require_http_methods(["GET", "POST"])
def restrict_organisation(request: Request, pk: int) -> HttpResponse:
    """Write down that an organisation may not apply for certification."""
    found = get_object_or_404(queries.organisations(request.actor), pk=pk)
    form = RestrictForm(sent(request))
    if request.method == "POST" and form.is_valid():
        commands.restrict_organisation(request.actor, pk, form.wanted(), at=timezone.now())
        messages.success(request, _("已登记限制。认证机构上报这家组织时会看到提示。"))
        return redirect("registers:organisation", pk)
    context = {"form": form, "subject": found, "title": BAR_TITLES[Bar.APPLICATION]}
    return render(request, PAGE, context)


@for_roles(*WHO_RESTRICTS)
@require_http_methods(["GET", "POST"])
def restrict_body(request: Request, approval_no: str) -> HttpResponse:
    """Write down that a body may not certify for a time."""
    found = get_object_or_404(queries.bodies_in_area(request.actor), approval_no=approval_no)
    form = RestrictForm(sent(request))
    if request.method == "POST" and form.is_valid():
        commands.restrict_body(request.actor, approval_no, form.wanted(), at=timezone.now())
        messages.success(request, _("已登记限制。该机构上报限制期间颁发的证书时会看到提示。"))
        return redirect("registers:body", approval_no)
    context = {"form": form, "subject": found, "title": BAR_TITLES[Bar.BARRED]}
    return render(request, PAGE, context)


@for_roles(*WHO_RESTRICTS)
@require_http_methods(["GET", "POST"])
def lift(request: Request, pk: int) -> HttpResponse:
    """End a restriction early."""
    found = get_object_or_404(queries.all_restrictions(request.actor), pk=pk)
    form = LiftForm(sent(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        commands.lift_restriction(
            request.actor, pk, told["document"], told["on"], at=timezone.now()
        )
        messages.success(request, _("已解除限制。"))
        if found.body:
            return redirect("registers:body", found.body.approval_no)
        return redirect("registers:organisation", found.organisation_id)
    return render(request, "registers/lift_restriction.html", {"form": form, "restriction": found})
