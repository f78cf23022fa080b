"""What taking a report in would change, told before it is done: counts, and the first changes."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis

from renjian.registers.certificates import TITLES
from renjian.registers.forms import CERTIFICATE_TABLES
from renjian.registers.intake.facts import Facts
from renjian.registers.reading import Report, Table

MOST_CHANGES = 50  # that are shown one by one


@dataclass(frozen=True)
class Change:
    """A certificate that would not stay as it is: its number, its state before and after."""

    number: str
    before: str
    after: str


@dataclass(frozen=True)
class Preview:
    """The tables of a report with their rows, and what becomes of its certificates.

    ``tables`` are mappings with title, sheet, version, rows, and whether the form is unconfirmed.
    """

    tables: tuple[Mapping[str, object], ...]
    new: int
    changed: int
    same: int
    changes: tuple[Change, ...]
    unread: tuple[str, ...]

    @property
    def as_mapping(self) -> dict[str, object]:
        """The same as a value that can be kept."""
        return {
            "tables": [dict(table) for table in self.tables],
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "changes": [vars(change) for change in self.changes],
            "unread": list(self.unread),
        }


def preview(report: Report, facts: Facts) -> Preview:
    """What a report would change in the registers as they are.

    A certificate counts as changed where state, period or holder differ from what is registered.
    """
    counts = {"new": 0, "changed": 0, "same": 0}
    changes: list[Change] = []
    for table in report.tables:
        if table.form.number in CERTIFICATE_TABLES:
            found = _beside(table, facts)
            for name, count in found[0].items():
                counts[name] += count
            changes += found[1]
    return Preview(
        tables=tuple(_told(table) for table in report.tables),
        changes=tuple(changes[:MOST_CHANGES]),
        unread=report.unread,
        **counts,
    )


def _told(table: Table) -> Mapping[str, object]:
    return {
        "title": table.form.title,
        "number": table.form.number,
        "version": table.form.version,
        "sheet": table.sheet,
        "rows": int(table.rows.count().to_pyarrow().as_py()),
        "is_unconfirmed": table.form.mark == "?",
    }


def _beside(table: Table, facts: Facts) -> tuple[dict[str, int], list[Change]]:
    known = ibis.memtable(facts.certificates)
    known = known.rename({f"known_{name}": name for name in known.columns})
    rows = table.rows.left_join(known, table.rows.number == known.known_number)
    is_changed = (
        (rows.status != rows.known_status)
        | (rows.issued_on != rows.known_issued_on)
        | (rows.expires_on != rows.known_expires_on)
        | ~rows.known_uscc.contains(rows.uscc)
    )
    is_new = rows.known_number.isnull()
    fate = ibis.cases((is_new, "new"), (is_changed, "changed"), else_="same")
    rows = rows.mutate(fate=fate)
    counted = rows.group_by("fate").agg(n=rows.count()).to_pyarrow().to_pylist()
    counts = {row["fate"]: row["n"] for row in counted}
    first = rows.filter(rows.fate == "changed").order_by("line").limit(MOST_CHANGES)
    changed = first.select("number", "known_status", "status").to_pyarrow().to_pylist()
    changes = [
        Change(row["number"], _state(row["known_status"]), _state(row["status"])) for row in changed
    ]
    return {name: counts.get(name, 0) for name in ("new", "changed", "same")}, changes


def _state(code: str) -> str:
    return {status.value: title for status, title in TITLES.items()}.get(code, code)
