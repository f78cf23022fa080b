"""Who is responsible where, and who stands below whom."""

from datetime import timedelta

import pytest

import make
from renjian.authorities.levels import Level
from renjian_site.authorities import queries
from renjian_site.authorities.models import Authority, Coverage, Person, Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner():
    return make.actor("330000.planner")


def codes(found):
    return set(found.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("division", "authority"),
    [
        ("330110", "330110"),
        ("330100", "330100"),
        ("330000", "330000"),
        ("659001", "XPCC-08"),
        ("659003", "XPCC-03"),
        ("659013", "XPCC-03"),
        ("650102", "650102"),
        ("469001", "469001"),
        ("460400", "460400"),
    ],
)
def test_a_division_has_one_authority_that_is_responsible(planner, division, authority):
    assert queries.responsible_for(planner, division, make.today()).code == authority
    assert queries.coverage_on(planner, make.today())[division].code == authority


def test_nobody_is_responsible_outside_the_country(planner):
    assert queries.responsible_for(planner, "710000", make.today()) is None


def test_a_corps_city_lies_in_the_region_but_not_below_its_bureau():
    corps = Authority.objects.get(code="XPCC-08")
    assert (corps.level, corps.parent.code) == (Level.CITY, "XPCC")
    assert "XPCC-08" not in codes(queries.under(make.actor("650000.planner")))
    assert "XPCC-08" in codes(queries.under(make.actor("xpcc.planner")))


def test_a_directly_governed_county_has_the_province_above_it():
    county = Authority.objects.get(code="469001")
    assert (county.level, county.parent.code) == (Level.COUNTY, "460000")


def test_a_station_covers_its_townships():
    station = Coverage.objects.filter(authority__code="330110-01").first()
    assert station.division.startswith("330110")
    assert len(station.division) == 9


def test_coverage_that_has_ended_no_longer_counts(planner):
    yesterday = make.today() - timedelta(days=1)
    Coverage.objects.filter(division="330110").update(to_on=yesterday)
    assert queries.responsible_for(planner, "330110", make.today()) is None
    assert queries.responsible_for(planner, "330110", yesterday).code == "330110"


def test_coverage_counts_from_its_first_day_on(planner):
    Coverage.objects.filter(division="330110").update(from_on=make.today())
    assert "330110" not in queries.coverage_on(planner, make.today() - timedelta(days=1))
    assert "330110" in queries.coverage_on(planner, make.today())


@pytest.mark.parametrize(
    ("account", "inside", "outside"),
    [
        ("000000.planner", {"000000", "330000", "330110-01", "XPCC-08"}, set()),
        ("330000.planner", {"330000", "330100", "330110", "330110-01"}, {"000000", "460000"}),
        ("330100.head", {"330100", "330110"}, {"330000", "330200"}),
        ("330110.head", {"330110", "330110-01"}, {"330100", "330106"}),
    ],
)
def test_the_area_is_the_own_authority_and_what_stands_below(account, inside, outside):
    area = codes(queries.under(make.actor(account)))
    assert inside <= area
    assert not outside & area


def test_the_state_administration_is_found_by_having_nobody_above(planner):
    assert queries.national(planner).code == "000000"


@pytest.mark.parametrize(
    ("code", "clause", "name"),
    [
        ("330110", "", "330110"),
        ("330110-01", "", "330110"),
        ("330110-01", "某条例第三条", "330110-01"),  # PROC 9.1: unless a law says otherwise
        ("330100-ZF", "", "330100"),
        ("330100-KFQ", "", "330100"),
    ],
)
def test_stations_branches_and_brigades_decide_in_the_name_of_who_set_them_up(code, clause, name):
    Authority.objects.filter(code=code).update(own_name_by=clause)
    moved = Post.objects.filter(person__account="330110.head")
    moved.update(authority=Authority.objects.get(code=code))
    head = make.actor("330110.head")
    assert (head.authority.code, head.authority.decides_as.code) == (code, name)


def officers(account, day=None):
    found = queries.officers_under(make.actor(account), day or make.today())
    return [post.person.account for post in found]


def test_officers_of_the_area_are_those_of_all_its_counties_and_cities():
    assert officers("330110.head") == [f"330110.officer{n}" for n in (1, 2, 3, 4)]
    city = set(officers("330100.head"))
    assert {"330100.officer1", "330110.officer1"} <= city
    assert city < set(officers("330000.planner"))


def test_officers_of_a_neighbour_are_not_among_them():
    assert not set(officers("330110.head")) & set(officers("330106.head"))
    assert not set(officers("330000.planner")) & set(officers("xpcc.planner"))


def test_an_officer_without_a_card_is_not_counted():
    Person.objects.filter(account="330110.officer1").update(card_number="")
    assert "330110.officer1" not in officers("330110.head")


def test_an_officer_whose_post_has_ended_is_not_counted():
    make.end_posts(person__account="330110.officer1")
    assert "330110.officer1" not in officers("330110.head")
    assert "330110.officer1" in officers("330110.head", make.today() - timedelta(days=1))


def test_a_case_may_be_handled_by_officers_and_handlers_of_the_unit_only():
    head = make.actor("330110.head")
    roles = {post.role for post in queries.case_officers_of(head, make.today())}
    units = {post.authority.code for post in queries.case_officers_of(head, make.today())}
    assert (roles, units) == ({"officer", "case_handler"}, {"330110"})


def test_people_are_found_by_their_cards(planner):
    officer = Person.objects.get(account="330110.officer1")
    found = queries.people_by_card(planner, [officer.card_number, "none"])
    assert found == {officer.card_number: officer.pk}
