"""Rows of a workbook or a text table as people keep them, with their lines and a guessed heading."""

import csv
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import openpyxl

from renjian.draws.desk.columns import Sheet, guessed
from renjian.kernel.refusal import Refused, reason
from renjian.registers.encodings import decode
from renjian.registers.workbooks import why_not_open

XLSX = b"PK\x03\x04"
SEARCHED = 10  # lines in which the heading row may stand, below a title
DELIMITERS = ",\t;"
EXACT = 15  # digits of a number that a workbook keeps; of a longer one the last are lost


@dataclass(frozen=True)
class Row:
    """A row below the heading: ``line`` as a spreadsheet counts, cells by the name of a column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table with its heading row; ``rounded`` are lines and columns of numbers cut by a workbook."""

    path: Path
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    rounded: frozenset[tuple[int, str]]


def read(path: Path, sheet: Sheet) -> Table:
    """Read a workbook (its first sheet with content) or a text table as a kind of sheet.

    Refused, with what to do, if it is no table or no heading row is found in its first lines.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start == XLSX:
            lines, rounded = _workbook(path)
        else:
            lines, rounded = _text(path), set[tuple[int, int]]()
    except OSError as error:
        raise _closed(path, error) from error
    return _below_heading(path, sheet, lines, rounded)


def _closed(path: Path, error: OSError) -> Refused:
    return Refused(
        reason(
            "desk.file",
            "文件 {path} 打不开（{problem}）。请检查路径。",
            path=str(path),
            problem=error.strerror or "",
        )
    )


def _below_heading(
    path: Path, sheet: Sheet, lines: Sequence[list[str]], rounded: Iterable[tuple[int, int]]
) -> Table:
    found = [len(guessed(sheet, cells)) for cells in lines[:SEARCHED]]
    if not found or not max(found):
        raise Refused(
            reason(
                "desk.heading",
                "文件 {path} 的前 {lines} 行里没有找到“{title}”的表头，"
                "至少要有“{first}”这样的列名。请检查是否拿错了表。",
                path=path.name,
                lines=SEARCHED,
                title=sheet.title,
                first=sheet.columns[0].words[0],
            )
        )
    top = found.index(max(found))
    names = _distinct(lines[top])
    rows = [
        Row(line, dict(zip(names, [*cells, *[""] * len(names)], strict=False)))
        for line, cells in enumerate(lines[top + 1 :], top + 2)
        if any(cells)
    ]
    cut = {(line, names[column]) for line, column in rounded if column < len(names)}
    return Table(path, tuple(name for name in names if name), tuple(rows), frozenset(cut))


def _distinct(cells: Sequence[str]) -> list[str]:
    """Column names; one that stands there twice gets its number behind it."""
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        names.append(f"{cell}（第{place}列）" if cell and cell in names else cell)
    return names


def text_of(path: Path) -> str:
    """The text of a file in whatever encoding offices use. Refused if it cannot be opened."""
    try:
        return decode(path.read_bytes())
    except OSError as error:
        raise _closed(path, error) from error


def _text(path: Path) -> list[list[str]]:
    text = decode(path.read_bytes())
    delimiter = max(DELIMITERS, key=text[: text.find("\n")].count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Refused(
            reason(
                "desk.text",
                "文件 {path} 不能按表格读出，常见原因是英文双引号没有成对。"
                "请另存为“Excel 工作簿（.xlsx）”或者“CSV UTF-8”。",
                path=path.name,
            )
        ) from error
    return [[cell.strip() for cell in row] for row in rows]


def _workbook(path: Path) -> tuple[list[list[str]], set[tuple[int, int]]]:
    try:
        if reasons := why_not_open(path):
            raise Refused(*reasons)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Refused(
            reason(
                "desk.workbook",
                "文件 {path} 不是能打开的 Excel 工作簿。请用表格软件打开，另存为“Excel 工作簿（.xlsx）”。",
                path=path.name,
            )
        ) from error
    rounded: set[tuple[int, int]] = set()
    lines: list[list[str]] = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, int | float) and abs(cell) >= 10**EXACT:
                    rounded.add((line, column))
            lines.append([_written(cell) for cell in cells])
        if any(any(cells) for cells in lines):
            break
        lines = []
    book.close()
    return lines, rounded


def _written(cell: object) -> str:
    """A cell as it is read aloud: whole numbers without a point, days without a time."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()
