"""Workbooks as nobody should send them: each gets a sentence that says where, why and what to do."""

import zipfile
from datetime import date

import openpyxl
import pytest

from make_registers import HEADERS, cells, csv_file, xlsx_file
from renjian.kernel.refusal import Refused
from renjian.registers.days import read_moment
from renjian.registers.intake.examination import examine
from renjian.registers.intake.marked import WHAT_TO_DO, marked
from renjian.registers.intake.workbook import workbook
from renjian.registers.reading import read
from renjian_world.old_workbooks import workbook as old_workbook

TODAY = date(2026, 11, 24)


def refusal(path):
    with pytest.raises(Refused) as refused:
        read(path)
    return refused.value.reasons


def changed(path, change):
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    return path


def test_formulas_are_refused_with_their_cells(tmp_path):
    path = xlsx_file(tmp_path, 证书信息表=[HEADERS, cells(issued_on="=TODAY()")])
    (why,) = refusal(path)
    assert why.code == "upload.workbook.formulas"
    assert "“证书信息表”" in why.text and "J2" in why.text and "选择性粘贴" in why.text


def test_merged_cells_among_the_data_are_refused_with_their_place(tmp_path):
    path = xlsx_file(tmp_path, 证书信息表=[HEADERS, cells(), cells(number="900126Q00002R0M")])
    (why,) = refusal(changed(path, lambda sheet: sheet.merge_cells("F2:F3")))
    assert (why.code, "F2:F3" in why.text) == ("upload.workbook.merged", True)


def test_merged_cells_above_the_headings_do_no_harm(tmp_path):
    path = xlsx_file(tmp_path, 证书信息表=[["证书月报"], HEADERS, cells()])
    assert (
        read(changed(path, lambda sheet: sheet.merge_cells("A1:C1"))).tables[0].form.number == "R01"
    )


def test_a_workbook_with_macros_is_refused(tmp_path):
    path = xlsx_file(tmp_path, 证书信息表=[HEADERS, cells()])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert [why.code for why in refusal(path)] == ["upload.workbook.macros"]


def test_an_old_workbook_with_macros_is_refused(tmp_path):
    path = tmp_path / "report.xls"
    path.write_bytes(
        old_workbook([("证书信息表", [HEADERS, cells()])]) + "_VBA_PROJECT".encode("utf-16-le")
    )
    assert [why.code for why in refusal(path)] == ["upload.workbook.macros"]


def test_two_sheets_of_one_table_are_refused_by_their_names(tmp_path):
    path = xlsx_file(tmp_path, 一月=[HEADERS, cells()], 二月=[HEADERS, cells()])
    (why,) = refusal(path)
    assert (why.code, "一月" in why.text, "二月" in why.text) == ("upload.sheet.twice", True, True)


@pytest.mark.parametrize(
    "written",
    ["2026-03-01", "2026/3/1", "2026.3.1", "20260301", "2026年3月1日", "46082", "２０２６-03-01"],
)
def test_dates_are_read_in_all_their_forms(tmp_path, written):
    rows = read(csv_file(tmp_path, cells(issued_on=written))).tables[0].rows
    assert rows.to_pyarrow()["issued_on"].to_pylist() == [date(2026, 3, 1)]


@pytest.mark.parametrize("written", ["2026-10-2008:30:00", "2026-10-20 8:30", "46315.3541666667"])
def test_moments_are_read_without_their_blank_and_as_numbers(written):
    assert str(read_moment(written)) == "2026-10-20 08:30:00"


def test_full_width_characters_and_number_cells_are_mended(tmp_path):
    dirty = cells(
        number="９００１２６Ｑ００００１Ｒ０Ｍ",
        status="1.0",
        division="330110.0",
        uscc=" 91330110rj00000147",
    )
    row = read(csv_file(tmp_path, dirty)).tables[0].rows.to_pyarrow().to_pylist()[0]
    assert (row["number"], row["status"]) == ("900126Q00001R0M", "01")
    assert (row["division"], row["uscc"]) == ("330110", "91330110RJ00000147")


@pytest.mark.parametrize("name", ["report.jsonl", "report.csv"])
def test_lines_of_json_are_read_by_heading_or_field(tmp_path, name):
    path = tmp_path / name
    path.write_text(
        '{"证书编号": "900126Q1", "证书状态": "01", "认证项目代码": "A0101", "认证项目": "质量",'
        ' "获证组织名称": "甲", "统一社会信用代码": "x", "行政区划代码": 330110,'
        ' "颁证日期": "2026-03-01", "有效期止": "2029-02-28"}\n',
        encoding="utf-8",
    )
    assert read(path).tables[0].rows.to_pyarrow()["division"].to_pylist() == ["330110"]


def test_our_own_workbook_is_known_again_when_it_is_filled_in(tmp_path):
    path = tmp_path / "own.xlsx"
    path.write_bytes(workbook())
    assert [why.code for why in refusal(path)] == ["upload.rows.none"]
    book = openpyxl.load_workbook(path)
    for at, value in enumerate(cells(), start=1):
        book["证书信息表"].cell(4, at, value)
    book.save(path)
    report = read(path)
    assert [table.form.number for table in report.tables] == ["R01"]
    assert report.tables[0].rows.to_pyarrow()["line"].to_pylist() == [4]
    assert {"填写说明", "代码表"} <= set(report.unread)


def test_the_marked_copy_colours_the_cell_and_says_what_to_do(tmp_path):
    path = xlsx_file(tmp_path, 证书信息表=[HEADERS, cells(), cells(number="900126Q2", status="9")])
    copy = tmp_path / "marked.xlsx"
    copy.write_bytes(marked(path, examine(read(path), TODAY).problems))
    sheet = openpyxl.load_workbook(copy)["证书信息表"]
    cell = sheet.cell(3, HEADERS.index("证书状态") + 1)
    assert (cell.value, cell.fill.fgColor.rgb[-6:]) == ("9", "F8C9C4")
    assert "不是规定的代码" in cell.comment.text
    assert sheet.cell(1, len(HEADERS) + 1).value == WHAT_TO_DO
    assert "✗" in sheet.cell(3, len(HEADERS) + 1).value and sheet.cell(2, 2).comment is None
