"""Files that authorities import: their headings, their rows by confirmed columns, and by bodies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import ibis

from renjian.authorities.divisions import code_of
from renjian.kernel.refusal import Refused, reason, shown
from renjian.registers.headers import LOOKED_AT, MOST_COLUMNS, Layout
from renjian.registers.inbound import Inbound, form_of, guess, heading_row, key_of_body
from renjian.registers.intake.files import Sheet, sheets_of
from renjian.registers.problems import Problem
from renjian.registers.reading import MEMORY, Report, Table, table_in
from renjian.registers.rows import Column

BODY = "body_number"
MOST_UNKNOWN = 100


@dataclass(frozen=True)
class Opened:
    """The sheet of a file that is imported, where its headings stand, and what they are."""

    sheet: Sheet
    heading: int
    headings: tuple[str, ...]


def opened(path: Path, kind: Inbound) -> Opened:
    """The sheet that looks most like what is to be imported. Refused if it has no headings."""
    sheets = [_opened(sheet) for sheet in sheets_of(path, heading_row)]
    best = max(sheets, key=lambda one: sum(map(bool, guess(one.headings, kind).values())))
    if not best.headings or len(best.headings) > MOST_COLUMNS:
        raise Refused(
            reason(
                "import.no-headings",
                "没有找到表头：前 {rows} 行里没有一行像列名，或者超过 {most} 列。"
                "请让列名单独占一行，然后重新上传。",
                rows=LOOKED_AT,
                most=MOST_COLUMNS,
            )
        )
    return best


def _opened(sheet: Sheet) -> Opened:
    rows = sheet.head(LOOKED_AT)
    at = heading_row(rows)
    names = tuple(dict.fromkeys(shown(cell.strip()) for cell in rows[at] if cell.strip()))
    return Opened(sheet, at, names)


def read_inbound(path: Path, kind: Inbound, columns: Mapping[str, str]) -> Report:
    """The rows of an import by its columns (heading -> field). Refused if there are none."""
    found = opened(path, kind)
    form = form_of(kind)
    names = [shown(cell.strip()) for cell in found.sheet.head(LOOKED_AT)[found.heading]]
    renamed = {
        field: replace(form.column(field), header=heading)
        for heading, field in columns.items()
        if field
    }
    cells: list[Column | None] = []
    for name in names:
        # A heading that stands twice is taken once.
        cells.append(
            renamed.get(columns.get(name, "")) if name not in names[: len(cells)] else None
        )
    told = tuple(renamed.get(column.field, column) for column in form.columns)
    layout = Layout(replace(form, columns=told), found.heading, found.heading + 1, tuple(cells))
    engine = ibis.duckdb.connect(memory_limit=MEMORY)
    table = table_in(engine, found.sheet, "table_0", layout, is_mapped=True)
    if table is None:
        raise Refused(
            reason("upload.rows.none", "表头之下没有数据行。请检查导出是否成功后重新上传。")
        )
    return Report((_with_codes(table),), engine)


def _with_codes(table: Table) -> Table:
    """Divisions by their codes, where a list gives the name of one and no other has it."""
    if "division" not in table.rows.columns:
        return table
    given = table.rows.select("division").distinct().to_pyarrow()["division"].to_pylist()
    codes = {cell: code for cell in given if cell and (code := code_of(cell))}
    if not codes:
        return table
    return replace(table, rows=table.rows.mutate(division=table.rows.division.substitute(codes)))


def unknown_bodies(report: Report, known: Mapping[str, str]) -> tuple[list[Problem], int]:
    """Rows that name no known body, the first of them told, and how many they are.

    ``known`` are approval numbers by number and by name, as
    :func:`renjian.registers.inbound.key_of_body` compares them.
    """
    [table] = report.tables
    rows = table.rows
    strangers = [cell for cell in _cells(report) if cell and key_of_body(cell) not in known]
    if not strangers:
        return [], 0
    those = rows.filter(rows[BODY].isin(strangers))
    first = those.order_by("line").limit(MOST_UNKNOWN).select("line", BODY).to_pyarrow()
    header = table.form.column(BODY).header
    told = [
        _unknown(table.sheet, header, row["line"], shown(row[BODY])) for row in first.to_pylist()
    ]
    return told, int(those.count().to_pyarrow().as_py())


def _unknown(sheet: str, header: str, line: int, value: str) -> Problem:
    why = reason(
        "import.body",
        "“{header}”（{value}）不在认证机构名录中。"
        "请核对批准号或者机构全称；新批准的机构，请先更新认证机构名录。",
        header=header,
        value=value,
    )
    values = {"header": header, "value": value}
    return Problem(sheet, line, header, value, why.code, why.template, values, cure="")


def by_body(report: Report, known: Mapping[str, str]) -> Iterator[tuple[str, Report]]:
    """The report of each known body apart, by its approval number."""
    [table] = report.tables
    cells: dict[str, list[str]] = {}
    for cell in _cells(report):
        if number := known.get(key_of_body(cell)):
            cells.setdefault(number, []).append(cell)
    for number, those in sorted(cells.items()):
        rows = table.rows.filter(table.rows[BODY].isin(those))
        yield number, replace(report, tables=(replace(table, rows=rows),))


def _cells(report: Report) -> list[str]:
    [table] = report.tables
    found = table.rows.select(BODY).distinct().to_pyarrow()[BODY].to_pylist()
    return sorted(str(cell) for cell in found)
