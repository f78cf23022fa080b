"""The officer's landing page and ledger."""

import time

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from renjian_site.authorities.middleware import UNTIL_KEY
from renjian_site.console.inbox import inbox
from renjian_site.console.search import search
from renjian_site.console.thread import thread
from renjian_site.console.waiting import of_unit, waiting
from renjian_site.kit.http import Request, for_roles
from renjian_site.ledger import queries as ledger

MINE, WAITING, UNIT = "mine", "waiting", "unit"
TABS = {MINE: inbox, WAITING: waiting, UNIT: of_unit}
LONGEST = 100


@for_roles()
@require_GET
def inbox_page(request: Request) -> HttpResponse:
    """What the actor has to do now, waits for, or shares with the unit."""
    tab = request.GET.get("tab", MINE)
    tab = tab if tab in TABS else MINE
    items = TABS[tab](request.actor, timezone.localdate())
    context = {"items": items, "today": timezone.now(), "tab": tab}
    return render(request, "console/inbox.html", context)


@for_roles()
@require_GET
def search_page(request: Request) -> HttpResponse:
    """What the search box found; a single hit is opened at once."""
    words = request.GET.get("q", "")[:LONGEST].strip()
    hits = search(request.actor, words)
    if len(hits) == 1:
        return redirect(hits[0].url)
    return render(request, "console/search.html", {"hits": hits, "searched": words})


@for_roles()
@require_GET
def thread_part(request: Request, kind: str, pk: int) -> HttpResponse:
    """The thread of a task or a clue, as a part of its page."""
    try:
        knots = thread(request.actor, kind, pk)
    except ObjectDoesNotExist:
        raise Http404 from None
    return render(request, "console/_thread.html", {"knots": knots})


@for_roles()
@require_GET
def keep(request: Request) -> HttpResponse:
    """Let the session go on: the page asks when somebody says so."""
    request.session[UNTIL_KEY] = time.time() + settings.SESSION_COOKIE_AGE
    return HttpResponse(status=204)


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
