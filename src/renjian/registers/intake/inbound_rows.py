"""Rows of imported lists beside the rules for each: codes, divisions, purposes, designations."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from renjian.authorities.divisions import division
from renjian.kernel.identifiers import why_not_uscc
from renjian.kernel.refusal import Reason, reason, shown
from renjian.registers.exemptions import why_not_exempt
from renjian.registers.inbound import BODY_WORDS, DESIGNATED_LAB_WORDS, Inbound
from renjian.registers.problems import Problem
from renjian.registers.reading import Report, Table

Row = Mapping[str, Any]
Found = tuple[str, Reason]  # the field of the cell, and why it cannot be so
MOST = 500
KEYS = {
    Inbound.PUBLICITY: ("uscc",),
    Inbound.EXEMPTIONS: ("number",),
    Inbound.DECLARATIONS: ("number",),
    Inbound.DESIGNATIONS: ("code", "product_class", "from_on"),
}


def rows_in(report: Report) -> list[Row]:
    """The rows of an imported list in the order of its lines, by their fields."""
    [table] = report.tables
    found: list[Row] = table.rows.order_by("line").to_pyarrow().to_pylist()
    return found


def wrong_rows(report: Report, kind: Inbound) -> tuple[list[Problem], int]:
    """What breaks a rule of the list: the first problems by line, and how many there are."""
    [table] = report.tables
    found: list[Problem] = []
    lines: dict[tuple[object, ...], int] = {}
    count = 0
    for row in rows_in(report):
        for field, why in (*_wrong(kind, row), *_twice(kind, row, lines)):
            count += 1
            if len(found) < MOST:
                found.append(_problem(table, row, field, why))
    return found, count


def _wrong(kind: Inbound, row: Row) -> Iterator[Found]:
    for why in why_not_uscc(row["uscc"]) if row["uscc"] else ():
        yield "uscc", why
    if row["division"] and division(row["division"]) is None:
        yield (
            "division",
            reason(
                "import.division",
                "“{place}”不是行政区划代码，也不是唯一的行政区划名称。"
                "请填写六位代码，例如 330110，或者写全名称，例如浙江省杭州市余杭区。",
                place=shown(row["division"]),
            ),
        )
    if kind is Inbound.EXEMPTIONS:
        yield from _exemption(row)
    if kind is Inbound.DESIGNATIONS:
        yield from _designation(row)


def _exemption(row: Row) -> Iterator[Found]:
    purpose, days = row["purpose_item"], (row["issued_on"], row["expires_on"])
    if purpose is None or None in days:
        return
    if purpose != int(purpose):
        purpose = 0
    for why in why_not_exempt(int(purpose), *days):
        yield "purpose_item" if why.code == "exemption.purpose" else "expires_on", why


def _designation(row: Row) -> Iterator[Found]:
    if row["kind"] and row["kind"] not in (*BODY_WORDS, *DESIGNATED_LAB_WORDS):
        yield (
            "kind",
            reason(
                "import.designation-kind",
                "类别“{kind}”不能识别。请填写“认证机构”或者“实验室”。",
                kind=shown(row["kind"]),
            ),
        )
    if row["from_on"] and row["to_on"] and row["to_on"] < row["from_on"]:
        yield (
            "to_on",
            reason(
                "import.designation-period",
                "终止日期（{to_on}）早于指定日期（{from_on}）。请核对后重新导入。",
                to_on=row["to_on"],
                from_on=row["from_on"],
            ),
        )


def _twice(kind: Inbound, row: Row, lines: dict[tuple[object, ...], int]) -> Sequence[Found]:
    fields = KEYS[kind]
    key = tuple(row[field] for field in fields)
    first = lines.setdefault(key, row["line"])
    if first == row["line"] or not key[0]:
        return ()
    why = reason(
        "import.twice",
        "与第 {line} 行重复：{key}。请只保留一行。",
        line=first,
        key="、".join(str(part) for part in key),
    )
    return ((fields[0], why),)


def _problem(table: Table, row: Row, field: str, why: Reason) -> Problem:
    written = row.get(f"{field}_written", row[field])
    return Problem(
        sheet=table.sheet,
        line=row["line"],
        column=table.form.column(field).header,
        value=shown(str(written or "")),
        rule=why.code,
        template=why.template,
        values={name: str(value) for name, value in why.values.items()},
        cure="",
    )
