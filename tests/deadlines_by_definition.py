"""The end of a limit by its definition: walk day by day and look at each (PROC 80). Slow."""

from collections.abc import Sequence
from datetime import date, timedelta

from renjian.catalogue.deadlines import Deadline
from renjian.kernel.calendar import Unit, WorkingDays
from renjian.kernel.stops import Stop

DAY = timedelta(days=1)


def end_of(
    limit: Deadline,
    start: date,
    calendar: WorkingDays,
    stops: Sequence[Stop] = (),
    extra: int = 0,
) -> date:
    """The last day of a limit that starts on a day, less the stops, with so much more granted."""
    count = limit.length.count + extra
    if limit.date_rule is not None:
        end, count = fixed_date(limit, start), 1
    elif limit.unit in (Unit.MONTH, Unit.YEAR):
        end = months(start, count * (12 if limit.unit is Unit.YEAR else 1), stops)
    else:
        end = walked(start, count, calendar, stops, only_working=limit.unit is Unit.WORKING_DAY)
    if limit.unit is not Unit.WORKING_DAY and limit.rolls and count > 0:
        while end in calendar.holidays or is_stopped(end, stops):
            end += DAY
    return end


def is_stopped(day: date, stops: Sequence[Stop]) -> bool:
    """Whether a day does not count."""
    return any(stop.from_on <= day and (stop.to_on is None or day <= stop.to_on) for stop in stops)


def works(day: date, calendar: WorkingDays) -> bool:
    """A make-up day, or Monday to Friday that is no holiday."""
    weekday = day.weekday() in (0, 1, 2, 3, 4)
    return day in calendar.make_up_days or (weekday and day not in calendar.holidays)


def walked(
    day: date, count: int, calendar: WorkingDays, stops: Sequence[Stop], *, only_working: bool
) -> date:
    """Go on until so many days that count have passed."""
    step = DAY if count > 0 else -DAY
    left = abs(count)
    while left:
        day += step
        counts = works(day, calendar) or not only_working
        left -= counts and not is_stopped(day, stops)
    return day


def months(start: date, count: int, stops: Sequence[Stop]) -> date:
    """The same day number, or the last day of the month; one day more for each that is stopped."""
    index = start.year * 12 + start.month - 1 + count
    number = start.day
    while True:
        try:
            end = date(index // 12, index % 12 + 1, number)
            break
        except ValueError:
            number -= 1
    day = start
    while day < end:
        day += DAY
        end += DAY if is_stopped(day, stops) else timedelta()
    return end


def fixed_date(limit: Deadline, start: date) -> date:
    """The date of the rule: in the month, or the year, that it names."""
    match limit.id:
        case "DL-W-01":
            following = start.month % 12 + 1
            return date(start.year + (following == 1), following, 10)
        case "DL-W-25":
            return date(start.year + 1, 4, 15)
        case "DL-R-01":
            return date(start.year, 12, 1)
        case _:
            return date(start.year, 12, 31)
