"""A dated change to the law as data: what it changes, from which day, on what ground.

An amendment adds a value from a day on, or settles what no text had settled; it never takes away
what was the law before. Who may propose and approve one is for the site to say.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Table(StrEnum):
    """The tables that can be amended."""

    SETTINGS = "settings"
    DEADLINES = "deadlines"
    OFFENCES = "offences"
    CHECKS = "checks"
    SANCTION_KINDS = "sanction_kinds"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this table."""
        return TABLE_TITLES[self]


TABLE_TITLES = {
    Table.SETTINGS: "待确认设置",
    Table.DEADLINES: "期限",
    Table.OFFENCES: "违法行为",
    Table.CHECKS: "抽查事项",
    Table.SANCTION_KINDS: "处罚、措施的种类",
}


@dataclass(frozen=True)
class Part:
    """A part of an entry that can be amended: its name, the values it takes, and what they are.

    ``options`` are what the value may be, where the table lists it.
    """

    name: str
    fields: tuple[str, ...]
    now: tuple[tuple[str, object], ...]
    of: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Amendment:
    """A change of one entry of a table from a day on.

    ``part`` is what of the entry changes: ``values`` its dated values, ``prohibits.0`` or
    ``punishes.0`` the number of an article, ``sanctions.1`` a sanction, ``sanctions.new`` one more,
    ``ended.1`` that one ends, ``new`` that the entry is new, empty the entry itself.
    ``values`` are the new ones by name, ``clause`` the text they stand in, ``document`` what the
    change rests on, ``mark`` how well it is known.
    """

    table: Table
    entry: str
    part: str
    values: tuple[tuple[str, object], ...]
    from_on: date
    clause: str
    document: str
    mark: str = "V"
