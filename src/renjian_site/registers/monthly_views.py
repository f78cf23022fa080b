"""The home of a body's clerk: the month that is due, what came in, what is to be mended."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from renjian.authorities.posts import Role
from renjian.registers.monthly import why_not_attest
from renjian.registers.quality import SOURCE
from renjian_site.kit.http import Request, for_roles
from renjian_site.registers import commands, queries
from renjian_site.registers.quality_views import lines_of

SHOWN = 5


@for_roles(Role.CLERK)
@require_GET
def month(request: Request) -> HttpResponse:
    """What is due this month, the months before, the newest uploads, and the quality card."""
    today = timezone.localdate()
    months = queries.months_of(request.actor, today)
    card = queries.quality_cards(request.actor).order_by("-month").first()
    context = {
        "body": queries.body_of(request.actor),
        "due": months[0],
        "left": (months[0].due_on - today).days,
        "months": [
            (one, why_not_attest(one.first_on, months, today), one.due_on < today) for one in months
        ],
        "uploads": queries.uploads(request.actor)[:SHOWN],
        "to_mend": queries.to_mend(request.actor).count(),
        "card": card,
        "lines": lines_of(request.actor, card) if card else (),
        "source": SOURCE,
    }
    return render(request, "registers/month.html", context)


@for_roles(Role.CLERK)
@require_POST
def attest(request: Request, year: int, number: int) -> HttpResponse:
    """Declare a month without any change."""
    if not (date.min.year <= year < date.max.year and 1 <= number <= 12):
        raise Http404
    commands.attest(request.actor, date(year, number, 1), at=timezone.now())
    messages.success(request, _("已声明这个月没有变化，记入台账。"))
    return redirect("registers:month")
