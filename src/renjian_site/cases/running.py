"""The limit that runs for a clue now, with the stops and extensions that count."""

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
    """A limit with what moved it since the day on which it began."""
    which = {"limit": plain.limit.id, "since": plain.since, "state": COUNTS}
    stops = Stop.objects.filter(clue=clue, **which).order_by("from_on", "pk")
    granted = Extension.objects.filter(clue=clue, **which).order_by("pk")
    return Running(
        plain.limit,
        plain.since,
        tuple(as_pause(stop) for stop in stops),
        tuple(as_granted(one, one.decided_on or one.asked_on) for one in granted),
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
    due = running.due(published())
    if case is not None:
        case.due_on, case.is_provisional, case.paused_on = (
            due.on,
            due.provisional,
            running.paused_on,
        )
        case.save(update_fields=["due_on", "is_provisional", "paused_on"])
    else:
        clue.verify_due_on, clue.is_provisional = due.on, due.provisional
        clue.paused_on = running.paused_on
        clue.save(update_fields=["verify_due_on", "is_provisional", "paused_on"])
    return due.on


def moves_of(clue: Clue) -> list[LimitMove]:
    """Everything that was asked for and decided about the limits of a clue, oldest first."""
    stops = clue.stops.select_related("asked_by", "decided_by")
    extensions = clue.extensions.select_related("asked_by", "decided_by")
    return sorted(chain(stops, extensions), key=lambda move: (move.asked_on, move.pk))
