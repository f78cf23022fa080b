import pytest

import make_law as make
from renjian.authorities.levels import Level
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.place import Node, competent, in_name_of, may_file
from renjian.kernel.refusal import Refused


@pytest.mark.parametrize(
    ("place", "authority"),
    [
        ("420106", "420106"),  # a district
        ("420106001", "420106"),  # a street of it: the station acts for the district
        ("420106001000", "420106"),
        ("4201", "420100"),  # known only to the city
        ("420100", "420100"),
        ("420115", "420100"),  # a zone without a bureau of its own
        ("429004", "429004"),  # a county directly under the province
        ("441900", "441900"),  # a city without counties
        ("441900003", "441900"),
        ("659001", "XPCC-08"),  # a city of the Corps
        ("650106001", "650106"),  # a Xinjiang district
        ("650106500", "XPCC-12"),  # a regiment of the Corps inside it
    ],
)
def test_the_closest_authority_of_the_place_handles_a_local_case(place, authority):
    assert competent(make.local(), place, make.nodes()) == authority


def test_a_national_case_goes_to_samr_wherever_it_happened():
    assert competent(make.national(), "420106", make.nodes()) == "SAMR"
    assert may_file(make.national(), ["420106"], make.nodes()) == {"SAMR"}


def test_a_document_goes_before_the_place():
    ruling = make.handed_to("510000", Level.PROVINCIAL)
    assert competent(ruling, "420106", make.nodes()) == "510000"
    assert may_file(ruling, ["420106"], make.nodes()) == {"510000"}


def test_a_take_up_names_the_city_even_for_a_place_in_a_county():
    up = make.take_up("420100 市级 2026-10-01")
    ruling = make.ruling(OffenderKind.CERTIFIED_ORGANISATION, "CM-01", movements=(up,))
    assert competent(ruling, "420106", make.nodes()) == "420100"


@pytest.mark.parametrize("place", ["710000", "81", "430105"])
def test_a_place_outside_every_authority_is_refused_with_the_way_out(place):
    with pytest.raises(Refused, match="请核对违法行为发生地") as refused:
        competent(make.local(), place, make.nodes())
    assert refused.value.reasons[0].clause == "PROC 7; PROC 15.3"


def test_two_bureaus_of_the_same_place_must_agree_first():
    rival = Node("650106-X", Level.COUNTY, "650100", ("650106",))
    with pytest.raises(Refused, match="650106、650106-X"):
        competent(make.local(), "650106001", (*make.nodes(), rival))


def test_a_county_goes_before_a_city_of_the_same_coverage():
    city = Node("429000", Level.CITY, "420000", ("429004",))
    assert competent(make.local(), "429004", (*make.nodes(), city)) == "429004"


def test_county_and_city_of_every_place_may_file():
    places = ["420106", "429004"]
    assert may_file(make.local(), places, make.nodes()) == {"420106", "420100", "429004"}


def test_the_order_of_the_authorities_does_not_matter():
    backwards = tuple(reversed(make.nodes()))
    for place in ("420106", "659001", "650106500", "441900003"):
        assert competent(make.local(), place, backwards) == competent(
            make.local(), place, make.nodes()
        )


@pytest.mark.parametrize(
    ("unit", "name"), [("420106-01", "420106"), ("420106", "420106"), ("SAMR", "SAMR")]
)
def test_a_station_acts_in_the_name_of_its_bureau(unit, name):
    assert in_name_of(unit, make.nodes()) == name


@pytest.mark.parametrize(
    ("covered", "place"),
    [
        ("421000", "421003"),  # a city as its six digits are written
        ("421000000000", "421003001"),
        ("42", "421003"),
        ("421003001000", "421003001002"),
        ("421003001", "421003001000"),
    ],
)
def test_zeros_that_only_fill_a_code_up_do_not_narrow_it(covered, place):
    node = Node("A", Level.CITY, "420000", (covered,))
    assert competent(make.local(), place, (node,)) == "A"


@pytest.mark.parametrize("place", ["421003", "430000"])
def test_a_code_covers_only_what_begins_with_it(place):
    node = Node("A", Level.CITY, "420000", ("421002", "431000"))
    with pytest.raises(Refused):
        competent(make.local(), place, (node,))


def test_of_several_places_an_authority_covers_the_closest_counts():
    wide = Node("A", Level.COUNTY, "X", ("6501", "650106500"))
    near = Node("B", Level.COUNTY, "X", ("650106",))
    assert competent(make.local(), "650106500", (wide, near)) == "A"
    assert competent(make.local(), "650106001", (wide, near)) == "B"
