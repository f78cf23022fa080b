"""What anybody may ask about draws: from the freeze on, everything but the risk classes."""

from typing import Any

from django.db.models import QuerySet

from renjian.draws.beacon import KINDS
from renjian.kernel.refusal import Reason
from renjian_site.draws.models import Draw, DrawnObject


def announced() -> QuerySet[Draw]:
    """Draws whose commitment is public, newest first."""
    found = Draw.objects.exclude(stage=Draw.Stage.PLANNED).select_related("authority")
    return found.order_by("-frozen_at", "-pk")


def draw(pk: int) -> Draw | None:
    """One announced draw."""
    return announced().filter(pk=pk).first()


def drawn(pk: int) -> QuerySet[DrawnObject]:
    """What an announced draw drew."""
    objects = DrawnObject.objects.filter(draw_id=pk)
    return objects.select_related("organisation", "lead", "second")


def trust_in(found: Draw) -> Reason:
    """How far the random value of a draw can be trusted."""
    plan: dict[str, Any] = found.plan or {}
    return KINDS[plan["beacon"]["kind"]].trust
