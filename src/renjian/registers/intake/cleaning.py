"""Cells of a report as values: blanks gone, full-width characters plain, zeros back, dates as dates.

Report files carry known dirt: blanks inside numbers, a hyphen in a nine-character organisation
code, codes that a spreadsheet program turned into numbers (1 or 1.0 for 01), codes of older lists.
The platform itself trims and turns to capitals, so these are mended and not refused (RPT).
"""

from collections.abc import Callable

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from renjian.kernel.identifiers import BLANKS, FULL_WIDTH, HALF_WIDTH
from renjian.registers.codes import code_list
from renjian.registers.days import read_day, read_moment
from renjian.registers.rows import VALUES, Column, Content

WRITTEN = "_written"  # ends the name of a column that keeps a value as the file has it
JOINT = "；"  # between the members of a list
PLAIN = frozenset({Content.IDENTIFIER, Content.CODE, Content.LIST, Content.CODES, *VALUES})
ORGANISATION_CODE = "^([0-9A-Z]{8})-([0-9X])$"


@ibis.udf.scalar.builtin(name="trim")  # type: ignore[untyped-decorator]  # ibis has no hints
def _trim(text: str, characters: str) -> str:  # type: ignore[empty-body]  # the engine's own
    ...


@ibis.udf.scalar.builtin(name="regexp_replace")  # type: ignore[untyped-decorator]  # likewise
def _replace(text: str, pattern: str, by: str, options: str) -> str:  # type: ignore[empty-body]
    ...


def cleaned(cell: ir.StringColumn, column: Column) -> ir.StringValue:
    """The text of a cell as it is compared and stored."""
    # Finding out that there is nothing to clean takes a tenth of the time of cleaning.
    cell = cell.fill_null("")
    if column.content not in PLAIN:
        has_blanks = cell.re_search(f"^[{BLANKS}]|[{BLANKS}]$")
        text = ibis.ifelse(has_blanks, _trim(cell, BLANKS), cell)
        is_joined = column.content in (Content.TEAM, Content.PAIRS)
        return text.translate(",;", "，；") if is_joined else text
    # What has no counterpart is left out: this removes the blanks.
    plain = cell.translate(FULL_WIDTH + BLANKS, HALF_WIDTH)
    text = ibis.ifelse(cell.re_search("[^!-~]"), plain, cell)
    if column.content in VALUES:
        return cell if column.content is not Content.NUMBER else text
    text = text.upper()
    if column.content in (Content.LIST, Content.CODES):
        text = _list(text)
    if column.field.endswith("uscc"):
        text = _replace(text, ORGANISATION_CODE, r"\1\2", "")
    if column.content is Content.CODE:
        text = ibis.ifelse(text.endswith(".0"), _replace(text, r"^([0-9]+)\.0+$", r"\1", ""), text)
    return _as_listed(text, column) if column.codes else text


def _list(text: ir.StringValue) -> ir.StringValue:
    """The members with one kind of semicolon between them, and none without content."""
    is_joined = text.re_search("[;,、]")
    joined = _replace(_replace(text, "[;,、]+", JOINT, "g"), f"^{JOINT}|{JOINT}$", "", "g")
    return ibis.ifelse(is_joined, joined, text)


def _as_listed(text: ir.StringValue, column: Column) -> ir.StringValue:
    """Codes as their list has them today."""
    codes = code_list(column.codes)
    if codes.width > 1 and column.content is Content.CODE:
        is_short = text.re_search(f"^[0-9]{{1,{codes.width - 1}}}$")
        text = ibis.ifelse(is_short, text.lpad(codes.width, "0"), text)
    if column.codes == "change_type":
        # Before 2013 the same codes had two digits.
        text = ibis.ifelse(text.re_search("^[0-9]{2}$"), ibis.literal("01") + text, text)
    if codes.later:
        text = text.substitute(codes.later)
    return text


def with_values(
    engine: Backend, text: ir.Table, columns: tuple[Column, ...], *, name: str
) -> ir.Table:
    """Numbers, days and moments as values, null where there is none; the text stays beside them."""
    for content, kind, meant in (
        (Content.DAY, pa.date32(), read_day),
        (Content.MOMENT, pa.timestamp("s"), read_moment),
    ):
        fields = [column.field for column in columns if column.content is content]
        if fields:
            known = _meant(engine, text, fields, kind, meant, f"{name}_{content}")
            text = _looked_up(text, fields, known)
    numbers = [column.field for column in columns if column.content is Content.NUMBER]
    for field in numbers:
        text = text.rename({field + WRITTEN: field})
        bare = text[field + WRITTEN].replace(",", "")
        text = text.mutate(**{field: bare.try_cast("float64")})
    return text


def _meant(
    engine: Backend,
    text: ir.Table,
    fields: list[str],
    kind: pa.DataType,
    meant: Callable[[str], object],
    name: str,
) -> ir.Table:
    """What each different text means, read once in Python, so that there is one reading of dates."""
    written = ibis.union(*(text.select(text=text[field]) for field in fields), distinct=True)
    texts = engine.to_pyarrow(written)["text"].to_pylist()
    values = pa.array([meant(one) for one in texts], kind)
    return engine.create_table(name, ibis.memtable(pa.table({"text": texts, "value": values})))


def _looked_up(text: ir.Table, fields: list[str], known: ir.Table) -> ir.Table:
    for field in fields:
        text = text.rename({field + WRITTEN: field})
        one = known.select(**{field: known["value"], "said": known["text"]}).view()
        text = text.left_join(one, text[field + WRITTEN] == one["said"]).drop("said")
    return text
