"""Who may bring whom into a matter, and on what ground."""

import pytest

from renjian.cases.participation import GROUNDS, Part, why_not_take_part

SAMR, PROVINCE, CITY, COUNTY = (
    "000000/",
    "000000/330000/",
    "000000/330000/330100/",
    "000000/330000/330100/330110/",
)
STATION, OTHER = f"{COUNTY}330110-01/", "000000/460000/"


def codes(part, handler, asker, other):
    return [why.code for why in why_not_take_part(part, handler, asker, other)]


@pytest.mark.parametrize("other", [SAMR, PROVINCE, STATION, OTHER])
def test_the_handler_asks_anybody_for_assistance(other):
    assert codes(Part.ASSISTANCE_REQUEST, COUNTY, COUNTY, other) == []


def test_nobody_asks_for_another():
    assert codes(Part.ASSISTANCE_REQUEST, COUNTY, CITY, OTHER) == ["participation.not-handler"]


def test_the_handler_needs_no_assistance_of_its_own():
    assert codes(Part.ASSISTANCE_REQUEST, COUNTY, COUNTY, COUNTY) == ["participation.own"]


def test_only_those_below_are_entrusted():
    assert codes(Part.ENTRUSTED_INVESTIGATION, CITY, CITY, COUNTY) == []
    assert codes(Part.ENTRUSTED_INVESTIGATION, COUNTY, COUNTY, CITY) == ["participation.not-below"]
    assert codes(Part.ENTRUSTED_INVESTIGATION, CITY, CITY, OTHER) == ["participation.not-below"]


@pytest.mark.parametrize("superior", [SAMR, PROVINCE, CITY])
def test_a_superior_supervises_by_its_own_decision(superior):
    assert codes(Part.SUPERVISED_HANDLING, COUNTY, superior, superior) == []


@pytest.mark.parametrize(
    ("asker", "other"), [(COUNTY, CITY), (CITY, PROVINCE), (OTHER, OTHER), (STATION, STATION)]
)
def test_nobody_else_has_a_matter_supervised(asker, other):
    assert "participation.supervise" in codes(Part.SUPERVISED_HANDLING, COUNTY, asker, other)


def test_every_part_names_its_clause():
    assert all(GROUNDS[part].clause for part in Part)
    assert all(
        why.clause for part in Part for why in why_not_take_part(part, COUNTY, OTHER, COUNTY)
    )
