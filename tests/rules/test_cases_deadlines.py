from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.cases.deadlines import decide_due_on, verify_due_on
from renjian.kernel.calendar import Due, published

CALENDAR = published()
DAYS = st.dates(date(2022, 9, 29), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        (date(2026, 3, 2), date(2026, 3, 23)),
        (date(2026, 9, 21), date(2026, 10, 19)),
        (date(2026, 2, 13), date(2026, 3, 12)),
    ],
)
def test_a_clue_is_verified_within_15_working_days(received_on, due_on):
    assert verify_due_on(received_on, CALENDAR) == Due(due_on)


@pytest.mark.parametrize(
    ("filed_on", "due_on"),
    [
        (date(2026, 7, 2), date(2026, 9, 30)),
        (date(2026, 7, 3), date(2026, 10, 8)),
        (date(2026, 7, 10), date(2026, 10, 8)),
        (date(2026, 3, 2), date(2026, 5, 31)),
    ],
)
def test_a_case_is_decided_within_90_calendar_days(filed_on, due_on):
    assert decide_due_on(filed_on, CALENDAR) == Due(due_on)


@given(DAYS)
def test_verification_never_ends_on_a_day_off_nor_decision_on_a_holiday(day):
    assert CALENDAR.is_working_day(verify_due_on(day, CALENDAR).on)
    assert not CALENDAR.is_holiday(decide_due_on(day, CALENDAR).on)
    assert decide_due_on(day, CALENDAR).on >= day + timedelta(days=90)


@given(DAYS, DAYS)
def test_who_receives_later_is_never_due_earlier(one, other):
    first, second = sorted((one, other))
    for due_on in (verify_due_on, decide_due_on):
        assert due_on(first, CALENDAR).on <= due_on(second, CALENDAR).on


def test_dates_of_years_not_yet_published_are_provisional():
    assert verify_due_on(date(2026, 12, 25), CALENDAR).provisional
    assert not verify_due_on(date(2026, 12, 10), CALENDAR).provisional
