"""The cells of a file as text, whatever kind of file it is: CSV, workbooks old and new, Parquet, JSON.

Everything is read as text first, so that no leading zero and no long number is lost.
"""

import csv
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import fastexcel
import pyarrow as pa
from pyarrow import compute, parquet
from pyarrow import csv as arrow_csv

from renjian.kernel.refusal import Reason, Refused, reason, shown
from renjian.registers.encodings import as_utf8
from renjian.registers.headers import LOOKED_AT, MOST_COLUMNS, find_layout
from renjian.registers.parts import Part
from renjian.registers.workbooks import (
    MOST_ROWS,
    macros,
    survey,
    too_many_lines,
    why_not_formulas,
    why_not_merged,
)

XLSX, OLD, PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1"
MACROS, LOCKED = ("_VBA_PROJECT".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
MOST_RAGGED = 10
MOST_LINES = MOST_ROWS  # as many as a sheet of a workbook
DELIMITERS = ",\t;"
Heading = Callable[[list[list[str]]], int]
HEAD = 1 << 20  # bytes in which the heading rows of a text are looked for


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet as text, columns named 0, 1, 2...; ``name`` is empty for a text file.

    ``part`` is what was seen of the sheet of a workbook before it was opened.
    """

    name: str
    cells: pa.Table
    part: Part | None = None

    def head(self, count: int) -> list[list[str]]:
        """The first rows as lists of texts."""
        rows = self.cells.slice(0, count).to_pylist()
        return [[cell or "" for cell in row.values()] for row in rows]

    def why_not(self, first_line: int) -> tuple[Reason, ...]:
        """Every reason why the sheet cannot be read with its data from ``first_line`` on."""
        if self.part is None:
            return ()
        odd = (self.name, self.part)
        return (*why_not_formulas(*odd), *why_not_merged(*odd, first_line))


def known_heading(rows: list[list[str]]) -> int:
    """Which row holds the headings of a report table. Refused if none does."""
    return find_layout(rows).heading


def sheets_of(path: Path, heading: Heading = known_heading) -> tuple[Sheet, ...]:
    """The sheets of a file that hold anything. Refused, with what to do, if it cannot be read.

    ``heading`` says which of the first rows of a text file holds its headings.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start == XLSX:
        return _workbook(path)
    if start == OLD:
        return _old_workbook(path)
    if start == PARQUET:
        return (_parquet(path),)
    return (_text(path, heading),)


# -- text files -----------------------------------------------------------------


def _text(path: Path, heading: Heading) -> Sheet:
    data = as_utf8(path.read_bytes())
    if data[:64].lstrip().startswith(b"{"):
        return _lines_of_json(data)
    data = data.rstrip(b"\r\n")
    # Each line costs memory for every column: line ends alone would take gigabytes.
    lines = max(data.count(b"\n"), data.count(b"\r")) + 1
    if lines > MOST_LINES:
        raise Refused(too_many_lines(lines, MOST_LINES))
    head = data[:HEAD].decode("utf-8", "ignore").replace("\r\n", "\n").replace("\r", "\n")
    first = head.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    # The heading row first: under a wrong one every other row would be a ragged one.
    rows = _rows("\n".join(head.split("\n")[: LOOKED_AT + 1]), delimiter)
    return Sheet("", _parse(data + b"\n", delimiter, len(rows[heading(rows)])))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _unreadable() from error


def _parse(data: bytes, delimiter: str, width: int) -> pa.Table:
    """The cells of a text file; every row must have as many as the heading row."""
    try:
        return _parsed(data, delimiter, width, None)
    except pa.ArrowInvalid:
        # Once more and slowly: only on one thread a wrong row carries its number.
        ragged: list[arrow_csv.InvalidRow] = []
        try:
            cells = _parsed(data, delimiter, width, ragged)
        except pa.ArrowInvalid as error:
            raise _unreadable() from error
        if ragged:
            raise Refused(*(_ragged(row) for row in ragged[:MOST_RAGGED])) from None
        return cells


def _parsed(
    data: bytes, delimiter: str, width: int, ragged: list[arrow_csv.InvalidRow] | None
) -> pa.Table:
    def note(row: arrow_csv.InvalidRow) -> str:
        if ragged is None:
            return "error"
        ragged.append(row)
        return "skip"

    names = [str(index) for index in range(width)]
    return arrow_csv.read_csv(
        pa.BufferReader(data),
        read_options=arrow_csv.ReadOptions(use_threads=ragged is None, column_names=names),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=b'"' in data,
            ignore_empty_lines=False,
            invalid_row_handler=note,
        ),
        convert_options=arrow_csv.ConvertOptions(
            strings_can_be_null=False, column_types=dict.fromkeys(names, pa.string())
        ),
    )


def _unreadable() -> Refused:
    return Refused(
        reason(
            "upload.file.unreadable-text",
            "文件不能按表格读出，常见原因是某个单元格的英文双引号没有成对。"
            "请用表格软件打开检查，另存为“CSV UTF-8”后重新上传。",
        )
    )


def _ragged(row: arrow_csv.InvalidRow) -> Reason:
    return reason(
        "upload.rows.ragged",
        "第 {line} 行有 {actual} 格，表头有 {expected} 格。"
        "请检查这一行是否多了或少了分隔符；单元格里有逗号的，要用英文双引号括起来。",
        line=row.number,
        actual=row.actual_columns,
        expected=row.expected_columns,
    )


def _lines_of_json(data: bytes) -> Sheet:
    """One object on each line, its names those of the headings; lines are counted as in the file."""
    names: dict[str, None] = {}
    rows: list[dict[str, str]] = []
    for number, line in enumerate(data.splitlines(), start=1):
        if number > MOST_LINES:
            raise Refused(too_many_lines(data.count(b"\n") + 1, MOST_LINES))
        found = _object(line, number) if line.strip() else {}
        names |= dict.fromkeys(found)
        if len(names) > MOST_COLUMNS:
            find_layout([list(names)])
        rows.append(found)
    # A heading row of its own stands in front; what the file calls line 1 is then row 2.
    columns = {
        str(at): pa.array([name, *(row.get(name, "") for row in rows)], pa.string())
        for at, name in enumerate(names)
    }
    return Sheet("", pa.table(columns))


def _object(line: bytes, number: int) -> dict[str, str]:
    try:
        found = json.loads(line, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused(
            reason(
                "upload.file.json",
                "第 {line} 行不是一个 JSON 对象。JSON Lines 文件每行写一个对象，"
                "键是列名或者字段名。请改正后重新上传。",
                line=number,
            )
        )
    return {str(name): _plain(value) for name, value in found.items()}


def _plain(value: object) -> str:
    """A value of JSON as a cell would hold it; lists are joined as in the report tables."""
    if isinstance(value, list):
        return "；".join(_plain(one) for one in value)
    if isinstance(value, bool):
        return "1" if value else "0"
    text = "" if value is None else str(value)
    return text.encode("utf-8", "replace").decode()


# -- workbooks and Parquet ------------------------------------------------------


def _workbook(path: Path) -> tuple[Sheet, ...]:
    try:
        seen = survey(path)
        if seen.reasons:
            raise Refused(*seen.reasons)
        book = fastexcel.read_excel(path)
        return _sheets(book, seen.odd)
    except (zipfile.BadZipFile, fastexcel.FastExcelError) as error:
        raise _no_workbook() from error


def _old_workbook(path: Path) -> tuple[Sheet, ...]:
    data = path.read_bytes()
    if LOCKED in data:
        raise Refused(_locked())
    if MACROS in data:
        raise Refused(macros())
    try:
        return _sheets(fastexcel.read_excel(path), {})
    except fastexcel.FastExcelError as error:
        raise Refused(_locked()) from error


def _sheets(book: fastexcel.ExcelReader, odd: Mapping[str, Part]) -> tuple[Sheet, ...]:
    found = []
    for name in book.sheet_names:
        # skip_rows=0 keeps empty rows at the top, so that lines are counted as on the screen.
        loaded = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_arrow()
        cells = pa.Table.from_batches([loaded])
        if cells.num_rows:
            cells = cells.rename_columns([str(index) for index in range(cells.num_columns)])
            found.append(Sheet(shown(name), cells, odd.get(name)))
    if not found:
        raise Refused(
            reason("upload.file.no-sheet", "工作簿里没有数据。请检查导出是否成功后重新上传。")
        )
    return tuple(found)


def _no_workbook() -> Refused:
    return Refused(
        reason(
            "upload.file.unreadable-workbook",
            "文件不是能打开的 Excel 工作簿，可能已经损坏，或者是改了扩展名的其他文件。"
            "请用表格软件打开，另存为“Excel 工作簿（.xlsx）”后重新上传。",
        )
    )


def _locked() -> Reason:
    return reason(
        "upload.file.old-or-locked",
        "文件打不开：可能设有打开密码，或者已经损坏。"
        "请取消密码，用表格软件另存为“Excel 工作簿（.xlsx）”后重新上传。",
    )


def _parquet(path: Path) -> Sheet:
    try:
        file = parquet.ParquetFile(path)
        if file.metadata.num_rows > MOST_LINES:
            raise Refused(too_many_lines(file.metadata.num_rows, MOST_LINES))
        cells = file.read()
        texts = [_as_text(column) for column in cells.columns]
    except (pa.ArrowException, OSError) as error:
        raise Refused(
            reason(
                "upload.file.parquet",
                "文件不是能打开的 Parquet 文件，或者有一列不是文字、数字或日期。"
                "请重新导出，每列都用简单类型。",
            )
        ) from error
    names = [pa.array([name], pa.string()) for name in cells.column_names]
    columns = {
        str(at): pa.chunked_array([name, *text.chunks], pa.string())
        for at, (name, text) in enumerate(zip(names, texts, strict=True))
    }
    return Sheet("", pa.table(columns))


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(column.type):
        return pa.chunked_array([compute.binary_join(column.combine_chunks(), "；")], pa.string())
    return column.cast(pa.string())


def holds_anything(cells: pa.Table) -> Iterator[bool]:
    """Of each column, whether any of its cells holds anything but blanks."""
    for column in cells.columns:
        yield bool(compute.any(compute.not_equal(compute.utf8_trim_whitespace(column), "")).as_py())
