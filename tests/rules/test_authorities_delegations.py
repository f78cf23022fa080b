"""Delegations end by a day, are not passed on, and stay in the house."""

import pytest

from make_posts import PATH, PLACE, by, period, term, whom
from renjian.authorities.delegations import Source, why_not_delegate
from renjian.authorities.posts import NOT_DELEGATED, Role

HOLDER = 5


def source(role=Role.HEAD, **more):
    held = more.pop("held", (-100, None))
    return Source(HOLDER, term(role, *held), PATH, parent="330000", **more)


def refused(of=None, to=None, acting=None, days=(0, 9), most=30):
    delegate = to or whom(term(Role.REVIEWER, -50))
    who = acting or by(Role.HEAD, HOLDER)
    return [
        why.code
        for why in why_not_delegate(of or source(), delegate, who, period(*days), most_days=most)
    ]


def test_the_holder_lets_a_colleague_stand_in_until_a_day():
    assert refused() == []


def test_somebody_of_the_parent_may_stand_in():
    assert refused(to=whom(term(Role.HEAD, -50, place="330000"))) == []


@pytest.mark.parametrize("place", ["330200", "000000", "330110"])
def test_somebody_of_elsewhere_may_not(place):
    assert refused(to=whom(term(Role.HEAD, -50, place=place))) == ["delegation.elsewhere"]


def test_a_delegated_post_does_not_make_anybody_a_colleague():
    colleague = whom(term(Role.REVIEWER, -50, is_delegated=True))
    assert refused(to=colleague) == ["delegation.elsewhere"]


@pytest.mark.parametrize("held", [(-50, -1), (-50, 8), (1, 90), (20, None)])
def test_a_colleague_is_one_on_every_day_of_the_delegation(held):
    assert refused(to=whom(term(Role.REVIEWER, *held))) == ["delegation.elsewhere"]


def test_a_post_that_ends_with_the_delegation_lasts_long_enough():
    assert refused(to=whom(term(Role.REVIEWER, -50, 9))) == []


def test_a_post_that_waits_does_not_make_anybody_a_colleague():
    colleague = whom(term(Role.REVIEWER, -50, is_confirmed=False))
    assert refused(to=colleague) == ["delegation.elsewhere"]


@pytest.mark.parametrize("role", sorted(NOT_DELEGATED))
def test_administrators_witness_and_clerk_have_no_delegates(role):
    assert "delegation.role" in refused(source(role))


def test_a_delegation_is_not_passed_on():
    assert refused(source(is_delegated=True)) == ["delegation.passed-on"]


def test_a_delegation_has_an_end():
    assert refused(days=(0, None)) == ["delegation.no-end"]


@pytest.mark.parametrize(("last", "too_long"), [(29, False), (30, True)])
def test_a_delegation_lasts_no_longer_than_the_setting(last, too_long):
    assert (refused(days=(0, last)) == ["delegation.too-long"]) is too_long


def test_a_delegation_does_not_outlast_the_post():
    assert refused(source(held=(-100, 5))) == ["delegation.beyond-post"]
    assert refused(source(held=(3, 90))) == ["delegation.before-post"]


def test_a_post_has_one_delegate_at_a_time():
    assert refused(source(delegated=(period(9, 12),))) == ["delegation.again"]
    assert refused(source(delegated=(period(10, 12),))) == []


def test_nobody_stands_in_for_himself():
    assert "delegation.to-self" in refused(to=whom(term(Role.REVIEWER, -50), person_id=HOLDER))


def test_only_the_holder_or_a_system_administrator_delegates():
    assert refused(acting=by(Role.HEAD, 9)) == ["delegation.not-yours"]
    assert refused(acting=by(Role.SYSTEM, 9)) == []
    assert refused(acting=by(Role.SYSTEM, 9, "000000/460000/")) == ["delegation.not-yours"]


@pytest.mark.parametrize("role", [Role.SYSTEM, Role.SECURITY, Role.AUDIT])
def test_an_administrator_stands_in_for_nobody(role):
    assert refused(to=whom(term(role, -50))) == ["post.three-apart"]


def test_an_officer_is_stood_in_for_by_somebody_with_a_card():
    assert refused(source(Role.OFFICER), whom(term(Role.REVIEWER, -50), card="")) == [
        "post.no-card"
    ]


def test_who_holds_the_same_post_already_does_not_need_to_stand_in():
    assert PLACE == "330100"
    assert refused(to=whom(term(Role.HEAD, -50))) == ["post.held-already"]
