"""Second factors: codes of a telephone, recovery codes, who must have one, who takes them away."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

import make
import make_sign_in as sign_in
from pages import press, read, status_of, why_not
from renjian_site.authorities.models import Person

pytestmark = pytest.mark.django_db
HEAD = "330110.head"


@pytest.fixture(autouse=True)
def production(settings):
    settings.PRACTICE = False


@pytest.fixture(autouse=True)
def done_at_once(monkeypatch):
    """What is done after the transaction: that of a test never ends."""
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_options: act())


@pytest.fixture
def with_telephone():
    """The secret of a telephone that the head has added."""
    sign_in.person(HEAD)
    return sign_in.telephone(sign_in.signed_in(HEAD))


def asked_for_code():
    browser, answer = sign_in.try_to(HEAD, next="/ledger/")
    assert answer.headers["Location"] == "/sign-in/code/"
    return browser


def test_after_the_password_a_code_is_asked_and_only_then_somebody_is_in(with_telephone):
    browser = asked_for_code()
    assert status_of(browser, "/inbox/") == 302
    assert status_of(browser, "/account/password/") == 302
    code = sign_in.code_of(with_telephone, later=1)
    answer = browser.post("/sign-in/code/", {"code": code}, follow=True)
    assert answer.redirect_chain[-1][0] == "/ledger/"


def test_a_code_is_taken_once(with_telephone):
    code = sign_in.code_of(with_telephone, later=1)
    assert asked_for_code().post("/sign-in/code/", {"code": code}).status_code == 302
    again = asked_for_code().post("/sign-in/code/", {"code": f"{code[:3]} {code[3:]}"})
    assert again.status_code == 200
    assert "不能重复使用" in again.content.decode()


@pytest.mark.parametrize("later", [-3, 3])
def test_a_code_of_another_time_is_not_taken(with_telephone, later):
    code = sign_in.code_of(with_telephone, later=later)
    assert asked_for_code().post("/sign-in/code/", {"code": code}).status_code == 200


def test_a_telephone_whose_clock_is_half_a_minute_off_will_do(with_telephone):
    code = sign_in.code_of(with_telephone, later=-1)
    assert asked_for_code().post("/sign-in/code/", {"code": code}).status_code == 302


def test_a_recovery_code_stands_in_once():
    sign_in.person(HEAD)
    browser = sign_in.signed_in(HEAD)
    sign_in.telephone(browser)
    codes = sign_in.recovery_codes(browser)
    assert len(codes) == 10
    assert asked_for_code().post("/sign-in/code/", {"code": codes[0]}).status_code == 302
    assert asked_for_code().post("/sign-in/code/", {"code": codes[0]}).status_code == 200
    assert "还有 9 个没有用过" in read(browser, "/account/factors/")


def test_recovery_codes_are_shown_once():
    sign_in.person(HEAD)
    browser = sign_in.signed_in(HEAD)
    sign_in.telephone(browser)
    assert sign_in.recovery_codes(browser)
    assert not sign_in.recovery_codes(browser)
    press(browser, "/account/factors/codes/new/")
    assert sign_in.events(HEAD)[-1] == "codes_made"


def test_the_secret_is_sealed_in_the_database(with_telephone):
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert with_telephone not in kept
    assert kept.startswith("gAAAA")


def test_adding_and_removing_is_in_the_log(with_telephone):
    browser = asked_for_code()
    browser.post("/sign-in/code/", {"code": sign_in.code_of(with_telephone, later=1)})
    press(browser, "/account/factors/telephone/remove/")
    assert not sign_in.has_factor(HEAD)
    assert sign_in.events(HEAD) == ["signed_in", "factor_added", "signed_in", "factor_removed"]


def test_some_minutes_after_signing_in_the_password_is_asked_again():
    sign_in.person(HEAD)
    browser = sign_in.signed_in(HEAD)
    session = browser.session
    session["began"] -= 600
    session.save()
    answer = browser.get("/account/factors/telephone/")
    assert (
        answer.headers["Location"] == "/account/confirm/?next=%2Faccount%2Ffactors%2Ftelephone%2F"
    )
    wrong = browser.post("/account/confirm/?next=/account/factors/telephone/", {"password": "no"})
    assert "密码不正确" in wrong.content.decode()
    right = {"password": sign_in.PASSWORD, "next": "/account/factors/telephone/"}
    assert browser.post("/account/confirm/", right).headers["Location"] == right["next"]
    assert status_of(browser, "/account/factors/telephone/") == 200


# -- who must have one


def test_a_post_that_needs_a_second_factor_is_taken_only_with_one(settings):
    settings.SECOND_FACTOR_FOR = frozenset({"head"})
    sign_in.person(HEAD)
    browser, _answer = sign_in.try_to(HEAD)
    assert browser.get("/enter/").headers["Location"] == "/account/factors/"
    assert "您的岗位要求第二因素" in read(browser, "/account/factors/")
    assert status_of(browser, "/inbox/") == 302
    sign_in.telephone(browser)
    assert browser.get("/enter/").headers["Location"] == "/inbox/"


def test_other_posts_of_the_same_day_need_none(settings):
    settings.SECOND_FACTOR_FOR = frozenset({"head"})
    sign_in.person("330110.reviewer")
    assert status_of(sign_in.signed_in("330110.reviewer"), "/inbox/") == 200


def test_the_last_factor_of_somebody_who_must_have_one_stays(settings, with_telephone):
    settings.SECOND_FACTOR_FOR = frozenset({"head"})
    browser = asked_for_code()
    browser.post("/sign-in/code/", {"code": sign_in.code_of(with_telephone, later=1)})
    browser.get("/enter/")
    refusal = why_not(browser, "/account/factors/telephone/remove/")
    assert refusal == ["sign-in.last-factor"]
    assert sign_in.has_factor(HEAD)


def test_outside_practice_administrators_and_heads_need_one():
    """As the settings are without a variable."""
    from project_tree import run_python

    ask = "from renjian_site.settings.sign_in import SECOND_FACTOR_FOR as s; print(*sorted(s))"
    assert run_python(ask).stdout.split() == ["audit", "head", "security", "system"]
    assert run_python(ask, RENJIAN_PRACTICE="1").stdout.split() == []
    assert run_python(ask, RENJIAN_SECOND_FACTOR="officer").stdout.split() == ["officer"]


# -- when it is lost


def test_lost_factors_are_reset_by_a_security_administrator(with_telephone):
    keeper = sign_in.security()
    sign_in.person(keeper)
    number = Person.objects.get(account=HEAD).pk
    press(sign_in.signed_in(keeper), f"/accounts/{number}/factors/reset/")
    assert not sign_in.has_factor(HEAD)
    assert make.newest_entry(make.actor(keeper))["act"] == "second-factors.reset"
    assert sign_in.try_to(HEAD)[1].headers["Location"] == "/enter/"


def test_without_a_second_factor_there_is_nothing_to_reset():
    keeper = sign_in.security()
    sign_in.person(keeper)
    number = sign_in.person(HEAD).pk
    refusal = why_not(sign_in.signed_in(keeper), f"/accounts/{number}/factors/reset/")
    assert refusal == ["sign-in.no-factor"]


@pytest.mark.parametrize(
    "address", ["/account/factors/", "/account/factors/telephone/", "/sign-in/code/"]
)
def test_nobody_sees_these_pages_without_an_account(address):
    assert status_of(Client(), address) == 302


def test_what_was_spent_is_kept_where_all_processes_look():
    cache.add("spent", "yes", 30)
    from renjian_site.authorities.models import Spent

    assert Spent.objects.filter(cache_key__endswith="spent", expires__gt=timezone.now()).exists()
