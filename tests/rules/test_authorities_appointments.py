"""Posts take two people, and the three administrators stand apart."""

from datetime import timedelta

import pytest

from make_posts import DAY, PATH, PLACE, by, entered, period, term, whom
from renjian.authorities import appointments as rules
from renjian.authorities.posts import ADMINISTRATORS, Origin, PostStage, Role

SYSTEM, SECURITY, AUDIT = Role.SYSTEM, Role.SECURITY, Role.AUDIT
BELOW = f"{PATH}330110/"
ABOVE = "000000/330000/"


def codes(reasons):
    return [why.code for why in reasons]


def enter(role, person=None, acting=None, *, path=PATH, gone=None, **days):
    return codes(
        rules.why_not_enter(
            term(role, **days),
            person or whom(),
            acting or by(SYSTEM),
            path=path,
            place_to_on=gone,
            today=DAY,
        )
    )


def test_a_system_administrator_enters_posts_of_the_own_area():
    assert enter(Role.OFFICER) == enter(Role.HEAD, path=BELOW) == []


@pytest.mark.parametrize("role", sorted(set(Role) - {SYSTEM}))
def test_nobody_else_enters_posts(role):
    assert enter(Role.OFFICER, acting=by(role)) == ["post.not-system"]


@pytest.mark.parametrize("path", [ABOVE, "000000/330000/330200/", "000000/460000/"])
def test_posts_of_another_area_are_not_entered(path):
    assert "post.other-area" in enter(Role.OFFICER, path=path)


def test_nobody_gives_a_post_to_himself():
    assert enter(SYSTEM, whom(person_id=1)) == ["post.own"]


@pytest.mark.parametrize(("path", "refused"), [(PATH, True), (BELOW, False)])
def test_nobody_appoints_who_confirms_his_own_entries(path, refused):
    assert ("post.own-reviewer" in enter(SECURITY, path=path)) is refused


def test_a_superior_appoints_who_confirms_for_those_below():
    assert enter(SECURITY, acting=by(SYSTEM, path=ABOVE)) == []


@pytest.mark.parametrize("held", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("wanted", sorted(Role))
def test_an_administrator_holds_nothing_else(held, wanted):
    found = codes(rules.why_not_hold(term(wanted, place="other"), whom(term(held))))
    assert (found == ["post.three-apart"]) is (wanted is not held)


def test_business_posts_are_held_together_by_one_person():
    assert enter(Role.HEAD, whom(term(Role.REVIEWER), term(Role.OFFICER))) == []


@pytest.mark.parametrize(
    ("held", "apart"), [((0, 9), False), ((0, 10), True), ((20, None), True), ((21, None), False)]
)
def test_only_periods_that_overlap_keep_posts_apart(held, apart):
    found = rules.why_not_hold(term(AUDIT, 10, 20), whom(term(SYSTEM, *held)))
    assert bool(found) is apart


def test_a_post_taken_back_on_its_first_day_was_never_held():
    assert rules.why_not_hold(term(AUDIT, -5, 5), whom(term(SYSTEM, 0, -1))) == ()


def test_the_same_post_is_not_given_twice():
    assert enter(Role.HEAD, whom(term(Role.HEAD))) == ["post.held-already"]
    assert enter(Role.HEAD, whom(term(Role.HEAD, place="330200"))) == []


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CASE_HANDLER])
def test_who_inspects_or_handles_cases_has_a_card(role):
    assert enter(role, whom(card="")) == ["post.no-card"]


def test_an_expert_is_no_officer_during_the_term():
    assert enter(Role.OFFICER, whom(expert_terms=(period(5, 9),))) == ["post.expert"]
    assert enter(Role.OFFICER, whom(expert_terms=(period(-9, -1),))) == []
    assert enter(Role.PLANNER, whom(expert_terms=(period(5, 9),))) == []


@pytest.mark.parametrize(
    ("days", "code"), [({"first": -1}, "post.backdated"), ({"last": -1}, "post.ends-before")]
)
def test_days_that_make_no_sense_are_refused(days, code):
    assert enter(Role.HEAD, **days) == [code]


def test_an_abolished_authority_gets_no_posts():
    assert enter(Role.HEAD, gone=DAY - timedelta(days=1)) == ["post.unit-gone"]
    assert enter(Role.HEAD, gone=DAY) == []


def confirm(post=None, acting=None):
    return codes(rules.why_not_confirm(post or entered(), acting or by(SECURITY, 2), today=DAY))


@pytest.mark.parametrize("path", [PATH, ABOVE, "000000/"])
def test_security_of_the_same_authority_or_a_superior_confirms(path):
    assert confirm(acting=by(SECURITY, 2, path)) == []


@pytest.mark.parametrize("path", [BELOW, "000000/330000/330200/", "000000/460000/"])
def test_security_of_elsewhere_or_below_does_not(path):
    assert confirm(acting=by(SECURITY, 2, path)) == ["post.other-area"]


@pytest.mark.parametrize("role", sorted(set(Role) - {SECURITY}))
def test_nobody_else_confirms(role):
    assert confirm(acting=by(role, 2)) == ["post.not-security"]


def test_nobody_confirms_an_own_post():
    assert confirm(acting=by(SECURITY, 7)) == ["post.own-confirmation"]


def test_who_entered_does_not_confirm_even_in_another_post():
    assert confirm(acting=by(SECURITY, 1)) == ["post.confirmed-by-enterer"]


def test_who_was_made_security_by_the_enterer_does_not_confirm_for_him():
    assert confirm(acting=by(SECURITY, 2, appointed_by=1)) == ["post.reviewer-of-enterer"]
    assert confirm(acting=by(SECURITY, 2, appointed_by=3)) == []


def test_who_may_hold_the_account_that_entered_does_not_confirm():
    assert confirm(acting=by(SECURITY, 2, may_hold=frozenset({1}))) == ["post.enterer-in-hand"]
    assert confirm(acting=by(SECURITY, 2, may_hold=frozenset({7}))) == []


@pytest.mark.parametrize("stage", [PostStage.CONFIRMED, PostStage.REFUSED])
def test_what_does_not_wait_is_not_confirmed(stage):
    assert confirm(entered(stage=stage)) == ["post.not-awaiting"]


def test_a_post_whose_days_are_over_is_not_confirmed():
    assert confirm(entered(period=period(-9, -1))) == ["post.over"]


def end(post, acting=None, last=0):
    day = DAY + timedelta(days=last)
    return codes(rules.why_not_end(post, acting or by(SYSTEM), last_on=day, today=DAY))


def held(role=Role.OFFICER, last=30):
    return entered(
        role, stage=PostStage.CONFIRMED, period=period(-30, last), origin=Origin.APPOINTED
    )


@pytest.mark.parametrize(("last", "refused"), [(-2, True), (-1, False), (30, False), (31, True)])
def test_a_post_ends_at_once_or_later_but_not_in_the_past(last, refused):
    assert bool(end(held(), last=last)) is refused


def test_what_has_ended_or_never_began_is_not_ended():
    assert end(held(last=-1)) == ["post.ended"]
    assert end(entered()) == ["post.not-held"]


@pytest.mark.parametrize("role", sorted(set(Role) - {SYSTEM}))
def test_nobody_but_system_ends_posts(role):
    assert end(held(), by(role)) == ["post.not-system"]


def test_ending_an_administrator_takes_two_people_and_the_others_one():
    assert {role for role in Role if rules.needs_second_to_end(role)} == ADMINISTRATORS


@pytest.mark.parametrize(
    ("person", "code"), [(7, "post.own-confirmation"), (1, "post.confirmed-by-enterer")]
)
def test_who_ends_or_is_ended_is_not_the_second_person(person, code):
    found = rules.why_not_confirm_ending(held(AUDIT), by(SECURITY, person), entered_by=1)
    assert codes(found) == [code]


def test_the_place_is_named_in_the_reason():
    (why,) = rules.why_not_hold(term(AUDIT), whom(term(SYSTEM)))
    assert "“系统管理岗”（市局）" in why.text and PLACE not in why.text


# The three administrators: who they are, and how soon one is another


@pytest.mark.parametrize(
    ("was", "wanted", "days_after", "told"),
    [
        (Role.SYSTEM, Role.AUDIT, 1, ["post.cooling"]),
        (Role.SECURITY, Role.SYSTEM, 183, ["post.cooling"]),
        (Role.SYSTEM, Role.AUDIT, 184, []),
        (Role.SYSTEM, Role.SYSTEM, 1, []),
        (Role.SYSTEM, Role.HEAD, 1, []),
        (Role.HEAD, Role.AUDIT, 1, []),
    ],
)
def test_one_administrator_is_not_another_next_day(was, wanted, days_after, told):
    somebody = whom(term(was, -100, -1), cooling_days=183)
    new = term(wanted, days_after - 1)
    assert [why.code for why in rules.why_not_hold(new, somebody)] == told


def test_a_post_that_was_never_confirmed_cools_nothing():
    waits = term(Role.SYSTEM, -100, -1, is_confirmed=False)
    somebody = whom(waits, cooling_days=183)
    assert rules.why_not_hold(term(Role.AUDIT), somebody) == ()


@pytest.mark.parametrize("role", [Role.SYSTEM, Role.SECURITY, Role.AUDIT])
def test_of_an_administrator_it_is_known_who_it_is(role):
    assert [why.code for why in rules.why_unknown(role, whom())] == ["post.no-identity"]
    assert rules.why_unknown(role, whom(has_identity=True)) == ()
    assert rules.why_unknown(Role.HEAD, whom()) == ()
