"""Our own workbook for reports: a sheet for each register, with lists to choose from.

The first row holds the headings, two hidden rows below it the fields and the version, by which a
filled-in workbook is known again. Codes are text cells, so that no zero is lost.
"""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from renjian.registers.codes import code_list
from renjian.registers.forms import newest
from renjian.registers.headers import OWN_ROWS
from renjian.registers.own_workbook import VERSION
from renjian.registers.rows import CERTIFICATES, Column, Content, Form

TABLES = ("R01", "102010", "103011", "R02", "R03", "R04", "R05")
LISTS, NOTES = "代码表", "填写说明"
ROWS = 5000  # rows of a sheet that are ready to be filled in
HEAD, MUST = (PatternFill("solid", fgColor=color) for color in ("D6E6F2", "F9DCD8"))
EXAMPLES = {
    Content.DAY: "日期，写成 2026-03-01",
    Content.MOMENT: "时间，写成 2026-03-01 08:30:00",
    Content.NUMBER: "只填数字",
    Content.LIST: "多个值用全角分号（；）分隔",
    Content.CODES: "多个代码用全角分号（；）分隔",
    Content.TEAM: "每人写号码，姓名，角色代码，电话，用全角逗号分隔；成员之间用全角分号",
    Content.PAIRS: "每组写编号，决定，用全角逗号分隔；各组之间用全角分号",
}


def workbook() -> bytes:
    """The empty workbook as an xlsx file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _notes(book.create_sheet(NOTES))
    lists = book.create_sheet(LISTS)
    places = _lists(lists)
    for number in TABLES:
        form = CERTIFICATES if number == "R01" else newest(number)
        _sheet(book.create_sheet(form.title), form, places)
    book.move_sheet(LISTS, len(TABLES))
    book.active = book.sheetnames.index(CERTIFICATES.title)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _notes(sheet: Worksheet) -> None:
    told = (
        "认监上报模板",
        f"版本 {VERSION}。每张工作表第 1 行是列名，红色的必填；第 2、3 行是隐藏的字段名和版本，请勿删除。",
        "不需要的工作表可以留空。同一文件里的各表一起核验，一起入库；有一处必须改正的问题，全部不入库。",
        "代码和编号按文本填写，可以从下拉列表选择；列表见“代码表”。",
        "也可以直接上传认证认可业务信息统一上报平台的报表（102010、103010、103011、103012、202010、203010、204010）。",
    )
    for row, text in enumerate(told, start=1):
        sheet.cell(row, 1, text).font = Font(bold=row == 1)
    sheet.column_dimensions["A"].width = 110


def _lists(sheet: Worksheet) -> dict[str, str]:
    """Write the code lists side by side; returns the range of the codes of each."""
    names = [
        column.codes
        for number in TABLES
        for column in (CERTIFICATES if number == "R01" else newest(number)).columns
        if column.codes
    ]
    places = {}
    for at, name in enumerate(dict.fromkeys(names)):
        listed = code_list(name)
        left, right = get_column_letter(2 * at + 1), get_column_letter(2 * at + 2)
        sheet[f"{left}1"] = listed.title
        sheet[f"{left}1"].font = Font(bold=True)
        for row, code in enumerate(listed.codes, start=2):
            sheet[f"{left}{row}"], sheet[f"{right}{row}"] = code.code, code.meaning
            sheet[f"{left}{row}"].number_format = "@"
        sheet.column_dimensions[right].width = 28
        last = len(listed.codes) + 1
        places[name] = f"'{LISTS}'!${left}$2:${left}${last}"
    return places


def _sheet(sheet: Worksheet, form: Form, places: dict[str, str]) -> None:
    for at, column in enumerate(form.columns, start=1):
        letter = get_column_letter(at)
        head = sheet.cell(1, at, column.header)
        head.fill = MUST if column.is_required else HEAD
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        if note := _note(column):
            head.comment = Comment(note, "认监")
        sheet.cell(2, at, column.key or column.field)
        sheet.column_dimensions[letter].width = max(14, min(40, len(column.header) * 2 + 2))
        # The format of the column, so that what is typed further down is text as well.
        if column.content is not Content.NUMBER:
            sheet.column_dimensions[letter].number_format = "@"
            for row in range(OWN_ROWS + 1, OWN_ROWS + 201):
                sheet.cell(row, at).number_format = "@"
        if column.codes in places and column.content is Content.CODE:
            _choose(sheet, letter, places[column.codes])
    sheet.cell(3, 1, f"{VERSION}/{form.number}/{form.version}")
    sheet.row_dimensions[2].hidden = sheet.row_dimensions[3].hidden = True
    sheet.freeze_panes = "B4"


def _choose(sheet: Worksheet, letter: str, cells: str) -> None:
    choice = DataValidation(type="list", formula1=f"={cells}", allow_blank=True)
    choice.errorTitle, choice.error = "代码不在列表中", "请从下拉列表选择，或者查看“代码表”。"
    sheet.add_data_validation(choice)
    choice.add(f"{letter}{OWN_ROWS + 1}:{letter}{ROWS}")


def _note(column: Column) -> str:
    parts: Sequence[str] = (
        "必填" if column.is_required else "",
        EXAMPLES.get(column.content, ""),
        f"最多 {column.longest} 个字" if column.content is Content.TEXT else "",
    )
    return "；".join(part for part in parts if part)
