"""Time limits of the law: how long, from what event, under which clause, since when.

Counting itself is the calendar's (PROC 80). A limit whose length was not read in the text of the
rule gives due dates that are marked unconfirmed.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from renjian.catalogue.validity import Mark, in_force, read
from renjian.kernel.calendar import Due, Unit, WorkingDays


@dataclass(frozen=True)
class Length:
    """The length of a limit and its clause, from the day on which they became the law."""

    from_on: date
    count: int
    clause: str
    mark: Mark


@dataclass(frozen=True)
class Extension:
    """By how much a limit may be extended, how often, when, and who approves it."""

    count: int
    unit: Unit
    approver: str
    when: str
    times: int = 1


@dataclass(frozen=True)
class Deadline:
    """One time limit as it stands on a day.

    ``excluded`` names the time that does not run. A negative length counts back from the trigger.
    """

    id: str
    title: str
    trigger: str
    unit: Unit
    length: Length
    extension: Extension | None = None
    excluded: tuple[str, ...] = ()
    note: str = ""

    @property
    def clause(self) -> str:
        """The clauses that fix the length."""
        return self.length.clause

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the length was not read in the text of the rule itself."""
        return self.length.mark is not Mark.VERIFIED

    @property
    def sentence(self) -> str:
        """The limit in words: how long from what."""
        count = abs(self.length.count)
        side = "内" if self.length.count >= 0 else "前"
        return f"{self.trigger}{'' if side == '前' else '之日起'}{count}{self.unit.title}{side}"

    def due(self, trigger_on: date, calendar: WorkingDays) -> Due:
        """The last day of the limit when its event happened on ``trigger_on``."""
        due = calendar.due(trigger_on, self.length.count, self.unit)
        return Due(due.on, provisional=due.provisional, unconfirmed=self.is_unconfirmed)


def deadline(name: str, day: date) -> Deadline:
    """The limit of this identifier as the law of ``day`` has it."""
    row = _row(name)
    return Deadline(
        id=name,
        title=row["title"],
        trigger=row["trigger"],
        unit=Unit(row["unit"]),
        length=in_force(name, _lengths(name), day),
        extension=_extension(row.get("extension")),
        excluded=tuple(row.get("excluded", ())),
        note=row.get("note", ""),
    )


def deadline_names() -> tuple[str, ...]:
    """The identifiers of all limits of the catalogue."""
    return tuple(read("deadlines"))


def _row(name: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = read("deadlines")[name]
    except KeyError:
        raise LookupError(f"{name}: no such time limit in the catalogue") from None
    return row


@cache
def _lengths(name: str) -> tuple[Length, ...]:
    return tuple(
        Length(value["from"], value["length"], value["clause"], Mark(value["mark"]))
        for value in _row(name)["values"]
    )


def _extension(row: dict[str, Any] | None) -> Extension | None:
    if row is None:
        return None
    return Extension(
        count=row["length"],
        unit=Unit(row["unit"]),
        approver=row["approver"],
        when=row["when"],
        times=row.get("times", 1),
    )
