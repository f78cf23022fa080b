"""The filters of a list: what may stand in its address, and what each narrows down to."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol

from django.db.models import Q
from django.utils import timezone

from renjian.authorities.scope import SEPARATOR
from renjian.authorities.tree import CODE
from renjian_site.kit.lists.columns import Titles

LONGEST = 200  # characters of searched words
MOST_WORDS = 8
LARGEST = 2**31 - 1

Asked = Mapping[str, str]


class Unreadable(ValueError):
    """A filter in an address says nothing that the list understands."""


class Filter(Protocol):
    """Something that narrows a list down."""

    kind: ClassVar[str]

    @property
    def name(self) -> str:
        """Its name in the address."""

    @property
    def title(self) -> str:
        """Its label."""

    def names(self) -> tuple[str, ...]:
        """The names in the address that belong to it."""

    def clean(self, name: str, text: str) -> str:
        """The text of one of its names as it is kept; raises ``Unreadable``."""

    def condition(self, asked: Asked) -> Q:
        """What the rows must meet."""


@dataclass(frozen=True)
class Words:
    """Words, all of which must be found: in some fields as a part, in others as the whole."""

    kind: ClassVar[str] = "words"
    name: str
    title: str
    contained: tuple[str, ...]
    whole: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """One name."""
        return (self.name,)

    def clean(self, name: str, text: str) -> str:
        """Words parted by one blank each."""
        words = text.replace("\x00", " ").split()
        if len(text) > LONGEST or len(words) > MOST_WORDS:
            raise Unreadable(name)
        return " ".join(words)

    def condition(self, asked: Asked) -> Q:
        """Each word is in one of the fields."""
        met = Q()
        for word in asked.get(self.name, "").split():
            found = Q()
            for path in self.contained:
                found |= Q(**{f"{path}__icontains": word})
            for path in self.whole:
                found |= Q(**{path: word.upper()})
            met &= found
        return met


@dataclass(frozen=True)
class Choice:
    """One of the codes of a table."""

    kind: ClassVar[str] = "choice"
    name: str
    title: str
    path: str
    titles: Titles

    def names(self) -> tuple[str, ...]:
        """One name."""
        return (self.name,)

    def clean(self, name: str, text: str) -> str:
        """A code that the table has."""
        if text not in {str(code) for code in self.titles}:
            raise Unreadable(name)
        return text

    def condition(self, asked: Asked) -> Q:
        """The field holds the code."""
        chosen = asked.get(self.name)
        return Q(**{self.path: chosen}) if chosen else Q()

    def options(self) -> list[tuple[str, object]]:
        """Code and title of each choice."""
        return [(str(code), title) for code, title in self.titles.items()]


@dataclass(frozen=True)
class Situation:
    """What somebody looks for in a list, such as what is late: its title, and which rows are so."""

    title: str
    met: Callable[[date], Q]


@dataclass(frozen=True)
class Situations:
    """One of several situations as of today; boards count by the same conditions."""

    kind: ClassVar[str] = "choice"
    name: str
    title: str
    situations: Mapping[str, Situation]

    def names(self) -> tuple[str, ...]:
        """One name."""
        return (self.name,)

    def clean(self, name: str, text: str) -> str:
        """A situation that the list knows."""
        if text not in self.situations:
            raise Unreadable(name)
        return text

    def condition(self, asked: Asked) -> Q:
        """The rows are in the situation today."""
        chosen = self.situations.get(asked.get(self.name, ""))
        return chosen.met(timezone.localdate()) if chosen else Q()

    def options(self) -> list[tuple[str, object]]:
        """Code and title of each situation."""
        return [(code, one.title) for code, one in self.situations.items()]


@dataclass(frozen=True)
class Unit:
    """An authority: by its code, with those below it or alone, or by a part of its name.

    ``path`` leads from the row to the authority.
    """

    kind: ClassVar[str] = "unit"
    name: str
    title: str
    path: str

    def names(self) -> tuple[str, ...]:
        """The unit, and whether it is meant alone."""
        return (self.name, f"{self.name}_alone")

    def clean(self, name: str, text: str) -> str:
        """A code or a name; ``1`` for alone."""
        if len(text) > LONGEST or "\x00" in text or (name != self.name and text != "1"):
            raise Unreadable(name)
        return text

    def condition(self, asked: Asked) -> Q:
        """The row belongs to the unit, or to one below it."""
        text = asked.get(self.name, "")
        if not text:
            return Q()
        if not CODE.fullmatch(text):
            return Q(**{f"{self.path}__name__icontains": text})
        if asked.get(f"{self.name}_alone"):
            return Q(**{f"{self.path}__code": text})
        step = f"{text}{SEPARATOR}"
        top = Q(**{f"{self.path}__path__startswith": step})
        return top | Q(**{f"{self.path}__path__contains": f"{SEPARATOR}{step}"})


@dataclass(frozen=True)
class _Range(ABC):
    """From a value to a value, both included; either may be left open."""

    name: str
    title: str
    path: str

    def names(self) -> tuple[str, ...]:
        """Two names."""
        return (f"{self.name}_from", f"{self.name}_to")

    def condition(self, asked: Asked) -> Q:
        """The field lies between."""
        low, high = (asked.get(name) for name in self.names())
        met = Q(**{f"{self.path}__gte": self.value(low)}) if low else Q()
        return met & Q(**{f"{self.path}__lte": self.value(high)}) if high else met

    @abstractmethod
    def value(self, text: str) -> Any:
        """The value that a cleaned text stands for."""


@dataclass(frozen=True)
class Days(_Range):
    """From a day to a day."""

    kind: ClassVar[str] = "days"

    def clean(self, name: str, text: str) -> str:
        """A day as year-month-day."""
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise Unreadable(name) from None

    def value(self, text: str) -> date:
        """The day."""
        return date.fromisoformat(text)


@dataclass(frozen=True)
class Numbers(_Range):
    """From a whole number to a whole number."""

    kind: ClassVar[str] = "numbers"

    def clean(self, name: str, text: str) -> str:
        """A whole number from 0 on, in figures."""
        if not (text.isascii() and text.isdecimal()) or int(text[:20]) > LARGEST:
            raise Unreadable(name)
        return str(int(text))

    def value(self, text: str) -> int:
        """The number."""
        return int(text)
