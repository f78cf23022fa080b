"""What becomes of clues and cases when an authority is abolished: its successor goes on with them."""

from datetime import datetime

from renjian_site.cases import queries
from renjian_site.cases.models import Case, Clue, Movement
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


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
