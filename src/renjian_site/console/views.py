"""The officer's landing page, search, and the thread of a matter."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from renjian.authorities.rights import MATTER_READERS
from renjian.registers.names import asked
from renjian_site.authorities.middleware import seconds_left
from renjian_site.console.inbox import inbox
from renjian_site.console.search import search
from renjian_site.console.thread import KINDS, thread
from renjian_site.console.waiting import of_unit, waiting
from renjian_site.kit.http import Request, for_roles

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
    if len(hits) == 1 and not hits[0].is_near:
        return redirect(hits[0].url)
    context = {
        "hits": hits,
        "searched": words,
        "is_capped": any(hit.is_capped for hit in hits),
        "is_short": bool(words) and not asked(words).is_long_enough,
    }
    return render(request, "console/search.html", context)


@for_roles(*MATTER_READERS)
@require_GET
def thread_part(request: Request, kind: str, pk: int) -> HttpResponse:
    """The thread of a task or a clue, as a part of its page."""
    if kind not in KINDS:
        raise Http404
    return render(request, "console/_thread.html", {"knots": thread(request.actor, kind, pk)})


@for_roles()
@require_GET
def keep(request: Request) -> HttpResponse:
    """How many seconds the session lasts: asking for it lets it go on, as every page does."""
    return HttpResponse(str(seconds_left(request.session)), content_type="text/plain")
