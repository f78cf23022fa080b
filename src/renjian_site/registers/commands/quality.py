"""The quality cards of bodies are computed."""

from datetime import datetime

from django.utils import timezone

from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.registers.taking_in import quality


@command
def compute_quality(actor: Actor, *, at: datetime) -> int:
    """Compute the quality card of this month for every body, as the registers stand."""
    count = quality.compute(timezone.localdate(at), at)
    record("quality.computed", "bodies", count=count)
    return count
