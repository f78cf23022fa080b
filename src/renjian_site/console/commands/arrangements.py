"""What hangs on the holidays of a year, in every slice that keeps due dates."""

from datetime import datetime

from renjian_site.cases import commands as cases
from renjian_site.consultations import commands as consultations
from renjian_site.inspections import commands as inspections
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@command
def follow_arrangement(actor: Actor, year: int, *, at: datetime) -> int:
    """Compute all provisional due dates again, in one act with what each slice changed."""
    moved = (
        consultations.follow_arrangement(actor, year, at=at)
        + inspections.follow_arrangement(actor, year, at=at)
        + cases.follow_arrangement(actor, year, at=at)
    )
    record("arrangement.followed", f"year:{year}", year=year, moved=moved)
    return moved
