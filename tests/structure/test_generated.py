"""What tools write into the project is what they would write today."""

import importlib.util
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import load_workbook

from renjian.registers.intake.workbook import workbook
from renjian.registers.own_workbook import own_workbook

ROOT = Path(__file__).parents[2]


def tool(name: str) -> ModuleType:
    """A module of the folder tools, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_diagrams_show_the_tables_of_the_library():
    assert tool("diagrams").outdated(ROOT) == []


@pytest.mark.parametrize("text", [None, "# 过期的图\n"])
def test_a_missing_or_edited_diagram_is_noticed(tmp_path, text):
    path = tmp_path / "docs/diagrams/case-stages.md"
    if text:
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    assert tool("diagrams").outdated(tmp_path) == ["docs/diagrams/case-stages.md"]


def test_the_diagram_has_every_stage_and_every_act():
    text = (ROOT / "docs/diagrams/case-stages.md").read_text("utf-8")
    assert "verifying --> filed: 立案" in text
    assert "verifying --> transferred: 移交上级市场监管部门" in text
    assert text.count(" --> [*]") == 3


def test_the_calendar_says_where_it_comes_from():
    text = (ROOT / "src/renjian/kernel/data/working_days.csv").read_text("utf-8")
    assert text.startswith(tool("calendar_data").HEADER)
    assert "chinesecalendar 1.11.0, MIT License" in text


def test_rows_of_the_calendar_are_in_order_and_name_their_arrangement():
    make = tool("calendar_data")
    holidays = {date(2023, 1, 1): "New", date(2022, 12, 31): "New", date(2016, 1, 1): "New"}
    rows = list(
        make.rows(holidays, {date(2023, 1, 28): "Spring"}, {"New": "元旦", "Spring": "春节"})
    )
    assert rows == [
        (2022, "2022-12-31", "holiday", "2023年部分节假日安排（元旦）"),
        (2023, "2023-01-01", "holiday", "2023年部分节假日安排（元旦）"),
        (2023, "2023-01-28", "workday", "2023年部分节假日安排（春节）"),
    ]


def test_the_calendar_is_written_as_the_library_reads_it():
    make, out = tool("calendar_data"), StringIO()
    make.write(iter([(2026, "2026-10-01", "holiday", "x")]), out)
    assert out.getvalue() == make.HEADER + "year,date,kind,notice\n2026,2026-10-01,holiday,x\n"


def test_the_workbook_that_clerks_download_is_the_one_that_is_drawn():
    kept, drawn = (load_workbook(BytesIO(content)) for content in (own_workbook(), workbook()))
    assert kept.sheetnames == drawn.sheetnames
    for ours, theirs in zip(kept, drawn, strict=True):
        assert list(ours.values) == list(theirs.values)
        lists = [
            sorted((str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation)
            for sheet in (ours, theirs)
        ]
        assert lists[0] == lists[1]
