"""Workbooks that would take the memory of the machine are refused before they are opened."""

import zipfile

import pytest
from openpyxl import load_workbook

from make_registers import HEADERS, cells, xlsx_file
from renjian.kernel.refusal import Refused
from renjian.registers import workbooks
from renjian.registers.reading import read
from renjian.registers.workbooks import why_not_open


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
    monkeypatch.setattr(workbooks, "CHUNK", 7)
    assert why_not_open(path)[0].values["rows"] == 1048576


def test_a_zip_that_swells_is_refused(tmp_path, monkeypatch):
    path = xlsx_file(tmp_path, Sheet1=[HEADERS, cells()])
    monkeypatch.setattr(workbooks, "MOST_EXPANDED", 1024)
    assert [reason.code for reason in why_not_open(path)] == ["upload.workbook.too-large"]


def test_what_is_no_zip_is_told_to_the_caller(tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(zipfile.BadZipFile):
        why_not_open(path)
