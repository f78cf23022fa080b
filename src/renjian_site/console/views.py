"""The officer's landing page and ledger."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from renjian_site.console.inbox import inbox
from renjian_site.kit.http import Request, for_roles
from renjian_site.ledger import queries as ledger


@for_roles()
@require_GET
def inbox_page(request: Request) -> HttpResponse:
    """What the actor has to do now."""
    items = inbox(request.actor, timezone.localdate())
    return render(request, "console/inbox.html", {"items": items, "today": timezone.now()})


@for_roles()
@require_GET
def ledger_page(request: Request) -> HttpResponse:
    """The newest entries of the actor's own ledger."""
    context = {
        "lines": ledger.newest(request.actor),
        "size": ledger.size(request.actor),
        "checkpoint": ledger.last_checkpoint(request.actor),
    }
    return render(request, "console/ledger.html", context)
