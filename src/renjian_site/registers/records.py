"""One thing of a register as its page shows it: facts in groups, tables beside it, where it stands.

All registers share one page; what it shows is told here by plain values. Titles are Chinese and
marked for translation where they stand; what a value needs to be shown is said by ``show``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_noop

from renjian.authorities.rights import Right, who_may
from renjian.registers.codes import product_class_words
from renjian.registers.kinds import Detail, Kind, Shape, details_of
from renjian_site.kit.actor import Actor

FLAGS = {True: gettext_noop("是"), False: gettext_noop("否")}
# What is told of a party, base or product, in this order, and in which unit.
TOLD = ("name", "uscc", "address", "place", "models", "area_mu", "output", "unit")
UNITS = {"area_mu": " 亩"}


class Look(StrEnum):
    """How a value is shown."""

    TEXT = "text"  # as it was reported
    WORD = "word"  # in the reader's language
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    STATE = "state"


@dataclass(frozen=True)
class Fact:
    """One thing that is known: its title, its value, small print below, and where it leads."""

    title: str
    value: object
    look: Look = Look.TEXT
    below: str = ""
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Group:
    """Facts under a heading."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Table:
    """Rows under a heading; each cell is a fact of the heading's title."""

    title: str
    rows: tuple[tuple[Fact, ...], ...]
    empty: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """The titles of the columns."""
        return tuple(fact.title for fact in self.rows[0]) if self.rows else ()


@dataclass(frozen=True)
class Act:
    """A link to something that can be done."""

    title: str
    url: str


@dataclass(frozen=True)
class Record:
    """A page: its list, its name, its state, what is known, and what belongs to it."""

    list_title: str
    list_url: str
    heading: str
    groups: tuple[Group, ...]
    under: str = ""
    state: Fact | None = None
    tables: tuple[Table, ...] = ()
    acts: tuple[Act, ...] = field(default=())


def facts(*known: Fact) -> tuple[Fact, ...]:
    """The facts that have a value."""
    return tuple(fact for fact in known if fact.value not in (None, "", [], ()))


def table(title: str, rows: Iterable[Sequence[Fact]], empty: str = "") -> Table:
    """A table of rows of facts."""
    return Table(title, tuple(tuple(row) for row in rows), empty)


def act(actor: Actor, right: Right, title: str, url: str) -> tuple[Act, ...]:
    """A link for those who have the right to do it, nothing for others."""
    return (Act(title, url),) if actor.role in who_may(right) else ()


def details(kind: Kind, known: Mapping[str, object]) -> tuple[Fact, ...]:
    """What certificates of a kind have of their own, in the order of its schema."""
    return tuple(
        _detail(one, _worded(name, known[name]))
        for name, one in details_of(kind).items()
        if known.get(name) not in (None, "", [])
    )


def _worded(name: str, value: object) -> object:
    return product_class_words(str(value)) if name == "product_class" else value


def _detail(one: Detail, value: object) -> Fact:
    if one.form is Shape.FLAG:
        return Fact(one.title, FLAGS[value in (True, "1", 1)], Look.WORD)
    if isinstance(value, list | tuple):
        return Fact(one.title, "；".join(_told(each) for each in value))
    return Fact(one.title, value)


def in_words(value: object) -> str:
    """A value of a version in one line, as the history of a certificate tells it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, list | tuple):
        return "；".join(_told(each) for each in value)
    return _told(value)


def _told(value: object) -> str:
    """A party, product or base in one line."""
    if not isinstance(value, Mapping):
        return str(value)
    return " ".join(f"{value[name]}{UNITS.get(name, '')}" for name in TOLD if value.get(name))
