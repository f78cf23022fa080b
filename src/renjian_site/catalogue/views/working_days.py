"""Pages of working days: the years that are known, and the one to be entered."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.rights import Right
from renjian.kernel.calendar import WorkingDays, published
from renjian_site.catalogue import commands, queries
from renjian_site.catalogue.forms import ArrangementForm, BecauseForm
from renjian_site.kit.http import Request, for_roles, sent


@dataclass(frozen=True)
class Day:
    """A day of a month as the page shows it."""

    on: date
    is_of_month: bool
    kind: str


@for_roles()
@require_GET
def working_days(request: Request) -> HttpResponse:
    """A year with its holidays and make-up days, and the arrangements that were entered."""
    calendar = published()
    years = range(calendar.known_from.year, calendar.known_through.year + 1)
    text = request.GET.get("year", "")
    today = timezone.localdate()
    year = int(text) if text.isdecimal() and int(text) in years else min(today.year, years[-1])
    context = {
        "year": year,
        "years": years,
        "months": [(month, _weeks(calendar, year, month)) for month in range(1, 13)],
        "known_through": calendar.known_through,
        "entered": queries.arrangements(request.actor)[:20],
    }
    return render(request, "catalogue/working_days.html", context)


@for_roles()
@require_http_methods(["GET", "POST"])
def enter(request: Request) -> HttpResponse:
    """Enter the arrangement of the next year, or correct that of a known one."""
    following = published().known_through.year + 1
    form = ArrangementForm(sent(request), initial={"year": following})
    if request.method == "POST" and form.is_valid():
        made = commands.enter_arrangement(request.actor, form.arrangement(), at=timezone.now())
        messages.success(request, _("安排已录入，等待另一名人员批准。"))
        return redirect("catalogue:arrangement", made.pk)
    why_not = commands.why_not_keep_law(request.actor, Right.PROPOSE_LAW)
    return render(request, "catalogue/enter_year.html", {"form": form, "why_not": why_not})


@for_roles()
@require_GET
def arrangement(request: Request, pk: int) -> HttpResponse:
    """One arrangement, and who entered and decided it."""
    found = get_object_or_404(queries.arrangements(request.actor), pk=pk)
    context = {
        "arrangement": found,
        "holidays": [date.fromisoformat(day) for day in found.holidays],
        "make_up_days": [date.fromisoformat(day) for day in found.make_up_days],
        "why_not": commands.why_not_decide(request.actor, found),
        "form": BecauseForm(),
    }
    return render(request, "catalogue/arrangement.html", context)


@for_roles()
@require_POST
def approve(request: Request, pk: int) -> HttpResponse:
    """Approve an arrangement."""
    get_object_or_404(queries.arrangements(request.actor), pk=pk)
    commands.approve_arrangement(request.actor, pk, at=timezone.now())
    messages.success(request, _("安排已批准。暂定的期限正在重新计算。"))
    return redirect("catalogue:arrangement", pk)


@for_roles()
@require_POST
def refuse(request: Request, pk: int) -> HttpResponse:
    """Return an arrangement with the reason."""
    get_object_or_404(queries.arrangements(request.actor), pk=pk)
    form = BecauseForm(request.POST)
    if form.is_valid():
        because = form.cleaned_data["because"]
        commands.refuse_arrangement(request.actor, pk, because, at=timezone.now())
        messages.success(request, _("安排已退回。"))
    else:
        messages.error(request, _("没有写退回理由。请写明。"))
    return redirect("catalogue:arrangement", pk)


def _weeks(calendar: WorkingDays, year: int, month: int) -> list[list[Day]]:
    return [
        [Day(day, day.month == month, _kind(calendar, day)) for day in week]
        for week in Calendar().monthdatescalendar(year, month)
    ]


def _kind(calendar: WorkingDays, day: date) -> str:
    if calendar.is_holiday(day):
        return "holiday"
    if day in calendar.make_up_days:
        return "make-up"
    return "working" if calendar.is_working_day(day) else "weekend"
