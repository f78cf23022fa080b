"""The files of the made-up country: the same bytes for a seed, and fit to be uploaded."""

import csv
from datetime import date

import pytest

from make_registers import TODAY
from make_world import SEED, country, digests
from renjian.registers.intake.examination import examine
from renjian.registers.reading import read, rows_of
from renjian.risk.classes import read_classes
from renjian_world.country import make
from renjian_world.files import write


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("world")
    write(country(), out)
    return out


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_seed_writes_the_same_bytes(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 2, 3, 4, 5, 6, 0, 1, 0))
    again = digests(write(make(1, SEED), tmp_path))
    assert again == digests(folder / name.relative_to(tmp_path) for name in tmp_path.rglob("*.*"))
    assert len(again) == 15


def test_another_seed_writes_other_bytes_but_for_what_is_real(folder, tmp_path):
    other, same = digests(write(make(1, SEED + 1), tmp_path)), digests(write(country(), folder))
    alike = {name for name in other if other[name] == same[name]}
    assert alike == {"authorities.csv", "coverage.csv", "people.csv", "practitioners.csv"}


def test_another_scale_writes_other_bytes(folder, tmp_path):
    other, same = digests(write(make(2, SEED), tmp_path)), digests(write(country(), folder))
    assert other["people.csv"] != same["people.csv"]


@pytest.mark.parametrize("name", ["certificates.csv", "certificates.xlsx"])
def test_a_report_passes_every_check(folder, name):
    examination = examine(read(folder / name), TODAY)
    assert examination.problems == ()


def test_the_files_hold_the_rows_of_the_reports(folder):
    assert tuple(rows_of(read(folder / "certificates.csv").tables[0])) == country().report
    assert tuple(rows_of(read(folder / "certificates.xlsx").tables[0])) == country().second_report


def test_the_broken_report_has_one_wrong_check_digit_on_line_17(folder):
    (problem,) = examine(read(folder / "certificates-broken.csv"), TODAY).problems
    assert (problem.line, problem.rule) == (17, "uscc.check-digit")
    assert problem.value[:17] == country().report[15].uscc[:17]


def test_the_workbook_has_dates_as_dates_and_codes_as_text(folder):
    written = read(folder / "certificates.xlsx").tables[0].rows.to_pyarrow()
    assert set(written["status"].to_pylist()) == {"01"}
    assert all(text.endswith(" 00:00:00") for text in written["issued_on_written"].to_pylist())


def test_the_reports_bring_what_the_country_says_they_bring(folder):
    held = country().certificates["CNCA-R-2022-9001"]
    register = {row.number: row.status for row in held}
    reported = {
        row.number: row.status for row in rows_of(read(folder / "certificates.csv").tables[0])
    }
    known = reported.keys() & register.keys()
    assert (len(reported) - len(known), len(known)) == (180, 20)
    assert {(register[number], reported[number]) for number in known} == {("01", "02")}


def test_each_province_gets_the_classes_of_its_organisations(folder):
    rows = {
        code: read_classes((folder / f"classes-{code}.csv").read_text("utf-8"))
        for code in ("330000", "460000", "650000", "XPCC")
    }
    assert sum(map(len, rows.values())) == 600 + 380
    assert {row.uscc[2:4] for row in rows["460000"]} == {"46"}
    assert {row.uscc[2:5] for row in rows["XPCC"]} == {"659"}
    assert "659" not in {row.uscc[2:5] for row in rows["650000"]}
    assert {row.from_on for row in rows["330000"]} == {date(2026, 10, 1)}


def test_the_rest_of_the_country_can_be_read_as_tables(folder):
    rows = {path.stem: table(path) for path in (folder / "country").iterdir()}
    assert len(rows["authorities"]) == len(country().authorities)
    assert rows["people"][0]["account"] == "system"
    assert rows["bodies"][0]["items"] == "A0101、A0201、A0301"
    assert rows["certificates"][0]["认证机构批准号"] == "CNCA-R-2022-9001"
    assert dict.fromkeys(country().coverage) == {r["division"]: None for r in rows["coverage"]}
