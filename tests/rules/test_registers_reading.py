"""From a file to a table: nothing is lost, and what is no table is refused."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from make_registers import HEADERS, cells, csv_file, csv_text, xlsx_file
from renjian.kernel.identifiers import BLANKS, normalise
from renjian.kernel.refusal import Refused
from renjian.registers.intake import files
from renjian.registers.reading import read, rows_of


def refusal(path):
    with pytest.raises(Refused) as refused:
        read(path)
    return refused.value.reasons


def rows(path):
    return list(rows_of(read(path).tables[0]))


def written(path, field):
    """What the table holds in one field, line by line."""
    return read(path).tables[0].rows.order_by("line").to_pyarrow()[field].to_pylist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_becomes_rows_with_lines_and_dates(tmp_path, encoding):
    path = csv_file(tmp_path, cells(), cells(number="900126Q00002R0M"), encoding=encoding)
    first, second = rows(path)
    assert (first.line, second.line) == (2, 3)
    assert first.organisation == "余杭立春1号机械有限公司（练习）"
    assert (first.issued_on, first.expires_on) == (date(2026, 3, 1), date(2029, 2, 28))


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_other_separators_are_seen_in_the_heading_row(tmp_path, delimiter):
    path = tmp_path / "report.csv"
    path.write_text(csv_text(cells()).replace(",", delimiter), encoding="utf-8")
    assert rows(path)[0].number == "900126Q00001R0M"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(tmp_path, ending):
    path = tmp_path / "report.csv"
    text = csv_text(cells(), cells(number="900126Q00002R0M")).replace("\r\n", ending)
    path.write_bytes(text.encode())
    assert [row.line for row in rows(path)] == [2, 3]


def test_a_heading_cell_without_end_is_refused(tmp_path):
    path = tmp_path / "report.csv"
    path.write_text('"' + "证书编号" * 50_000, encoding="utf-8")
    assert [reason.code for reason in refusal(path)] == ["upload.file.unreadable-text"]


def test_a_workbook_becomes_the_same_rows_as_the_text(tmp_path):
    made = cells(issued_on=date(2026, 3, 1), expires_on=date(2029, 2, 28))
    book = xlsx_file(tmp_path, Sheet1=[HEADERS, made])
    assert rows(book) == rows(csv_file(tmp_path, cells()))


def test_the_sheet_with_the_title_of_the_form_is_taken(tmp_path):
    book = xlsx_file(tmp_path, 填写说明=[["说明"]], 证书信息表=[HEADERS, cells()])
    assert read(book).tables[0].sheet == "证书信息表"
    assert len(rows(book)) == 1


def test_else_the_first_sheet_that_holds_anything_is_taken(tmp_path):
    book = xlsx_file(tmp_path, 空=[], 数据=[HEADERS, cells()], 代码=[["01"]])
    assert read(book).tables[0].sheet == "数据"


def test_leading_zeros_and_long_numbers_stay(tmp_path):
    made = cells(number="0012345678901234567", status="01", division="010101")
    book = xlsx_file(tmp_path, Sheet1=[HEADERS, made])
    for path in (csv_file(tmp_path, made), book):
        assert written(path, "number") == ["0012345678901234567"]
        assert written(path, "status") == ["01"]
        assert written(path, "division") == ["010101"]


def test_numbers_of_a_workbook_are_read_without_a_point(tmp_path):
    book = xlsx_file(tmp_path, Sheet1=[HEADERS, cells(number=202601090112345, division=330110)])
    assert written(book, "number") == ["202601090112345"]
    assert written(book, "division") == ["330110"]


def test_identifiers_are_normalised_and_texts_are_trimmed(tmp_path):
    made = cells(number=" 900126q ０0001r0m", organisation="\u3000余杭 立春 ", standard="gb/t 1 ")
    row = rows(csv_file(tmp_path, made))[0]
    assert row.number == "900126Q00001R0M"
    assert row.organisation == "余杭 立春"
    assert row.standard == "gb/t 1"


@settings(max_examples=8, deadline=None)
@given(st.lists(st.text(st.sampled_from("09azAZ-/（）＊Ｚｚ９－" + BLANKS)), min_size=1))
def test_the_table_normalises_as_the_library_does(tmp_path_factory, texts):
    made = [cells(number=text) for text in texts]
    path = csv_file(tmp_path_factory.mktemp("normalise"), *made)
    assert written(path, "number") == [normalise(text) for text in texts]


def test_a_date_is_kept_as_it_was_written_beside_its_meaning(tmp_path):
    path = csv_file(tmp_path, cells(issued_on="2026年3月1日"), cells(issued_on="长期"))
    assert written(path, "issued_on") == [date(2026, 3, 1), None]
    assert written(path, "issued_on_written") == ["2026年3月1日", "长期"]


def test_blank_rows_are_left_out_and_lines_are_counted_as_on_the_screen(tmp_path):
    blank = [""] * len(HEADERS)
    path = csv_file(tmp_path, cells(), blank, cells(number="900126Q00002R0M"))
    assert [row.line for row in rows(path)] == [2, 4]
    book = xlsx_file(tmp_path, Sheet1=[HEADERS, cells(), [], cells(number="900126Q00002R0M")])
    assert [row.line for row in rows(book)] == [2, 4]


def test_an_empty_line_at_the_end_is_no_row(tmp_path):
    path = csv_file(tmp_path, cells())
    path.write_text(path.read_text("utf-8") + "\n\n", encoding="utf-8")
    assert len(rows(path)) == 1


def test_a_line_break_inside_of_a_cell_does_not_shift_the_lines(tmp_path):
    path = csv_file(tmp_path, cells(address="甲\n乙"), cells(number="900126Q00002R0M"))
    assert [row.line for row in rows(path)] == [2, 3]
    assert rows(path)[0].address == "甲\n乙"


def test_missing_columns_that_are_not_required_are_empty(tmp_path):
    keep = [index for index, header in enumerate(HEADERS) if header != "组织地址"]
    path = csv_file(
        tmp_path, [cells()[index] for index in keep], headers=[HEADERS[i] for i in keep]
    )
    assert rows(path)[0].address == ""


def test_empty_columns_that_an_export_left_behind_are_dropped(tmp_path):
    path = csv_file(tmp_path, [*cells(), "", " "], headers=[*HEADERS, "", ""])
    assert len(rows(path)) == 1


def test_a_column_with_data_and_without_a_heading_is_refused(tmp_path):
    path = csv_file(tmp_path, [*cells(), "备注"], headers=[*HEADERS, ""])
    (reason,) = refusal(path)
    assert (reason.code, reason.values["column"]) == ("upload.header.nameless", 12)


def test_rows_with_too_many_or_too_few_cells_are_named(tmp_path):
    path = csv_file(tmp_path, cells(), [*cells(), "多"], cells()[:-1])
    told = [(r.code, r.values["line"], r.values["actual"]) for r in refusal(path)]
    assert told == [("upload.rows.ragged", 3, 12), ("upload.rows.ragged", 4, 10)]


def test_a_table_of_many_ragged_rows_names_ten(tmp_path):
    assert len(refusal(csv_file(tmp_path, *([["x"] * 3] * 50)))) == 10


def test_an_open_quotation_mark_is_refused(tmp_path):
    path = csv_file(tmp_path, cells())
    path.write_text(path.read_text("utf-8") + '"900126', encoding="utf-8")
    assert refusal(path)[0].code in {"upload.file.unreadable-text", "upload.rows.ragged"}


def test_wrong_headings_of_a_text_file_come_before_its_ragged_rows(tmp_path):
    path = csv_file(tmp_path, cells(), headers=["认证证书月报表"])
    assert [reason.code for reason in refusal(path)] == ["upload.header.none"]


@pytest.mark.parametrize("rows_below", [[], [[""] * len(HEADERS)], [[" "] * len(HEADERS)]])
def test_a_table_without_rows_is_refused(tmp_path, rows_below):
    book = xlsx_file(tmp_path, Sheet1=[HEADERS, *rows_below])
    for path in (csv_file(tmp_path, *rows_below), book):
        assert [reason.code for reason in refusal(path)] == ["upload.rows.none"]


def test_a_workbook_without_content_is_refused(tmp_path):
    assert refusal(xlsx_file(tmp_path, Sheet1=[]))[0].code == "upload.file.no-sheet"


@pytest.mark.parametrize("above", [[["认证证书月报表"]], [[], []]], ids=["title", "empty"])
def test_rows_above_the_headings_are_passed_over_and_lines_stay(tmp_path, above):
    book = xlsx_file(tmp_path, Sheet1=[*above, HEADERS, cells()])
    assert [row.line for row in rows(book)] == [len(above) + 2]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "upload.file.empty"),
        (b"\x00\x01\x02", "upload.file.not-text"),
        (b"%PDF-1.7\n\x00", "upload.file.not-text"),
        (b"PK\x03\x04 no workbook", "upload.file.unreadable-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "upload.file.old-or-locked"),
        (b"<html></html>", "upload.header.none"),
    ],
)
def test_what_is_no_table_is_refused_whatever_its_name_says(tmp_path, data, code):
    path: Path = tmp_path / "report.xlsx"
    path.write_bytes(data)
    (reason,) = refusal(path)
    assert reason.code == code
    assert "请" in reason.text


def test_line_ends_alone_at_the_end_of_a_file_are_no_rows(tmp_path):
    text = ",".join(HEADERS) + "\n" + "x" + "," * 10
    path = tmp_path / "report.csv"
    path.write_text(text + "\n" * 5_000, encoding="utf-8")
    assert read(path).tables[0].rows.count().execute() == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_more_lines_than_a_sheet_can_hold_are_refused_unread(tmp_path, monkeypatch, end):
    monkeypatch.setattr(files, "MOST_LINES", 100)
    path = tmp_path / "report.csv"
    path.write_text("证书编号" + end * 200 + "x", encoding="utf-8", newline="")
    with pytest.raises(Refused) as refused:
        read(path)
    assert [why.code for why in refused.value.reasons] == ["upload.file.lines"]
