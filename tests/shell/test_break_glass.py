"""The sealed account: made beforehand, opened once, seen by all who keep accounts, then closed."""

import argparse
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

import make
import make_api
import make_sign_in as sign_in
from pages import press, read, status_of
from refusals import refused
from renjian.authorities.posts import Role
from renjian_site.authorities import commands, shell
from renjian_site.authorities.commands import keys
from renjian_site.authorities.keys import caller_with, key_with, why_ended, why_not_finish
from renjian_site.authorities.models import BreakGlass, Person, Post
from renjian_site.kit.actor import SYSTEM

pytestmark = pytest.mark.django_db
ACCOUNT = "break-glass-1"
WAYS_IN = [
    "/account/password/",
    *(reverse(name) for name in ("mfa_activate_totp", "mfa_add_webauthn")),
    reverse("mfa_generate_recovery_codes"),
]


@pytest.fixture(autouse=True)
def production(settings):
    settings.PRACTICE = False
    settings.SECOND_FACTOR_FOR = frozenset({"security", "system"})


@pytest.fixture
def password():
    """The password of a sealed account."""
    made, password = commands.make_break_glass(SYSTEM, "000000", Role.SECURITY, at=timezone.now())
    assert made.person.account == ACCOUNT
    return password


def run(*words):
    """The ``renjian`` command with these words; its status."""
    parser = argparse.ArgumentParser()
    shell.add_to(parser.add_subparsers())
    options = parser.parse_args(words)
    return options.run(options)


def test_it_comes_in_without_a_second_factor_and_the_ledger_says_so(password):
    browser = sign_in.signed_in(ACCOUNT, password)
    assert status_of(browser, "/inbox/") == 200
    entry = make.newest_entry(make.actor(ACCOUNT))
    assert (entry["act"], entry["actor"]["account"]) == ("break-glass.opened", ACCOUNT)


def test_its_password_is_spent_by_its_use(password):
    sign_in.signed_in(ACCOUNT, password)
    assert sign_in.try_to(ACCOUNT, password)[1].status_code == 200


def test_it_ends_after_its_hours_however_busy_it_is(password, settings):
    browser = sign_in.signed_in(ACCOUNT, password)
    opened = BreakGlass.objects.get()
    assert opened.ends_at - opened.opened_at == timedelta(hours=settings.BREAK_GLASS_HOURS)
    assert browser.session["ends"] == pytest.approx(opened.ends_at.timestamp(), abs=1)


def test_it_is_closed_by_a_security_administrator(password, settings):
    settings.SECOND_FACTOR_FOR = frozenset()
    browser = sign_in.signed_in(ACCOUNT, password)
    national = sign_in.security("000000")
    sign_in.person(national)
    keeper = sign_in.signed_in(national)
    number = Person.objects.get(account=ACCOUNT).pk
    assert "应急账号 break-glass-1 已于" in read(keeper, "/inbox/")
    press(keeper, f"/accounts/{number}/close/")
    assert "应急账号 break-glass-1 已于" not in read(keeper, "/inbox/")
    assert status_of(browser, "/inbox/") == 302
    with refused("break-glass.closed-already"):
        commands.close_break_glass(SYSTEM, number, at=timezone.now())


def test_everybody_who_keeps_accounts_sees_it_and_nobody_else(password, settings):
    settings.SECOND_FACTOR_FOR = frozenset()
    elsewhere = sign_in.security("460000")
    for account in (elsewhere, "330110.head"):
        sign_in.person(account)
    sign_in.signed_in(ACCOUNT, password)
    assert ACCOUNT in read(sign_in.signed_in(elsewhere), "/inbox/")
    assert ACCOUNT not in read(sign_in.signed_in("330110.head"), "/inbox/")


def test_nobody_gives_a_sealed_account_another_password(password):
    number = Person.objects.get(account=ACCOUNT).pk
    with refused("break-glass.no-password"):
        commands.give_password(SYSTEM, number, at=timezone.now())


@pytest.mark.parametrize("page", WAYS_IN)
def test_it_makes_itself_no_other_way_in(password, page):
    browser = sign_in.signed_in(ACCOUNT, password)
    own = {"new": sign_in.PASSWORD, "again": sign_in.PASSWORD}
    for answer in (browser.get(page), browser.post(page, own)):
        assert answer.status_code == 409 and "这是应急账号" in answer.content.decode()
    assert not Person.objects.get(account=ACCOUNT).has_usable_password()
    assert not sign_in.has_factor(ACCOUNT)


def test_its_page_of_second_factors_says_why_it_gets_none(password):
    browser = sign_in.signed_in(ACCOUNT, password)
    text = read(browser, "/account/factors/")
    assert "应急账号" in text
    assert "/account/factors/passkeys/add/" not in text and ">添加<" not in text


def test_nobody_binds_it_to_the_portal(password):
    number = Person.objects.get(account=ACCOUNT).pk
    with refused("break-glass.no-other-way"):
        commands.bind_portal_account(SYSTEM, number, "u-1", at=timezone.now())


def test_it_makes_no_key_for_a_program(password):
    Post.objects.filter(person__account=ACCOUNT).update(role=Role.SYSTEM)
    with refused("break-glass.no-other-way"):
        make_api.key(ACCOUNT)


def test_a_key_that_it_made_before_ends_with_its_hours(password, monkeypatch):
    Post.objects.filter(person__account=ACCOUNT).update(role=Role.SYSTEM)
    with monkeypatch.context() as before:
        before.setattr(keys, "why_no_other_way", lambda _person_id: ())
        _key, token = make_api.key(ACCOUNT)
    caller, now = caller_with(key_with(token)), timezone.now()
    BreakGlass.objects.update(opened_at=now, ends_at=now + timedelta(minutes=1))
    assert why_ended(key_with(token), now) is None and why_not_finish(caller, now) is None
    BreakGlass.objects.update(ends_at=now)
    assert why_ended(key_with(token), now).code == "api.key.post"
    assert why_not_finish(caller, now).code == "api.key.post"


def test_a_sealed_one_that_was_not_opened_is_no_news(password, settings):
    settings.SECOND_FACTOR_FOR = frozenset()
    keeper = sign_in.security("460000")
    sign_in.person(keeper)
    assert ACCOUNT not in read(sign_in.signed_in(keeper), "/inbox/")


def test_the_command_makes_shows_and_seals(capsys):
    assert run("break-glass", "status") == 0
    assert "没有应急账号" in capsys.readouterr().out
    assert run("break-glass", "make") == 0
    told = capsys.readouterr().out
    password = told.partition("by its first use: ")[2].split()[0]
    assert run("break-glass", "status") == 0
    assert "封存 sealed" in capsys.readouterr().out
    sign_in.signed_in(ACCOUNT, password)
    run("break-glass", "status")
    assert "使用中 in use" in capsys.readouterr().out
    assert run("break-glass", "seal", ACCOUNT) == 0
    assert run("break-glass", "seal", ACCOUNT) == 1
    run("break-glass", "status")
    assert "已停用 closed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("break-glass", "seal", "330110.head"), "不是应急账号"),
        (("break-glass", "make", "--authority", "999999"), "没有代码为 999999 的机构"),
        (("unlock", "330110.head"), "没有锁定"),
        (("portal-account", "330110.head"), "没有绑定"),
    ],
)
def test_what_the_command_cannot_do_it_says(capsys, words, told):
    assert run(*words) == 1
    assert told in capsys.readouterr().out


def test_an_account_that_nobody_has_is_said(capsys):
    with pytest.raises(SystemExit, match=r"没有账号 nobody\.here"):
        run("password", "nobody.here")


def test_the_command_gives_a_password_and_binds_an_account(capsys):
    assert run("password", "330110.head") == 0
    password = capsys.readouterr().out.partition("one-time password: ")[2].split()[0]
    assert sign_in.try_to("330110.head", password)[1].status_code == 302
    assert run("portal-account", "330110.head", "u-1") == 0
    assert run("portal-account", "330110.head", "u-2") == 1
    assert run("portal-account", "330110.head") == 0
