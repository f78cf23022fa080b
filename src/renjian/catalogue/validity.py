"""What was in force on a day: values that carry the day they took effect, and the mark of the text.

A mark says how well a provision is known: V, its text was read; K, own knowledge, not read again;
?, unsure. What is not marked V is shown as unconfirmed.
"""

import tomllib
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Protocol, TypeVar


class Mark(StrEnum):
    """How well a provision is known."""

    VERIFIED = "V"
    KNOWN = "K"
    UNSURE = "?"


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


def latest(values: Sequence[D], day: date) -> D | None:
    """The value in force on a day: the one that took effect last, or none yet."""
    begun = [value for value in values if value.from_on <= day]
    return max(begun, key=lambda value: value.from_on, default=None)


def in_force(what: str, values: Sequence[D], day: date) -> D:
    """The value in force on a day; raises ``NotInForce`` when the catalogue begins later."""
    if (value := latest(values, day)) is None:
        raise NotInForce(what, day)
    return value


@cache
def read(name: str) -> dict[str, Any]:
    """The table of the catalogue of this name."""
    text = files("renjian.catalogue").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
