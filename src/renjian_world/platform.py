"""Report files in the templates of the platform, as a body's clerk would fill and upload them.

Workbooks with seven heading rows, every cell a text, and the dirt that real files carry: blanks,
hyphens in organisation codes, codes turned into numbers. Some rows carry the traces of published
fraud patterns; ``truth`` lists them, and nothing but the tests of the country may read that file.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import pyarrow as pa
from pyarrow import parquet

from renjian.registers.forms import newest
from renjian.registers.rows import Column, Form
from renjian_world import old_workbooks
from renjian_world.audit_rows import Row, certificate_row, plan_row, result_rows
from renjian_world.bodies import COMPULSORY, Body, Practitioner
from renjian_world.chance import stream
from renjian_world.country import Country
from renjian_world.factory_rows import compulsory_row, visit_rows
from renjian_world.fraud import PATTERNS, Planted

PARQUET_ABOVE = 2  # sizes: a hundredth of the bodies of the country
AUDITED = 40  # certificates of a workbook
PLANNED = 15  # audits that come up
COMPULSORY_ROWS = 25
FIRST_DATA_LINE = 8
LABELS = (
    "字段名称",
    "字段含义",
    "数据类型",
    "最大长度（字符）",
    "填表说明",
    "校验级别",
    "是否公开",
)
TYPES = {"number": "NUMBER", "day": "DATE", "moment": "DATE"}
AUDITS, FACTORIES = "103010", "203010"  # the table after which a workbook is called


@dataclass(frozen=True)
class PlatformReport:
    """The rows of one workbook by table, in the order of its sheets, and what was planted in them."""

    body: Body
    called: str  # the table after which its file is called
    rows: Mapping[str, tuple[Row, ...]]
    planted: tuple[Planted, ...] = ()


def platform_reports(country: Country) -> tuple[PlatformReport, ...]:
    """What bodies report next in the workbooks of the platform, of systems and of products."""
    return platform_report(country, with_fraud=False), compulsory_report(country)


def platform_report(country: Country, *, with_fraud: bool) -> PlatformReport:
    """What the first body reports next of systems: certificates, audits done and coming up."""
    body = country.bodies[0]
    chance = stream(country.seed, "platform")
    people = _staff(country, body)
    certificates: list[Row] = []
    results: list[Row] = []
    for nth, organisation in enumerate(country.newcomers[:AUDITED], start=1):
        certificate = certificate_row(body, organisation, nth, country.day, chance)
        certificates.append(certificate)
        results += result_rows(body, certificate, people, nth)
    held = [row for row in country.certificates[body.approval_number] if row.status == "01"]
    plans = [
        plan_row(body, row, people, nth, country.day, chance)
        for nth, row in enumerate(held[:PLANNED], start=1)
    ]
    rows = {"102010": plans, AUDITS: certificates, "103011": results}
    planted = tuple(_plant(country, rows)) if with_fraud else ()
    return PlatformReport(body, AUDITS, _soiled(rows, chance), planted)


def compulsory_report(country: Country) -> PlatformReport:
    """What the first designated body reports next: inspections of factories and certificates."""
    body = next(body for body in country.bodies if COMPULSORY in body.items)
    chance = stream(country.seed, "platform-compulsory")
    people = [one for one in _staff(country, body) if one.kind == "检查员"]
    plans, certificates, inspections = [], [], []
    for nth, organisation in enumerate(country.newcomers[-COMPULSORY_ROWS:], start=1):
        certificate = compulsory_row(body, organisation, nth, country.day, chance)
        plan, done = visit_rows(certificate, people, nth, chance)
        certificates.append(certificate)
        plans.append(plan)
        inspections.append(done)
    rows = {"202010": plans, FACTORIES: certificates, "204010": inspections}
    return PlatformReport(body, FACTORIES, _soiled(rows, chance))


def _staff(country: Country, body: Body) -> list[Practitioner]:
    return [one for one in country.practitioners if one.body == body.approval_number]


def _plant(country: Country, rows: dict[str, list[Row]]) -> Iterator[Planted]:
    """Give one audit after the other the traces of one pattern each."""
    for nth, pattern in enumerate(PATTERNS):
        certificate = rows["103010"][nth]
        own = [row for row in rows["103011"] if row["certificate"] == certificate["number"]]
        table, row, field = pattern.plant(country, certificate, own)
        line = FIRST_DATA_LINE + rows[table].index(row)
        yield Planted(pattern.code, pattern.title, table, line, certificate["number"], field)


# -- dirt -------------------------------------------------------------------------


def _soiled(rows: Mapping[str, Sequence[Row]], chance: random.Random) -> dict[str, tuple[Row, ...]]:
    return {table: tuple(_dirt(row, chance) for row in own) for table, own in rows.items()}


def _dirt(row: Row, chance: random.Random) -> Row:
    """A row as real files have it: each kind of dirt in some rows."""
    dirty = dict(row)
    for field, soil in DIRT.items():
        if row.get(field) and chance.random() < 0.15:
            dirty[field] = soil(row[field])
    return dirty


DIRT: dict[str, Callable[[str], str]] = {
    "organisation": lambda text: f" {text}　",
    "uscc": lambda text: f"{text[8:16]}-{text[16].lower()}",
    "division": lambda text: f"{text}.0",
    "capital_currency": lambda _: "1.0",
    "fee_currency": lambda _: "1",
    "zip": lambda text: f"{text}\u2002",
    "number": lambda text: f"{text[:6]} {text[6:]}",
    "starts_at": lambda text: text.replace(" ", ""),
    "issued_on": lambda text: text.replace("-", "/"),
    "starts_on": lambda text: text.replace("-", "."),
    "first_issued_on": lambda text: text.replace("-", ""),
    "factory_code": lambda text: f"{text[0].lower()}{text[1:]}",
    "producer_country": lambda text: f"{text}.0",
    "factory_uscc": lambda text: f" {text} ",
    "team": lambda text: text.replace("；", ";").replace("，", ","),
    "decisions": lambda text: text.replace("，", ", "),
    "industries": lambda text: text.replace("；", ";"),
    "is_child": lambda text: "０" if text == "0" else text,
}


# -- files -------------------------------------------------------------------------


def files_of(report: PlatformReport, *, is_large: bool) -> dict[str, bytes]:
    """A report as the platform takes it: one old workbook; large ones as Parquet by table."""
    if is_large:
        return {
            f"certificates-{table}.parquet": _parquet(newest(table), rows)
            for table, rows in report.rows.items()
        }
    sheets = [
        (newest(table).sheet or newest(table).title, _template(newest(table), rows))
        for table, rows in report.rows.items()
    ]
    return {f"certificates-{report.called}.xls": old_workbooks.workbook(sheets)}


def _template(form: Form, rows: Sequence[Row]) -> list[list[str]]:
    """A sheet of the template: seven heading rows behind two columns of labels."""
    columns = form.columns
    heads = [
        [c.key for c in columns],
        [f"{at} {c.header}" for at, c in enumerate(columns, start=1)],
        [TYPES.get(c.content, "VARCHAR2") for c in columns],
        *map(list, zip(*map(_filling, columns), strict=True)),
    ]
    first = (form.number, form.template, "", "", form.title, "", "")
    told = [[a, b, *cells] for a, b, cells in zip(first, LABELS, heads, strict=True)]
    return told + [["", "", *(row.get(c.field, "") for c in columns)] for row in rows]


def _filling(column: Column) -> tuple[str, ...]:
    """Length, filling note, level of check and publicity of a column."""
    return (
        str(column.longest),
        "必填" if column.is_required else "",
        "1" if column.is_strict else "0",
        "是" if column.is_public else "否",
    )


def _parquet(form: Form, rows: Sequence[Row]) -> bytes:
    columns = {
        c.key: pa.array([row.get(c.field, "") for row in rows], pa.string()) for c in form.columns
    }
    kept = BytesIO()
    parquet.write_table(pa.table(columns), kept)
    return kept.getvalue()
