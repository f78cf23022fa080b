"""What becomes of provisional due dates when the holidays of their year are known.

Limits that nothing moved end alike where they began alike, so each first day is computed once and
written in one statement; those with stops or extensions are computed one by one.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from renjian.cases.deadlines import decide_due_on, verify_due_on
from renjian.kernel.calendar import Due, WorkingDays, published
from renjian_site.cases import queries
from renjian_site.cases.models import Case, Clue, Extension, Stop
from renjian_site.cases.running import keep_due
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record

Rule = Callable[[date, WorkingDays], Due]


@command
def follow_arrangement(actor: Actor, year: int, *, at: datetime) -> int:
    """Compute the due dates again that the year touches or that are provisional; met ones stay."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    clues = Clue.objects.filter(
        Q(is_provisional=True) | Q(verify_due_on__gte=first, received_on__lte=last),
        stage__in=queries.UNDER_WAY,
    )
    cases = Case.objects.filter(Q(is_provisional=True) | Q(due_on__gte=first, filed_on__lte=last))
    moved_clues = list(clues.filter(_is_moved("pk")).select_for_update(of=("self",)))
    moved_cases = list(
        cases.filter(_is_moved("clue_id")).select_related("clue").select_for_update(of=("self",))
    )
    counted = {
        "clues": len(moved_clues)
        + _by_first_day(
            clues.exclude(_is_moved("pk")), verify_due_on, "received_on", "verify_due_on"
        ),
        "cases": len(moved_cases)
        + _by_first_day(cases.exclude(_is_moved("clue_id")), decide_due_on, "filed_on", "due_on"),
    }
    for clue in moved_clues:
        keep_due(clue, None)
    for case in moved_cases:
        keep_due(case.clue, case)
    record("cases.recomputed", f"year:{year}", **counted)
    return sum(counted.values())


def _is_moved(clue: str) -> Any:
    """That something was entered that moves the limits of a clue."""
    of_clue = {"clue_id": OuterRef(clue)}
    return Exists(Stop.objects.filter(**of_clue)) | Exists(Extension.objects.filter(**of_clue))


def _by_first_day(rows: QuerySet[Any], rule: Rule, first: str, last: str) -> int:
    """Write the last days of limits that nothing moved; give how many there were."""
    written = 0
    for day in list(rows.order_by().values_list(first, flat=True).distinct()):
        due = rule(day, published())
        of_day = rows.filter(**{first: day})
        written += of_day.update(**{last: due.on, "is_provisional": due.provisional})
    return written
