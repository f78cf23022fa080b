"""Dates as people and spreadsheet programs write them in report tables."""

import re
from datetime import date, datetime, time, timedelta

# Year first in all of them, so that no day can be taken for a month.
_separated = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_chinese = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_eight_digits = re.compile(r"(\d{4})(\d{2})(\d{2})")
_serial = re.compile(r"(\d{5})(?:\.0+)?")

# Day 0 of spreadsheet programs. (Their first two months of 1900 are off by one day, which no
# certificate can reach: five digits begin with 1927.)
SPREADSHEET_EPOCH = date(1899, 12, 30)


def read_day(text: str) -> date | None:
    """The date a cell means: 2026-03-01, 2026/3/1, 2026.3.1, 20260301, 2026年3月1日, 46082.

    None if it is no date, or one whose day and month could be taken for each other.
    """
    if match := _serial.fullmatch(text):
        return SPREADSHEET_EPOCH + timedelta(days=int(match[1]))
    if match := _separated.fullmatch(text):
        return _day(match[1], match[3], match[4])
    if match := _chinese.fullmatch(text) or _eight_digits.fullmatch(text):
        return _day(match[1], match[2], match[3])
    return None


_moment = re.compile(
    r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{8}) *T?(\d{1,2})(?::|时)(?:(\d{1,2})分?)?(?::(\d{1,2}))?"
)
_serial_moment = re.compile(r"(\d{5})(?:\.(\d+))?")


def read_moment(text: str) -> datetime | None:
    """The moment a cell means: a date as above with hours after it; a date alone is its midnight.

    The blank between date and time may be missing, as files of bodies have it; a spreadsheet
    program may have made a number of days of it.
    """
    text = text.strip().replace("\u3000", " ")
    if match := _serial_moment.fullmatch(text):
        seconds = round(float(f"0.{match[2] or 0}") * 86400)
        return datetime.combine(SPREADSHEET_EPOCH, time.min) + timedelta(int(match[1]), seconds)
    if match := _moment.fullmatch(text):
        day = read_day(match[1])
        hour, minute, second = (int(part or 0) for part in match.group(2, 3, 4))
        if day is None or hour > 23 or minute > 59 or second > 59:
            return None
        return datetime.combine(day, time(hour, minute, second))
    found = read_day(text)
    return datetime.combine(found, time.min) if found else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
