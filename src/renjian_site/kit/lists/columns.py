"""The columns of a list: which value, under which heading, shown how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

# Codes are enums of the library or the database, words are texts or labels of a model.
Titles = Mapping[Any, Any]

PLAIN: Mapping[object, str] = {}


class Show(StrEnum):
    """How a value looks on the page; an export writes it as the type that it has."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    STATE = "state"
    CLOCK = "clock"


def by_titles(titles: Titles) -> Callable[[object], str]:
    """Codes in the words of a table of titles, in the reader's language."""
    known = {str(code): title for code, title in titles.items()}

    def word(code: object) -> str:
        title = str(known.get(str(code), code))  # a model's label is looked up when it is used
        return gettext(title) if title else ""

    return word


@dataclass(frozen=True)
class Column:
    """One column. ``path`` leads from the row to the value, as in ``organisation__name``.

    ``under`` names columns that stand below this one in small print unless they are chosen as
    columns of their own. A column can be sorted by if its value is never empty.
    """

    name: str
    title: str
    path: str
    show: Show = Show.TEXT
    words: Callable[[object], str] | None = None
    under: tuple[str, ...] = ()
    can_sort: bool = False
    is_default: bool = True
    tones: Mapping[object, str] = field(default_factory=lambda: PLAIN)  # state -> good or bad
    runs_while: tuple[str, frozenset[str]] | None = None  # path and states in which a clock runs
    done: str = ""  # path to the day on which what the clock is for was done
    paused: str = ""  # path to the day since which the clock stands still

    def paths(self) -> tuple[str, ...]:
        """What has to be fetched to show the column."""
        state = (self.runs_while[0],) if self.runs_while else ()
        others = (path for path in (self.done, self.paused) if path)
        return (self.path, *state, *others)

    def plain(self, value: object) -> object:
        """The value as an export writes it: words for codes, local time for moments."""
        if self.words is not None:
            return "" if value is None else self.words(value)
        if isinstance(value, datetime):
            return timezone.localtime(value).replace(tzinfo=None)
        return "" if value is None else value


@dataclass(frozen=True)
class Cell:
    """A value of one row as the template shows it."""

    title: str
    show: str
    value: object
    tone: str = ""
    under: tuple["Cell", ...] = ()
    done: date | datetime | None = None
    paused: date | None = None


def cell(column: Column, row: Mapping[str, object], under: tuple[Column, ...] = ()) -> Cell:
    """The cell of a column in a row, with the small print below it."""
    value = row[column.path]
    done = _done(column, row)
    shown = column.words(value) if column.words is not None and value is not None else value
    return Cell(
        title=column.title,
        show=_show(column, row, value, done),
        value=shown,
        tone=column.tones.get(value, ""),
        under=tuple(cell(below, row) for below in under),
        done=done,
        paused=_paused(column, row),
    )


def _runs(column: Column, row: Mapping[str, object]) -> bool:
    return column.runs_while is None or str(row[column.runs_while[0]]) in column.runs_while[1]


def _done(column: Column, row: Mapping[str, object]) -> date | datetime | None:
    """When it was done; what was done once and runs again is not done."""
    done = None if not column.done or _runs(column, row) else row[column.done]
    return done if isinstance(done, date) else None


def _paused(column: Column, row: Mapping[str, object]) -> date | None:
    paused = row[column.paused] if column.paused and _runs(column, row) else None
    return paused if isinstance(paused, date) else None


def _show(column: Column, row: Mapping[str, object], value: object, done: date | None) -> str:
    """A clock that has stopped is only a day, unless it is known when it was met."""
    if column.show is not Show.CLOCK:
        return column.show
    is_told = _runs(column, row) or done is not None
    return Show.CLOCK if is_told and isinstance(value, date) else Show.DAY
