"""Failed tries: they wait longer and longer, then the account is locked; nothing is hashed then."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.test import Client
from django.utils import timezone

import make
import make_sign_in as sign_in
from at_once import at_once
from pages import press, why_not
from refusals import refused
from renjian_site.authorities import commands, tries
from renjian_site.authorities.models import Person, SignInEvent, SignInTries
from renjian_site.kit.actor import SYSTEM

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
HEAD, UNKNOWN = "330110.head", "nobody.here"


@pytest.fixture(autouse=True)
def production(settings):
    settings.PRACTICE = False


@pytest.fixture
def hashed(monkeypatch):
    """Each password that is hashed."""
    found = []
    usual = hashers.MD5PasswordHasher.encode
    note = lambda self, password, salt: found.append(password) or usual(self, password, salt)  # noqa: E731
    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", note)
    return found


def fail(account, times, client=None):
    """Fail as often, without waiting in between."""
    for _ in range(times):
        client, answer = sign_in.try_to(account, "wrong", client=client)
        SignInTries.objects.exclude(failures__gte=10).update(until=timezone.now())
    return answer


@pytest.mark.django_db
@pytest.mark.parametrize("account", [HEAD, UNKNOWN])
def test_the_fourth_failure_makes_wait_and_nothing_is_hashed_meanwhile(account, hashed):
    sign_in.person(HEAD)
    for _ in range(4):
        assert sign_in.try_to(account, "wrong")[1].status_code == 200
    hashed.clear()
    answer = sign_in.try_to(account)[1]
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "2"
    assert "请 2 秒后再试" in answer.content.decode()
    assert hashed == []


@pytest.mark.django_db
def test_known_and_unknown_accounts_are_told_the_same_while_they_wait():
    sign_in.person(HEAD)
    texts = []
    for account in (HEAD, UNKNOWN):
        text = fail(account, 11).content.decode().partition("<main")[2]
        texts.append(TOKEN.sub("", text.replace(account, "")))
    assert texts[0] == texts[1]


@pytest.mark.django_db
def test_the_tenth_failure_locks_even_the_right_password(hashed):
    sign_in.person(HEAD)
    fail(HEAD, 10)
    hashed.clear()
    answer = sign_in.try_to(HEAD)[1]
    assert (answer.status_code, hashed) == (429, [])
    assert 1790 <= int(answer.headers["Retry-After"]) <= 1800
    assert sign_in.events(HEAD) == ["failed"] * 10 + ["locked"]


@pytest.mark.django_db
def test_a_lock_ends_by_itself_and_says_how_much_it_refused():
    sign_in.person(HEAD)
    fail(HEAD, 10)
    for _ in range(3):
        sign_in.try_to(HEAD, "wrong")
    SignInTries.objects.update(until=timezone.now())
    assert sign_in.try_to(HEAD)[1].status_code == 302
    told = SignInEvent.objects.get(what="refused", person__account=HEAD)
    assert told.times == 3


@pytest.mark.django_db
def test_a_right_password_forgets_the_failures_of_the_account_only():
    sign_in.person(HEAD)
    fail(HEAD, 3)
    sign_in.try_to(HEAD)
    account, address = SignInTries.objects.order_by("key")
    assert (account.failures, address.failures) == (0, 3)


@pytest.mark.django_db
def test_many_accounts_from_one_address_are_too_many(settings, hashed):
    settings.PATIENCE_WITH_ADDRESS = replace(settings.PATIENCE_WITH_ADDRESS, free=4, lock_at=5)
    sign_in.person(HEAD)
    for number in range(5):
        sign_in.try_to(f"nobody.{number}", "wrong")
    hashed.clear()
    assert sign_in.try_to(HEAD)[1].status_code == 429
    assert hashed == []
    elsewhere = Client(REMOTE_ADDR="10.1.2.3")
    assert sign_in.try_to(HEAD, client=elsewhere)[1].status_code == 302
    assert SignInEvent.objects.filter(what="locked", person=None, account="").exists()


@pytest.mark.django_db
def test_neither_names_nor_addresses_are_kept():
    sign_in.try_to(UNKNOWN, "wrong")
    kept = str(list(SignInTries.objects.values())) + str(list(SignInEvent.objects.values()))
    assert UNKNOWN not in kept and "127.0.0.1" not in kept


def test_of_a_hundred_tries_at_once_no_more_than_the_free_ones_are_hashed(own_database, hashed):
    sign_in.person(HEAD)
    hashed.clear()
    answers = at_once(*[lambda: sign_in.try_to(HEAD, "wrong")[1].status_code] * 12)
    assert answers.count(200) <= 4
    assert len(hashed) == answers.count(200)
    assert answers.count(429) == 12 - answers.count(200)


@pytest.mark.django_db
def test_a_security_administrator_unlocks_and_the_ledger_says_so():
    keeper = sign_in.security()
    sign_in.person(HEAD)
    fail(HEAD, 10)
    sign_in.try_to(HEAD)
    number = Person.objects.get(account=HEAD).pk
    browser = sign_in_by_click(keeper)
    press(browser, f"/accounts/{number}/unlock/")
    assert make.newest_entry(make.actor(keeper))["details"]["refused"] == 1
    assert sign_in.try_to(HEAD)[1].status_code == 302
    assert sign_in.events(HEAD)[-3:] == ["refused", "unlocked", "signed_in"]


def sign_in_by_click(account):
    """Somebody signed in by a password of their own."""
    sign_in.person(account)
    return sign_in.signed_in(account)


@pytest.mark.django_db
def test_what_is_not_locked_is_not_unlocked():
    keeper = sign_in.security()
    number = sign_in.person(HEAD).pk
    browser = sign_in_by_click(keeper)
    assert why_not(browser, f"/accounts/{number}/unlock/") == ["sign-in.not-locked"]
    with refused("sign-in.not-locked"):
        commands.unlock(SYSTEM, number, at=timezone.now())


@pytest.mark.django_db
def test_a_wrong_code_counts_like_a_wrong_password():
    sign_in.person(HEAD)
    browser = sign_in.signed_in(HEAD)
    sign_in.telephone(browser)
    other, answer = sign_in.try_to(HEAD)
    assert answer.headers["Location"] == "/sign-in/code/"
    for _ in range(4):
        assert other.post("/sign-in/code/", {"code": "000000"}).status_code == 200
    text = other.post("/sign-in/code/", {"code": "000000"}).content.decode()
    assert "登录失败次数过多" in text


@pytest.mark.django_db
def test_tries_that_are_long_over_are_swept_away():
    from renjian_site.authorities.sign_ins import sweep

    sign_in.try_to(UNKNOWN, "wrong")
    sweep(timezone.now() + timedelta(days=6))
    assert SignInTries.objects.count() == 2
    sweep(timezone.now() + timedelta(days=8))
    assert not SignInTries.objects.exists()


@pytest.mark.django_db
def test_the_name_of_an_account_is_hashed_with_the_key_of_the_site(settings):
    before = tries.account_hash(HEAD)
    settings.SECRET_KEY = "another"
    assert tries.account_hash(HEAD) != before
