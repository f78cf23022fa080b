"""How long failed tries make wait, and who may reset what of an account."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.authorities.posts import Role
from renjian.authorities.sign_in import (
    BETWEEN_RESETS,
    GivenPassword,
    Happening,
    Patience,
    Reset,
    Tally,
    needs_second_factor,
    possibly_held,
    why_not_reset,
)

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
PATIENCE = Patience(
    free=3,
    first_wait=timedelta(seconds=2),
    longest_wait=timedelta(minutes=1),
    lock_at=10,
    lock_for=timedelta(minutes=30),
    forget_after=timedelta(hours=12),
)


def after(failures, at=NOW):
    tally = Tally()
    for _ in range(failures):
        tally = tally.after_try(tally.until or at, PATIENCE)
    return tally


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (3, 0), (4, 2), (5, 4), (6, 8), (8, 32), (9, 60), (10, 1800), (11, 1800)],
)
def test_the_wait_doubles_up_to_a_minute_and_the_tenth_failure_locks(failures, seconds):
    assert PATIENCE.wait_after(failures).total_seconds() == seconds


@given(st.integers(0, 10_000))
def test_one_more_failure_never_waits_less(failures):
    assert PATIENCE.wait_after(failures + 1) >= PATIENCE.wait_after(failures)


def test_a_try_within_the_wait_is_blocked_and_one_after_it_is_not():
    tally = after(4)
    assert tally.is_blocked(NOW + timedelta(seconds=1))
    assert not tally.is_blocked(NOW + timedelta(seconds=2))


def test_a_lock_that_is_over_begins_the_count_anew():
    locked = after(10)
    assert locked.is_locked_by(PATIENCE)
    assert locked.after_try(locked.until, PATIENCE).failures == 1


def test_a_long_time_without_a_try_is_forgotten():
    tally = after(5)
    assert tally.after_try(NOW + timedelta(hours=11), PATIENCE).failures == 6
    assert tally.after_try(NOW + timedelta(hours=13), PATIENCE).failures == 1


def test_a_try_that_succeeded_is_taken_back():
    tally = after(4)
    assert tally.after_success(NOW, PATIENCE) == Tally(3, tally.last_at, tally.last_at)
    assert Tally().after_success(NOW, PATIENCE).failures == 0


def test_a_second_factor_is_asked_of_the_posts_that_are_named():
    assert needs_second_factor(Role.SYSTEM, {"system", "head"})
    assert not needs_second_factor(Role.OFFICER, {"system", "head"})


def codes(what, *earlier, by=1, of=2):
    return [why.code for why in why_not_reset(what, by=by, of=of, earlier=earlier, at=NOW)]


def test_nobody_resets_their_own_account():
    assert codes(Happening.PASSWORD_GIVEN, by=2) == ["sign-in.own-reset"]


@pytest.mark.parametrize(
    ("what", "other"),
    [
        (Happening.PASSWORD_GIVEN, Happening.FACTORS_RESET),
        (Happening.FACTORS_RESET, Happening.PASSWORD_GIVEN),
    ],
)
def test_password_and_second_factor_are_not_reset_by_one_person_in_half_a_year(what, other):
    two_days, long_ago = NOW - timedelta(days=2), NOW - timedelta(days=183)
    assert codes(what, Reset(other, 1, two_days)) == ["sign-in.both-resets"]
    assert codes(what, Reset(other, 1, NOW - timedelta(days=182))) == ["sign-in.both-resets"]
    assert codes(what, Reset(other, 3, two_days)) == []
    assert codes(what, Reset(other, 1, long_ago)) == []
    assert codes(what, Reset(what, 1, two_days)) == []


@pytest.mark.parametrize(
    ("factor", "is_held"), [(None, True), (timedelta(days=1), True), (timedelta(days=-1), False)]
)
def test_who_gave_a_password_may_hold_an_account_that_had_no_second_factor_then(factor, is_held):
    given_at = NOW - timedelta(days=9)
    oldest = None if factor is None else given_at + factor
    assert possibly_held([GivenPassword(2, given_at, oldest)], NOW) == ({2} if is_held else set())


def test_a_password_given_long_ago_is_no_hold_any_more():
    assert not possibly_held([GivenPassword(2, NOW - BETWEEN_RESETS, None)], NOW)
