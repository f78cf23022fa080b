"""Accounts: one's own, and those of others that a security administrator looks after."""

import re

import pytest
from django.utils import timezone

import make
import make_sign_in as sign_in
from pages import press, read, status_of, why_not
from refusals import refused
from renjian.authorities.posts import Role
from renjian_site.authorities import commands, queries
from renjian_site.authorities.models import Person, Session
from renjian_site.kit.actor import SYSTEM

pytestmark = pytest.mark.django_db
HEAD, STRANGER, ABOVE = "330110.head", "460105.head", "330000.planner"


def number_of(account):
    return Person.objects.get(account=account).pk


@pytest.fixture
def keeper():
    """A browser of the security administrator of a province."""
    return make.sign_in(sign_in.security("330000"))


# -- one's own


def test_everybody_sees_their_own_sessions_and_their_own_log():
    sign_in.person(HEAD)
    browser = make.sign_in(HEAD)
    sign_in.try_to(HEAD, "wrong")
    text = read(browser, "/account/")
    assert "当前会话" in text
    assert "登录失败" in text and "练习账号" in text


def test_one_ends_the_other_sessions_and_keeps_this_one():
    here, there = make.sign_in(HEAD), make.sign_in(HEAD)
    colleague = make.sign_in("330110.reviewer")
    assert "已结束 1 个会话" in press(here, "/account/sessions/end/")
    assert status_of(here, "/inbox/") == 200
    assert status_of(there, "/inbox/") == 302
    assert status_of(colleague, "/inbox/") == 200


def test_a_session_says_by_which_browser_and_not_from_which_address():
    browser = make.sign_in(HEAD)
    chrome = (
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0"
    )
    browser.post("/sign-in/", {"post": make.actor(HEAD).post_id}, headers={"user-agent": chrome})
    kept = Session.objects.get(session_key=browser.session.session_key)
    assert kept.browser == "Edge 140 · Windows"
    assert len(kept.caller) == 16 and "." not in kept.caller


def test_a_password_set_behind_a_session_ends_it():
    browser = make.sign_in(HEAD)
    sign_in.person(HEAD)
    assert status_of(browser, "/account/") == 302
    assert status_of(browser, "/inbox/") == 302


# -- of others


@pytest.mark.parametrize(("account", "status"), [(HEAD, 200), (STRANGER, 404), ("clerk1", 404)])
def test_a_security_administrator_sees_the_accounts_of_the_area(keeper, account, status):
    assert status_of(keeper, f"/accounts/{number_of(account)}/") == status
    assert (f"<code>{account}" in read(keeper, f"/accounts/?q={account}")) is False
    listed = read(keeper, f"/accounts/?q={account}").partition("<tbody")[2]
    assert (account in listed) is (status == 200)


def test_who_also_holds_a_post_elsewhere_is_looked_after_there():
    county = make.sign_in(sign_in.security("330110"))
    assert status_of(county, f"/accounts/{number_of(HEAD)}/") == 200
    sign_in.post(HEAD, Role.HEAD, "330000")
    assert status_of(county, f"/accounts/{number_of(HEAD)}/") == 404
    assert status_of(county, f"/accounts/{number_of(HEAD)}/password/", by="post") == 404


def test_the_state_administration_looks_after_clerks_too():
    national = make.sign_in(sign_in.security("000000"))
    assert status_of(national, f"/accounts/{number_of('clerk1')}/") == 200


@pytest.mark.parametrize("account", [HEAD, "clerk1", "330000.audit"])
def test_these_pages_belong_to_those_who_look_after_accounts(account):
    browser = make.sign_in(account)
    assert status_of(browser, "/accounts/") == 409
    assert status_of(browser, f"/accounts/{number_of(HEAD)}/") == 409


def test_a_system_administrator_looks_and_resets_nothing():
    system = make.sign_in(make.holder_of("system"))
    assert "发放一次性密码" not in read(system, f"/accounts/{number_of(HEAD)}/")
    for act in ("password", "unlock", "factors/reset", "sessions/end", "close"):
        assert why_not(system, f"/accounts/{number_of(HEAD)}/{act}/") == ["kit.other-post"]


def test_a_given_password_is_shown_once_and_works_once_changed(keeper):
    text = press(keeper, f"/accounts/{number_of(HEAD)}/password/")
    password = re.search(r'id="password">([\w-]+)<', text)[1]
    assert re.fullmatch(r"\w{4}(-\w{4}){3}", password)
    assert password not in read(keeper, f"/accounts/{number_of(HEAD)}/")
    browser, _answer = sign_in.try_to(HEAD, password)
    assert browser.get("/enter/").headers["Location"] == "/account/password/"
    entry = make.newest_entry(make.actor("330000.security1"))
    assert (entry["act"], password in str(entry)) == ("password.given", False)


def test_a_given_password_ends_sessions_and_lock():
    browser = make.sign_in(HEAD)
    for _ in range(4):
        sign_in.try_to(HEAD, "wrong")
    password = commands.give_password(SYSTEM, number_of(HEAD), at=timezone.now())
    assert status_of(browser, "/inbox/") == 302
    assert sign_in.try_to(HEAD, password)[1].status_code == 302


def test_nobody_gives_themselves_a_password(keeper):
    own = number_of("330000.security1")
    assert why_not(keeper, f"/accounts/{own}/password/") == ["sign-in.own-reset"]
    assert "由另一名安全管理岗人员办理" in read(keeper, f"/accounts/{own}/")


def test_one_administrator_does_not_take_an_account_over_by_resetting_both(keeper):
    sign_in.person(HEAD)
    sign_in.telephone(sign_in.signed_in(HEAD))
    press(keeper, f"/accounts/{number_of(HEAD)}/password/")
    reset = f"/accounts/{number_of(HEAD)}/factors/reset/"
    assert why_not(keeper, reset) == ["sign-in.both-resets"]
    colleague = make.sign_in(sign_in.security("330000", 2))
    press(colleague, reset)
    assert not sign_in.has_factor(HEAD)


def test_the_sessions_of_an_account_are_ended(keeper):
    browser = make.sign_in(HEAD)
    press(keeper, f"/accounts/{number_of(HEAD)}/sessions/end/")
    assert status_of(browser, "/inbox/") == 302
    assert make.newest_entry(make.actor("330000.security1"))["details"]["sessions"] == 1


# -- the log


def test_the_audit_post_reads_the_log_of_its_area():
    sign_in.try_to(HEAD, "wrong")
    sign_in.try_to(STRANGER, "wrong")
    sign_in.try_to("nobody.here", "wrong")
    audit = make.sign_in("330000.audit")
    listed = read(audit, "/sign-ins/?what=failed").partition("<tbody")[2]
    assert HEAD in listed and STRANGER not in listed
    assert listed.count("<tr") == 1


def test_who_tried_an_account_that_nobody_has_is_seen_by_the_state_administration():
    sign_in.try_to("nobody.here", "wrong")
    audit = make.actor("000000.audit")
    assert queries.sign_in_events(audit).filter(person=None, what="failed").count() == 1
    assert not queries.sign_in_events(make.actor("330000.audit")).filter(person=None).exists()


@pytest.mark.parametrize("account", [HEAD, "clerk1", "system"])
def test_nobody_else_reads_the_log(account):
    assert status_of(make.sign_in(account), "/sign-ins/") == 409


def test_the_log_is_kept_for_half_a_year_at_least(capsys):
    from renjian_site.authorities.models import SignInEvent

    sign_in.try_to(HEAD, "wrong")
    old = SignInEvent.objects.get(what="failed")
    SignInEvent.objects.filter(pk=old.pk).update(at=timezone.now().replace(year=2020))
    assert (
        commands.forget_sign_ins(SYSTEM, timezone.now().replace(year=2021), at=timezone.now()) == 1
    )


# -- binding, by rule


def test_a_subject_is_not_blank():
    with refused("portal.no-subject"):
        commands.bind_portal_account(SYSTEM, number_of(HEAD), " ", at=timezone.now())
