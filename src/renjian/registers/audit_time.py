"""Audit duration (审核时间): the base table by people, and what each kind of audit owes of it.

The table is that of IAF MD 5. Whether the Chinese rules make its numbers their own was not read, so
what rests on it is a notice, never a refusal (QMS25; unconfirmed).
"""

import csv
from functools import cache
from importlib.resources import files
from typing import Any

LEAST_SHARE = 0.7  # at most 30 per cent off the base (QMS25)
# Which column holds the least that an item asks of any risk.
TABLE_ITEMS = {"A0101": "qms", "A0201": "ems_limited", "A0301": "ohs_low"}
# Of an initial audit: surveillance a third, recertification two thirds (MD 5; QMS25).
SHARES = {"01": 1.0, "02": 2 / 3, "03": 1 / 3}


@cache
def table() -> tuple[tuple[int, int, dict[str, float]], ...]:
    """Rows of the table: people from, people to, man-days by column."""
    text = files("renjian.registers").joinpath("data/audit_time.csv").read_text("utf-8")
    return tuple(
        (
            int(row["min"]),
            int(row["max"]),
            {name: float(days) for name, days in row.items() if name not in ("min", "max")},
        )
        for row in csv.DictReader(text.splitlines())
    )


def least(item_code: str, people: int) -> float | None:
    """The least man-days of an initial audit, none for items and sizes the table leaves out."""
    column = TABLE_ITEMS.get(item_code[:5])
    for first, last, days in table():
        if column and first <= people <= last:
            return days[column]
    return None


def least_days(rows: Any) -> Any:
    """The same as a column: the least by the item and the people covered of each row."""
    days = rows.covered_headcount * 0
    for item, column in TABLE_ITEMS.items():
        for first, _last, row in table():
            is_here = (rows.item_code.substr(0, 5) == item) & (rows.covered_headcount >= first)
            days = is_here.ifelse(row[column], days)
    return days


def due_share(activity: Any) -> Any:
    """The share of the base that an activity owes, as a column; none for other activities."""
    return activity.cases(*SHARES.items())
