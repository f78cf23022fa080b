"""What becomes of provisional due dates when the holidays of their year are known."""

from datetime import datetime

from renjian.cases.deadlines import decide_due_on, verify_due_on
from renjian.kernel.calendar import published
from renjian_site.cases import queries
from renjian_site.cases.models import Case, Clue
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@command
def follow_arrangement(actor: Actor, year: int, *, at: datetime) -> int:
    """Compute the provisional due dates of clues and cases again; those that are met stay."""
    clues = list(
        Clue.objects.select_for_update(of=("self",)).filter(
            is_provisional=True, stage__in=queries.UNDER_WAY
        )
    )
    for clue in clues:
        due = verify_due_on(clue.received_on, published())
        clue.verify_due_on, clue.is_provisional = due.on, due.provisional
    cases = list(Case.objects.select_for_update(of=("self",)).filter(is_provisional=True))
    for case in cases:
        due = decide_due_on(case.filed_on, published())
        case.due_on, case.is_provisional = due.on, due.provisional
    Clue.objects.bulk_update(clues, ["verify_due_on", "is_provisional"], batch_size=1000)
    Case.objects.bulk_update(cases, ["due_on", "is_provisional"], batch_size=1000)
    record("cases.recomputed", f"year:{year}", clues=len(clues), cases=len(cases))
    return len(clues) + len(cases)
