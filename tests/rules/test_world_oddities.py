"""Where authorities do not follow the plain ladder of province, city and county."""

from collections import Counter

import pytest

from make_world import country
from renjian.authorities.divisions import (
    Division,
    DivisionLevel,
    children,
    division,
    divisions,
    full_name,
    is_county_level,
)
from renjian.authorities.kinds import Kind
from renjian.authorities.levels import Level

AUTHORITIES = {node.code: node for node in country().authorities}
WITHOUT_COUNTIES = ("441900", "442000", "460400", "620200")


def below(code: str) -> list[Division]:
    return [found for found in children(code) if found.level is DivisionLevel.COUNTY]


@pytest.mark.parametrize(
    ("code", "districts"), [("110000", 16), ("120000", 16), ("310000", 16), ("500000", 37)]
)
def test_districts_of_a_municipality_are_county_level_and_stand_right_below_it(code, districts):
    found = [node for node in AUTHORITIES.values() if node.parent == code]
    assert {node.level for node in found} == {Level.COUNTY}
    assert len(found) == len(below(code)) == districts


def test_a_district_of_a_municipality_carries_its_name():
    assert AUTHORITIES["110105"].name == "北京市朝阳区市场监督管理局"
    assert AUTHORITIES["500229"].name == "城口县市场监督管理局"


@pytest.mark.parametrize("code", ["419001", "429004", "429005", "429006", "429021", "469025"])
def test_a_directly_governed_county_reports_to_its_province(code):
    node = AUTHORITIES[code]
    assert (node.level, node.parent) == (Level.COUNTY, f"{code[:2]}0000")


def test_there_are_fifteen_directly_governed_counties_in_hainan():
    direct = [n for n in AUTHORITIES.values() if n.parent == "460000" and n.level is Level.COUNTY]
    assert len(direct) == 15


@pytest.mark.parametrize("code", WITHOUT_COUNTIES)
def test_a_city_without_counties_does_county_work_itself(code):
    assert is_county_level(code)
    assert (AUTHORITIES[code].level, country().coverage[code]) == (Level.CITY, code)
    assert not [n for n in AUTHORITIES.values() if n.parent == code and n.level is Level.COUNTY]


def test_a_city_without_counties_has_stations_of_its_own():
    stations = [n for n in AUTHORITIES.values() if n.parent == "460400"]
    assert {n.kind for n in stations} == {Kind.STATION, Kind.BRIGADE}


def test_island_groups_of_sansha_are_counties():
    assert [found.name for found in below("460300")] == ["西沙区", "南沙区"]
    assert AUTHORITIES["460302"].parent == "460300"


def test_a_statistical_zone_is_no_division_and_has_no_bureau_unless_somebody_made_one():
    words = ("经济技术开发区", "高新技术", "工业园区")
    counties = [d for d in divisions().values() if d.level is DivisionLevel.COUNTY]
    assert not [found for found in counties if any(word in found.name for word in words)]
    zones = [n for n in AUTHORITIES.values() if "开发区" in n.name and n.level < Level.STATION]
    assert [(n.code, n.kind, n.parent) for n in zones] == [("330100-KFQ", Kind.BRANCH, "330100")]


def test_names_of_counties_repeat_and_names_of_authorities_and_full_names_do_not():
    counties = [d for d in divisions().values() if d.level is DivisionLevel.COUNTY]
    names = Counter(found.name for found in counties)
    assert (names["鼓楼区"], names["铁西区"]) == (4, 3)
    assert len({full_name(found.code) for found in counties}) == len(counties)
    assert len({node.name for node in AUTHORITIES.values()}) == len(AUTHORITIES)


@pytest.mark.parametrize(("digit", "ending"), [("0", "街道"), ("1", "镇"), ("2", "乡")])
def test_the_seventh_digit_of_a_township_says_what_it_is(digit, ending):
    kinds = [d.name for d in divisions().values() if len(d.code) == 9 and d.code[6] == digit]
    assert sum(name.endswith(ending) for name in kinds) / len(kinds) > 0.9


def test_counties_set_up_after_the_lists_of_codes_ended_are_there():
    for code, name in (("653228", "和康县"), ("653229", "和安县")):
        assert division(code).name == name
        assert AUTHORITIES[code].parent == "653200"


def test_hong_kong_macau_and_taiwan_stand_outside_the_hierarchy():
    for code in ("710000", "810000", "820000"):
        assert division(code) is not None
        assert code not in AUTHORITIES
        assert code not in country().coverage


def test_the_corps_is_provincial_without_being_a_province():
    corps = AUTHORITIES["XPCC"]
    assert (corps.level, corps.parent, division("XPCC")) == (Level.PROVINCIAL, "000000", None)
    assert "XPCC" not in country().coverage.values()


def test_cities_of_the_corps_lie_in_xinjiang_and_belong_to_its_divisions():
    cities = [code for code in country().coverage if code.startswith("6590") and len(code) == 6]
    assert len(cities) == 13
    assert {division(code).parent for code in cities} == {"650000"}
    assert all(country().coverage[code].startswith("XPCC-") for code in cities)


@pytest.mark.parametrize(("code", "covers"), [("XPCC-11", 0), ("XPCC-12", 0), ("XPCC-03", 2)])
def test_a_division_of_the_corps_may_have_no_city_or_two(code, covers):
    cities = [place for place, unit in country().coverage.items() if unit == code]
    assert len([place for place in cities if len(place) == 6]) == covers


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("120000", "天津市市场监督管理委员会"),
        ("220000", "吉林省市场监督管理厅"),
        ("640000", "宁夏回族自治区市场监督管理厅"),
    ],
)
def test_a_provincial_authority_may_be_a_commission_or_a_department(code, name):
    assert (AUTHORITIES[code].name, AUTHORITIES[code].kind) == (name, Kind.COMMISSION)
