"""Quality cards of certification bodies, and the rows behind their numbers."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Case, DecimalField, F, Max, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Round

from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.authorities.scope import range_of
from renjian.registers.quality import MONTHS, Dimension
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.kit.scope import EVERYTHING, within
from renjian_site.registers.models import QualityCard
from renjian_site.registers.quality_rows import DAYS, rows_of

EACH = 50
DECIMAL = DecimalField(max_digits=14, decimal_places=1)


@dataclass(frozen=True)
class Faulty:
    """A row to be mended: its certificate and holder, if it is one, and its days with titles."""

    number: str
    holder: str
    told: tuple[tuple[str, date | None], ...]


def quality_cards(actor: Actor) -> QuerySet[QualityCard]:
    """All cards of bodies seated in the actor's area; a clerk sees those of the own body.

    A body whose seat nobody covers is seen by the state administration.
    """
    found = QualityCard.objects.select_related("body")
    if actor is SYSTEM:
        return found
    if actor.role is Role.CLERK:
        return found.filter(body__approval_no=actor.body)
    low, high = range_of(actor.authority.path)
    seated = Q(body__authority__path__gte=low, body__authority__path__lt=high)
    if actor.level is Level.NATIONAL:
        seated |= Q(body__authority=None)
    return found.filter(seated)


def newest_cards(actor: Actor) -> QuerySet[QualityCard]:
    """The newest cards, with the share of rows without fault in each dimension, in per cent."""
    newest = QualityCard.objects.aggregate(month=Max("month"))["month"]
    shares = {f"{one}_rate": _rate(one) for one in Dimension}
    return quality_cards(actor).filter(month=newest).annotate(**shares)


def trend(actor: Actor, body_id: int) -> list[QualityCard]:
    """The cards of one body of the last twelve months, the newest first."""
    return list(quality_cards(actor).filter(body=body_id).order_by("-month")[:MONTHS])


def medians(actor: Actor, month: date) -> dict[Dimension, float | None]:
    """The median over all bodies in a month; everybody who sees a card sees it, and no other card."""
    columns = ", ".join(
        f"percentile_cont(0.5) within group (order by 1 - {one}_faults::float / {one}_total)"
        f" filter (where {one}_total > 0)"
        for one in Dimension
    )
    with within(EVERYTHING), connection.cursor() as cursor:
        cursor.execute(f"select {columns} from registers_qualitycard where month = %s", [month])
        return dict(zip(Dimension, cursor.fetchone(), strict=True))


def faulty(
    actor: Actor, card: QualityCard, dimension: Dimension, today: date, offset: int = 0
) -> list[Faulty]:
    """Rows to be mended as the registers stand today, so many at once as :data:`EACH`, and one more."""
    rows = rows_of(card.body_id, dimension, today, offset, EACH + 1)
    return [
        Faulty(number, name, tuple(zip(DAYS[dimension], days, strict=False)))
        for number, name, days in rows
    ]


def _rate(one: Dimension) -> Case:
    total, faults = Cast(f"{one}_total", DECIMAL), F(f"{one}_faults")
    share = Round(100 - Value(100) * faults / total, 1, output_field=DECIMAL)
    return Case(When(**{f"{one}_total__gt": 0, "then": share}), default=None, output_field=DECIMAL)
