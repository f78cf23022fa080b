"""What becomes of due dates when the holidays of a year are known or corrected.

Limits that nothing moved end alike where they began alike, so each first day is computed once and
all are written in one statement; those with stops or extensions are computed one by one.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Case as Chosen
from django.db.models import Q, QuerySet, Value, When

from renjian.cases.deadlines import decide_due_on, decision, verification, verify_due_on
from renjian.cases.limits import Running
from renjian.kernel.calendar import Due, WorkingDays, published
from renjian_site.cases import queries
from renjian_site.cases.models import Case, Clue, Extension, Stop
from renjian_site.cases.running import COUNTS, set_due, with_moves
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record

Rule = Callable[[date, WorkingDays], Due]
Moves = dict[int, tuple[list[Stop], list[Extension]]]
Days = tuple[str, str]  # the columns of the first and of the last day of a limit
CLUE_DAYS, CASE_DAYS = ("received_on", "verify_due_on"), ("filed_on", "due_on")


@command
def follow_arrangement(actor: Actor, year: int, *, at: datetime) -> int:
    """Compute the due dates again that the year touches or that are provisional; met ones stay."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    clues = Clue.objects.filter(
        Q(is_provisional=True) | Q(verify_due_on__gte=first, received_on__lte=last),
        stage__in=queries.UNDER_WAY,
    )
    cases = Case.objects.filter(Q(is_provisional=True) | Q(due_on__gte=first, filed_on__lte=last))
    moves = _moves_by_clue()
    plain_clues, plain_cases = clues.exclude(pk__in=moves), cases.exclude(clue__in=moves)
    counted = {
        "clues": _one_by_one(clues.filter(pk__in=moves), verification, CLUE_DAYS, moves)
        + _by_first_day(plain_clues, verify_due_on, CLUE_DAYS),
        "cases": _one_by_one(cases.filter(clue__in=moves), decision, CASE_DAYS, moves)
        + _by_first_day(plain_cases, decide_due_on, CASE_DAYS),
    }
    record("cases.recomputed", f"year:{year}", **counted)
    return sum(counted.values())


def _moves_by_clue() -> Moves:
    """The stops and extensions that count, by clue."""
    found: Moves = {}
    for stop in Stop.objects.filter(state=COUNTS).order_by("from_on", "pk"):
        found.setdefault(stop.clue_id, ([], []))[0].append(stop)
    for extension in Extension.objects.filter(state=COUNTS).order_by("pk"):
        found.setdefault(extension.clue_id, ([], []))[1].append(extension)
    return found


def _one_by_one(
    rows: QuerySet[Any], begun: Callable[[date], Running], days: Days, moves: Moves
) -> int:
    """Write the last days of limits that something moved; give how many there were."""
    found = list(rows.select_for_update(of=("self",)))
    for row in found:
        clue = row.clue_id if isinstance(row, Case) else row.pk
        running = with_moves(begun(getattr(row, days[0])), *moves[clue])
        set_due(row, days[1], running)
    rows.model.objects.bulk_update(found, [days[1], "is_provisional", "paused_on"], batch_size=1000)
    return len(found)


def _by_first_day(rows: QuerySet[Any], rule: Rule, of_limit: Days) -> int:
    """Write the last days of limits that nothing moved; give how many there were."""
    first, last = of_limit
    days = list(rows.order_by().values_list(first, flat=True).distinct())
    dues = {day: rule(day, published()) for day in days}
    if not dues:
        return 0
    return rows.filter(**{f"{first}__in": days}).update(
        **{
            last: _chosen(first, {day: due.on for day, due in dues.items()}),
            "is_provisional": _chosen(first, {day: due.provisional for day, due in dues.items()}),
        }
    )


def _chosen(first: str, values: Mapping[date, object]) -> Chosen:
    return Chosen(*(When(**{first: day}, then=Value(value)) for day, value in values.items()))
