"""What a key of a program may be, and when its calls must wait."""

from datetime import UTC, date, datetime, timedelta

import pytest

from renjian.authorities.keys import (
    DAY,
    MOST_DAYS,
    MOST_KEYS,
    Permission,
    Quota,
    Usage,
    Wish,
    offered_to,
    why_not_issue,
    why_not_use,
    why_wait,
)
from renjian.authorities.posts import Role

TODAY = date(2026, 11, 24)
QUOTA = Quota(60, 1000)
NOON = datetime(2026, 11, 24, 12, 0, 15, tzinfo=UTC)


def wish(**changes):
    values = {
        "purpose": "业务系统",
        "permissions": ("certificates:read",),
        "expires_on": TODAY + timedelta(days=30),
        "quota": QUOTA,
    }
    return Wish(**{**values, **changes})


def codes(role=Role.CLERK, *, in_use=0, **changes):
    return [r.code for r in why_not_issue(role, wish(**changes), in_use=in_use, today=TODAY)]


def test_an_ordinary_key_is_made():
    assert codes() == []


@pytest.mark.parametrize("role", [Role.OFFICER, Role.REVIEWER, Role.CASE_HANDLER, Role.HEAD])
def test_other_posts_make_no_keys(role):
    assert offered_to(role) == ()
    assert codes(role) == ["key.role"]


@pytest.mark.parametrize("role", [Role.CLERK, Role.PLANNER, Role.SYSTEM])
def test_a_key_may_have_all_that_its_post_is_offered(role):
    assert codes(role, permissions=tuple(offered_to(role))) == []


@pytest.mark.parametrize(
    ("role", "permission"),
    [
        (Role.CLERK, Permission.DRAWS_READ),
        (Role.CLERK, Permission.TASKS_READ),
        (Role.PLANNER, Permission.UPLOADS_WRITE),
        (Role.SYSTEM, Permission.UPLOADS_WRITE),
        (Role.CLERK, "everything:write"),
    ],
)
def test_a_key_may_not_have_more_than_its_post(role, permission):
    assert codes(role, permissions=(permission,)) == ["key.permission"]


def test_only_bodies_upload():
    upload = {role for role in Role if Permission.UPLOADS_WRITE in offered_to(role)}
    assert upload == {Role.CLERK}


def test_a_key_without_permission_is_useless():
    assert codes(permissions=()) == ["key.no-permission"]


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (-1, ["key.expired-already"]),
        (0, []),
        (MOST_DAYS, []),
        (MOST_DAYS + 1, ["key.too-long"]),
    ],
)
def test_a_key_lasts_from_today_to_a_year(days, wanted):
    assert codes(expires_on=TODAY + timedelta(days=days)) == wanted


@pytest.mark.parametrize(
    ("quota", "fits"),
    [
        (Quota(1, 1), True),
        (Quota(6000, 1_000_000), True),
        (Quota(0, 10), False),
        (Quota(-5, -5), False),
        (Quota(61, 60), False),
        (Quota(6001, 1_000_000), False),
        (Quota(1, 1_000_001), False),
    ],
)
def test_which_quotas_fit(quota, fits):
    assert codes(quota=quota) == ([] if fits else ["key.quota"])


def test_a_unit_has_so_many_keys_and_no_more():
    assert codes(in_use=MOST_KEYS - 1) == []
    assert codes(in_use=MOST_KEYS) == ["key.too-many"]


def test_all_reasons_are_told_at_once():
    found = codes(permissions=("x",), expires_on=TODAY - timedelta(days=1), quota=Quota(0, 0))
    assert found == ["key.permission", "key.expired-already", "key.quota"]


@pytest.mark.parametrize(
    ("minute", "day", "code"),
    [
        (60, 1000, None),
        (61, 61, "api.quota.minute"),
        (1, 1001, "api.quota.day"),
        (61, 1001, "api.quota.day"),
    ],
)
def test_who_has_called_too_often_waits(minute, day, code):
    wait = why_wait(QUOTA, Usage(minute, day), NOON)
    assert (wait.why.code if wait else None) == code


def test_the_wait_ends_with_the_minute_or_the_day():
    assert why_wait(QUOTA, Usage(61, 61), NOON).seconds == 45
    assert why_wait(QUOTA, Usage(1, 1001), NOON).seconds == DAY / 2 - 15
    last = datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC)
    assert why_wait(QUOTA, Usage(61, 1001), last).seconds == 1


def test_nothing_is_left_below_zero():
    assert Usage(3, 4).left_of(QUOTA) == Quota(57, 996)
    assert Usage(99, 5000).left_of(QUOTA) == Quota(0, 0)


def test_a_permission_counts_only_while_the_post_is_offered_it():
    held = {"draws:read", "certificates:read"}
    assert why_not_use(Permission.DRAWS_READ, Role.PLANNER, held, "rjk_a") is None
    assert why_not_use(Permission.TASKS_READ, Role.PLANNER, held, "rjk_a").code == "api.permission"
    assert why_not_use(Permission.DRAWS_READ, Role.CLERK, held, "rjk_a").code == "api.permission"


def test_the_sentence_names_key_and_permission():
    why = why_not_use(Permission.TASKS_READ, Role.PLANNER, (), "rjk_abc")
    assert "rjk_abc" in why.text and "tasks:read" in why.text and "查询检查任务" in why.text
