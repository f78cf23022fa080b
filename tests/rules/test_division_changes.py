"""What divisions were called on a day, what they became, and what they came from."""

import json
import runpy
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project_tree import ROOT
from renjian.authorities.division_changes import (
    FETCHED_ON,
    becomes,
    changes,
    changes_of,
    division_on,
    former_names,
    full_name_on,
    ladder_on,
    origins,
    successors,
)
from renjian.authorities.divisions import DivisionLevel, division, divisions, full_name

any_code = st.sampled_from([code for code in sorted(divisions()) if len(code) == 6])
any_change = st.sampled_from(changes())
# What the table of today says of a code is right even where the last change of it says otherwise.
NOISE = {"320205", "330110", "410108", "500101"}


def test_the_table_of_changes_is_complete():
    assert len(changes()) == 5276
    assert (changes()[0].year, changes()[-1].year) == (1981, 2026)
    assert sum(not change.old_code and not change.new_code for change in changes()) == 64


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("330104", date(2021, 1, 1), "浙江省杭州市江干区"),
        ("330104", date(2022, 1, 1), ""),
        ("330184", date(2000, 5, 1), "浙江省杭州市余杭市"),
        ("330110", date(2000, 5, 1), ""),
        ("330110", date(2002, 1, 1), "浙江省杭州市余杭区"),
        ("420602", date(2009, 1, 1), "湖北省襄樊市襄城区"),
        ("420602", date(2011, 1, 1), "湖北省襄阳市襄城区"),
        ("410381", date(2021, 6, 1), "河南省洛阳市偃师市"),
        ("419001", date(2026, 1, 1), "河南省济源市"),
        ("350403", date(2020, 1, 1), "福建省三明市三元区"),
        ("350403", FETCHED_ON, ""),  # gone, by a change that the source does not have
        ("330110014", date(2000, 1, 1), "浙江省杭州市余杭区仓前街道"),  # no past of townships
        ("330199", date(2026, 1, 1), ""),
    ],
)
def test_the_full_name_of_a_division_on_a_day(code, day, name):
    assert full_name_on(code, day) == name


def test_a_division_that_is_gone_stands_where_it_stood_and_says_so():
    gone = division_on("330104", date(2020, 1, 1))
    assert (gone.level, gone.parent, gone.is_abolished) == (DivisionLevel.COUNTY, "330100", True)
    prefecture = division_on("332100", date(1982, 1, 1))
    assert (prefecture.level, prefecture.parent) == (DivisionLevel.CITY, "330000")


def test_a_change_without_a_day_counts_from_the_last_day_of_its_year():
    assert division_on("410307", date(2021, 12, 30)) is None
    assert division_on("410307", date(2021, 12, 31)).name == "偃师区"


def test_the_day_of_an_announcement_is_the_day_of_the_change():
    (found,) = [c for c in changes() if c.new_name == "岑岭县"]
    assert found.counts_from == date(2026, 3, 26)


def test_what_a_district_became_and_when_and_by_which_document():
    (change,) = successors("330104")
    assert (change.new_code, change.new_name, change.year) == ("330102", "上城区", 2021)
    assert change.document == "国函〔2021〕29号"
    assert [found.code for found in becomes("330104")] == ["330102"]


def test_what_a_district_came_from():
    came = {(change.old_name, change.kind) for change in origins("340209")}
    assert came == {("弋江区", "同名改码"), ("三山区", "撤销")}


def test_a_division_is_followed_through_all_its_codes_to_that_of_today():
    assert [change.new_code for change in successors("152125")] == ["152106"]
    assert [found.name for found in becomes("152125")] == ["额尔古纳市"]


def test_what_was_abolished_without_a_successor_became_nothing():
    assert becomes("654228") == ()
    assert [change.kind for change in changes_of("410306")] == ["新设"]
    assert becomes("410306") == ()


def test_a_division_of_today_is_what_it_becomes():
    assert becomes("330110") == (division("330110"),)


def test_names_that_a_code_no_longer_has_are_kept():
    assert former_names()["420600"] == ("襄樊市",)
    assert former_names()["330104"] == ("江干区",)
    assert "330102" not in former_names()


@given(any_code)
def test_today_a_division_is_what_the_table_says(code):
    assert division_on(code, FETCHED_ON) == division(code)
    assert full_name_on(code, FETCHED_ON) == full_name(code)


@given(any_change)
def test_a_change_is_seen_from_its_day_on_and_not_in_the_year_before(change):
    if {change.old_code, change.new_code} & NOISE:
        return
    if change.new_code:
        assert division_on(change.new_code, change.counts_from).name == change.new_name
    if change.old_code:
        assert division_on(change.old_code, date(change.year - 1, 12, 31)).name == change.old_name


@given(any_change, st.dates(date(1980, 1, 1), FETCHED_ON))
def test_a_division_of_a_day_lies_in_divisions_of_that_day(change, day):
    steps = ladder_on(change.new_code or change.old_code, day)
    assert [step.level for step in steps] == sorted({step.level for step in steps})
    assert all(division_on(step.code, day) == step for step in steps)


def test_kinds_of_changes_are_those_of_the_source():
    kinds = Counter(change.kind for change in changes())
    assert kinds.most_common(3) == [("同名改码", 2221), ("新设", 727), ("码位改派", 623)]
    assert (kinds["撤销"], kinds["撤县设市"], kinds["更名"]) == (614, 396, 264)


def event(old=("", ""), new=("", ""), **more):
    sides = {
        side: {"code": code + "000000" if code else None, "name": name or None}
        for side, (code, name) in (("old", old), ("new", new))
    }
    return {"year": 2024, "type": "更名", "level": 3, "doc_no": None, "source": None} | sides | more


COMPARED = "GB/T 2260 逐年快照差分（…）"
EVENTS = [
    event(("980121", "丙县"), ("980181", "丙市"), source=COMPARED, doc_no="甲函〔2024〕1号"),
    event(new=("", "丁县"), source="公报（2024年5月31日公告）", detail="设立\n丁县。"),
    event(new=("", "戊县"), source="公报（2023年5月31日公告）"),
]


def test_the_table_of_changes_is_made_from_the_package(tmp_path):
    tool = runpy.run_path(str(ROOT / "tools/divisions.py"))
    (tmp_path / "data").mkdir()
    contents = {"divisions": {"meta": {"fetched_at": ""}, "provinces": {}}, "townships": {}}
    contents["historical_changes"] = {"meta": {"updated": ""}, "events": EVENTS}
    for name, content in contents.items():
        (tmp_path / f"data/{name}_v1.json").write_text(json.dumps(content), encoding="utf-8")
    tool["main"](tmp_path, tmp_path)
    assert (tmp_path / "division_changes.csv").read_text("utf-8").splitlines()[1:] == [
        "2024,,更名,3,980121,丙县,980181,丙市,甲函〔2024〕1号,,",
        "2024,2024-05-31,更名,3,,,,丁县,,公报（2024年5月31日公告）,设立丁县。",
        "2024,,更名,3,,,,戊县,,公报（2023年5月31日公告）,",
    ]
