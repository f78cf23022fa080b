"""Cells of a report as values: blanks gone, full-width characters plain, zeros back, dates as dates.

Report files carry known dirt: blanks inside numbers, a hyphen in a nine-character organisation
code, codes that a spreadsheet program turned into numbers (1 or 1.0 for 01), codes of older lists.
The platform itself trims and turns to capitals, so these are mended and not refused (RPT).
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from renjian.kernel.identifiers import BLANKS, FULL_WIDTH, HALF_WIDTH
from renjian.registers.codes import code_list
from renjian.registers.days import read_day, read_moment
from renjian.registers.rows import VALUES, Column, Content

WRITTEN = "_written"  # ends the name of a column that keeps a value as the file has it
JOINT = "；"  # between the members of a list
PLAIN = frozenset({Content.IDENTIFIER, Content.CODE, Content.LIST, Content.CODES, *VALUES})
Meaning = Callable[[str], date | datetime | None]
MEANT: dict[Content, tuple[Meaning, pa.DataType]] = {
    Content.DAY: (read_day, pa.date32()),
    Content.MOMENT: (read_moment, pa.timestamp("s")),
}
_half = str.maketrans(FULL_WIDTH, HALF_WIDTH)
ORGANISATION_CODE = "^([0-9A-Z]{8})-([0-9X])$"
# Printable, no blank, no small letter: an identifier of these is as it is stored.
PLAIN_BYTES = bytes(byte for byte in range(0x21, 0x7F) if not chr(byte).islower())


@ibis.udf.scalar.builtin(name="trim")  # type: ignore[untyped-decorator]  # ibis has no hints
def _trim(text: str, characters: str) -> str:  # type: ignore[empty-body]  # the engine's own
    ...


@ibis.udf.scalar.builtin(name="regexp_replace")  # type: ignore[untyped-decorator]  # likewise
def _replace(text: str, pattern: str, by: str, options: str) -> str:  # type: ignore[empty-body]
    ...


def is_plain(cells: pa.ChunkedArray) -> bool:
    """Whether no cell holds a blank, a full-width character or a small letter.

    A column is nearly always so, and looking at its bytes takes a small part of cleaning it.
    """
    for chunk in cells.cast(pa.string()).chunks:
        _, offsets, held = chunk.buffers()
        if held is None:
            continue
        ends = memoryview(offsets).cast("i")
        start, end = ends[chunk.offset], ends[chunk.offset + len(chunk)]
        if memoryview(held)[start:end].tobytes().translate(None, PLAIN_BYTES):
            return False
    return True


def cleaned(
    cell: ir.StringColumn, column: Column, *, is_plain_column: bool = False
) -> ir.StringValue:
    """The text of a cell as it is compared and stored; of a plain column there is less to do."""
    # Finding out that there is nothing to clean takes a tenth of the time of cleaning.
    cell = cell.fill_null("")
    if column.content not in PLAIN:
        has_blanks = cell.re_search(f"^[{BLANKS}]|[{BLANKS}]$")
        text = ibis.ifelse(has_blanks, _trim(cell, BLANKS), cell)
        is_joined = column.content in (Content.TEAM, Content.PAIRS)
        return text.translate(",;", "，；") if is_joined else text
    text = cell if is_plain_column else _normalised(cell)
    if column.content is Content.NUMBER:
        return text
    text = text if is_plain_column else text.upper()
    if column.content in (Content.LIST, Content.CODES):
        text = _list(text)
    if column.field.endswith("uscc"):
        text = _replace(text, ORGANISATION_CODE, r"\1\2", "")
    if column.content is Content.CODE:
        text = ibis.ifelse(text.endswith(".0"), _replace(text, r"^([0-9]+)\.0+$", r"\1", ""), text)
    return _as_listed(text, column) if column.codes else text


def _normalised(cell: ir.StringValue) -> ir.StringValue:
    """A cell with its characters half-width and without blanks."""
    # What has no counterpart is left out: this removes the blanks.
    plain = cell.translate(FULL_WIDTH + BLANKS, HALF_WIDTH)
    return ibis.ifelse(cell.re_search("[^!-~]"), plain, cell)


def _list(text: ir.StringValue) -> ir.StringValue:
    """The members with one kind of semicolon between them, and none without content."""
    is_joined = text.re_search("[;,、]")
    joined = _replace(_replace(text, "[;,、]+", JOINT, "g"), f"^{JOINT}|{JOINT}$", "", "g")
    return ibis.ifelse(is_joined, joined, text)


def _as_listed(text: ir.StringValue, column: Column) -> ir.StringValue:
    """Codes as their list has them today."""
    codes = code_list(column.codes)
    if column.by_words:
        meant = {meaning.upper(): code for code, meaning in codes.meanings.items()}
        text = text.substitute(meant)
    if codes.width > 1 and column.content is Content.CODE:
        is_short = text.re_search(f"^[0-9]{{1,{codes.width - 1}}}$")
        text = ibis.ifelse(is_short, text.lpad(codes.width, "0"), text)
    if column.codes == "change_type":
        # Before 2013 the same codes had two digits.
        text = ibis.ifelse(text.re_search("^[0-9]{2}$"), ibis.literal("01") + text, text)
    if codes.later:
        text = text.substitute(codes.later)
    return text


def days_of(cells: pa.Table, columns: Iterable[Column]) -> pa.Table:
    """Cells with days and moments as values beside what was written, read once for each text.

    So there is one reading of dates, in Python, and a million cells cost as much as the different
    texts among them.
    """
    for column in columns:
        meant, kind = MEANT[column.content]
        at = cells.column_names.index(column.field)
        texts = cells.column(at).combine_chunks().dictionary_encode()
        said = [(text or "").strip(BLANKS) for text in texts.dictionary.to_pylist()]
        values = pa.array([meant(normalise_day(text)) for text in said], kind)
        written = pa.array(said, pa.string()).take(texts.indices).fill_null("")
        cells = cells.set_column(at, column.field + WRITTEN, written)
        cells = cells.append_column(column.field, values.take(texts.indices))
    return cells


def normalise_day(text: str) -> str:
    """The text of a date with its characters half-width, blanks inside left for the reader."""
    return text.translate(_half)


def numbers_of(column: Column, text: ir.StringValue) -> dict[str, ir.Value]:
    """A number beside what was written; thousands may stand apart by a comma."""
    return {
        column.field + WRITTEN: text,
        column.field: text.replace(",", "").try_cast("float64"),
    }


def blanks(columns: Iterable[Column]) -> dict[str, ir.Value]:
    """Empty cells for columns that a file does not have: text, and for values nothing beside it."""
    kinds = {"number": "float64", "day": "date", "moment": "timestamp"}
    made: dict[str, ir.Value] = {}
    for column in columns:
        if kind := kinds.get(column.content):
            made[column.field] = ibis.null(kind)
            made[f"{column.field}_written"] = ibis.literal("")
        else:
            made[column.field] = ibis.literal("")
    return made
