"""All rows of a list as a spreadsheet or CSV file, a batch at a time; loaded by jobs only.

A text that a spreadsheet would take for a formula is written so that it stays a text.
"""

import csv
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from renjian_site.kit.actor import Actor
from renjian_site.kit.commands import Made
from renjian_site.kit.exports import folder, name_of
from renjian_site.kit.lists.address import reread
from renjian_site.kit.lists.columns import Column
from renjian_site.kit.lists.listing import Listing
from renjian_site.kit.lists.paging import ordered
from renjian_site.kit.models import Export

BATCH = 5000
SHEET_ROWS = 1_048_575  # rows of a sheet below its heading
LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDTH = 22

Told = Callable[[int, int], None]
Row = tuple[object, ...]


def write(export: Export, listing: Listing, actor: Actor, told: Told) -> Made:
    """Write the file of an export, with what the actor may see now; its name exists when it is whole."""
    asked = reread(listing, export.query)
    columns = listing.written(asked.columns)
    found = ordered(listing, listing.found(actor, asked.filters), asked.order)
    total = found.order_by().values("pk").count()
    paths = [column.path for column in columns]
    fetched = found.values_list(*paths).iterator(chunk_size=BATCH)
    counted = _Counted(fetched, columns, total, told)
    with translation.override(export.language), _incoming() as incoming:
        WRITERS[export.form](incoming, [gettext(column.title) for column in columns], iter(counted))
        sha256 = _hash(incoming)
        size = incoming.stat().st_size
        os.replace(incoming, folder() / name_of(export.pk, sha256, export.form))
    return Made(sha256, size, counted.done)


class _Counted:
    """The rows as they are written; after each batch it is told how many are done."""

    def __init__(
        self, rows: Iterator[Row], columns: tuple[Column, ...], total: int, told: Told
    ) -> None:
        self.rows, self.columns, self.total, self.told = rows, columns, total, told
        self.done = 0

    def __iter__(self) -> Iterator[list[object]]:
        self.told(0, self.total)
        for row in self.rows:
            yield [column.plain(value) for column, value in zip(self.columns, row, strict=True)]
            self.done += 1
            if self.done % BATCH == 0:
                self.told(self.done, max(self.total, self.done))
        self.told(self.done, self.done)


@contextmanager
def _incoming() -> Iterator[Path]:
    """A file that is gone again if it was not given its name."""
    folder().mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder(), prefix="incoming-", delete=False) as file:
        path = Path(file.name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


# -- CSV ------------------------------------------------------------------------


def _write_csv(path: Path, titles: list[str], rows: Iterator[list[object]]) -> None:
    """UTF-8 with the mark that spreadsheets look for."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(titles)
        writer.writerows([_csv_text(value) for value in row] for row in rows)


def _csv_text(value: object) -> object:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(LOOKS_LIKE_A_FORMULA):
        return f"'{value}"
    return value


# -- xlsx -----------------------------------------------------------------------


def _write_xlsx(path: Path, titles: list[str], rows: Iterator[list[object]]) -> None:
    """A sheet, and another one behind it whenever the rows of a sheet are used up."""
    book = Workbook(write_only=True)
    sheet = _sheet(book, titles)
    for number, row in enumerate(rows, start=1):
        if number % SHEET_ROWS == 0:
            sheet = _sheet(book, titles)
        sheet.append([_xlsx_value(sheet, value) for value in row])
    book.save(path)


def _sheet(book: Workbook, titles: list[str]) -> Any:
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for nth in range(1, len(titles) + 1):
        sheet.column_dimensions[get_column_letter(nth)].width = WIDTH
    sheet.append(titles)
    return sheet


def _xlsx_value(sheet: Any, value: object) -> object:
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if not text.startswith(LOOKS_LIKE_A_FORMULA):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # openpyxl takes a leading "=" for a formula
    cell.quotePrefix = True
    return cell


WRITERS: dict[str, Callable[[Path, list[str], Iterator[list[object]]], None]] = {
    "csv": _write_csv,
    "xlsx": _write_xlsx,
}
