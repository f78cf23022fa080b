"""The limit that runs for a clue now, with the stops and extensions that count."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from renjian.cases.deadlines import decision, verification
from renjian.cases.limits import Running
from renjian.cases.stages import Stage
from renjian.catalogue.deadlines import Granted
from renjian.kernel.calendar import published
from renjian.kernel.stops import Stop as Pause
from renjian_site.cases.models import Case, Clue, Extension, LimitMove, Stop

COUNTS = LimitMove.State.COUNTS


def running_of(clue: Clue, case: Case | None) -> Running | None:
    """The limit that runs: to decide the case, or to decide on filing; None where none does."""
    if case is not None:
        return _moved(clue, decision(case.filed_on))
    if clue.stage == Stage.VERIFYING:
        return _moved(clue, verification(clue.received_on))
    return None


def _moved(clue: Clue, plain: Running) -> Running:
    stops = Stop.objects.filter(clue=clue, state=COUNTS).order_by("from_on", "pk")
    extensions = Extension.objects.filter(clue=clue, state=COUNTS).order_by("pk")
    return with_moves(plain, stops, extensions)


def with_moves(plain: Running, stops: Iterable[Stop], extensions: Iterable[Extension]) -> Running:
    """A limit with those of the moves of a clue that belong to it, since the day it began."""
    key = (plain.limit.id, plain.since)
    return Running(
        plain.limit,
        plain.since,
        tuple(as_pause(stop) for stop in stops if (stop.limit, stop.since) == key),
        tuple(
            as_granted(one, one.decided_on or one.asked_on)
            for one in extensions
            if (one.limit, one.since) == key
        ),
    )


def as_pause(row: Stop) -> Pause:
    """A stop as the rules take it."""
    return Pause(row.from_on, row.to_on, row.cause, row.document)


def as_granted(row: Extension, on: date) -> Granted:
    """An extension as the rules take it, approved on a day."""
    return Granted(row.count, row.approver, on, row.document)


def keep_due(clue: Clue, case: Case | None) -> date | None:
    """Write the last day of the running limit anew; give it, or None where no limit runs."""
    running = running_of(clue, case)
    if running is None:
        return None
    if case is not None:
        set_due(case, "due_on", running)
        case.save(update_fields=["due_on", "is_provisional", "paused_on"])
        return case.due_on
    set_due(clue, "verify_due_on", running)
    clue.save(update_fields=["verify_due_on", "is_provisional", "paused_on"])
    return clue.verify_due_on


def set_due(row: Clue | Case, last: str, running: Running) -> None:
    """Put the last day of a limit, and since when it does not run, into a row."""
    due = running.due(published())
    setattr(row, last, due.on)
    row.is_provisional, row.paused_on = due.provisional, running.paused_on


def moves_of(clue: Clue) -> list[LimitMove]:
    """Everything that was asked for and decided about the limits of a clue, oldest first."""
    stops = clue.stops.select_related("asked_by", "decided_by")
    extensions = clue.extensions.select_related("asked_by", "decided_by")
    return sorted(chain(stops, extensions), key=lambda move: (move.asked_on, move.pk))
