"""The quality of reports: seven dimensions, due by the tenth, no mark where there is nothing."""

from datetime import date

import pytest

from renjian.registers.quality import (
    MEANING_TITLES,
    TITLES,
    Dimension,
    Figure,
    due_on,
    months_before,
    months_due,
)


def test_there_are_seven_dimensions_and_each_says_what_it_counts():
    assert len(Dimension) == len(TITLES) == len(MEANING_TITLES) == 7


@pytest.mark.parametrize(
    ("happened", "due"),
    [
        (date(2026, 1, 1), date(2026, 2, 10)),
        (date(2026, 1, 31), date(2026, 2, 10)),
        (date(2026, 12, 5), date(2027, 1, 10)),
    ],
)
def test_a_month_is_reported_by_the_tenth_of_the_next(happened, due):
    assert due_on(happened) == due


def test_the_tenth_is_not_moved_past_a_holiday():
    assert due_on(date(2026, 9, 3)) == date(2026, 10, 10)  # a Saturday
    assert due_on(date(2025, 12, 3)).isoweekday() == 6


def test_months_before_a_day_are_whole_and_ended():
    assert months_before(date(2026, 2, 28), 3) == [
        date(2026, 1, 1),
        date(2025, 12, 1),
        date(2025, 11, 1),
    ]


def test_the_last_month_counts_once_its_day_has_passed():
    assert months_due(date(2026, 3, 10))[0] == date(2026, 1, 1)
    assert months_due(date(2026, 3, 11))[0] == date(2026, 2, 1)


def test_a_share_is_of_the_rows_there_were():
    assert Figure(Dimension.LINKED, 8, 2).rate == 0.75
    assert Figure(Dimension.LINKED, 0, 0).rate is None
