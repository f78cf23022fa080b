"""What a document says: the form of its kind, filled with the facts of one matter.

The form is one TOML file of the slice that issues the document, ``data/<kind>.toml``: its title,
the word in its number, and its parts in order, with ``{names}`` where facts go. It knows neither
Word nor PDF; both are made from the filled paper.
"""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from django.utils import timezone

PARTS = {
    "paragraph",
    "heading",
    "facts",
    "table",
    "approval",
    "signatures",
    "note",
    "seal",
    "new_page",
}
STYLES = {"letter", "form"}
# Marks of direction and joining are invisible and can make a text read otherwise than it is.
INVISIBLE = {"Cc", "Cf", "Cs"}

Rows = Sequence[Sequence[str]]
NO_TABLES: Mapping[str, Rows] = MappingProxyType({})


@dataclass(frozen=True)
class Paper:
    """A filled form, before it has a number: ``parts`` holds text only and is JSON."""

    kind: str
    title: str
    style: str
    number_word: str
    addressee: str
    parts: tuple[dict[str, Any], ...]


def fill(
    package: str, kind: str, values: Mapping[str, str], tables: Mapping[str, Rows] = NO_TABLES
) -> Paper:
    """Fill the form of a kind; every name in it must be among ``values``, every table in ``tables``.

    Facts are put in as they are: braces, quotes or angle brackets in them mean nothing.
    """
    form = _form(package, kind)
    return Paper(
        kind=kind,
        title=form["title"],
        style=form["style"],
        number_word=form["number_word"],
        addressee=_filled(form.get("addressee", ""), values),
        parts=tuple(_part(part, values, tables) for part in form["parts"]),
    )


def plain(text: str) -> str:
    """Text as a page can show it: without control and invisible characters, lines kept."""
    lines = text.replace("\t", " ").splitlines()
    return "\n".join(
        "".join(c for c in line if unicodedata.category(c) not in INVISIBLE) for line in lines
    ).strip("\n")


def grouped(hexadecimal: str) -> str:
    """A hash in groups of four, as it is printed."""
    return " ".join(hexadecimal[i : i + 4] for i in range(0, len(hexadecimal), 4))


def in_chinese(when: date | datetime | None) -> str:
    """A day, or a moment to the minute in the country's time, as documents write it."""
    if when is None:
        return "–"
    if isinstance(when, datetime):
        when = timezone.localtime(when)
        return f"{in_chinese(when.date())}{when:%H:%M}"
    return f"{when.year}年{when.month}月{when.day}日"


@cache
def _form(package: str, kind: str) -> dict[str, Any]:
    text = files(package).joinpath("data", f"{kind}.toml").read_text("utf-8")
    form = tomllib.loads(text)
    if form["style"] not in STYLES:
        raise ValueError(f"{kind}: the style is one of {', '.join(sorted(STYLES))}")
    if wrong := [sorted(part) for part in form["parts"] if len(PARTS & set(part)) != 1]:
        raise ValueError(f"{kind}: a part is one of {', '.join(sorted(PARTS))}, not {wrong[0]}")
    return form


def _part(
    part: Mapping[str, Any], values: Mapping[str, str], tables: Mapping[str, Rows]
) -> dict[str, Any]:
    if "table" in part:
        rows = [[plain(cell) for cell in row] for row in tables[part["table"]]]
        if any(len(row) != len(part["columns"]) for row in rows):
            raise ValueError(f"table {part['table']}: a row has more or fewer cells than columns")
        return {**part, "rows": rows}
    return {name: _filled(inner, values) for name, inner in part.items()}


def _filled(form: Any, values: Mapping[str, str]) -> Any:
    """The same lists and texts with the facts put in."""
    if isinstance(form, list):
        return [_filled(inner, values) for inner in form]
    if isinstance(form, str):
        return plain(form.format_map(values))
    return form
