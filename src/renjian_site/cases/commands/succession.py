"""What becomes of clues and cases when the tree changes: who goes on with them, who supervises."""

from datetime import datetime

from django.utils import timezone

from renjian_site.cases import queries
from renjian_site.cases.models import Case, Clue, Movement
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@command
def end_lost_supervision(actor: Actor, unit: int, path: str, *, at: datetime) -> int:
    """End the supervision (督办) of what a unit handles by authorities no longer above it.

    Supervising is a superior's own decision (N102 二); whoever is above now decides anew.
    """
    today = timezone.localdate(at)
    lost = list(queries.lost_supervision(actor, path, path).select_for_update(of=("self",)))
    for part in lost:
        part.to_on, part.is_ended = max(part.from_on, today), True
        part.save(update_fields=["to_on", "is_ended"])
    record("clues.supervision-ended", f"unit:{unit}", clues=len(lost))
    return len(lost)


@command
def take_over(actor: Actor, unit: int, successor: int, *, at: datetime) -> int:
    """Let another authority go on with what one that is abolished has under way.

    Its clues, its cases, and what was sent to it and not received. Numbers, documents and the
    ruling of the day stay as they were.
    """
    clues = Clue.objects.filter(authority_id=unit, stage__in=queries.UNDER_WAY)
    cases = Case.objects.filter(authority_id=unit)
    filed = Clue.objects.filter(case__in=cases, authority_id=unit)
    coming = Movement.objects.filter(to_authority_id=unit, received_at=None)
    taken = clues.update(authority_id=successor) + filed.update(authority_id=successor)
    record(
        "clues.taken-over",
        f"unit:{successor}",
        clues=taken,
        cases=cases.update(authority_id=successor),
        movements=coming.update(to_authority_id=successor),
    )
    return taken
