"""Empty workbooks for what authorities import: one heading row, cells as text so that zeros stay."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from renjian.registers.inbound import Inbound, form_of

WIDTH = 22
ROWS = 500  # that are prepared as text
TEXT = "@"


def empty_workbook(kind: Inbound) -> bytes:
    """The template of a kind of import as an xlsx file; required headings are bold."""
    form = form_of(kind)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = form.title[:31]
    sheet.freeze_panes = "A2"
    for at, column in enumerate(form.columns, start=1):
        cell = sheet.cell(1, at, column.header)
        cell.font = Font(bold=column.is_required)
        sheet.column_dimensions[get_column_letter(at)].width = WIDTH
        for row in range(2, ROWS + 2):
            sheet.cell(row, at).number_format = TEXT
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
