"""Working days, calendar days, months and years as the law counts them (PROC 80, PPL 85).

The starting day is not counted. A period in calendar days, months or years that would end on a
holiday of the yearly arrangement ends on the first day after it. Of a period in hours the hour in
which it starts is not counted, and no holiday moves it. Time that does not run is left out
(``stops``). The arrangement of a year is published late in the year before: what reaches beyond the
known years is provisional.
"""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from renjian.kernel.refusal import Reason, reason
from renjian.kernel.stops import ONE_DAY, Gap

SATURDAY = 5
LAST_DAY_BY_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"
    DATE = "date"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this unit."""
        return UNIT_TITLES[self]


UNIT_TITLES = {
    Unit.WORKING_DAY: "个工作日",
    Unit.CALENDAR_DAY: "日",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
    Unit.HOUR: "小时",
    Unit.DATE: "固定日期",
}


@dataclass(frozen=True)
class Due:
    """The day a period ends on.

    ``provisional``: the holidays of that time are not published yet, to be computed again then.
    ``unconfirmed``: the length of the period was not read in the text of the rule itself.
    ``paused``: a stop still goes on, and the day moves on with every day of it.
    """

    on: date
    provisional: bool = False
    unconfirmed: bool = False
    paused: bool = False


@dataclass(frozen=True)
class WorkingDays:
    """The days of a span of known years: which are working days, which are holidays.

    ``weekends_extend``: from which days on a period that ends on an ordinary Saturday or Sunday,
    too, ends on the first day after it, and from which not. PROC 80 speaks of statutory holidays
    only, so without any it does not, which gives the earlier date.
    """

    known_from: date
    known_through: date
    holidays: frozenset[date]
    make_up_days: frozenset[date]
    weekends_extend: tuple[tuple[date, bool], ...] = ()
    _days: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.known_from > self.known_through:
            raise ValueError("a calendar must know at least one day")
        span = (self.known_through - self.known_from).days + 1
        days = (self.known_from + timedelta(days=n) for n in range(span))
        object.__setattr__(self, "_days", tuple(day for day in days if self.is_working_day(day)))

    def is_known(self, day: date) -> bool:
        """Whether the holidays of this day's year are published and in the table."""
        return self.known_from <= day <= self.known_through

    def is_holiday(self, day: date) -> bool:
        """Whether the yearly arrangement makes this day part of a holiday."""
        return day in self.holidays

    def is_working_day(self, day: date) -> bool:
        """Whether authorities work on this day; beyond the known years Monday to Friday."""
        return day in self.make_up_days or (day.weekday() < SATURDAY and day not in self.holidays)

    def after(self, day: date, count: int) -> Due:
        """The day ``count`` working days after ``day``, which itself is not counted.

        A negative count goes back: the latest day that lies so many working days before.
        """
        if count == 0:
            return Due(day, provisional=not self.is_known(day))
        end = self._known_working_day(day, count) or self._stepped(day, count)
        return Due(end, provisional=not (self.is_known(day) and self.is_known(end)))

    def calendar_days_after(self, day: date, count: int) -> Due:
        """The day ``count`` calendar days after ``day``, moved past a holiday (PROC 80)."""
        return self.due(day, count, Unit.CALENDAR_DAY)

    def months_after(self, day: date, count: int) -> Due:
        """The same day number ``count`` months later, moved past a holiday (PROC 80)."""
        return self.due(day, count, Unit.MONTH)

    def years_after(self, day: date, count: int) -> Due:
        """The same day of the year ``count`` years later, moved past a holiday (PROC 80)."""
        return self.due(day, count, Unit.YEAR)

    def due(
        self, day: date, count: int, unit: Unit, *, gaps: Sequence[Gap] = (), rolls: bool = True
    ) -> Due:
        """The end of a period of ``count`` units that starts on ``day``.

        ``gaps`` are the days that do not count, apart from each other and in order; a period that
        counts back has none. ``rolls``: whether a holiday at its end moves it; if not, no holiday
        that is still to be published can change the end of calendar days. Raises
        ``ValueError`` for gaps in a period that counts back and for units that are no days.
        """
        if gaps and count < 0:
            raise ValueError("a period that counts back knows no stops")
        match unit:
            case Unit.WORKING_DAY:
                return self._working_days_end(day, count, gaps)
            case Unit.CALENDAR_DAY:
                end = _calendar_days_end(day, count, gaps)
            case Unit.MONTH:
                end = _months_end(day, count, gaps)
            case Unit.YEAR:
                end = _months_end(day, 12 * count, gaps)
            case _:
                raise ValueError(f"{unit} is not counted in days")
        if not rolls:
            return Due(end)
        # A length that counts back ends where it ends: moving it on would shorten the notice.
        return self._moved_past_holiday(end, gaps) if count > 0 else self._due(end)

    def moved(self, day: date) -> Due:
        """A day that was fixed by its date, moved past a holiday (PROC 80)."""
        return self._moved_past_holiday(day, ())

    def left(self, today: date, due: Due) -> int:
        """Working days from tomorrow to the due day; negative: so many have passed since."""
        if due.on >= today:
            return self._between(today, due.on)
        return -self._between(due.on, today)

    def with_arrangement(self, new: "Arrangement") -> "WorkingDays":
        """This calendar with the arrangement of a known year, or of the one after the last."""
        if not self.known_from.year <= new.year <= self.known_through.year + 1:
            raise ValueError(f"{new.year} neither is known nor follows the known years")
        return replace(
            self,
            known_through=max(self.known_through, date(new.year, 12, 31)),
            holidays=_but(self.holidays, new.year) | new.holidays,
            make_up_days=_but(self.make_up_days, new.year) | new.make_up_days,
        )

    def _known_working_day(self, day: date, count: int) -> date | None:
        if not self.is_known(day):
            return None
        at = bisect_right(self._days, day) - 1 if count > 0 else bisect_left(self._days, day)
        at += count
        return self._days[at] if 0 <= at < len(self._days) else None

    def _stepped(self, day: date, count: int) -> date:
        step = ONE_DAY if count > 0 else -ONE_DAY
        remaining = abs(count)
        while remaining:
            day += step
            remaining -= self.is_working_day(day)
        return day

    def _working_days_end(self, day: date, count: int, gaps: Sequence[Gap]) -> Due:
        if not gaps:
            return self.after(day, count)
        start, left = day, count
        for gap in gaps:
            free = self._between(start, gap.first - ONE_DAY) if gap.first > start else 0
            if left <= free:
                break
            left -= free
            start = max(start, gap.last)
        end = self.after(start, left)
        return Due(end.on, provisional=end.provisional or not self.is_known(day))

    def _moved_past_holiday(self, day: date, gaps: Sequence[Gap]) -> Due:
        while self._extends(day) or (gaps and any(gap.holds(day) for gap in gaps)):
            day += ONE_DAY
        return self._due(day)

    def _due(self, day: date) -> Due:
        return Due(day, provisional=not self.is_known(day))

    def _extends(self, day: date) -> bool:
        if not self.weekends_extend:
            return self.is_holiday(day)
        begun = [(start, does) for start, does in self.weekends_extend if start <= day]
        does_extend = bool(begun) and max(begun)[1]
        return self.is_holiday(day) or (does_extend and not self.is_working_day(day))

    def _between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``."""
        if self.is_known(start) and self.is_known(end):
            return bisect_right(self._days, end) - bisect_right(self._days, start)
        span = range(1, (end - start).days + 1)
        return sum(self.is_working_day(start + timedelta(days=n)) for n in span)


def _but(days: Iterable[date], year: int) -> frozenset[date]:
    return frozenset(day for day in days if day.year != year)


def hours_after(moment: datetime, count: int) -> datetime:
    """The end of a period in hours; the hour in which it starts is not counted (PROC 80)."""
    return moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=count + 1)


def _calendar_days_end(day: date, count: int, gaps: Sequence[Gap]) -> date:
    left = count
    for gap in gaps:
        free = max(0, (gap.first - day).days - 1)
        if left <= free:
            break
        left -= free
        day = max(day, gap.last)
    return day + timedelta(days=left)


def _months_end(day: date, count: int, gaps: Sequence[Gap]) -> date:
    end = same_day_number(day, count)
    for gap in gaps:
        if gap.first > end:
            break
        first = max(gap.first, day + ONE_DAY)
        end += timedelta(days=max(0, (gap.last - first).days + 1))
    return end


def same_day_number(day: date, months: int) -> date:
    """The same day number so many months later, or the last day of a shorter month.

    Own knowledge, not read in a text: months and years run to the same day number.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, _last_day(year, month)))


def _last_day(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return LAST_DAY_BY_MONTH[month - 1] + leap


@dataclass(frozen=True)
class Arrangement:
    """The holiday arrangement of one year as it was announced, with the notice."""

    year: int
    holidays: frozenset[date]
    make_up_days: frozenset[date]
    notice: str = ""


def published() -> WorkingDays:
    """The working days of the years whose arrangement is known: the table, and what came after."""
    return _in_use[0]


def lay_over(
    arrangements: Iterable[Arrangement], weekends_extend: Iterable[tuple[date, bool]] = ()
) -> None:
    """Let these arrangements, in the order of their years, stand beside or for those of the table.

    ``weekends_extend``: from which days on an ordinary weekend moves the end of a period, or not.
    """
    calendar = replace(in_table(), weekends_extend=tuple(weekends_extend))
    for each in sorted(arrangements, key=lambda one: one.year):
        calendar = calendar.with_arrangement(each)
    if calendar != _in_use[0]:
        _in_use[0] = calendar


@cache
def in_table() -> WorkingDays:
    """The working days of the years in the table of this library."""
    text = files("renjian.kernel").joinpath("data/working_days.csv").read_text("utf-8")
    return read_working_days(text.splitlines())


def why_not_arrange(arrangement: Arrangement, calendar: WorkingDays) -> tuple[Reason, ...]:
    """Why an arrangement of a year cannot be entered beside what is known; empty if it can."""
    first, last = calendar.known_from.year, calendar.known_through.year + 1
    reasons = []
    if not first <= arrangement.year <= last:
        reasons.append(
            reason(
                "calendar.year",
                "不能录入{year}年：已知{first}年至{known}年的安排，只能更正这些年份，"
                "或者录入紧接着的{last}年。",
                year=arrangement.year,
                first=first,
                known=last - 1,
                last=last,
            )
        )
    days = arrangement.holidays | arrangement.make_up_days
    if wrong := sorted(day for day in days if day.year != arrangement.year):
        reasons.append(
            reason(
                "calendar.other-year",
                "{day}不在{year}年。请只填这一年的日期。",
                day=wrong[0],
                year=arrangement.year,
            )
        )
    if both := sorted(arrangement.holidays & arrangement.make_up_days):
        reasons.append(
            reason(
                "calendar.both",
                "{day}既是放假日又是上班日。请只填一处。",
                day=both[0],
            )
        )
    if idle := sorted(day for day in arrangement.make_up_days if day.weekday() < SATURDAY):
        reasons.append(
            reason(
                "calendar.weekday",
                "{day}本来就是星期一至星期五，不用填为调休上班日。请核对日期。",
                day=idle[0],
            )
        )
    if not arrangement.holidays:
        reasons.append(
            reason("calendar.empty", "没有填放假日。请按国务院办公厅的通知填写全年的放假日。")
        )
    return tuple(reasons)


def read_working_days(lines: Iterable[str]) -> WorkingDays:
    """Working days from a table of year, date, kind (holiday or workday) and notice."""
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    kinds: dict[str, set[date]] = {"holiday": set(), "workday": set()}
    for row in rows:
        kinds[row["kind"]].add(date.fromisoformat(row["date"]))
    years = [int(row["year"]) for row in rows]
    return WorkingDays(
        known_from=date(min(years), 1, 1),
        known_through=date(max(years), 12, 31),
        holidays=frozenset(kinds["holiday"]),
        make_up_days=frozenset(kinds["workday"]),
    )


_in_use = [in_table()]
