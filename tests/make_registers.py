"""Makers of report files and certificates: a good row, with only what matters changed."""

import csv
import zipfile
from collections.abc import Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from renjian.kernel.identifiers import check_character
from renjian.registers.rows import COLUMNS, CertificateRow

TODAY = date(2026, 11, 24)
HEADERS = [column.header for column in COLUMNS if not column.may_be_absent]
GOOD: dict[str, Any] = {
    "number": "900126Q00001R0M",
    "status": "01",
    "item_code": "A0101",
    "item": "质量管理体系认证",
    "standard": "GB/T 19001-2016",
    "organisation": "余杭立春1号机械有限公司（练习）",
    "uscc": "91330110RJ00000147",
    "division": "330110",
    "address": "浙江省杭州市余杭区练习路1号",
    "issued_on": "2026-03-01",
    "expires_on": "2029-02-28",
}


def uscc(first_17: str = "91330110RJ0000014") -> str:
    """A code with the check digit that fits."""
    return first_17 + check_character(first_17)


def cells(**changes: object) -> list[Any]:
    """The cells of a good row, by field where they are changed."""
    return list((GOOD | changes).values())


def csv_text(*rows: Sequence[object], headers: Sequence[str] = HEADERS) -> str:
    """A report as text."""
    text = StringIO()
    csv.writer(text).writerows([headers, *rows])
    return text.getvalue()


def csv_file(
    folder: Path,
    *rows: Sequence[object],
    headers: Sequence[str] = HEADERS,
    encoding: str = "utf-8",
) -> Path:
    """A report as a text file."""
    path = folder / "report.csv"
    path.write_bytes(csv_text(*rows, headers=headers).encode(encoding))
    return path


def xlsx_file(folder: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook of the given sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / "report.xlsx"
    book.save(path)
    return path


PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PLAIN_PARTS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" '
    f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" '
    f'Type="{DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def odd_workbook(folder: Path, *rows: str, texts: Sequence[str] = ()) -> Path:
    """A workbook whose tags no spreadsheet program would write: rows and shared texts as given."""
    path = folder / "report.xlsx"
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    parts = {**PLAIN_PARTS, "xl/worksheets/sheet1.xml": sheet}
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def certificate(**changes: Any) -> CertificateRow:
    """A row of a report as a value."""
    dates = {"issued_on": date(2026, 3, 1), "expires_on": date(2029, 2, 28)}
    return CertificateRow(**({"line": 2} | GOOD | dates | changes))
