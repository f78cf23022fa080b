"""The pages of the quarterly review of posts."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from renjian.authorities.rights import Right, who_may
from renjian_site.authorities import commands, queries
from renjian_site.authorities.lists import REVIEWS
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.lists.pages import view_of

LONGEST = 19  # digits of a key of the database
MOST_SHOWN = 20

reviews = view_of(REVIEWS)


@for_roles(*who_may(Right.READ_PEOPLE))
@require_GET
def review(request: Request, pk: int) -> HttpResponse:
    """One review: the list with what was ticked, and the form of those who may answer it."""
    actor, today = request.actor, timezone.localdate()
    found = get_object_or_404(queries.reviews(actor).select_related("answered_by"), pk=pk)
    context = {
        "review": found,
        "lines": queries.review_lines(actor, pk),
        "why_not": commands.why_not_answer(actor, found, today),
        "ends_unanswered": settings.REVIEW_ENDS_UNANSWERED,
        "today": today,
    }
    return render(request, "authorities/review.html", context)


@for_roles(*who_may(Right.REVIEW_POSTS))
@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    """Say which posts go on."""
    get_object_or_404(queries.reviews(request.actor), pk=pk)
    sent = request.POST.getlist("goes_on")
    ticked = {int(one) for one in sent if one.isdecimal() and len(one) < LONGEST}
    commands.answer_review(request.actor, pk, ticked, at=timezone.now())
    messages.success(request, _("复核已提交，截止日之前可以再改。"))
    return redirect("authorities:review", pk)


@for_roles(*who_may(Right.READ_WEAK_SPOTS))
@require_GET
def weak_spots(request: Request) -> HttpResponse:
    """Weak spots of the area, and what changed in its posts since the last review."""
    actor, today = request.actor, timezone.localdate()
    since = queries.last_quarter_reviewed(actor)
    found: dict[str, Any] = {
        "cards": queries.cards_ending(actor, today),
        "keys": queries.old_keys(actor, today),
        "factors": queries.without_second_factor(actor, today),
        "exporters": queries.many_exports(actor, today),
    }
    context = {
        **{name: rows[:MOST_SHOWN] for name, rows in found.items()},
        "counts": {
            name: len(rows) if isinstance(rows, list) else rows.count()
            for name, rows in found.items()
        },
        "changes": queries.changes_since(actor, since, today, at_most=MOST_SHOWN)
        if since
        else None,
        "card_days": settings.CARD_ENDS_WITHIN_DAYS,
        "key_days": settings.OLD_KEY_DAYS,
        "export_days": settings.EXPORTS_OF_DAYS,
        "exports": settings.MANY_EXPORTS,
        "today": today,
    }
    return render(request, "authorities/weak_spots.html", context)
