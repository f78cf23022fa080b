"""How a period stands on a day: not begun, running, nearly over, overrun, stopped, or met.

Which event begins a period, what stops it and when it ends is for the slices to say; here it is
only read. Time during a stop does not count, so what was left when it began is still left.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from renjian.kernel.calendar import Due, WorkingDays

SOON = 3  # working days; no rule fixes it


class ClockState(StrEnum):
    """How a period stands."""

    WAITING = "waiting"
    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    PAUSED = "paused"
    DONE = "done"
    DONE_LATE = "done_late"


@dataclass(frozen=True)
class Clock:
    """A period with its last day; and, where they happened, its beginning, its stop and its end."""

    due_on: date
    starts_on: date | None = None
    paused_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class Reading:
    """A state, and the working days that belong to it: left, gone by, or saved; never below 0."""

    state: ClockState
    days: int


def read(clock: Clock, today: date, calendar: WorkingDays) -> Reading:
    """How a period stands today. What is done stays as it was on that day."""
    if clock.done_on is not None:
        return _done(clock.due_on, clock.done_on, calendar)
    if clock.starts_on is not None and today < clock.starts_on:
        left = calendar.left(clock.starts_on, Due(clock.due_on))
        return Reading(ClockState.WAITING, max(0, left))
    if clock.paused_on is not None and clock.paused_on <= today:
        left = calendar.left(clock.paused_on, Due(clock.due_on))
        return Reading(ClockState.PAUSED, max(0, left))
    if today > clock.due_on:
        return Reading(ClockState.LATE, _late(clock.due_on, today, calendar))
    left = calendar.left(today, Due(clock.due_on))
    return Reading(ClockState.SOON if left <= SOON else ClockState.RUNNING, left)


def _done(due_on: date, done_on: date, calendar: WorkingDays) -> Reading:
    if done_on > due_on:
        return Reading(ClockState.DONE_LATE, _late(due_on, done_on, calendar))
    return Reading(ClockState.DONE, calendar.left(done_on, Due(due_on)))


def _late(due_on: date, day: date, calendar: WorkingDays) -> int:
    """The working days by which a period is overrun; a weekend after its last day is one already."""
    return max(1, -calendar.left(day, Due(due_on)))
