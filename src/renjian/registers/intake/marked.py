"""The sender's own workbook given back: wrong cells coloured, with a note, and what to do beside.

It is written anew from the cells as they were read, sheet by sheet, so that it opens in every
program whatever the file was. Of a large file it holds the heading rows and the rows to look at.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from renjian.registers.headers import LOOKED_AT, Layout, find_layout, fits
from renjian.registers.intake.files import Sheet, sheets_of
from renjian.registers.problems import Problem

MOST_WHOLE = 20_000  # rows of a sheet that is given back whole
MOST_NOTES = 2000  # on cells: each costs a drawing, and programs open more of them slowly
WHAT_TO_DO = "问题和改正办法"
LINE = "原行号"
WRONG, DOUBTFUL = (PatternFill("solid", fgColor=color) for color in ("F8C9C4", "FFE9A8"))
HEAD = PatternFill("solid", fgColor="D9E2E8")
WRAPPED = Alignment(vertical="top", wrap_text=True)
WIDTH, WIDE = 16, 70
AUTHOR = "认监"


def marked(path: Path, problems: Sequence[Problem]) -> bytes:
    """The workbook of a file with its problems marked; sheets that are none of ours are left out."""
    book = Workbook(write_only=True)
    left = MOST_NOTES
    for sheet in sheets_of(path):
        if not fits(sheet.head(LOOKED_AT), sheet.name):
            continue
        own = [one for one in problems if one.sheet == sheet.name]
        left -= _write(book, sheet, own, left)
    if not book.worksheets:
        book.create_sheet("空")
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write(book: Workbook, sheet: Sheet, problems: Iterable[Problem], notes: int) -> int:
    """Write one sheet and say how many notes it took."""
    layout = find_layout(sheet.head(LOOKED_AT))
    by_line: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_line[problem.line].append(problem)
    is_whole = sheet.cells.num_rows <= MOST_WHOLE
    page = book.create_sheet(_title(sheet, layout))
    width = sheet.cells.num_columns
    page.freeze_panes = f"A{layout.first + 1}"
    for column in range(1, width + 1):
        page.column_dimensions[get_column_letter(column)].width = WIDTH
    page.column_dimensions[get_column_letter(width + 1)].width = WIDE
    taken = 0
    places = {c.header: at for at, c in enumerate(layout.columns) if c}
    for line, row in _lines(sheet, layout, by_line, is_whole=is_whole):
        found = by_line.get(line, [])
        cells = [_plain(page, value, is_heading=line <= layout.first) for value in row]
        for problem in found:
            taken += _mark(cells, places, problem, has_note=taken < notes)
        what = WHAT_TO_DO if line == layout.heading + 1 else _told(found)
        cells.append(_plain(page, what, is_heading=line <= layout.first))
        if not is_whole:
            number = LINE if line == layout.heading + 1 else str(line)
            cells.append(_plain(page, number, is_heading=line <= layout.first))
        page.append(cells)
    return taken


def _lines(
    sheet: Sheet, layout: Layout, wanted: Mapping[int, object], *, is_whole: bool
) -> Iterable[tuple[int, list[str | None]]]:
    """The rows to give back with their lines: all, or the headings and those with problems."""
    line = 0
    for batch in sheet.cells.to_batches(max_chunksize=10_000):
        columns = [column.to_pylist() for column in batch.columns]
        for values in zip(*columns, strict=True):
            line += 1
            if is_whole or line <= layout.first or line in wanted:
                yield line, list(values)


def _title(sheet: Sheet, layout: Layout) -> str:
    bad = str.maketrans("", "", "[]:*?/\\")
    return (sheet.name or layout.form.title).translate(bad)[:31] or "Sheet"


def _plain(page: object, value: str | None, *, is_heading: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", value or "") or None)
    cell.number_format = "@"
    if cell.data_type == "f":
        cell.data_type = "s"  # what looks like a formula is a text of the sender's
    if is_heading:
        cell.fill, cell.font = HEAD, Font(bold=True)
    return cell


def _mark(
    cells: list[WriteOnlyCell], places: Mapping[str, int], problem: Problem, *, has_note: bool
) -> int:
    """Colour the cell of a problem and say in a note what is wrong; an error wins over a warning."""
    at = places.get(problem.column)
    if at is None or at >= len(cells):
        return 0
    cell = cells[at]
    is_wrong = problem.level == "error"
    if is_wrong or cell.fill != WRONG:
        cell.fill = WRONG if is_wrong else DOUBTFUL
    if not has_note:
        return 0
    text = problem.sentence
    if cell.comment is not None:
        text = f"{cell.comment.text}\n{text}"
    cell.comment = Comment(text, AUTHOR, width=320, height=120)
    return 1


def _told(problems: Sequence[Problem]) -> str:
    """What is wrong with a row, each problem on a line of its own, errors first."""
    ordered = sorted(problems, key=lambda one: one.level != "error")
    signs = {"error": "✗", "warning": "△"}
    return "\n".join(f"{signs[one.level]} {one.sentence}" for one in ordered)
