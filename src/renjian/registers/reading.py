"""From an uploaded file to tables: read its sheets, match their headings, clean their cells.

Everything is read as text first, so that no leading zero and no long number is lost; dates and
numbers become values at the end, and what was written stays beside them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from renjian.kernel.refusal import Refused, reason
from renjian.registers.headers import LOOKED_AT, Layout, find_layout, fits
from renjian.registers.intake.cleaning import (
    MEANT,
    WRITTEN,
    blanks,
    cleaned,
    days_of,
    numbers_of,
)
from renjian.registers.intake.files import Sheet, holds_anything, sheets_of
from renjian.registers.rows import VALUES, CertificateRow, Content, Form

__all__ = ["WRITTEN", "Report", "Table", "read", "rows_of"]
MEMORY = "600MB"  # what the engine may take before it puts tables aside on disk


@dataclass(frozen=True)
class Table:
    """An uploaded table in DuckDB: ``line`` as a spreadsheet counts, and a column per field.

    Text fields are never null; one whose column the file does not have is empty, and not among
    ``present``. A field of a date or number is null where the cell holds none; beside it stands
    what was written, under the field's name with ``_written``. ``sheet`` is empty for a text file.
    """

    form: Form
    sheet: str
    rows: ir.Table
    present: frozenset[str]
    layout: Layout

    @property
    def name(self) -> str:
        """What people call the table: its sheet, or its title."""
        return self.sheet or self.form.title


@dataclass(frozen=True)
class Report:
    """All tables of a file, the engine that holds them, and the sheets that are none of ours."""

    tables: tuple[Table, ...]
    engine: Backend
    unread: tuple[str, ...] = ()

    def table(self, *numbers: str) -> Table | None:
        """The table with one of these numbers."""
        return next((table for table in self.tables if table.form.number in numbers), None)


def read(path: Path) -> Report:
    """Read a file of any accepted kind. Refused, with what to do, if it is none."""
    return report_of(sheets_of(path))


def report_of(sheets: Sequence[Sheet]) -> Report:
    """The tables that sheets of cells hold. Refused, with what to do, if they hold none."""
    known = [sheet for sheet in sheets if fits(sheet.head(LOOKED_AT), sheet.name)]
    wanted = known or list(sheets[:1])
    engine = ibis.duckdb.connect(memory_limit=MEMORY)
    tables = []
    for at, sheet in enumerate(wanted):
        table = _table(engine, sheet, f"table_{at}")
        if table is not None:
            tables.append(table)
    if not tables:
        raise Refused(
            reason("upload.rows.none", "表头之下没有数据行。请检查导出是否成功后重新上传。")
        )
    _refuse_twice(tables)
    unread = tuple(sheet.name for sheet in sheets if sheet not in wanted)
    return Report(tuple(tables), engine, unread)


def _refuse_twice(tables: list[Table]) -> None:
    numbers = [table.form.number for table in tables]
    for at, table in enumerate(tables):
        if table.form.number in numbers[:at]:
            first = tables[numbers.index(table.form.number)]
            raise Refused(
                reason(
                    "upload.sheet.twice",
                    "工作表“{sheet}”和“{first}”是同一张表（{title}）。"
                    "请合并到一个工作表，或者分成两个文件后重新上传。",
                    sheet=table.sheet,
                    first=first.sheet,
                    title=table.form.title,
                )
            )


def _table(engine: Backend, sheet: Sheet, name: str) -> Table | None:
    return table_in(engine, sheet, name, find_layout(sheet.head(LOOKED_AT)))


def table_in(
    engine: Backend, sheet: Sheet, name: str, layout: Layout, *, is_mapped: bool = False
) -> Table | None:
    """A sheet as a table; none for one that has its headings and nothing below them.

    ``is_mapped`` if somebody said of every column what it is, or that it is left aside.
    """
    lines = pa.array(range(1, sheet.cells.num_rows + 1), pa.int64())
    cells = sheet.cells.append_column("line", lines).slice(layout.first)
    filled = list(holds_anything(cells.drop(["line"])))
    if not any(filled):
        return None
    if odd := sheet.why_not(layout.first + 1):
        raise Refused(*odd)
    if not is_mapped:
        _refuse_nameless(sheet, layout, filled)
    fields = {str(at): column for at, column in enumerate(layout.columns) if column}
    cells = cells.select(["line", *fields]).rename_columns(
        ["line", *(column.field for column in fields.values())]
    )
    present = frozenset(column.field for column in fields.values())
    rows = _clean(engine, cells, layout.form, present, name)
    return Table(layout.form, sheet.name, rows, present, layout)


def _refuse_nameless(sheet: Sheet, layout: Layout, filled: list[bool]) -> None:
    """A column without a heading may be an empty one that an export left behind, no more.

    In front of the first field, a template has the labels of its heading rows.
    """
    start = next((at for at, column in enumerate(layout.columns) if column), 0)
    nameless = [
        at + 1
        for at, holds in enumerate(filled)
        if holds and at >= start and (at >= len(layout.columns) or layout.columns[at] is None)
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


def _clean(
    engine: Backend, cells: pa.Table, form: Form, present: frozenset[str], name: str
) -> ir.Table:
    """Clean text, values as values, rows without any content left out."""
    there = [column for column in form.columns if column.field in present]
    dated = [column for column in there if column.content in MEANT]
    raw = ibis.memtable(days_of(cells, dated))
    fields: dict[str, ir.Value] = {}
    for column in there:
        if column in dated:
            fields |= {n: raw[n] for n in (column.field + WRITTEN, column.field)}
        elif column.content is Content.NUMBER:
            fields |= numbers_of(column, cleaned(raw[column.field], column))
        else:
            fields[column.field] = cleaned(raw[column.field], column)
    absent = [column for column in form.columns if column.field not in present]
    text = raw.select("line", **fields)
    said = [column.field + WRITTEN * (column.content in VALUES) for column in there]
    text = text.filter(ibis.or_(*(text[field] != "" for field in said)))
    return engine.create_table(name, text.mutate(**blanks(absent)))


def rows_of(table: Table) -> Iterator[CertificateRow]:
    """The rows of a table of certificates that was examined and found clean, in order of lines."""
    names = ["line", *CertificateRow.__dataclass_fields__][1:]
    ordered = table.rows.select(names).order_by("line").to_pyarrow()
    for batch in ordered.to_batches(max_chunksize=10_000):
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield CertificateRow(**dict(zip(names, values, strict=True)))
