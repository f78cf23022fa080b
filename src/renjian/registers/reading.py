"""From an uploaded file to a table: decode it, match its heading row, clean its cells.

Everything is read as text first, so that no leading zero and no long number is lost; dates become
dates at the end, and what was written stays beside them.
"""

import csv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import fastexcel
import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend
from pyarrow import compute
from pyarrow import csv as arrow_csv

from renjian.kernel.identifiers import BLANKS, FULL_WIDTH, HALF_WIDTH
from renjian.kernel.refusal import Reason, Refused, reason, shown
from renjian.registers.days import read_day
from renjian.registers.encodings import decode
from renjian.registers.headers import match_headers
from renjian.registers.rows import CERTIFICATES, CertificateRow, Column, Content, Form
from renjian.registers.workbooks import MOST_ROWS, too_many_lines, why_not_open

XLSX = b"PK\x03\x04"
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
MOST_RAGGED = 10
MOST_LINES = MOST_ROWS  # as many as a sheet of a workbook
DELIMITERS = ",\t;"
WRITTEN = "_written"  # ends the name of a column that keeps a date as the file has it


@dataclass(frozen=True)
class Table:
    """An uploaded table in DuckDB: ``line`` as a spreadsheet counts, and a column per field.

    Text fields are never null. A date field is null where the cell holds no date; beside it stands
    what was written, under the field's name with ``_written``. ``sheet`` is empty for a CSV file.
    """

    form: Form
    sheet: str
    rows: ir.Table


def read(path: Path, form: Form = CERTIFICATES) -> Table:
    """Read a CSV or xlsx file as a table of the form. Refused, with what to do, if it is none."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == OLD_OR_LOCKED:
        raise Refused(
            reason(
                "upload.file.old-or-locked",
                "文件是旧版 Excel（.xls）格式，或者设有打开密码。"
                "请取消密码，另存为“Excel 工作簿（.xlsx）”后重新上传。",
            )
        )
    if start == XLSX:
        sheet, cells = _sheet(path, form)
        columns = match_headers([str(column[0].as_py() or "") for column in cells.columns], form)
    else:
        # The heading row first: under a wrong one every other row would be a ragged one.
        sheet, text = "", _bounded(decode(path.read_bytes()))
        delimiter = max(DELIMITERS, key=text[: text.find("\n")].count)
        columns = match_headers(_first_row(text, delimiter), form)
        cells = _parse(text, delimiter, len(columns))
    return Table(form, sheet, _clean(_named(cells, columns), form))


def _named(cells: pa.Table, columns: tuple[Column | None, ...]) -> pa.Table:
    """The rows below the heading row with their lines, columns by the field that each fills."""
    lines = pa.array(range(1, cells.num_rows + 1), pa.int64())
    cells = cells.append_column("line", lines).slice(1)
    if not _holds_anything(cells.drop(["line"])):
        raise Refused(
            reason("upload.rows.none", "表头之下没有数据行。请检查导出是否成功后重新上传。")
        )
    _refuse_nameless(cells, columns)
    named = [str(index) for index, column in enumerate(columns) if column]
    fields = [column.field for column in columns if column]
    return cells.select(["line", *named]).rename_columns(["line", *fields])


def rows_of(table: Table) -> Iterator[CertificateRow]:
    """The rows of a table of certificates that was examined and found clean, in order of lines."""
    names = ["line", *(column.field for column in table.form.columns)]
    ordered = table.rows.select(names).order_by("line").to_pyarrow()
    for batch in ordered.to_batches(max_chunksize=10_000):
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield CertificateRow(**dict(zip(names, values, strict=True)))


# -- text files -----------------------------------------------------------------


def _bounded(text: str) -> str:
    """A text without the blank lines at its end; refused with more lines than a sheet can hold.

    Each line costs memory for every column, written or not: line ends alone would take gigabytes.
    """
    text = text.rstrip("\r\n")
    lines = max(text.count("\n"), text.count("\r")) + 1
    if lines > MOST_LINES:
        raise Refused(too_many_lines(lines, MOST_LINES))
    return text + "\n"


def _first_row(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _unreadable() from error


def _parse(text: str, delimiter: str, width: int) -> pa.Table:
    """The cells of a text file; every row must have as many as the heading row."""
    ragged: list[arrow_csv.InvalidRow] = []

    def note(row: arrow_csv.InvalidRow) -> str:
        ragged.append(row)
        return "skip"

    names = [str(index) for index in range(width)]
    try:
        # One thread, since only then a wrong row carries its number.
        cells = arrow_csv.read_csv(
            pa.BufferReader(text.encode()),
            read_options=arrow_csv.ReadOptions(use_threads=False, column_names=names),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=note,
            ),
            convert_options=arrow_csv.ConvertOptions(
                strings_can_be_null=False, column_types=dict.fromkeys(names, pa.string())
            ),
        )
    except pa.ArrowInvalid as error:
        raise _unreadable() from error
    if ragged:
        raise Refused(*(_ragged(row) for row in ragged[:MOST_RAGGED]))
    return cells


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


# -- workbooks ------------------------------------------------------------------


def _sheet(path: Path, form: Form) -> tuple[str, pa.Table]:
    """The sheet with the form's title, else the first one that holds anything."""
    try:
        if reasons := why_not_open(path):
            raise Refused(*reasons)
        book = fastexcel.read_excel(path)
    except (zipfile.BadZipFile, fastexcel.FastExcelError) as error:
        raise Refused(
            reason(
                "upload.file.unreadable-workbook",
                "文件不是能打开的 Excel 工作簿，可能已经损坏，或者是改了扩展名的其他文件。"
                "请用表格软件打开，另存为“Excel 工作簿（.xlsx）”后重新上传。",
            )
        ) from error
    names = sorted(book.sheet_names, key=lambda name: name != form.title)
    for name in names:
        # skip_rows=0 keeps empty rows at the top, so that lines are counted as on the screen.
        loaded = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_arrow()
        cells = pa.Table.from_batches([loaded])
        if cells.num_rows:
            cells = cells.rename_columns([str(index) for index in range(cells.num_columns)])
            return shown(name), cells
    raise Refused(
        reason("upload.file.no-sheet", "工作簿里没有数据。请检查导出是否成功后重新上传。")
    )


# -- cells ----------------------------------------------------------------------


def _holds_anything(cells: pa.Table) -> bool:
    return any(
        compute.any(compute.not_equal(compute.utf8_trim_whitespace(column), "")).as_py()
        for column in cells.columns
    )


def _refuse_nameless(cells: pa.Table, columns: tuple[Column | None, ...]) -> None:
    """A column without a heading may be an empty one that an export left behind, no more."""
    nameless = [
        index + 1
        for index, column in enumerate(columns)
        if column is None and _holds_anything(cells.select([str(index)]))
    ]
    if nameless:
        raise Refused(
            *(
                reason(
                    "upload.header.nameless",
                    "第 {column} 列有数据但没有列名。请补上列名或删去这一列后重新上传。",
                    column=column,
                )
                for column in nameless
            )
        )


@ibis.udf.scalar.builtin(name="trim")  # type: ignore[untyped-decorator]  # ibis has no hints
def _trim(text: str, characters: str) -> str:  # type: ignore[empty-body]  # the engine's own
    ...


def _clean(cells: pa.Table, form: Form) -> ir.Table:
    """Clean text, dates as dates, rows without any content left out."""
    engine = ibis.duckdb.connect()
    raw = engine.create_table("raw", ibis.memtable(cells))
    missing = {c.field: ibis.literal("") for c in form.columns if c.field not in raw.columns}
    raw = raw.mutate(**missing)
    text = raw.select("line", **{c.field: _cell(raw[c.field], c) for c in form.columns})
    text = engine.create_table("text", text)
    text = text.filter(ibis.or_(*(text[c.field] != "" for c in form.columns)))
    return engine.create_table("rows", _with_days(engine, text, form))


def _cell(cell: ir.StringColumn, column: Column) -> ir.StringValue:
    # Finding out that there is nothing to clean takes a tenth of the time of cleaning.
    cell = cell.fill_null("")
    if column.content is not Content.IDENTIFIER:
        has_blanks = cell.re_search(f"^[{BLANKS}]|[{BLANKS}]$")
        return ibis.ifelse(has_blanks, _trim(cell, BLANKS), cell)
    # What has no counterpart is left out: this removes the blanks.
    plain = cell.translate(FULL_WIDTH + BLANKS, HALF_WIDTH)
    return ibis.ifelse(cell.re_search("[^!-~]"), plain, cell).upper()


def _with_days(engine: Backend, text: ir.Table, form: Form) -> ir.Table:
    """Read each different date text once in Python, so that there is one reading of dates."""
    fields = [column.field for column in form.columns if column.content is Content.DAY]
    written = ibis.union(*(text.select(text=text[field]) for field in fields), distinct=True)
    texts = engine.to_pyarrow(written)["text"].to_pylist()
    meant = pa.array([read_day(text) for text in texts], pa.date32())
    days = engine.create_table("days", ibis.memtable(pa.table({"text": texts, "day": meant})))
    for field in fields:
        text = text.rename({field + WRITTEN: field})
        known = days.select(**{field: days["day"], "said": days["text"]}).view()
        text = text.left_join(known, text[field + WRITTEN] == known["said"]).drop("said")
    return text
