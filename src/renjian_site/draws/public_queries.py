"""What anybody may ask about draws: from the freeze on, everything but the risk classes."""

from typing import Any

from django.db.models import Q, QuerySet

from renjian.draws.beacon import KINDS
from renjian.draws.voiding import Difference, difference
from renjian.kernel.refusal import Reason
from renjian_site.draws import frozen
from renjian_site.draws.chance import Told, told
from renjian_site.draws.models import Change, Draw, DrawnObject, Void


def announced() -> QuerySet[Draw]:
    """Draws whose commitment is public, newest first."""
    found = Draw.objects.exclude(stage=Draw.Stage.PLANNED).select_related("authority")
    return found.order_by("-frozen_at", "-pk")


def draw(pk: int) -> Draw | None:
    """One announced draw."""
    return announced().filter(pk=pk).first()


def drawn(pk: int) -> QuerySet[DrawnObject]:
    """What an announced draw drew; of a sealed one nothing before the last visit."""
    is_shown = Q(draw__is_sealed=False) | Q(draw__revealed_at__isnull=False)
    objects = DrawnObject.objects.filter(is_shown, draw_id=pk)
    near = objects.select_related("organisation", "lead", "second")
    return near.prefetch_related("companions__person")


def trust_in(found: Draw) -> Reason:
    """How far the random value of a draw can be trusted."""
    plan: dict[str, Any] = found.plan or {}
    return KINDS[plan["beacon"]["kind"]].trust


def source_of(found: Draw) -> Told:
    """The random source that an announced draw names."""
    return told(found, found.frozen_at or found.planned_at)


def changes_of(found: Draw) -> list[dict[str, Any]]:
    """What happened to a published draw after it, in order; of a sealed one nothing before."""
    if found.public_file and not found.is_published:
        return []
    return [one.entry for one in Change.objects.filter(draw=found)]


def void_of(found: Draw) -> Void | None:
    """Why and when an announced draw was given up."""
    return Void.objects.filter(draw=found, state=Void.State.AGREED).first()


def difference_of(found: Draw) -> Difference | None:
    """What differs between the list of a draw and that of the voided one which it succeeds."""
    if found.succeeds is None or not found.frozen_file:
        return None
    before, after = frozen.package_of(found.succeeds), frozen.package_of(found)
    return difference(before["objects"], after["objects"])


def successor_of(found: Draw) -> Draw | None:
    """The announced draw that stands in the place of one that was given up."""
    return announced().filter(succeeds=found).first()
