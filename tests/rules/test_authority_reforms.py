"""Every reason against a change of the tree, and what a change is kept as."""

from dataclasses import replace
from datetime import date

import pytest

from renjian.authorities import reforms
from renjian.authorities.abolition import Remains, why_not_abolish, why_too_young
from renjian.authorities.kinds import Kind, level_below
from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.authorities.reforms import Holding, NewUnit, Reform, Taken, UnitFacts
from renjian.authorities.wishes import (
    Abolish,
    Cover,
    Establish,
    Move,
    Rename,
    changed_by,
    from_content,
    reform_of,
    to_content,
    used_by,
)

BEGIN, DAY = date(2026, 1, 1), date(2026, 7, 1)
FREE = Taken()


def unit(code, level, path, parent, kind=Kind.BUREAU, **more):
    values = {"standing_from": BEGIN, "from_on": BEGIN, **more}
    return UnitFacts(code, f"{code}局", f"{code}监", kind, level, path, parent, **values)


NATION = unit("000000", Level.NATIONAL, "000000/", "")
PROVINCE = unit("330000", Level.PROVINCIAL, "000000/330000/", "000000")
CITY = unit("330100", Level.CITY, "000000/330000/330100/", "330000")
OTHER_CITY = unit("330200", Level.CITY, "000000/330000/330200/", "330000")
COUNTY = unit("330110", Level.COUNTY, f"{CITY.path}330110/", "330100")
NEIGHBOUR = unit("330106", Level.COUNTY, f"{CITY.path}330106/", "330100")
STATION = unit("330110-01", Level.STATION, f"{COUNTY.path}330110-01/", "330110", Kind.STATION)
BRIGADE = unit("330100-ZF", Level.CITY, f"{CITY.path}330100-ZF/", "330100", Kind.BRIGADE)


def codes(reasons):
    return [why.code for why in reasons]


# Who decides


@pytest.mark.parametrize(
    ("role", "own", "changed", "told"),
    [
        (Role.SYSTEM, PROVINCE, COUNTY, []),
        (Role.SYSTEM, CITY, COUNTY, []),
        (Role.SYSTEM, NATION, COUNTY, []),
        (Role.SYSTEM, NATION, NATION, []),  # nobody stands above the state administration
        (Role.SYSTEM, COUNTY, COUNTY, ["unit.not-superior"]),
        (Role.SYSTEM, OTHER_CITY, COUNTY, ["unit.not-superior"]),
        (Role.SYSTEM, COUNTY, CITY, ["unit.not-superior"]),
        (Role.HEAD, PROVINCE, COUNTY, ["unit.other-post"]),
        (Role.AUDIT, COUNTY, COUNTY, ["unit.other-post", "unit.not-superior"]),
    ],
)
def test_a_superiors_system_administrator_decides_and_nobody_else(role, own, changed, told):
    assert codes(reforms.why_not_decide(role, own.path, changed.path)) == told


@pytest.mark.parametrize(("own", "told"), [(PROVINCE, []), (CITY, ["unit.out-of-reach"])])
def test_a_new_parent_lies_within_reach_of_who_decides(own, told):
    assert codes(reforms.why_out_of_reach(OTHER_CITY, own.path)) == told


# From which day


@pytest.mark.parametrize(
    ("changes", "on", "told"),
    [
        ({}, DAY, []),
        ({"to_on": DAY}, DAY, []),
        ({"to_on": BEGIN}, DAY, ["unit.absent"]),
        ({"from_on": date(2027, 1, 1)}, DAY, ["unit.absent"]),
    ],
)
def test_a_unit_takes_part_in_a_change_only_on_days_on_which_it_is_there(changes, on, told):
    assert codes(reforms.why_absent(replace(COUNTY, **changes), on)) == told


@pytest.mark.parametrize(
    ("on", "told"), [(DAY, []), (BEGIN, []), (date(2025, 12, 31), ["unit.day-too-early"])]
)
def test_a_change_does_not_begin_before_what_a_unit_is_now(on, told):
    assert codes(reforms.why_too_early(COUNTY, on)) == told


@pytest.mark.parametrize(("on", "told"), [(DAY, []), (BEGIN, ["unit.too-young"])])
def test_a_unit_lasts_at_least_one_day(on, told):
    assert codes(why_too_young(COUNTY, on)) == told


def test_a_change_is_decided_once_until_its_day():
    assert codes(reforms.why_planned(COUNTY, DAY)) == ["unit.planned-already"]
    assert reforms.why_planned(COUNTY, None) == ()


# Setting up


def new(code="330118", kind=Kind.BUREAU, level=Level.COUNTY):
    return NewUnit(code, "新局", "新监", kind, level_below(kind, CITY.level, level))


@pytest.mark.parametrize(
    ("given", "parent", "taken", "told"),
    [
        (new(), CITY, FREE, []),
        (new(), PROVINCE, FREE, []),  # a directly governed county
        (new(kind=Kind.BRANCH), CITY, FREE, []),
        (new(kind=Kind.STATION), CITY, FREE, []),
        (new(kind=Kind.STATION), STATION, FREE, ["unit.station-place"]),
        (new(kind=Kind.BRIGADE), STATION, FREE, ["unit.branch-place"]),
        (new(level=None), CITY, FREE, ["unit.bureau-place"]),
        (new(level=Level.CITY), CITY, FREE, ["unit.bureau-place"]),
        (new(), BRIGADE, FREE, ["unit.bureau-place"]),
        (new("hz"), CITY, FREE, ["unit.code-shape"]),
        (new("3" * 21), CITY, FREE, ["unit.code-shape"]),
        (new(), CITY, Taken(code=True), ["unit.code-taken"]),
        (new(), CITY, Taken(name=True, short_name=True), ["unit.name-taken", "unit.word-taken"]),
        (new(), replace(CITY, path=f"{'3' * 119}/"), FREE, ["unit.too-deep"]),
    ],
)
def test_where_and_under_which_names_a_unit_is_set_up(given, parent, taken, told):
    assert codes(reforms.why_not_establish(given, parent, taken)) == told


# Renaming and moving


@pytest.mark.parametrize(
    ("name", "word", "taken", "told"),
    [
        ("新局", "新监", FREE, []),
        (COUNTY.name, COUNTY.short_name, FREE, ["unit.same-name"]),
        ("新局", COUNTY.short_name, Taken(name=True), ["unit.name-taken"]),
    ],
)
def test_a_new_name_is_another_one_and_nobody_elses(name, word, taken, told):
    assert codes(reforms.why_not_rename(COUNTY, name, word, taken)) == told


@pytest.mark.parametrize(
    ("moved", "parent", "told"),
    [
        (COUNTY, OTHER_CITY, []),
        (COUNTY, PROVINCE, []),
        (STATION, NEIGHBOUR, []),
        (BRIGADE, OTHER_CITY, []),
        (BRIGADE, PROVINCE, []),  # it then stands at the level of the province
        (COUNTY, CITY, ["unit.same-parent"]),
        (COUNTY, STATION, ["unit.below-itself"]),
        (CITY, COUNTY, ["unit.below-itself"]),
        (COUNTY, NEIGHBOUR, ["unit.bureau-place"]),
        (STATION, PROVINCE, ["unit.station-place"]),
    ],
)
def test_where_a_unit_can_be_moved(moved, parent, told):
    assert codes(reforms.why_not_move(moved, parent, [])) == told


def test_what_goes_along_must_fit_below_the_new_parent():
    deep = [f"{COUNTY.path}{'3' * 95}/"]
    assert codes(reforms.why_not_move(COUNTY, OTHER_CITY, deep)) == ["unit.too-deep"]


# Coverage


def held(code, by, from_on=BEGIN):
    return Holding(code, by.code, by.name, by.path, from_on)


@pytest.mark.parametrize(
    ("code", "holdings", "own", "told"),
    [
        ("330110", [], CITY, []),
        ("330110", [held("330110", NEIGHBOUR)], CITY, []),
        ("330110", [held("330110", COUNTY)], CITY, ["unit.covered-already"]),
        ("330110", [held("330110", NEIGHBOUR)], OTHER_CITY, ["unit.division-of-others"]),
        ("330110", [held("330110", NEIGHBOUR, DAY)], CITY, ["unit.coverage-too-early"]),
        ("330199", [], CITY, ["unit.no-division"]),
        ("330100", [], CITY, ["unit.division-too-large"]),
        ("330110014", [], CITY, []),
    ],
)
def test_which_divisions_a_county_bureau_can_be_given(code, holdings, own, told):
    given = reforms.why_not_cover(COUNTY, [code], holdings, own=own.path, on=DAY)
    assert codes(given) == told


# Abolishing


@pytest.mark.parametrize(
    ("remains", "count"),
    [
        (Remains(), 0),
        (Remains(divisions=1), 1),
        (Remains(open_matters=3, posts=2), 2),
        (Remains((STATION,), 1, 1, 1), 4),
    ],
)
def test_without_a_successor_nothing_may_be_left(remains, count):
    assert codes(why_not_abolish(COUNTY, None, remains)) == ["unit.remains"] * count


@pytest.mark.parametrize(
    ("gone", "successor", "remains", "told"),
    [
        (COUNTY, NEIGHBOUR, Remains((STATION,), 1, 9, 9), []),
        (COUNTY, CITY, Remains(), []),  # the city does the work itself
        (STATION, replace(STATION, code="S2", path="S2/"), Remains(), []),
        (COUNTY, COUNTY, Remains(), ["unit.successor-below"]),
        (COUNTY, STATION, Remains(), ["unit.successor-below"]),
        (STATION, NEIGHBOUR, Remains(), ["unit.successor-kind"]),
        (CITY, PROVINCE, Remains((COUNTY, BRIGADE)), []),
        (CITY, NEIGHBOUR, Remains((COUNTY,)), ["unit.successor-below"]),
        (OTHER_CITY, COUNTY, Remains((NEIGHBOUR,)), ["unit.subordinate-left"]),
    ],
)
def test_who_can_go_on_with_the_work_of_an_abolished_unit(gone, successor, remains, told):
    assert codes(why_not_abolish(gone, successor, remains)) == told


# A change as it is kept

WISHES = [
    Establish("330100", new(), ("330110",)),
    Establish("330100", NewUnit("A", "甲", "乙", Kind.BUREAU, None)),
    Rename("330110", "新局", "新监"),
    Move("330110", "330200"),
    Cover("330110", ("330110",), ("330106",), is_exclusive=False),
    Abolish("330110", "330106"),
]


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: type(wish).__name__)
def test_a_change_is_the_same_after_it_was_kept(wish):
    content = to_content(wish)
    assert from_content(reform_of(wish), content) == wish


def test_every_kind_of_change_has_a_title_and_says_whom_it_changes():
    assert {reform_of(wish) for wish in WISHES} == set(Reform)
    assert all(reform.title for reform in Reform)
    named = [(changed_by(wish), used_by(wish)) for wish in WISHES[2:]]
    assert named == [("330110", ""), ("330110", "330200"), ("330110", ""), ("330110", "330106")]
