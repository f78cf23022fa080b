"""The tree of authorities as it was on a day."""

from datetime import date, timedelta

import pytest

from renjian.authorities.kinds import Kind
from renjian.authorities.levels import Level
from renjian.authorities.past import Standing, tree_on

BEGIN, MOVED = date(2026, 1, 1), date(2026, 7, 1)
EVE = MOVED - timedelta(days=1)


def unit(code, parent, level, name="", from_on=BEGIN, to_on=None):
    kind = Kind.STATION if level is Level.STATION else Kind.BUREAU
    return Standing(code, name or f"{code}局", f"{code}监", kind, level, parent, from_on, to_on)


# In mid-year county C went from city A to city B and was renamed; its station went along.
STANDINGS = [
    unit("N", None, Level.NATIONAL),
    unit("P", "N", Level.PROVINCIAL),
    unit("A", "P", Level.CITY),
    unit("B", "P", Level.CITY),
    unit("C", "A", Level.COUNTY, name="丙县局", to_on=EVE),
    unit("C", "B", Level.COUNTY, name="丙区局", from_on=MOVED),
    unit("C-01", "C", Level.STATION),
    unit("D", "A", Level.COUNTY, to_on=EVE),
]


@pytest.mark.parametrize(
    ("day", "under_a", "under_b"),
    [
        (EVE, {"A", "C", "C-01", "D"}, {"B"}),
        (MOVED, {"A"}, {"B", "C", "C-01"}),
        (BEGIN - timedelta(days=1), set(), set()),
    ],
)
def test_who_stood_below_a_city_on_a_day(day, under_a, under_b):
    tree = tree_on(day, STANDINGS)
    assert (tree.under("A"), tree.under("B")) == (under_a, under_b)


@pytest.mark.parametrize(
    ("day", "name"),
    [(EVE, "P局 › A局 › 丙县局 › C-01局"), (MOVED, "P局 › B局 › 丙区局 › C-01局")],
)
def test_a_unit_has_the_path_of_the_day(day, name):
    assert tree_on(day, STANDINGS).full_name("C-01") == name


@pytest.mark.parametrize(("day", "city"), [(EVE, "A"), (MOVED, "B")])
def test_figures_count_a_county_for_the_city_of_the_day(day, city):
    tree = tree_on(day, STANDINGS)
    assert tree.superior("C-01", Level.CITY) == city
    assert tree.superior("P", Level.CITY) is None


def test_what_was_abolished_is_gone_from_its_day_on_and_not_before():
    assert tree_on(EVE, STANDINGS).ladder("D")[-1].code == "D"
    assert tree_on(MOVED, STANDINGS).ladder("D") == ()
    assert tree_on(MOVED, STANDINGS).full_name("D") == ""


def test_the_state_administration_is_called_by_its_own_name():
    assert tree_on(EVE, STANDINGS).full_name("N") == "N局"
