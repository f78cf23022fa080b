"""Signing in with account and password: who gets in, what they are told, where they land."""

import pytest
from django.contrib.auth import hashers
from django.test import Client

import make
import make_sign_in as sign_in
from pages import read, status_of
from renjian.authorities.posts import Role
from renjian_site.authorities.models import Person, SignInEvent

pytestmark = pytest.mark.django_db
HEAD = "330110.head"


@pytest.fixture(autouse=True)
def production(settings):
    settings.PRACTICE = False


def test_who_has_one_post_is_in_it_at_once():
    sign_in.person(HEAD)
    browser, answer = sign_in.try_to(HEAD)
    assert answer.headers["Location"] == "/enter/"
    assert browser.get("/enter/").headers["Location"] == "/inbox/"
    assert make.actor(HEAD).name in read(browser, "/inbox/")


def test_who_was_sent_to_sign_in_goes_on_to_the_page_wanted():
    sign_in.person(HEAD)
    browser, answer = sign_in.try_to(HEAD, next="/draws/?q=a")
    answer = browser.get(answer.headers["Location"])
    assert answer.headers["Location"] == "/draws/?q=a"


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(target):
    sign_in.person(HEAD)
    browser, answer = sign_in.try_to(HEAD, next=target)
    assert "elsewhere" not in answer.headers["Location"]
    browser, answer = sign_in.try_to(HEAD)
    assert browser.get("/enter/", {"next": target}).headers["Location"] == "/inbox/"


@pytest.mark.parametrize("account", [HEAD, "nobody.here"])
def test_a_wrong_password_and_an_unknown_account_are_told_the_same(account):
    sign_in.person(HEAD)
    browser, answer = sign_in.try_to(account, "wrong")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "账号或者密码不正确" in text
    assert text.count("rj-said") == 1
    assert status_of(browser, "/inbox/") == 302


@pytest.mark.parametrize("account", [HEAD, "nobody.here"])
def test_for_an_unknown_account_as_much_is_hashed_as_for_a_known_one(account, monkeypatch):
    """Django's defence against telling accounts by the time they take, kept by its own backend."""
    sign_in.person(HEAD)
    hashed = []
    usual = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda *a: hashed.append(1) or usual(*a)
    )
    sign_in.try_to(account, "wrong")
    assert len(hashed) == 1


def test_a_closed_account_and_one_without_a_password_do_not_get_in():
    found = sign_in.person(HEAD)
    Person.objects.filter(pk=found.pk).update(is_active=False)
    assert sign_in.try_to(HEAD)[1].status_code == 200
    assert sign_in.try_to("330110.reviewer", "!")[1].status_code == 200
    assert sign_in.try_to("330110.reviewer", "")[1].status_code == 200


def test_signing_in_starts_a_new_session_and_leaves_the_post_before_behind():
    sign_in.person(HEAD)
    sign_in.person("330110.reviewer")
    browser = sign_in.signed_in(HEAD)
    before = browser.session.session_key
    sign_in.try_to("330110.reviewer", client=browser)
    assert browser.session.session_key != before
    assert "post" not in browser.session


def test_nobody_makes_an_account_for_themselves():
    for address in ("/sign-up/", "/signup/", "/accounts/signup/", "/account/signup/"):
        assert status_of(Client(), address) == 404, address


def test_each_sign_in_and_each_failure_is_in_the_log():
    sign_in.person(HEAD)
    sign_in.try_to(HEAD, "wrong")
    sign_in.try_to("nobody.here", "wrong")
    sign_in.signed_in(HEAD).post("/sign-out/")
    assert sign_in.events(HEAD) == ["failed", "signed_in", "signed_out"]
    unknown = SignInEvent.objects.get(person=None)
    assert unknown.account and "nobody" not in unknown.account
    assert len(unknown.caller) == 16


def test_a_given_password_must_be_changed_before_a_post_is_taken():
    sign_in.one_time(HEAD)
    browser, _answer = sign_in.try_to(HEAD)
    assert browser.get("/enter/").headers["Location"] == "/account/password/"
    assert status_of(browser, "/inbox/") == 302
    new = {"old": sign_in.PASSWORD, "new": "另外的一句话 2028", "again": "另外的一句话 2028"}
    assert browser.post("/account/password/", new).headers["Location"] == "/enter/"
    assert browser.get("/enter/").headers["Location"] == "/inbox/"
    assert sign_in.try_to(HEAD)[1].status_code == 200
    assert sign_in.try_to(HEAD, "另外的一句话 2028")[1].status_code == 302


def test_a_given_password_ends_after_some_days():
    sign_in.one_time(HEAD, days=-1)
    answer = sign_in.try_to(HEAD)[1]
    assert "一次性密码已过有效期" in answer.content.decode()


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("short1!", "10"),
        ("12345678901234", "数字"),
        ("password123", "常见"),
        ("330110.head1", "账号"),
        (sign_in.PASSWORD, "相同"),
    ],
)
def test_a_password_that_the_rules_refuse_is_not_taken(new, told):
    sign_in.person(HEAD)
    browser = sign_in.signed_in(HEAD)
    filled = {"old": sign_in.PASSWORD, "new": new, "again": new}
    answer = browser.post("/account/password/", filled)
    assert answer.status_code == 200
    assert told in answer.content.decode().partition("rj-errors")[2]
    assert sign_in.try_to(HEAD)[1].status_code == 302


def test_the_old_password_is_asked_and_its_tries_are_counted():
    sign_in.person(HEAD)
    browser = sign_in.signed_in(HEAD)
    filled = {"old": "wrong", "new": "另外的一句话 2028", "again": "另外的一句话 2028"}
    assert "密码不正确" in browser.post("/account/password/", filled).content.decode()
    assert sign_in.events(HEAD)[-1] == "failed"


def test_a_changed_password_ends_the_other_sessions():
    sign_in.person(HEAD)
    here, there = sign_in.signed_in(HEAD), sign_in.signed_in(HEAD)
    filled = {"old": sign_in.PASSWORD, "new": "另外的一句话 2028", "again": "另外的一句话 2028"}
    here.post("/account/password/", filled)
    assert status_of(here, "/inbox/") == 200
    assert status_of(there, "/inbox/") == 302


def test_the_rules_are_told_to_everybody():
    text = read(Client(), "/sign-in/rules/")
    assert "至少 10 个字符" in text
    assert "连续失败 10 次，账号锁定 30 分钟" in text


def test_who_has_no_post_is_told_whom_to_ask():
    sign_in.person(HEAD)
    make.end_posts(person__account=HEAD)
    browser, answer = sign_in.try_to(HEAD)
    assert "请联系本单位的系统管理岗" in read(browser, answer.headers["Location"])
    assert status_of(browser, "/inbox/") == 302


def test_who_has_several_posts_chooses_and_can_change():
    sign_in.post(HEAD, Role.REVIEWER, "330106")
    sign_in.person(HEAD)
    browser, answer = sign_in.try_to(HEAD, next="/ledger/")
    assert browser.get("/enter/?next=/ledger/").headers["Location"] == "/posts/?next=%2Fledger%2F"
    head, reviewer = make.posts_on(make.today()).filter(person__account=HEAD).order_by("pk")
    answer = browser.post("/posts/", {"post": reviewer.pk, "next": "/ledger/"})
    assert answer.headers["Location"] == "/ledger/"
    text = read(browser, "/inbox/")
    assert "审核公示岗" in text and "换岗" in text
    browser.post("/posts/", {"post": head.pk})
    assert "负责人" in read(browser, "/inbox/")


@pytest.mark.parametrize("number", ["", "0", "999999999", "²", "9" * 40, "other"])
def test_nobody_takes_a_post_that_is_not_theirs(number):
    sign_in.post(HEAD, Role.REVIEWER, "330106")
    sign_in.person(HEAD)
    browser, _answer = sign_in.try_to(HEAD)
    wanted = make.actor("330110.reviewer").post_id if number == "other" else number
    assert status_of(browser, "/posts/", by="post", post=wanted) == 404
    assert status_of(browser, "/inbox/") == 302


def test_who_has_one_post_is_offered_no_other():
    sign_in.person(HEAD)
    assert "换岗" not in read(sign_in.signed_in(HEAD), "/inbox/")
