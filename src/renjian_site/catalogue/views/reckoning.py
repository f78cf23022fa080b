"""Pages that reckon: one limit from a day, and the lawful days of a step."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from renjian.catalogue.amending import parts_of
from renjian.catalogue.amendments import Table
from renjian.catalogue.deadlines import AREA_TITLES, DUTY_TITLES, deadline_names
from renjian.catalogue.lawful_days import event_of, for_limit, for_step, limit_on, steps
from renjian.kernel.calendar import Unit, published
from renjian_site.catalogue import queries
from renjian_site.catalogue.forms import ReckoningForm, StepForm
from renjian_site.catalogue.views.browsing import day_of
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.words import titled


@for_roles()
@require_GET
def limit(request: Request, name: str) -> HttpResponse:
    """One limit, and when it ends for a day with its stops and extensions."""
    if name not in deadline_names():
        raise Http404
    form = ReckoningForm(request.GET if "from_on" in request.GET else None)
    today, found, ran = timezone.localdate(), None, None
    on = day_of(request)
    if form.is_valid():
        on = form.cleaned_data["from_on"]
        ran = limit_on(name, on)
        if ran.length.is_settled:
            found = for_limit(ran, on, published(), form.circumstances(today))
    shown = ran or limit_on(name, on)
    context = {
        "limit": shown,
        "area": AREA_TITLES[shown.area],
        "duty": DUTY_TITLES[shown.duty],
        "form": form,
        "found": found,
        "on": on,
        "in_hours": shown.unit is Unit.HOUR,
        "parts": parts_of(Table.DEADLINES, name),
        "changes": queries.changes_of(request.actor, Table.DEADLINES, name),
    }
    return render(request, "catalogue/limit.html", context)


@for_roles()
@require_GET
def lawful_days(request: Request) -> HttpResponse:
    """The earliest and the latest lawful day of a step of the procedure."""
    known = steps()
    chosen = known.get(request.GET.get("step", ""), known["decide"])
    has_days = any(name in request.GET for name in chosen.events)
    form = StepForm(chosen, request.GET if has_days else None)
    found = None
    if form.is_valid() and form.days():
        found = for_step(chosen.name, form.days(), published())
    context = {
        "steps": [(step.name, titled(step)) for step in known.values()],
        "step": chosen,
        "form": form,
        "found": found,
        "missing": [titled(event_of(name)) for name in found.missing] if found else [],
    }
    return render(request, "catalogue/lawful_days.html", context)
