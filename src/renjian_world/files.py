"""The made-up country as files: what people would upload, and everything else as CSV tables."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import Workbook

from renjian.kernel.identifiers import USCC_ALPHABET
from renjian.registers.rows import CERTIFICATES, CertificateRow
from renjian.risk.classes import HEADER as CLASS_HEADER
from renjian_world.bodies import BODIES_A_SCALE
from renjian_world.country import Country
from renjian_world.fraud import HEADER as FRAUD_HEADER
from renjian_world.organisations import Organisation
from renjian_world.platform import PARQUET_ABOVE, files_of, platform_report, platform_reports
from renjian_world.regulators import CORPS_CODES, PROVINCES, XPCC

BROKEN_ROW = 15  # stands on line 17 of the file
# A zip keeps the time at which each part was written: the same for every part of every workbook.
WRITTEN_AT = (2026, 1, 1, 0, 0, 0)
_saved_at = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

Cell = str | date
Rows = Iterable[Sequence[Cell]]


def write(country: Country, folder: Path) -> tuple[Path, ...]:
    """Write all files and say which.

    ``certificates.csv`` and ``certificates.xlsx`` hold 200 different certificates each;
    ``certificates-broken.csv`` is the first with a wrong check digit on line 17. A planner imports
    the ``classes-....csv`` of the province. The folder ``country`` holds the rest.
    """
    (folder / "country").mkdir(parents=True, exist_ok=True)
    contents = {name: _csv(header, rows) for name, header, rows in _tables(country)}
    contents["certificates.xlsx"] = _xlsx(
        CERTIFICATES.title, _headers(), _cells(country.second_report)
    )
    is_large = len(country.bodies) > PARQUET_ABOVE * BODIES_A_SCALE
    for report in platform_reports(country):
        contents |= files_of(report, is_large=is_large)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in sorted(contents))


def write_fraud(country: Country, folder: Path) -> tuple[Path, ...]:
    """Write a report with every fraud pattern planted, and apart from it the list of them.

    The list, ``truth/fraud.csv``, is for the tests of the country alone: whoever judges a method on
    the reports must not know it.
    """
    report = platform_report(country, with_fraud=True)
    is_large = len(country.bodies) > PARQUET_ABOVE * BODIES_A_SCALE
    contents = {
        f"fraud/{name}": content for name, content in files_of(report, is_large=is_large).items()
    }
    contents["truth/fraud.csv"] = _csv(FRAUD_HEADER, [one.cells for one in report.planted])
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in sorted(contents))


def certificates_csv(rows: Iterable[CertificateRow]) -> bytes:
    """A report of certificates as a body's clerk would upload it."""
    return _csv(_headers(), _cells(rows))


def _tables(country: Country) -> Iterator[tuple[str, Sequence[str], Rows]]:
    yield "certificates.csv", _headers(), _cells(country.report)
    yield "certificates-broken.csv", _headers(), _cells(_broken(country.report))
    organisations = (*country.organisations, *country.newcomers)
    for province in (*PROVINCES, XPCC):
        rows = [_class(found) for found in organisations if _province(found.division) == province]
        yield f"classes-{province}.csv", CLASS_HEADER, rows
    yield from _country(country)


def _country(country: Country) -> Iterator[tuple[str, Sequence[str], Rows]]:
    yield (
        "country/authorities.csv",
        ("code", "name", "short_name", "level", "parent", "path"),
        [
            (a.code, a.name, a.short_name, a.level.name, a.parent or "", a.path)
            for a in country.authorities
        ],
    )
    yield "country/coverage.csv", ("division", "authority"), sorted(country.coverage.items())
    yield (
        "country/people.csv",
        ("account", "name", "card_number", "role", "place"),
        [
            (person.account, person.name, person.card_number, role.value, place)
            for person in country.people
            for role, place in person.posts
        ],
    )
    yield (
        "country/bodies.csv",
        ("approval_number", "uscc", "name", "division", "items", "approved_on"),
        [
            (
                b.approval_number,
                b.uscc,
                b.name,
                b.division,
                "、".join(i.code for i in b.items),
                b.approved_on,
            )
            for b in country.bodies
        ],
    )
    yield (
        "country/practitioners.csv",
        ("registration_number", "name", "kind", "body"),
        [(p.registration_number, p.name, p.kind, p.body) for p in country.practitioners],
    )
    yield (
        "country/organisations.csv",
        ("uscc", "name", "division", "address", "credit_class", "class_from_on"),
        [
            (o.uscc, o.name, o.division, o.address, o.credit_class.value, o.class_from_on)
            for o in country.organisations
        ],
    )
    yield (
        "country/certificates.csv",
        ("认证机构批准号", *_headers()),
        [(body, *cells) for body, rows in country.certificates.items() for cells in _cells(rows)],
    )


def _headers() -> list[str]:
    return [column.header for column in CERTIFICATES.columns if not column.may_be_absent]


def _cells(rows: Iterable[CertificateRow]) -> Iterator[list[Cell]]:
    fields = [column.field for column in CERTIFICATES.columns if not column.may_be_absent]
    return ([getattr(row, field) for field in fields] for row in rows)


def _class(organisation: Organisation) -> tuple[Cell, ...]:
    return organisation.uscc, organisation.credit_class.value, organisation.class_from_on


def _province(division: str) -> str:
    return XPCC if division in CORPS_CODES else f"{division[:2]}0000"


def _broken(rows: Sequence[CertificateRow]) -> list[CertificateRow]:
    """The rows with one check digit that does not fit."""
    row = rows[BROKEN_ROW]
    place = USCC_ALPHABET.index(row.uscc[-1])
    wrong = row.uscc[:-1] + USCC_ALPHABET[(place + 1) % len(USCC_ALPHABET)]
    return [*rows[:BROKEN_ROW], replace(row, uscc=wrong), *rows[BROKEN_ROW + 1 :]]


def _csv(header: Sequence[str], rows: Rows) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")  # the mark tells spreadsheet programs the encoding


def _xlsx(title: str, header: Sequence[str], rows: Rows) -> bytes:
    """A workbook with codes as text and dates as dates, the same bytes whenever it is made."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    saved, fixed = BytesIO(), BytesIO()
    book.save(saved)
    at = datetime(*WRITTEN_AT, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(fixed, "w") as archive:
        for name in parts.namelist():
            content = _saved_at.sub(rb"\g<1>" + at, parts.read(name))
            archive.writestr(zipfile.ZipInfo(name, WRITTEN_AT), content)
    return fixed.getvalue()
