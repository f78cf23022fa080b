"""What the tags of a part of a workbook say of its size while they pass by.

The forms of these tags are read as loosely as any reader of workbooks does, so that nothing passes
here unseen and is found there.
"""

import re
from array import array
from dataclasses import dataclass, field

_row = re.compile(rb"<(?:\w+:)?row[\s/>]")
_cell = re.compile(rb"<(?:\w+:)?c[\s/>]")
_text = re.compile(rb"<(?:\w+:)?si[\s/>]")
_place = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,7})["']""")
_formula = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,3}[0-9]{1,7})["'][^>]*>\s*<(?:\w+:)?f[\s/>]"""
)
_merge = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Za-z0-9:$]{2,30})["']""")
MOST_ODD = 100  # formulas and merges that are kept by their place
_names_text = re.compile(rb"""\st\s*=\s*["']s["']""")
_which_text = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*([0-9]{1,8})\s*<""")


@dataclass
class Part:
    """How far a part reaches and how much is in it.

    Rows and cells may come without their place. They stand behind those that have one, so they
    are counted on top. ``texts`` are the lengths of the texts that cells of other parts may name.
    """

    size: int = 0
    row: int = 0
    column: int = 0
    cells: int = 0
    placeless_rows: int = 0
    placeless_cells: int = 0
    widest: int = 0  # cells of one row, once there are any without their place
    names_texts: int = 0  # cells that name their text
    texts: "array[int]" = field(default_factory=lambda: array("I"))
    has_long_text: bool = False  # longer than a cell may hold
    formulas: list[str] = field(default_factory=list)  # the first cells that hold one
    merges: list[str] = field(default_factory=list)  # ranges of merged cells
    _width: int = 0

    @property
    def rows(self) -> int:
        """The last row that the part may reach."""
        return self.row + self.placeless_rows

    @property
    def columns(self) -> int:
        """The last column that the part may reach."""
        return self.column + self.widest

    def see(self, tags: bytes) -> None:
        """Take note of more tags of the part."""
        places = _place.findall(tags)
        letters = [found.upper() for found, _ in places if found]
        cells = len(_cell.findall(tags))
        self.row = max(self.row, max((int(number) for _, number in places), default=0))
        self.column = max(self.column, max(map(_number, set(letters)), default=0))
        self.cells += cells
        self.placeless_cells += max(0, cells - len(letters))
        self.placeless_rows += max(0, len(_row.findall(tags)) - len(places) + len(letters))
        self.names_texts += len(_names_text.findall(tags))
        if b"<f" in tags or b":f" in tags:
            self.formulas += _places(_formula.findall(tags), self.formulas)
        if b"mergeCell" in tags:
            self.merges += _places(_merge.findall(tags), self.merges)
        if self.placeless_cells:
            self._see_widths(tags)
        self._see_texts(tags)

    def _see_widths(self, tags: bytes) -> None:
        for nth, row in enumerate(_row.split(tags)):
            self._width = len(_cell.findall(row)) + (0 if nth else self._width)
            self.widest = max(self.widest, self._width)

    def _see_texts(self, tags: bytes) -> None:
        first, *others = _text.split(tags)
        if self.texts:
            self.texts[-1] += len(first)
        self.texts.extend(map(len, others))


def _places(found: list[bytes], known: list[str]) -> list[str]:
    return [place.decode().upper() for place in found[: MOST_ODD - len(known)]]


def text_named(tags: bytes, texts: "array[int]", longest: int) -> int:
    """How many bytes of text the cells among these tags name; unclear ones name the longest."""
    which = [int(number) for number in _which_text.findall(tags)]
    unclear = len(_names_text.findall(tags)) - len(which)
    known = sum(texts[number] for number in which if number < len(texts))
    return known + unclear * longest


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
