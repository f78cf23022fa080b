"""Write the table of holidays and make-up working days that the library keeps as its own.

Run it where the MIT-licensed package chinesecalendar is installed; the project itself does not
depend on that package:

    pip install chinesecalendar==1.11.0
    python tools/calendar_data.py > src/renjian/kernel/data/working_days.csv
"""

import csv
import importlib
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TextIO

FIRST_YEAR, LAST_YEAR = 2018, 2026
HEADER = f"""\
# Days that the yearly holiday arrangement of the State Council turned into holidays or into
# working days, {FIRST_YEAR} to {LAST_YEAR}. Every other Monday to Friday is a working day.
# Source: Python package chinesecalendar 1.11.0, MIT License, by Lirian Su and contributors.
# Written by tools/calendar_data.py; do not edit by hand.
"""
COLUMNS = ("year", "date", "kind", "notice")
Row = tuple[int, str, str, str]


def arrangement_year(day: date, festival: str) -> int:
    """The year whose arrangement names ``day``: New Year may begin in December."""
    return day.year + 1 if festival == "元旦" and day.month == 12 else day.year


def rows(
    holidays: Mapping[date, str], workdays: Mapping[date, str], titles: Mapping[str, str]
) -> Iterator[Row]:
    """The rows of the table in order of date."""
    kinds = {day: ("holiday", name) for day, name in holidays.items()}
    kinds |= {day: ("workday", name) for day, name in workdays.items()}
    for day, (kind, name) in sorted(kinds.items()):
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            festival = titles[name]
            notice = f"{arrangement_year(day, festival)}年部分节假日安排（{festival}）"
            yield day.year, day.isoformat(), kind, notice


def write(table: Iterator[Row], to: TextIO) -> None:
    """Write the header, the column names and the rows."""
    to.write(HEADER)
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(table)


def main() -> None:
    """Write the table of the installed package to standard output."""
    constants = importlib.import_module("chinese_calendar.constants")
    titles = {festival.value: festival.chinese for festival in constants.Holiday}
    write(rows(constants.holidays, constants.workdays, titles), sys.stdout)


if __name__ == "__main__":
    main()
