from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.kernel.calendar import Due, published
from renjian.kernel.clocks import SOON, Clock, ClockState, Reading, read

CALENDAR = published()
DAYS = st.dates(date(2022, 9, 29), date(2027, 12, 31))
DUE = date(2026, 10, 10)  # a Saturday on which people work
RUNNING, NEAR, LATE = ClockState.RUNNING, ClockState.SOON, ClockState.LATE
WAITING, PAUSED = ClockState.WAITING, ClockState.PAUSED
DONE, DONE_LATE = ClockState.DONE, ClockState.DONE_LATE


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [
        (date(2026, 9, 22), RUNNING, 8),
        (date(2026, 9, 29), RUNNING, 4),
        (date(2026, 9, 30), NEAR, 3),
        (date(2026, 10, 3), NEAR, 3),  # nobody works during the holiday
        (date(2026, 10, 10), NEAR, 0),
        (date(2026, 10, 11), LATE, 1),  # a Sunday: over, though no working day passed
        (date(2026, 10, 12), LATE, 1),
        (date(2026, 10, 13), LATE, 2),
    ],
)
def test_a_running_clock_counts_working_days_to_its_last_day(today, state, days):
    assert read(Clock(DUE), today, CALENDAR) == Reading(state, days)


@pytest.mark.parametrize(
    ("done_on", "state", "days"),
    [
        (date(2026, 9, 29), DONE, 4),
        (date(2026, 10, 10), DONE, 0),
        (date(2026, 10, 11), DONE_LATE, 1),
        (date(2026, 10, 13), DONE_LATE, 2),
    ],
)
def test_what_is_done_was_early_in_time_or_late(done_on, state, days):
    assert read(Clock(DUE, done_on=done_on), date(2027, 1, 4), CALENDAR) == Reading(state, days)


def test_a_clock_that_has_not_begun_says_how_long_it_will_run():
    clock = Clock(DUE, starts_on=date(2026, 9, 29))
    assert read(clock, date(2026, 9, 28), CALENDAR) == Reading(WAITING, 4)
    assert read(clock, date(2026, 9, 29), CALENDAR) == Reading(RUNNING, 4)


def test_a_stopped_clock_keeps_what_was_left_and_is_never_late():
    clock = Clock(DUE, paused_on=date(2026, 9, 29))
    assert read(clock, date(2026, 9, 28), CALENDAR).state is RUNNING
    assert read(clock, date(2026, 9, 29), CALENDAR) == Reading(PAUSED, 4)
    assert read(clock, date(2027, 1, 4), CALENDAR) == Reading(PAUSED, 4)


@given(DAYS, DAYS)
def test_a_clock_is_late_only_after_its_last_day(due_on, today):
    found = read(Clock(due_on), today, CALENDAR)
    assert (found.state is LATE) == (today > due_on)
    assert (found.state is NEAR) == (today <= due_on and found.days <= SOON)


@given(DAYS, DAYS, st.integers(0, 400))
def test_what_is_done_is_read_alike_ever_after(due_on, done_on, later):
    clock = Clock(due_on, starts_on=due_on, paused_on=due_on, done_on=done_on)
    found = read(clock, done_on + timedelta(days=later), CALENDAR)
    assert found == read(clock, done_on, CALENDAR)
    assert found.days >= 0
    if found.state is DONE:
        assert found.days == CALENDAR.left(done_on, Due(due_on))
