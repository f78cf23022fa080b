"""Administrative divisions, and the shapes that differ from province, city and county."""

import json
import runpy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project_tree import ROOT
from renjian.authorities.divisions import (
    DivisionLevel,
    children,
    division,
    divisions,
    full_name,
    is_county_level,
    ladder,
)

any_code = st.sampled_from(sorted(divisions()))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("330000", "浙江省"),
        ("330100", "浙江省杭州市"),
        ("330110", "浙江省杭州市余杭区"),
        ("110105", "北京市朝阳区"),
        ("419001", "河南省济源市"),
        ("469025", "海南省白沙黎族自治县"),
        ("460400", "海南省儋州市"),
        ("659001", "新疆维吾尔自治区石河子市"),
        ("330110014", "浙江省杭州市余杭区仓前街道"),
    ],
)
def test_the_full_name_of_a_division(code, name):
    assert full_name(code) == name


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("330000", DivisionLevel.PROVINCE, ""),
        ("330100", DivisionLevel.CITY, "330000"),
        ("330110", DivisionLevel.COUNTY, "330100"),
        ("330110014", DivisionLevel.TOWNSHIP, "330110"),
        ("110105", DivisionLevel.COUNTY, "110000"),  # a municipality has no cities
        ("500229", DivisionLevel.COUNTY, "500000"),
        ("419001", DivisionLevel.COUNTY, "410000"),  # directly governed
        ("469025", DivisionLevel.COUNTY, "460000"),
        ("659001", DivisionLevel.COUNTY, "650000"),
        ("710000", DivisionLevel.PROVINCE, ""),
    ],
)
def test_where_a_division_stands(code, level, parent):
    found = division(code)
    assert (found.level, found.parent) == (level, parent)


@pytest.mark.parametrize(
    ("code", "is_place"),
    [
        ("330110", True),
        ("419001", True),
        ("659013", True),
        ("460400", True),  # Danzhou, Dongguan, Zhongshan, Jiayuguan: cities without counties
        ("441900", True),
        ("442000", True),
        ("620200", True),
        ("330100", False),
        ("460300", False),
        ("330000", False),
        ("110000", False),
        ("810000", False),
        ("330110014", False),
        ("330199", False),
        ("", False),
    ],
)
def test_what_counts_as_a_county_for_a_place(code, is_place):
    assert is_county_level(code) is is_place


def test_four_cities_have_no_counties():
    cities = {code for code in divisions() if is_county_level(code) and code.endswith("00")}
    assert cities == {"441900", "442000", "460400", "620200"}


def test_an_unknown_code_has_no_division_and_no_name():
    assert division("330199") is None
    assert children("330199") == ()
    with pytest.raises(KeyError):
        full_name("330199")


@given(any_code)
def test_every_division_lies_in_higher_ones_up_to_its_province(code):
    steps = ladder(code)
    assert steps[-1].code == code
    assert steps[0].code == code[:2] + "0000"
    assert [step.level for step in steps] == sorted({step.level for step in steps})


@given(any_code)
def test_a_division_is_a_child_of_its_parent_and_of_no_other(code):
    found = division(code)
    assert (found in children(found.parent)) and (found not in children(code))


def test_the_table_is_complete():
    levels = [found.level for found in divisions().values()]
    counts = {level: levels.count(level) for level in DivisionLevel}
    assert list(counts.values()) == [34, 333, 2847, 38749]
    # The source counts 341 cities: with a nameless one where counties lie directly in a province.
    direct = {
        found.parent
        for found in divisions().values()
        if found.level is DivisionLevel.COUNTY and found.parent.endswith("0000")
    }
    assert (len(direct), 333 + len(direct)) == (8, 341)


def test_an_abolished_division_keeps_its_code_and_loses_the_mark_of_the_source():
    found = division("330702207")
    assert (found.name, found.is_abolished) == ("岭上乡", True)
    assert not [name for name in (d.name for d in divisions().values()) if "撤" in name]


def test_names_repeat_and_full_names_do_not():
    counties = [code for code, found in divisions().items() if found.level is DivisionLevel.COUNTY]
    names = [division(code).name for code in counties]
    assert names.count("鼓楼区") == 4
    assert len({full_name(code) for code in counties}) == len(counties)


def test_every_level_has_a_title():
    assert [level.title for level in DivisionLevel] == ["省级", "地级", "县级", "乡级"]


SOURCE = {
    "meta": {"fetched_at": "2026-09-11 23:22:44"},
    "provinces": {
        "甲省": {
            "code": "980000000000",
            "cities": {
                "乙市": {"code": "980100000000", "counties": {"丙县": "980121000000"}},
                "丁市": {"code": "980200000000", "counties": {}},
                "": {"code": None, "counties": {"戊市": "989001000000"}},
            },
        }
    },
}
HISTORY = {"meta": {"updated": "2026-09-17"}, "events": []}
TOWNS = {"980121000000": {"townships": {"己镇": "980121100000", "庚乡（撤销）": "980121200000"}}}


@pytest.fixture
def package(tmp_path):
    """A folder as the unpacked package has it."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/divisions_v1.json").write_text(json.dumps(SOURCE), encoding="utf-8")
    (tmp_path / "data/townships_v1.json").write_text(json.dumps(TOWNS), encoding="utf-8")
    (tmp_path / "data/historical_changes_v1.json").write_text(json.dumps(HISTORY), encoding="utf-8")
    return tmp_path


def test_the_table_is_made_from_the_package(package):
    tool = runpy.run_path(str(ROOT / "tools/divisions.py"))
    tool["main"](package, package)
    assert (package / "divisions.csv").read_text("utf-8").splitlines() == [
        "code,name,parent,abolished",
        "980000,甲省,,",
        "980100,乙市,980000,",
        "980121,丙县,980100,",
        "980121100,己镇,,",
        "980121200,庚乡,,1",
        "980200,丁市,980000,",
        "989001,戊市,980000,",
    ]


def test_a_township_outside_of_its_county_stops_the_making(package):
    wrong = {"980122000000": {"townships": {"己镇": "980121100000"}}}
    (package / "data/townships_v1.json").write_text(json.dumps(wrong), encoding="utf-8")
    tool = runpy.run_path(str(ROOT / "tools/divisions.py"))
    with pytest.raises(SystemExit, match="980121100000"):
        tool["main"](package, package)
