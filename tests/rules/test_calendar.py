from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.kernel.calendar import (
    Arrangement,
    Due,
    Unit,
    WorkingDays,
    hours_after,
    in_table,
    lay_over,
    published,
    read_working_days,
    same_day_number,
    why_not_arrange,
)
from renjian.kernel.stops import Gap

CALENDAR = published()
NEXT_YEAR = Arrangement(2027, frozenset(date(2027, 1, day) for day in (1, 2, 3)), frozenset())
DAYS = st.dates(date(2016, 1, 1), date(2029, 12, 31))
KNOWN_DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))
COUNTS = st.integers(-60, 60)


def works(day: date) -> bool:
    """The obvious definition: a make-up day, or Monday to Friday that is no holiday."""
    if day in CALENDAR.make_up_days:
        return True
    return day.weekday() in (0, 1, 2, 3, 4) and day not in CALENDAR.holidays


def slowly_after(day: date, count: int) -> date:
    """Walk day by day and count those on which people work."""
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if works(day):
            count += -1 if count > 0 else 1
    return day


@given(DAYS, COUNTS)
def test_working_days_are_counted_as_by_walking(day, count):
    assert CALENDAR.after(day, count).on == slowly_after(day, count)


@given(DAYS, COUNTS)
def test_a_due_date_is_provisional_exactly_when_it_leaves_the_known_years(day, count):
    due = CALENDAR.after(day, count)
    assert due.provisional == (not (2018 <= day.year <= 2026 and 2018 <= due.on.year <= 2026))


@given(KNOWN_DAYS, st.integers(1, 60))
def test_as_many_working_days_are_left_as_were_counted(day, count):
    assert CALENDAR.left(day, CALENDAR.after(day, count)) == count


@given(DAYS, DAYS)
def test_days_left_and_days_passed_mirror_each_other(today, other):
    walked = sum(works(min(today, other) + timedelta(days=n)) for n in span(today, other))
    assert CALENDAR.left(today, Due(other)) == (walked if other >= today else -walked)


def span(one: date, other: date) -> range:
    return range(1, abs((other - one).days) + 1)


@given(DAYS, st.integers(1, 400))
def test_calendar_days_move_only_out_of_a_holiday_and_to_the_first_day_after_it(day, count):
    due, last = CALENDAR.calendar_days_after(day, count).on, day + timedelta(days=count)
    assert not CALENDAR.is_holiday(due)
    between = ((due - last).days + 1) if due > last else 1
    passed = [last + timedelta(days=n) for n in range(between)][:-1]
    assert all(CALENDAR.is_holiday(each) for each in passed)


@given(DAYS, st.integers(-400, 0))
def test_calendar_days_counted_back_do_not_move(day, count):
    assert CALENDAR.calendar_days_after(day, count).on == day + timedelta(days=count)


@given(DAYS, st.integers(-60, 60))
def test_months_keep_the_day_number_or_end_with_the_month(day, count):
    end = same_day_number(day, count)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == count
    is_last = (end + timedelta(days=1)).day == 1
    assert end.day == day.day or (is_last and end.day < day.day)


@pytest.mark.parametrize(
    ("day", "works_on_it"),
    [
        (date(2026, 9, 20), True),  # a Sunday made up for National Day
        (date(2026, 10, 10), True),  # a Saturday made up for National Day
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 2, 14), True),  # a Saturday made up for Spring Festival
        (date(2026, 2, 23), False),  # a Monday
        (date(2020, 1, 31), False),  # the Spring Festival that was made longer
        (date(2022, 12, 31), False),  # New Year of the arrangement of 2023
        (date(2026, 11, 7), False),  # an ordinary Saturday
    ],
)
def test_days_of_the_published_arrangements(day, works_on_it):
    assert CALENDAR.is_working_day(day) is works_on_it


def test_the_table_knows_nine_years():
    assert (CALENDAR.known_from, CALENDAR.known_through) == (date(2018, 1, 1), date(2026, 12, 31))
    assert len({day.year for day in CALENDAR.holidays}) == 9


def test_no_make_up_day_is_a_holiday_and_each_falls_on_a_weekend():
    assert not CALENDAR.make_up_days & CALENDAR.holidays
    assert {day.weekday() for day in CALENDAR.make_up_days} == {5, 6}


def test_the_starting_day_is_not_counted():
    monday = date(2026, 11, 2)
    assert CALENDAR.after(monday, 1) == Due(date(2026, 11, 3))
    assert CALENDAR.calendar_days_after(monday, 1) == Due(date(2026, 11, 3))


def test_no_working_days_is_the_day_itself():
    assert CALENDAR.after(date(2026, 10, 1), 0) == Due(date(2026, 10, 1))
    assert CALENDAR.after(date(2027, 1, 1), 0).provisional


def test_an_ordinary_weekend_does_not_extend_a_period_unless_so_set():
    friday = date(2026, 11, 6)
    assert CALENDAR.calendar_days_after(friday, 1).on == date(2026, 11, 7)
    lenient = WorkingDays(
        CALENDAR.known_from,
        CALENDAR.known_through,
        CALENDAR.holidays,
        CALENDAR.make_up_days,
        weekends_extend=((date(2026, 10, 1), True),),
    )
    assert lenient.calendar_days_after(friday, 1).on == date(2026, 11, 9)


def test_from_the_day_of_a_change_weekends_extend_and_not_before():
    lenient = replace(CALENDAR, weekends_extend=((date(2026, 11, 8), True),))
    assert lenient.calendar_days_after(date(2026, 11, 6), 1).on == date(2026, 11, 7)
    assert lenient.calendar_days_after(date(2026, 11, 13), 1).on == date(2026, 11, 16)


def test_a_make_up_saturday_ends_a_period_even_where_weekends_extend_it():
    lenient = WorkingDays(
        CALENDAR.known_from,
        CALENDAR.known_through,
        CALENDAR.holidays,
        CALENDAR.make_up_days,
        weekends_extend=((date(2026, 10, 1), True),),
    )
    assert lenient.calendar_days_after(date(2026, 10, 9), 1).on == date(2026, 10, 10)


def test_29_february_comes_back_as_28_february():
    assert same_day_number(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert same_day_number(date(2024, 2, 29), 48) == date(2028, 2, 29)


def test_2100_would_be_no_leap_year():
    assert same_day_number(date(2096, 2, 29), 48) == date(2100, 2, 28)


@pytest.mark.parametrize(
    ("unit", "due"),
    [
        (Unit.WORKING_DAY, date(2026, 9, 23)),
        (Unit.CALENDAR_DAY, date(2026, 9, 23)),
        (Unit.MONTH, date(2026, 11, 21)),
        (Unit.YEAR, date(2028, 9, 21)),
    ],
)
def test_each_unit_counts_in_its_own_way(unit, due):
    assert CALENDAR.due(date(2026, 9, 21), 2, unit).on == due


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_has_a_word(unit):
    assert unit.title


def test_a_new_year_makes_provisional_dates_final():
    received = date(2026, 12, 31)
    later = CALENDAR.with_arrangement(NEXT_YEAR)
    assert CALENDAR.after(received, 1) == Due(date(2027, 1, 1), provisional=True)
    assert later.after(received, 1) == Due(date(2027, 1, 4), provisional=False)
    assert later.known_through == date(2027, 12, 31)


@pytest.fixture
def as_in_table():
    yield
    lay_over(())


@pytest.mark.usefixtures("as_in_table")
def test_an_arrangement_that_came_later_stands_beside_those_of_the_table():
    lay_over([NEXT_YEAR])
    assert published().known_through == date(2027, 12, 31)
    assert published().is_holiday(date(2027, 1, 2))
    lay_over(())
    assert published() == in_table()


@pytest.mark.usefixtures("as_in_table")
def test_a_corrected_year_replaces_that_of_the_table():
    lay_over([Arrangement(2026, frozenset({date(2026, 9, 3)}), frozenset())])
    assert published().is_holiday(date(2026, 9, 3))
    assert not published().is_holiday(date(2026, 10, 1))
    assert published().is_holiday(date(2025, 10, 1))


@pytest.mark.parametrize(
    ("year", "holidays", "make_up", "code"),
    [
        (2027, [date(2027, 1, 1)], [date(2027, 1, 9)], None),
        (2026, [date(2026, 1, 1)], [], None),
        (2028, [date(2028, 1, 1)], [], "calendar.year"),
        (2017, [date(2017, 1, 1)], [], "calendar.year"),
        (2027, [], [], "calendar.empty"),
        (2027, [date(2026, 12, 31)], [], "calendar.other-year"),
        (2027, [date(2027, 1, 9)], [date(2027, 1, 9)], "calendar.both"),
        (2027, [date(2027, 1, 1)], [date(2027, 1, 4)], "calendar.weekday"),
    ],
)
def test_why_an_arrangement_cannot_be_entered(year, holidays, make_up, code):
    new = Arrangement(year, frozenset(holidays), frozenset(make_up))
    reasons = why_not_arrange(new, CALENDAR)
    assert [each.code for each in reasons] == ([code] if code else [])
    assert not any("{" in each.text for each in reasons)


def test_a_year_out_of_line_cannot_be_laid_over():
    with pytest.raises(ValueError, match="2030"):
        lay_over([Arrangement(2030, frozenset({date(2030, 1, 1)}), frozenset())])


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 3, 2, 10, 20, tzinfo=UTC), datetime(2026, 3, 2, 13, tzinfo=UTC)),
        (datetime(2026, 3, 2, 10, 0, tzinfo=UTC), datetime(2026, 3, 2, 13, tzinfo=UTC)),
        (datetime(2026, 3, 2, 23, 59, tzinfo=UTC), datetime(2026, 3, 3, 2, tzinfo=UTC)),
    ],
)
def test_the_hour_in_which_a_period_in_hours_starts_is_not_counted(start, end):
    assert hours_after(start, 2) == end


@pytest.mark.parametrize("unit", [Unit.HOUR, Unit.DATE])
def test_what_is_not_counted_in_days_has_no_day(unit):
    with pytest.raises(ValueError, match="not counted in days"):
        CALENDAR.due(date(2026, 9, 21), 2, unit)


def test_a_period_that_counts_back_knows_no_stops():
    with pytest.raises(ValueError, match="counts back"):
        gap = Gap(date(2026, 9, 1), date(2026, 9, 2))
        CALENDAR.due(date(2026, 9, 21), -2, Unit.WORKING_DAY, gaps=[gap])


def test_nothing_is_left_on_the_last_day_and_minus_one_on_the_next():
    due = Due(date(2026, 11, 4))
    assert CALENDAR.left(date(2026, 11, 4), due) == 0
    assert CALENDAR.left(date(2026, 11, 5), due) == -1


def test_a_calendar_of_no_day_is_refused():
    with pytest.raises(ValueError, match="at least one day"):
        WorkingDays(date(2026, 1, 2), date(2026, 1, 1), frozenset(), frozenset())


def test_a_row_that_is_neither_holiday_nor_workday_is_refused():
    with pytest.raises(KeyError, match="feast"):
        read_working_days(["year,date,kind,notice", "2026,2026-01-01,feast,x"])


def test_a_period_of_no_length_ends_where_it_begins_even_on_a_holiday():
    holiday = date(2026, 10, 1)
    assert CALENDAR.calendar_days_after(holiday, 0).on == holiday
    assert CALENDAR.months_after(holiday, 0).on == holiday


def test_a_calendar_may_know_a_single_day():
    day = date(2026, 11, 2)
    alone = WorkingDays(day, day, frozenset(), frozenset())
    assert alone.is_known(day) and not alone.is_known(date(2026, 11, 3))
    assert alone.after(day, 1) == Due(date(2026, 11, 3), provisional=True)
