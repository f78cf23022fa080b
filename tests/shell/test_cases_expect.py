"""Which penalties a clue may lead to decides who handles it; the officer says them openly."""

import pytest

import make
from pages import press, read, status_of, why_not
from refusals import refused
from renjian_site.cases import commands
from renjian_site.cases.matters import ruling_on
from renjian_site.cases.models import Clue

pytestmark = pytest.mark.django_db


@pytest.fixture
def clue():
    """A body left steps out: a fine locally, loss of approval only above."""
    return make.clue(against="issuer", offence="CB-03")


def expect(clue, at, *penalties, actor=None):
    return commands.set_expected(actor or make.handler_of(clue), clue.pk, penalties, at=at)


def rule(clue):
    return ruling_on(clue, make.today()).rule


def test_with_a_fine_only_the_matter_stays_in_the_county(clue, at):
    assert rule(expect(clue, at, "fine")) == "J-05"


@pytest.mark.parametrize("penalty", ["revoke_approval", "suspend_business_rectify"])
def test_with_a_capability_penalty_it_belongs_to_the_state_administration(clue, at, penalty):
    assert rule(expect(clue, at, "fine", penalty)) == "J-02"


def test_the_page_says_who_handles_it_after_each_change(clue):
    browser = make.sign_in(make.handler_of(clue))
    address = f"/cases/{clue.pk}/expect/"
    assert "由市级、县（区）级市场监管部门管辖" in read(browser, f"/cases/{clue.pk}/")
    assert "由市场监管总局管辖" in press(browser, address, penalties=["fine", "revoke_approval"])
    assert "由市级、县（区）级市场监管部门管辖" in press(browser, address, penalties=["fine"])


def test_the_ruling_shows_its_clause(clue):
    text = read(make.sign_in(make.head_of(clue)), f"/cases/{clue.pk}/")
    assert "国市监认证〔2019〕102号第二部分第（三）项" in text


def test_what_is_expected_is_in_the_ledger(clue, at):
    expect(clue, at, "revoke_approval", "fine")
    entry = make.newest_entry(make.handler_of(clue))
    assert (entry["act"], entry["details"]) == (
        "clue.expected",
        {"number": clue.number, "penalties": ["fine", "revoke_approval"]},
    )


def test_a_mandatory_penalty_counts_even_if_nobody_ticks_it(at):
    clue = make.clue(against="issuer", offence="CB-01")
    assert rule(expect(clue, at)) == "J-02"


@pytest.mark.parametrize("penalty", ["revoke_licence", "revoke_designation", "warning"])
def test_a_penalty_that_the_offence_does_not_know_is_refused(clue, at, penalty):
    with refused("jurisdiction.matter.penalty"):
        expect(clue, at, penalty)
    clue.refresh_from_db()
    assert penalty not in clue.expected


@pytest.mark.parametrize("name", ["order_correct", "publish", "no such penalty", ""])
def test_what_is_no_penalty_is_refused_and_not_kept(clue, at, name):
    with refused("case.penalty.none"):
        expect(clue, at, "fine", name)
    clue.refresh_from_db()
    assert clue.expected == ["confiscate_gains", "fine"]


def test_the_form_takes_only_what_it_offers(clue):
    browser = make.sign_in(make.handler_of(clue))
    text = press(browser, f"/cases/{clue.pk}/expect/", penalties=["revoke_practice"])
    clue.refresh_from_db()
    assert clue.expected == ["confiscate_gains", "fine"]
    assert "已按可能的处罚种类重新认定管辖" not in text
    assert "没有更改：请在列出的处罚种类中选择。" in text


def test_after_filing_the_penalties_are_changed_no_more(clue, at):
    make.case(clue)
    with refused("case.stage"):
        expect(clue, at, "revoke_approval")


def test_after_the_transfer_the_county_changes_nothing(at):
    movement = make.moved_clue()
    handler = make.person_of("case_handler", movement.from_authority.code)
    assert why_not(make.sign_in(handler), f"/cases/{movement.clue_id}/expect/") == ["case.stage"]


@pytest.mark.parametrize("account", ["330000.handler1", "000000.handler1"])
def test_authorities_above_may_read_and_not_change(clue, at, account):
    with pytest.raises(Clue.DoesNotExist):
        expect(clue, at, "fine", actor=make.actor(account))
    browser = make.sign_in(account)
    assert status_of(browser, f"/cases/{clue.pk}/") == 200
    assert f'action="/cases/{clue.pk}/expect/"' not in read(browser, f"/cases/{clue.pk}/")


@pytest.mark.parametrize(("account", "status"), [("330000.handler1", 404), ("469001.head", 404)])
def test_for_others_the_act_is_not_found(clue, account, status):
    browser = make.sign_in(account)
    address = f"/cases/{clue.pk}/expect/"
    assert status_of(browser, address, by="post", penalties=["fine"]) == status
