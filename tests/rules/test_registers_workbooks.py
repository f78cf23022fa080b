"""Workbooks that would take the memory of the machine are refused before they are opened."""

import random
import struct
import zipfile

import pytest
from openpyxl import load_workbook

from make_registers import HEADERS, MAIN, cells, odd_workbook, xlsx_file
from renjian.kernel.refusal import Refused
from renjian.registers import archives, workbooks
from renjian.registers.reading import read
from renjian.registers.workbooks import why_not_open


def codes(path):
    return [reason.code for reason in why_not_open(path)]


def put(path, place):
    """Put a blank into a cell of the first sheet."""
    book = load_workbook(path)
    book.worksheets[0][place] = " "
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("place", "rows", "columns"), [("XFD1048576", 1048576, 16384), ("CV999999", 999999, 100)]
)
def test_one_stray_cell_far_out_is_refused(tmp_path, place, rows, columns):
    path = put(xlsx_file(tmp_path, Sheet1=[HEADERS, cells()]), place)
    (reason,) = why_not_open(path)
    assert reason.code == "upload.workbook.stray-cell"
    assert (reason.values["rows"], reason.values["columns"]) == (rows, columns)


def test_a_refused_workbook_is_not_read(tmp_path):
    path = put(xlsx_file(tmp_path, Sheet1=[HEADERS, cells()]), "XFD1048576")
    with pytest.raises(Refused, match="空单元格"):
        read(path)


@pytest.mark.parametrize("place", ["Z60000", "A1", "K3"])
def test_a_stray_cell_that_costs_little_is_let_through(tmp_path, place):
    assert why_not_open(put(xlsx_file(tmp_path, Sheet1=[HEADERS, cells()]), place)) == ()


def test_a_cell_is_seen_across_two_chunks(tmp_path, monkeypatch):
    path = put(xlsx_file(tmp_path, Sheet1=[HEADERS, cells()]), "XFD1048576")
    monkeypatch.setattr(archives, "CHUNK", 7)
    assert why_not_open(path)[0].values["rows"] == 1048576


@pytest.mark.parametrize(
    "last",
    [
        '<row r="1048576"><c><v>1</v></c></row>',  # the row has a number, its cell none
        '<row r="1048576"><c r="a1048576"><v>1</v></c></row>',
        "<row r = '1048576'><c r = 'A1048576'><v>1</v></c></row>",
        '<x:row r="1048576"><x:c r="A1048576"/></x:row>',
        "<row/>" * 20_000 + "<row><c><v>1</v></c></row>",
    ],
)
def test_a_cell_far_out_is_seen_however_it_is_written(tmp_path, last):
    path = odd_workbook(tmp_path, '<row r="1"><c r="XFD1"><v>1</v></c></row>', last)
    assert codes(path) == ["upload.workbook.stray-cell"]


def test_more_rows_than_a_sheet_can_have_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 100)
    path = odd_workbook(tmp_path, "<row><c><v>1</v></c></row>" * 101)
    assert codes(path) == ["upload.file.lines"]


def test_cells_without_a_place_are_counted_by_row(tmp_path):
    wide = "<row>" + "<c/>" * 3_000 + "<c><v>1</v></c></row>"
    assert codes(odd_workbook(tmp_path, wide, "<row/>" * 10_000)) == ["upload.workbook.stray-cell"]
    narrow = "<row>" + "<c><v>1</v></c>" * 11 + "</row>"
    assert codes(odd_workbook(tmp_path, narrow * 3_000)) == []


def test_a_zip_that_unpacks_to_more_than_may_be_is_refused(tmp_path, monkeypatch):
    path = xlsx_file(tmp_path, Sheet1=[HEADERS, cells()])
    monkeypatch.setattr(workbooks, "MOST_EXPANDED", 1024)
    assert codes(path) == ["upload.workbook.too-large"]


def test_a_zip_that_swells_like_no_workbook_does_is_refused(tmp_path):
    path = odd_workbook(tmp_path, texts=["x" * 30_000] * 1_000)
    assert codes(path) == ["upload.workbook.swollen"]


def test_a_directory_that_lies_about_the_size_of_a_part_is_not_believed(tmp_path):
    path = odd_workbook(tmp_path, texts=["x" * 30_000] * 1_000)
    lie = struct.pack("<I", 10)
    data, name = path.read_bytes(), b"xl/sharedStrings.xml"
    local, listed = data.index(name) - 30, data.rindex(name) - 46
    data = data[: local + 22] + lie + data[local + 26 : listed + 24] + lie + data[listed + 28 :]
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        assert archives.said(archive) < 10_000
    assert codes(path) == ["upload.workbook.swollen"]


def test_a_text_that_no_cell_can_hold_is_refused(tmp_path):
    noise = random.Random(1).randbytes(200_000).hex()
    assert codes(odd_workbook(tmp_path, texts=[noise])) == ["upload.workbook.long-text"]


def test_the_longest_text_that_a_cell_can_hold_is_let_through(tmp_path):
    assert codes(odd_workbook(tmp_path, texts=["&#x4e00;" * 32_767])) == []


@pytest.mark.parametrize("cell", ['<c r="A{0}" t="s"><v>0</v></c>', "<c t='s'><f/><v>0</v></c>"])
def test_one_long_text_named_by_many_cells_is_refused(tmp_path, monkeypatch, cell):
    monkeypatch.setattr(workbooks, "MOST_TEXT", 1_000_000)
    rows = [f'<row r="{line}">{cell.format(line)}</row>' for line in range(1, 101)]
    assert codes(odd_workbook(tmp_path, *rows, texts=["x" * 20_000])) == [
        "upload.workbook.much-text"
    ]


def test_one_long_text_beside_many_short_ones_is_let_through(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_TEXT", 1_000_000)
    rows = [f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(1, 101)]
    assert codes(odd_workbook(tmp_path, *rows, texts=["x" * 20_000, "short"])) == []


def test_a_picture_may_be_as_plain_as_it_likes(tmp_path):
    path = xlsx_file(tmp_path, Sheet1=[HEADERS, cells()])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/image1.bmp", b"BM" + b"\xff" * 1_000_000)
    assert codes(path) == []


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin"])
def test_a_workbook_of_another_program_is_none(tmp_path, part):
    path = odd_workbook(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, f'<table xmlns="{MAIN}"/>')
    with pytest.raises(zipfile.BadZipFile):
        why_not_open(path)


def test_a_part_packed_as_no_workbook_is_makes_it_none(tmp_path):
    path = odd_workbook(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", "<worksheet/>")
    with pytest.raises(zipfile.BadZipFile, match="method"):
        why_not_open(path)


def test_what_is_no_zip_is_told_to_the_caller(tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(zipfile.BadZipFile):
        why_not_open(path)


@pytest.mark.parametrize("cut", [40, 200, 900])
def test_a_workbook_that_was_cut_off_or_damaged_is_told_or_passed_on(tmp_path, cut):
    path = odd_workbook(tmp_path, texts=["x" * 300])
    data = path.read_bytes()
    path.write_bytes(data[:cut] + bytes(8) + data[cut + 8 :])
    with pytest.raises(Refused):
        read(path)
