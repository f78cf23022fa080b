"""Who sees which clues and cases, and how the pages list them."""

import pytest

import make
from pages import read, status_of
from renjian_site.cases import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def clue():
    return make.clue()


def city_of(clue):
    return clue.authority.parent.code


@pytest.mark.parametrize("account", ["330000.head", "000000.head", "330000.planner"])
def test_authorities_above_see_the_clue(clue, account):
    assert status_of(make.sign_in(account), f"/cases/{clue.pk}/") == 200


def test_the_city_above_sees_it_and_another_city_does_not(clue):
    others = {"330100", "330200", "330300"} - {city_of(clue)}
    assert status_of(make.sign_in(f"{city_of(clue)}.head"), f"/cases/{clue.pk}/") == 200
    for other in others:
        assert status_of(make.sign_in(f"{other}.head"), f"/cases/{clue.pk}/") == 404


@pytest.mark.parametrize("account", ["460000.head", "469001.head", "xpcc.head", "650000.planner"])
def test_a_stranger_from_another_province_finds_nothing(clue, account):
    browser = make.sign_in(account)
    task = clue.finding.task
    draw = task.drawn.draw
    for address in (f"/cases/{clue.pk}/", f"/inspections/{task.pk}/", f"/draws/{draw.pk}/"):
        assert status_of(browser, address) == 404, address
    assert clue.number not in read(browser, "/cases/")


def test_a_clerk_finds_no_page_of_it(clue):
    clerk = make.sign_in("clerk1")
    for address in (f"/cases/{clue.pk}/", f"/inspections/{clue.finding.task_id}/", "/cases/"):
        assert status_of(clerk, address) in (404, 409), address


def test_the_receiving_authority_sees_a_clue_once_it_is_on_its_way():
    movement = make.moved_clue()
    assert movement.clue in queries.clues(make.actor("000000.handler1"))


def test_a_province_in_between_sees_that_a_clue_went_up():
    movement = make.moved_clue()
    text = read(make.sign_in("330000.head"), f"/cases/{movement.clue_id}/")
    assert movement.number in text
    assert f'action="/cases/receive/{movement.pk}/"' not in text


def test_a_clue_that_went_up_and_was_received_is_listed_once(at):
    from renjian_site.cases import commands

    movement = make.moved_clue()
    commands.receive(make.actor("000000.handler1"), movement.pk, at=at)
    for account in ("000000.head", "330000.head"):
        assert queries.clues(make.actor(account)).count() == 1, account


def test_what_is_verified_is_that_of_the_own_authority(clue):
    assert list(queries.verifying(make.head_of(clue))) == [clue]
    assert not queries.verifying(make.actor("330000.head"))
    make.case(clue)
    assert not queries.verifying(make.head_of(clue))


def test_the_lists_show_clues_and_cases(clue):
    head = make.sign_in(make.head_of(clue))
    assert clue.number in read(head, "/cases/")
    case = make.case(clue)
    assert case in queries.cases(make.head_of(clue))
    assert case not in queries.cases(make.actor("460000.head"))


def test_markup_in_the_facts_is_shown_as_text(clue):
    clue.finding.facts = "<i>看</i>"
    clue.finding.save(update_fields=["facts"])
    text = read(make.sign_in(make.head_of(clue)), f"/cases/{clue.pk}/")
    assert "&lt;i&gt;看&lt;/i&gt;" in text


def test_the_ruling_of_a_filed_case_is_the_one_of_the_day_it_was_filed(clue):
    case = make.case(clue)
    text = read(make.sign_in(make.head_of(clue)), f"/cases/{clue.pk}/")
    assert f"已立案：{case.number}" in text
    assert f'action="/cases/{clue.pk}/file/"' not in text
    assert f'action="/cases/{clue.pk}/expect/"' not in text


def test_territory_names_the_bureaus_that_cover_a_place_and_those_above():
    head = make.actor("330110.head")
    nodes = {n.code: n for n in queries.territory(head, "330110", make.today())}
    assert set(nodes) == {"000000", "330000", "330100", "330110"}  # no station
    assert (nodes["330110"].coverage, nodes["330110"].parent) == (("330110",), "330100")
    corps = {n.code: n for n in queries.territory(head, "659003", make.today())}
    assert (corps["XPCC-03"].coverage, corps["XPCC-03"].parent) == (("659003",), "XPCC")
