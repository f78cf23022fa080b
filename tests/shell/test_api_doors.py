"""Who gets in: keys that are wrong, stopped, over, of an ended post, or used too often."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

import make
import make_api
from make_api import ROOT, got, problem
from renjian.authorities.keys import Permission, Quota
from renjian_site.authorities import calls, commands
from renjian_site.authorities.models import ApiKey, Person, Post

pytestmark = pytest.mark.django_db
ME = f"{ROOT}/me"


@pytest.fixture(autouse=True)
def early_in_the_minute(monkeypatch):
    """Quotas count by the minute: no test may be cut in two by its end."""
    now = timezone.now().replace(second=5, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_a_key_says_whom_it_acts_for():
    found = got(make_api.program("clerk1", quota=Quota(10, 100)).get(ME))
    assert (found["account"], found["role"], found["unit"]) == ("clerk1", "clerk", None)
    assert found["body"] == make.actor("clerk1").body
    assert found["minute"] == {"quota": 10, "left": 9}
    assert found["day"] == {"quota": 100, "left": 99}


def test_without_a_key_nobody_gets_in():
    response = Client().get(ME)
    assert problem(response, 401) == "api.no-key"
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("value", ["Bearer", "Bearer ", "Basic YTpi", "rjk_x", "bearer  x"])
def test_what_is_no_key_is_told_so(value):
    response = Client(headers={"authorization": value}).get(ME)
    assert problem(response, 401) in {"api.no-key", "api.key.unknown"}


def test_a_session_is_no_key():
    assert problem(make.sign_in("clerk1").get(ME), 401) == "api.no-key"


def test_an_unknown_key_is_refused():
    _found, token = make_api.key()
    assert problem(make_api.sender(token[:-1] + "~").get(ME), 401) == "api.key.unknown"
    assert problem(make_api.sender("x" * 5000).get(ME), 401) == "api.key.unknown"


def test_a_stopped_key_is_refused():
    found, token = make_api.key()
    commands.revoke_key(make.actor("clerk1"), found.pk, at=timezone.now())
    assert problem(make_api.sender(token).get(ME), 401) == "api.key.revoked"


def test_a_key_works_through_its_last_day():
    found, token = make_api.key()
    make_api.expired(found, make.today())
    assert got(make_api.sender(token).get(ME))["prefix"] == found.prefix
    make_api.expired(found, make.today() - timedelta(days=1))
    assert problem(make_api.sender(token).get(ME), 401) == "api.key.expired"


def test_a_key_ends_with_its_post():
    _found, token = make_api.key()
    Post.objects.filter(person__account="clerk1").update(to_on=make.today() - timedelta(days=1))
    assert problem(make_api.sender(token).get(ME), 401) == "api.key.post"


def test_a_key_ends_with_the_account():
    _found, token = make_api.key()
    Person.objects.filter(account="clerk1").update(is_active=False)
    assert problem(make_api.sender(token).get(ME), 401) == "api.key.post"


def test_a_key_does_what_it_has_the_permission_for():
    program = make_api.program("clerk1", Permission.BODIES_READ)
    assert got(program.get(f"{ROOT}/bodies"))["items"]
    assert problem(program.get(f"{ROOT}/certificates"), 403) == "api.permission"
    assert problem(program.post(f"{ROOT}/uploads", b"x", "text/csv"), 403) == "api.permission"


def test_a_permission_written_into_the_database_does_not_pass_the_post():
    found, token = make_api.key()
    ApiKey.objects.filter(pk=found.pk).update(permissions=["draws:read"])
    assert problem(make_api.sender(token).get(f"{ROOT}/draws"), 403) == "api.permission"


def test_too_many_calls_in_a_minute_must_wait():
    program = make_api.program("clerk1", quota=Quota(3, 100))
    assert [program.get(ME).status_code for _ in range(3)] == [200] * 3
    response = program.get(ME)
    assert problem(response, 429) == "api.quota.minute"
    assert response.headers["Retry-After"] == "55"
    assert "55 秒" in response.json()["detail"]


def test_the_next_minute_is_a_new_one(monkeypatch):
    program = make_api.program("clerk1", quota=Quota(1, 100))
    assert [program.get(ME).status_code for _ in range(2)] == [200, 429]
    later = timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert program.get(ME).status_code == 200


def test_too_many_calls_in_a_day_wait_for_the_next(monkeypatch):
    program = make_api.program("clerk1", quota=Quota(2, 2))
    assert [program.get(ME).status_code for _ in range(2)] == [200, 200]
    later = timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    response = program.get(ME)
    assert problem(response, 429) == "api.quota.day"
    assert int(response.headers["Retry-After"]) > 0


def test_each_key_has_its_own_quota():
    first = make_api.program("clerk1", quota=Quota(1, 10))
    second = make_api.program("clerk1", quota=Quota(1, 10))
    assert [first.get(ME).status_code, second.get(ME).status_code] == [200, 200]


def test_every_answer_says_how_many_calls_are_left():
    program = make_api.program("clerk1", quota=Quota(3, 100))
    assert [program.get(ME).headers["RateLimit-Remaining"] for _ in range(3)] == ["2", "1", "0"]


def test_who_tries_keys_is_slowed_down(settings):
    settings.PUBLIC_CALLS_A_MINUTE = 3
    tries = [make_api.sender(f"rjk_{n}").get(ME).status_code for n in range(5)]
    assert tries == [401, 401, 401, 429, 429]


def test_the_public_has_a_quota_for_each_address(settings):
    settings.PUBLIC_CALLS_A_MINUTE = 1
    callers = [Client(REMOTE_ADDR=f"192.0.2.{n}") for n in (1, 1, 2)]
    asked = [caller.get(f"{ROOT}/public/draws").status_code for caller in callers]
    assert asked == [200, 429, 200]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "198.51.100.7", "127.0.0.1"),
    ],
)
def test_only_addresses_that_our_proxies_added_are_believed(
    rf, settings, proxies, forwarded, believed
):
    settings.PROXIES = proxies
    seen = calls.address_hash(rf.get("/", headers={"x-forwarded-for": forwarded}))
    settings.PROXIES = 0
    assert seen == calls.address_hash(rf.get("/", REMOTE_ADDR=believed))
