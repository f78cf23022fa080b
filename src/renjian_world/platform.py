"""Report files in the templates of the platform, as a body's clerk would fill and upload them.

Workbooks with seven heading rows, every cell a text, and the dirt that real files carry: blanks,
hyphens in organisation codes, codes turned into numbers. Some rows carry the traces of published
fraud patterns; ``truth`` lists them, and nothing but the tests of the country may read that file.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

import pyarrow as pa
from pyarrow import parquet

from renjian.registers.forms import newest
from renjian.registers.rows import Column, Form
from renjian_world import old_workbooks
from renjian_world.bodies import Body, Practitioner
from renjian_world.chance import stream
from renjian_world.country import Country
from renjian_world.fraud import PATTERNS, Planted
from renjian_world.organisations import Organisation

PARQUET_ABOVE = 2  # sizes: a hundredth of the bodies of the country
AUDITED = 40  # certificates of a workbook
CYCLE_DAYS = 3 * 365
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
SHEETS = ("103010", "103011")
Row = dict[str, str]


@dataclass(frozen=True)
class PlatformReport:
    """The rows of one workbook by table, and what was planted in them."""

    body: Body
    rows: Mapping[str, tuple[Row, ...]]
    planted: tuple[Planted, ...]


def platform_report(country: Country, *, with_fraud: bool) -> PlatformReport:
    """What the first body reports next in the platform's own workbook."""
    body = country.bodies[0]
    chance = stream(country.seed, "platform")
    people = [p for p in country.practitioners if p.body == body.approval_number]
    certificates, results = [], []
    for nth, organisation in enumerate(country.newcomers[:AUDITED], start=1):
        certificate, own = _audit(body, organisation, people, nth, country.day, chance)
        certificates.append(certificate)
        results += own
    rows = {"103010": certificates, "103011": results}
    planted = tuple(_plant(country, rows)) if with_fraud else ()
    dirty = {table: tuple(_dirt(row, chance) for row in own) for table, own in rows.items()}
    return PlatformReport(body, dirty, planted)


def _audit(
    body: Body,
    organisation: Organisation,
    people: Sequence[Practitioner],
    nth: int,
    day: date,
    chance: random.Random,
) -> tuple[Row, list[Row]]:
    """One initial audit of a quality system, and the rows of its two members in both stages."""
    issued_on = day - timedelta(days=chance.randrange(2, 9))
    audited_to = issued_on - timedelta(days=12)
    number = f"{body.approval_number[-4:]}{issued_on:%y}Q8{nth:04d}R0S"
    people_there = chance.randrange(26, 46)
    certificate = {
        "body_number": body.approval_number,
        "branch": body.name,
        "organisation": organisation.name,
        "uscc": organisation.uscc,
        "industries": "3411；3412",
        "country": "156",
        "division": organisation.division,
        "address": organisation.address,
        "zip": "311100",
        "phone": "0571-00000000",
        "legal_person": "练习法人",
        "organisation_type": "040105",
        "capital": str(chance.randrange(50, 5000)),
        "capital_currency": "01",
        "headcount": str(people_there),
        "covered_headcount": str(people_there),
        "first_issued_on": issued_on.isoformat(),
        "number": number,
        "item_code": "A010103",
        "is_multi_site": "0",
        "scope": "机械零件的加工",
        "activity": "01",
        "recertifications": "0",
        "surveillances": "0",
        "audited_from": (audited_to - timedelta(days=2)).isoformat(),
        "audited_to": audited_to.isoformat(),
        "man_days": "4",
        "combined": "01",
        "decided_by": "练习评定",
        "decided_on": issued_on.isoformat(),
        "issued_on": issued_on.isoformat(),
        "expires_on": (issued_on + timedelta(days=CYCLE_DAYS)).isoformat(),
        "status": "01",
        "is_child": "0",
        "is_exchanged": "0",
        "fee": str(chance.randrange(6, 30) * 1000),
        "fee_currency": "01",
        "contract": f"RJ-HT-{nth:04d}",
        "report_type": "01",
        "base_man_days": "4",
    }
    return certificate, _results(body, certificate, people, nth)


def _results(body: Body, certificate: Row, people: Sequence[Practitioner], nth: int) -> list[Row]:
    """The rows of two members in both stages of an audit."""
    audited_to = date.fromisoformat(certificate["audited_to"])
    first = nth % (len(people) - 1)
    stages = (("0101", audited_to - timedelta(days=2)), ("0102", audited_to))
    return [
        _result(body, certificate["number"], stage, on, person, is_leader=at == 0)
        for stage, on in stages
        for at, person in enumerate(people[first : first + 2])
    ]


def _result(
    body: Body, number: str, stage: str, on: date, person: Practitioner, *, is_leader: bool
) -> Row:
    return {
        "body_number": body.approval_number,
        "certificate": number,
        "stage": stage,
        "starts_at": f"{on} 08:30:00",
        "ends_at": f"{on} 17:00:00",
        "name": person.name,
        "document_type": "99",
        "document_no": f"RJ-{person.registration_number}-{number[-7:-3]}",
        "role": "01" if is_leader else "02",
        "qualification": "02",
        "registration_no": person.registration_number,
        "is_competent": "1",
        "is_fulltime": "1",
    }


def _plant(country: Country, rows: dict[str, list[Row]]) -> Iterator[Planted]:
    """Give one audit after the other the traces of one pattern each."""
    for nth, pattern in enumerate(PATTERNS):
        certificate = rows["103010"][nth]
        own = [row for row in rows["103011"] if row["certificate"] == certificate["number"]]
        table, row, field = pattern.plant(country, certificate, own)
        line = FIRST_DATA_LINE + rows[table].index(row)
        yield Planted(pattern.code, pattern.title, table, line, certificate["number"], field)


# -- dirt -------------------------------------------------------------------------


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
        (newest(table).title, _template(newest(table), report.rows[table])) for table in SHEETS
    ]
    return {"certificates-103010.xls": old_workbooks.workbook(sheets)}


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
