"""Pages of quality cards: the board of all bodies, the card of one, the rows behind its numbers."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.registers.quality import MEANING_TITLES, SOURCE, TITLES, Dimension, Figure
from renjian_site.kit.actor import Actor
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.lists.pages import view_of
from renjian_site.registers import lists, queries
from renjian_site.registers.lists.neighbours import AUDIT_READERS
from renjian_site.registers.models import QualityCard
from renjian_site.registers.quality_rows import DAYS, figures_of

quality = view_of(lists.QUALITY)
READERS = tuple(sorted(AUDIT_READERS))
MOST_PAGES = 100_000


@dataclass(frozen=True)
class Line:
    """One dimension of a card as its page shows it: this month, the month before, the median."""

    figure: Figure
    title: str
    meaning: str
    before: Figure | None
    median: str

    @property
    def rate(self) -> str:
        """The share without fault in words."""
        return _percent(self.figure.rate)

    @property
    def rate_before(self) -> str:
        """The same of the month before."""
        return _percent(self.before.rate) if self.before else "–"


@for_roles(*READERS)
@require_GET
def card(request: Request, approval_no: str) -> HttpResponse:
    """The card of one body: seven dimensions, beside its own past and the median of all bodies."""
    found = queries.quality_cards(request.actor).filter(body__approval_no=approval_no)
    newest = found.order_by("-month").first()
    if newest is None:
        raise Http404
    months = queries.trend(request.actor, newest.body_id)
    context = {
        "card": newest,
        "lines": lines_of(request.actor, newest),
        "titles": list(TITLES.values()),
        "trend": [
            (one.month, [(TITLES[f.dimension], _percent(f.rate)) for f in figures_of(one)])
            for one in months
        ],
        "source": SOURCE,
    }
    return render(request, "registers/quality_card.html", context)


@for_roles(*READERS)
@require_GET
def rows(request: Request, approval_no: str, dimension: str) -> HttpResponse:
    """The rows to be mended behind one number, as the registers stand today."""
    if dimension not in set(Dimension):
        raise Http404
    cards = queries.quality_cards(request.actor).select_related("body").order_by("-month")
    found: QualityCard = get_object_or_404(cards.filter(body__approval_no=approval_no)[:1])
    page = request.GET.get("page", "1")
    number = min(max(int(page), 1), MOST_PAGES) if page.isascii() and page.isdecimal() else 1
    offset = (number - 1) * queries.EACH
    one = Dimension(dimension)
    told = queries.faulty(request.actor, found, one, timezone.localdate(), offset)
    context = {
        "card": found,
        "title": TITLES[one],
        "meaning": MEANING_TITLES[one],
        "days": DAYS[one],
        "rows": told[: queries.EACH],
        "first": offset + 1,
        "before": number - 1,
        "after": number + 1 if len(told) > queries.EACH else 0,
        "opens_own": request.actor.role is Role.CLERK or request.actor.level is Level.NATIONAL,
    }
    return render(request, "registers/quality_rows.html", context)


def lines_of(actor: Actor, card: QualityCard) -> list[Line]:
    """The seven dimensions of a card, beside the month before and the median."""
    months = queries.trend(actor, card.body_id)
    medians = queries.medians(actor, card.month)
    before = figures_of(months[1]) if len(months) > 1 else (None,) * len(Dimension)
    return [
        Line(
            figure,
            TITLES[figure.dimension],
            MEANING_TITLES[figure.dimension],
            earlier,
            _percent(medians[figure.dimension]),
        )
        for figure, earlier in zip(figures_of(card), before, strict=True)
    ]


def _percent(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.1%}"
