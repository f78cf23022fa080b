"""The table of rights is whole, and says nothing that it must not say."""

import pytest

from renjian.authorities.posts import ADMINISTRATORS, Role
from renjian.authorities.rights import CHANGING_NOTHING, RIGHTS, Right, rights_of, who_may


def test_every_right_has_a_title_and_somebody_who_has_it():
    assert set(RIGHTS) == set(Right)
    assert all(RIGHTS.values())
    assert len({right.title for right in Right}) == len(Right)


def test_every_post_may_do_something():
    assert all(rights_of(role) for role in Role)


def test_audit_changes_nothing():
    assert set(rights_of(Role.AUDIT)) <= CHANGING_NOTHING


def test_who_enters_posts_does_not_confirm_them():
    assert not who_may(Right.ENTER_POST) & who_may(Right.CONFIRM_POST)


BUSINESS = sorted(
    set(Right)
    - CHANGING_NOTHING
    - {
        Right.ENTER_POST,
        Right.CONFIRM_POST,
        Right.DELEGATE,
        Right.ENTER_DETAILS,
        Right.OPEN_DETAILS,
        Right.ENTER_CARD,
        Right.ENTER_LEAVE,
        Right.LOOK_AFTER_ACCOUNTS,
        Right.UNBIND_ACCOUNT,
        Right.CHANGE_UNITS,
        Right.MAKE_KEY,
        Right.TRY_JOBS_AGAIN,
    }
)


@pytest.mark.parametrize("right", BUSINESS)
def test_no_administrator_does_business(right):
    assert not who_may(right) & ADMINISTRATORS


def test_a_clerk_reaches_nothing_of_the_authorities():
    assert set(rights_of(Role.CLERK)) == {
        Right.READ_LEDGER,
        Right.READ_AUDITS,  # of its own certification body
        Right.EXPORT,
        Right.UPLOAD,
        Right.MAKE_KEY,
    }
