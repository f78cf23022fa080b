"""The made-up country's reports in the platform's templates: dirty, readable, with fraud planted."""

import csv
from pathlib import Path

import pytest

from make_registers import TODAY
from make_world import country
from renjian.registers.intake.examination import examine
from renjian.registers.reading import read
from renjian_world.country import make
from renjian_world.files import write_fraud
from renjian_world.fraud import PATTERNS
from renjian_world.platform import DIRT, PlatformReport, files_of, platform_report

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


def test_the_old_workbook_holds_both_tables_of_the_template(clean):
    found = [(table.form.number, table.form.version, table.sheet) for table in clean.tables]
    assert found == [("103010", "2016-05", "证书信息表"), ("103011", "2016-05", "审核结果信息表")]
    first = clean.tables[0].rows.order_by("line").limit(1).to_pyarrow().to_pylist()[0]
    assert first["line"] == 8


def test_every_kind_of_dirt_is_in_it_and_none_hinders_it(clean):
    dirty = platform_report(country(), with_fraud=False)
    rows = [row for own in dirty.rows.values() for row in own]
    for field in DIRT:
        assert len({row[field].strip() == row[field] for row in rows if field in row}) >= 1
    assert any("-" in row.get("uscc", "") for row in rows)
    assert [p.text for p in examine(clean, TODAY).problems if p.level == "error"] == []


def test_large_countries_report_as_parquet(tmp_path):
    paths = written(tmp_path, platform_report(country(), with_fraud=False), is_large=True)
    assert [path.suffix for path in paths] == [".parquet"] * 2
    assert read(paths[0]).tables[0].rows.count().execute() == 40
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
