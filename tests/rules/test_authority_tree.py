"""The tree of authorities, and the part of it that an authority may see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.authorities.kinds import Kind, acts_in_own_name
from renjian.authorities.levels import Level
from renjian.authorities.scope import covers, range_of
from renjian.authorities.tree import AuthorityRow, common_superior, is_above, plant

NATION = "000000/"
PROVINCE = "000000/330000/"
CITY = "000000/330000/330100/"
COUNTY = "000000/330000/330100/330110/"
STATION = "000000/330000/330100/330110/330110-01/"
NEIGHBOUR = "000000/330000/330100/330106/"
CORPS = "000000/XPCC/"
CORPS_DIVISION = "000000/XPCC/XPCC-08/"

codes = st.from_regex(r"[0-9A-Z]{1,6}(-[0-9]{2})?", fullmatch=True)
paths = st.lists(codes, min_size=1, max_size=5).map(lambda steps: "/".join(steps) + "/")


def row(code, level, parent, name="某市场监督管理局", kind=None):
    usual = Kind.STATION if level is Level.STATION else Kind.BUREAU
    return AuthorityRow(code, name, "某市监", level, parent, kind or usual)


ROWS = [
    row("330110-01", Level.STATION, "330110"),
    row("330110", Level.COUNTY, "330100"),
    row("330100", Level.CITY, "330000"),
    row("469025", Level.COUNTY, "460000"),
    row("330000", Level.PROVINCIAL, "000000"),
    row("460000", Level.PROVINCIAL, "000000"),
    row("000000", Level.NATIONAL, None),
]


def test_paths_are_the_codes_from_the_root_in_any_order_of_the_list():
    nodes = {node.code: node.path for node in plant(ROWS)}
    assert nodes["330110-01"] == STATION
    assert nodes["000000"] == NATION


def test_a_directly_governed_county_stands_below_its_province():
    nodes = {node.code: node for node in plant(ROWS)}
    assert nodes["469025"].path == "000000/460000/469025/"


def test_branches_and_brigades_stand_at_the_level_of_the_authority_that_set_them_up():
    attached = [
        row("330000-B", Level.PROVINCIAL, "330000", kind=Kind.BRIGADE),
        row("330100-G", Level.CITY, "330100", kind=Kind.BRANCH),
        row("330110-D", Level.COUNTY, "330110", kind=Kind.BRIGADE),
        row("330100-G-01", Level.STATION, "330100-G"),
    ]
    nodes = {node.code: node for node in plant([*attached, *ROWS])}
    assert nodes["330100-G-01"].path == "000000/330000/330100/330100-G/330100-G-01/"
    assert (nodes["330000-B"].level, nodes["330000-B"].kind) == (Level.PROVINCIAL, Kind.BRIGADE)


@pytest.mark.parametrize(
    ("kind", "clause", "is_own"),
    [
        (Kind.BUREAU, "", True),
        (Kind.COMMISSION, "", True),
        (Kind.STATION, "", False),
        (Kind.STATION, "某条例第三条", True),  # a law may let it act in its own name (PROC 9.1)
        (Kind.BRANCH, "", False),
        (Kind.BRIGADE, "", False),
    ],
)
def test_who_acts_in_the_own_name(kind, clause, is_own):
    assert acts_in_own_name(kind, clause) is is_own


def test_a_node_keeps_what_the_list_said():
    (node,) = plant([row("000000", Level.NATIONAL, None, name="国家市场监督管理总局")])
    assert (node.name, node.short_name, node.level, node.parent) == (
        "国家市场监督管理总局",
        "某市监",
        Level.NATIONAL,
        None,
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (row("33/01", Level.PROVINCIAL, "000000"), "33/01"),
        (row("xpcc", Level.PROVINCIAL, "000000"), "xpcc"),
        (row("", Level.PROVINCIAL, "000000"), "''"),
        (row("330000", Level.PROVINCIAL, "000000"), "330000 is given twice"),
        (row("650100", Level.CITY, "650000"), "no authority 650000"),
        (row("330200", Level.PROVINCIAL, "330100"), "no authority 330100"),
        (row("330201", Level.CITY, "330100"), "at a higher level"),
        (row("330110-02", Level.STATION, "330110-01", kind=Kind.BRANCH), "分局和执法队"),
        (row("330100-F", Level.COUNTY, "330100", kind=Kind.BRIGADE), "分局和执法队"),
        (row("330110-03", Level.STATION, "330110", kind=Kind.BUREAU), "上级必须是"),
        (row("330000-01", Level.STATION, "330000"), "市场监管所由"),
    ],
)
def test_a_list_that_is_no_tree_is_not_planted(wrong, told):
    with pytest.raises(ValueError, match=told):
        plant([*ROWS, wrong])


@pytest.mark.parametrize(
    ("above", "below", "is_so"),
    [
        (NATION, STATION, True),
        (CITY, COUNTY, True),
        (COUNTY, STATION, True),
        (COUNTY, COUNTY, False),
        (COUNTY, CITY, False),
        (COUNTY, NEIGHBOUR, False),
        (PROVINCE, CORPS_DIVISION, False),
        ("000000/33/", PROVINCE, False),
    ],
)
def test_who_is_above_whom(above, below, is_so):
    assert is_above(above, below) is is_so


@pytest.mark.parametrize(
    ("one", "two", "superior"),
    [
        (COUNTY, NEIGHBOUR, CITY),
        (COUNTY, "000000/330000/330200/330203/", PROVINCE),
        (COUNTY, "000000/460000/469025/", NATION),
        (CITY, CORPS_DIVISION, NATION),
        (COUNTY, CITY, PROVINCE),  # the city is a party and cannot decide
        (STATION, COUNTY, CITY),
        (COUNTY, COUNTY, CITY),
        (PROVINCE, COUNTY, NATION),
        (NATION, COUNTY, None),
        (NATION, NATION, None),
    ],
)
def test_who_decides_between_two(one, two, superior):
    assert common_superior(one, two) == superior
    assert common_superior(two, one) == superior


@given(paths, paths)
def test_the_common_superior_is_above_both_and_nobody_lower_is(one, two):
    found = common_superior(one, two)
    shared = [path for path in (one, two) if found and not is_above(found, path)]
    assert not shared
    ancestors = {one[:end] for end in range(1, len(one)) if one[end - 1] == "/"}
    above_both = {path for path in ancestors if is_above(path, one) and is_above(path, two)}
    assert found == max(above_both, key=len, default=None)


@given(paths, paths)
def test_a_range_of_text_holds_exactly_the_subordinates_and_oneself(path, other):
    assert covers(path, other) is (path == other or is_above(path, other))


@given(paths, codes)
def test_what_is_set_up_below_falls_into_the_range(path, code):
    low, high = range_of(path)
    assert low <= path + code + "/" < high


def test_a_range_does_not_reach_an_authority_whose_code_only_begins_alike():
    assert not covers("000000/33/", PROVINCE)
    assert not covers(COUNTY, "000000/330000/330100/330110-01/")
