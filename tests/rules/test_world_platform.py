"""The made-up country's reports in the platform's templates: dirty, readable, with fraud planted."""

import csv
import re
from pathlib import Path

import pytest

from make_registers import TODAY
from make_world import country
from renjian.registers.intake.examination import examine
from renjian.registers.reading import read
from renjian_world.country import make
from renjian_world.files import write_fraud
from renjian_world.fraud import PATTERNS
from renjian_world.platform import (
    DIRT,
    PlatformReport,
    compulsory_report,
    files_of,
    platform_report,
    platform_reports,
)

SOURCES = Path(__file__).parents[2] / "src"


def written(folder, report: PlatformReport, *, is_large=False):
    paths = []
    for name, content in files_of(report, is_large=is_large).items():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    return paths


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    (path,) = written(
        tmp_path_factory.mktemp("platform"), platform_report(country(), with_fraud=False)
    )
    return read(path)


@pytest.fixture(scope="module")
def of_products(tmp_path_factory):
    (path,) = written(tmp_path_factory.mktemp("products"), compulsory_report(country()))
    return read(path)


def sheets(report):
    return [(table.form.number, table.form.version, table.sheet) for table in report.tables]


def test_the_workbook_of_systems_holds_plans_certificates_and_results(clean):
    assert sheets(clean) == [
        ("102010", "2021-09", "审核计划信息表"),
        ("103010", "2016-05", "证书信息表"),
        ("103011", "2016-05", "审核结果信息表"),
    ]
    first = clean.table("103010").rows.order_by("line").limit(1).to_pyarrow().to_pylist()[0]
    assert first["line"] == 8


def test_the_workbook_of_products_holds_plans_certificates_and_inspections(of_products):
    assert sheets(of_products) == [
        ("202010", "2015-10", "工厂检查计划信息表"),
        ("203010", "2015-10", "证书信息表"),
        ("204010", "2015-10", "工厂检查结果信息表"),
    ]


def test_each_inspection_says_what_was_decided_on_its_certificate(of_products):
    numbers = of_products.table("203010").rows.number.to_pyarrow().to_pylist()
    decisions = of_products.table("204010").rows.decisions.to_pyarrow().to_pylist()
    assert [text.split("，")[0] for text in decisions] == numbers
    assert len(set(numbers)) == len(numbers) == 25


def test_every_kind_of_dirt_is_in_them():
    rows = [
        row for report in platform_reports(country()) for own in report.rows.values() for row in own
    ]
    for field in DIRT:
        written_as = {shape(row[field]) for row in rows if row.get(field)}
        assert len(written_as) > 1, field


def shape(text):
    """A text with its digits and letters alike: dirt has another shape."""
    return re.sub("[A-Z]", "A", re.sub("[0-9]", "9", re.sub("[\u4e00-\u9fff]+", "字", text)))


def test_no_dirt_hinders_a_workbook(clean, of_products):
    for report in (clean, of_products):
        assert [p.text for p in examine(report, TODAY).problems if p.level == "error"] == []


def test_large_countries_report_as_parquet(tmp_path):
    paths = written(tmp_path, platform_report(country(), with_fraud=False), is_large=True)
    assert [path.suffix for path in paths] == [".parquet"] * 3
    assert read(paths[1]).tables[0].rows.count().execute() == 40
    assert len(make(3, 1).bodies) > 12


def test_every_pattern_is_planted_once_and_listed_apart(tmp_path):
    paths = write_fraud(country(), tmp_path)
    truth = tmp_path / "truth" / "fraud.csv"
    assert truth in paths
    rows = list(csv.DictReader(truth.read_text("utf-8-sig").splitlines()))
    assert [row["pattern"] for row in rows] == [pattern.code for pattern in PATTERNS]
    report = read(tmp_path / "fraud" / "certificates-103010.xls")
    for row in rows:
        table = report.table(row["table"])
        cell = table.rows.filter(table.rows.line == int(row["line"])).to_pyarrow().to_pylist()[0]
        assert cell.get("number", cell.get("certificate"))[:10] == row["certificate"][:10]


def test_nothing_reads_the_list_of_what_was_planted():
    readers = [
        path
        for path in SOURCES.rglob("*.py")
        if "truth" in path.read_text("utf-8") and path.name not in ("files.py", "platform.py")
    ]
    told = [path for path in readers if "fraud.csv" in path.read_text("utf-8")]
    assert told == []
