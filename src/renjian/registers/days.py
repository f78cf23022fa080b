"""Dates as people and spreadsheet programs write them in report tables."""

import re
from datetime import date, timedelta

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


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
