"""Which characters the typesetting fonts have, and what is printed for those they lack.

A rare character of a name must neither vanish nor stop the document: it is printed as its code,
such as 〔U+20BB7〕, and the page says so.
"""

import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

SEGMENTED = 12  # the subtable of a cmap that covers all of Unicode
SHOWN_ANYWAY = {"\n"}


@cache
def characters_of(font: Path) -> frozenset[int]:
    """The code points an OpenType font has, read from its cmap table."""
    data = font.read_bytes()
    start = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for n in range(count):
        (offset,) = struct.unpack_from(">I", data, start + 4 + 8 * n + 4)
        (form,) = struct.unpack_from(">H", data, start + offset)
        if form == SEGMENTED:
            found |= _segments(data, start + offset)
    return frozenset(found)


def unset_in(texts: Iterable[str], fonts: Iterable[Path]) -> list[str]:
    """The characters of texts that none of the fonts has, in the order of their codes."""
    used: set[str] = set().union(*map(set, texts)) - SHOWN_ANYWAY
    known = frozenset().union(*map(characters_of, fonts))
    return sorted(c for c in used if ord(c) not in known)


def code_of(character: str) -> str:
    """A character as its code is written."""
    return f"U+{ord(character):04X}"


def texts_in(value: Any) -> Iterable[str]:
    """All texts of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def with_codes(value: Any, unset: Iterable[str]) -> Any:
    """The same JSON value with codes in place of the characters that cannot be set."""
    table = {ord(c): f"〔{code_of(c)}〕" for c in unset}
    return _translated(value, table) if table else value


def _translated(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {key: _translated(inner, table) for key, inner in value.items()}
    if isinstance(value, list):
        return [_translated(inner, table) for inner in value]
    return value


def _table(data: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for n in range(count):
        name, _sum, offset, _length = struct.unpack_from(">4sIII", data, 12 + 16 * n)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag.decode()}")


def _segments(data: bytes, start: int) -> set[int]:
    (count,) = struct.unpack_from(">I", data, start + 12)
    found: set[int] = set()
    for first, last, _glyph in struct.iter_unpack(
        ">III", data[start + 16 : start + 16 + 12 * count]
    ):
        found.update(range(first, last + 1))
    return found
