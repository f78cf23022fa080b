"""What was in force on a day: values that carry the day they took effect, and the mark of the text.

A mark says how well a provision is known: V, its text was read; K, own knowledge, not read again;
?, unsure. What is not marked V is shown as unconfirmed.

The tables that come with the library are read where they lie. Amendments that were decided later
lie over them, as a newer edition of the tables would (``lay_over``); a value that no text settled
stands in the table of settings, and the other tables name it (``@name``).
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, wraps
from importlib.resources import files
from itertools import count
from typing import Any, Protocol, TypeVar

from renjian.catalogue.adding import ENDED, adds, end_sanction, new_row, new_sanction
from renjian.catalogue.amendments import Amendment, Table


class Mark(StrEnum):
    """How well a provision is known."""

    VERIFIED = "V"
    KNOWN = "K"
    UNSURE = "?"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call it."""
        return MARK_TITLES[self]


MARK_TITLES = {
    Mark.VERIFIED: "已核对原文",
    Mark.KNOWN: "凭记忆，待确认",
    Mark.UNSURE: "待确认",
}


class NotInForce(LookupError):
    """The catalogue holds no rule of this name for this day."""

    def __init__(self, what: str, day: date) -> None:
        super().__init__(f"{what}: the catalogue holds no text in force on {day.isoformat()}")
        self.what = what
        self.day = day


class Dated(Protocol):
    """A value with the day from which it is the law."""

    @property
    def from_on(self) -> date:
        """The first day of this value."""


D = TypeVar("D", bound=Dated)
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class _Edition:
    """The amendments that lie over the tables, and how often others did before.

    ``made`` is what was made of tables that are only tried.
    """

    number: int
    amendments: tuple[Amendment, ...]
    made: dict[tuple[Any, ...], Any] = field(default_factory=dict, compare=False)


# Replaced as a whole, so that a thread sees one edition or the other and never half of each.
_edition = [_Edition(0, ())]
# What one thread tries out for itself (``trying``) is numbered below zero.
_tried: ContextVar[_Edition | None] = ContextVar("tried", default=None)
_numbers = count(-1, -1)


def latest(values: Sequence[D], day: date) -> D | None:
    """The value in force on a day: the one that took effect last, or none yet."""
    begun = [value for value in values if value.from_on <= day]
    return max(begun, key=lambda value: value.from_on, default=None)


def in_force(what: str, values: Sequence[D], day: date) -> D:
    """The value in force on a day; raises ``NotInForce`` when the catalogue begins later."""
    if (value := latest(values, day)) is None:
        raise NotInForce(what, day)
    return value


def kept(function: F) -> F:
    """Keep what a function makes of the tables until other amendments are laid over them."""
    made: dict[tuple[Any, ...], Any] = {}
    of: list[int] = [_edition[0].number]

    @wraps(function)
    def ask(*arguments: Any) -> Any:
        if (tried := _tried.get()) is not None:
            return _made_for(tried, function, arguments)
        number = edition_number()
        if of[0] != number:
            made.clear()
            of[0] = number
        # The edition is part of the key: what another thread made of an older one is not found.
        key = (number, *arguments)
        try:
            return made[key]
        except KeyError:
            value = made[key] = function(*arguments)
            return value

    return ask  # type: ignore[return-value]  # it takes and gives what the function does


def _made_for(tried: _Edition, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """What is made of tables that are only tried is kept with them, and goes with them."""
    key = (function, *arguments)
    if key not in tried.made:
        tried.made[key] = function(*arguments)
    return tried.made[key]


def lay_over(amendments: Iterable[Amendment]) -> None:
    """Let the tables say what they say with these amendments, in their order, and no others."""
    new = tuple(amendments)
    if new != _edition[0].amendments:
        _edition[0] = _Edition(_edition[0].number + 1, new)


def laid_over() -> tuple[Amendment, ...]:
    """The amendments that lie over the tables now."""
    return _now().amendments


def edition_number() -> int:
    """Which edition of the tables is read now; what was made of another one is no answer."""
    return _now().number


@contextmanager
def trying(amendment: Amendment) -> Iterator[None]:
    """Within it this thread alone reads the tables with one more amendment over them."""
    before = _tried.set(_Edition(next(_numbers), (*laid_over(), amendment)))
    try:
        yield
    finally:
        _tried.reset(before)


def _now() -> _Edition:
    return _tried.get() or _edition[0]


@kept
def read(name: str) -> dict[str, Any]:
    """The table of the catalogue of this name, as amended, with settings in place of their names."""
    table = deepcopy(shipped(name))
    if name != Table.SETTINGS:
        table = _settled(table)
    for amendment in laid_over():
        if amendment.table == name:
            amend(table, amendment)
    return table


@cache
def shipped(name: str) -> dict[str, Any]:
    """The table as it comes with the library."""
    text = files("renjian.catalogue").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def amend(table: dict[str, Any], amendment: Amendment) -> None:
    """Work an amendment into a table. A value from a day on lies beside those before it."""
    if adds(amendment):
        table[amendment.entry] = new_row(amendment)
        return
    row = table[amendment.entry]
    values = dict(amendment.values)
    if amendment.part.startswith(ENDED):
        end_sanction(row, amendment)
        return
    match amendment.part.partition("."):
        case "sanctions", _, "new":
            row["sanctions"].append(new_sanction(amendment))
        case "values", _, _:
            row["values"] = _with(row["values"], amendment, values)
        case ("prohibits" | "punishes") as part, _, index:
            provision = row[part][int(index)]
            provision["values"] = _with(provision["values"], amendment, values)
        case "sanctions", _, index:
            old = row["sanctions"][int(index)]
            row["sanctions"].append({**old, **values, **_dated(amendment)})
            old["to"] = amendment.from_on - timedelta(days=1)
        case _:
            row.update(values, mark=amendment.mark)


def _with(
    rows: list[dict[str, Any]], amendment: Amendment, values: dict[str, Any]
) -> list[dict[str, Any]]:
    others = [row for row in rows if row["from"] != amendment.from_on]
    begun = [row for row in rows if row["from"] <= amendment.from_on]
    base = dict(max(begun, key=lambda row: row["from"])) if begun else {}
    base.pop("to", None)
    clause = {"clause": amendment.clause} if amendment.clause else {}
    return [*others, {**base, **values, **clause, **_dated(amendment)}]


def _dated(amendment: Amendment) -> dict[str, Any]:
    return {"from": amendment.from_on, "mark": amendment.mark, "start_mark": Mark.VERIFIED}


def _settled(value: Any) -> Any:
    """A part of a table with the settings that it names put in; an unsure start says so."""
    if isinstance(value, list):
        return [_settled(each) for each in value]
    if not isinstance(value, dict):
        return _setting(value)[0] if isinstance(value, str) and value.startswith("@") else value
    found = {name: _settled(each) for name, each in value.items()}
    start = value.get("from")
    if isinstance(start, str) and start.startswith("@"):
        found["from"] = date.fromisoformat(found["from"])
        found.setdefault("start_mark", _setting(start)[1])
    return found


def _setting(reference: str) -> tuple[str, str]:
    last = max(read(Table.SETTINGS)[reference[1:]]["values"], key=lambda row: row["from"])
    return last["value"], last["mark"]
