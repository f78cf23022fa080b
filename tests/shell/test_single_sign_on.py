"""Single sign-on at a portal: who is bound comes in, in the posts of our register and in no other."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

import make
import make_sign_in as sign_in
from oidc_provider import CLIENT, SECRET, new_key, running_provider
from pages import codes_of, press, read, status_of
from refusals import refused
from renjian_site.authorities import commands
from renjian_site.authorities.models import Person, Session
from renjian_site.settings.sign_in import portal_at

pytestmark = pytest.mark.django_db
HEAD, SUBJECT = "330110.head", "u-100"
JSON = {"accept": "application/json"}


@pytest.fixture
def portal(settings):
    """A provider that the settings name."""
    settings.PRACTICE = False
    with running_provider() as provider:
        settings.OIDC_ISSUER = provider.issuer
        settings.SOCIALACCOUNT_PROVIDERS = portal_at(provider.issuer, CLIENT, SECRET)
        yield provider


@pytest.fixture
def bound(portal):
    """The head's account, bound to the subject."""
    person = Person.objects.get(account=HEAD)
    return SocialAccount.objects.create(user_id=person.pk, provider="portal", uid=SUBJECT)


def back_from(address):
    """Where the portal sends a browser that is signed in there."""
    answer = requests.get(address, allow_redirects=False, timeout=5)
    found = urlsplit(answer.headers["Location"])
    return f"{found.path}?{found.query}"


def come(browser=None, query=""):
    """Go to the portal and come back."""
    browser = browser or Client()
    there = browser.get(f"/sign-in/portal/{query}").headers["Location"]
    return browser, browser.get(back_from(there), headers=JSON)


def test_who_is_bound_comes_in_and_to_the_page_wanted(portal, bound):
    browser, answer = come(query="?next=/ledger/")
    assert answer.headers["Location"] == "/enter/?next=%2Fledger%2F"
    assert browser.get(answer.headers["Location"]).headers["Location"] == "/ledger/"
    assert sign_in.events(HEAD) == ["signed_in"]


def test_the_portal_is_asked_with_pkce_state_and_nonce_and_for_the_subject_alone(portal, bound):
    come()
    (asked,) = portal.asked
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 16 and len(asked["nonce"]) >= 16
    assert asked["scope"] == "openid"
    assert asked["redirect_uri"].endswith("/sign-in/portal/portal/callback/")


def test_posts_come_from_our_register_whatever_the_portal_claims(portal, bound):
    portal.changed = {"roles": ["system"], "post": make.holder_of("system").post_id}
    browser, _answer = come()
    browser.get("/enter/")
    assert browser.session["post"] == make.actor(HEAD).post_id


def test_nothing_that_the_portal_says_of_a_person_is_kept(portal, bound):
    portal.changed = {"name": "某某", "phone_number": "13800000000"}
    come()
    bound.refresh_from_db()
    assert bound.extra_data == {}


def test_an_unknown_subject_is_told_what_to_do(portal):
    browser, answer = come()
    assert codes_of(answer) == ["portal.unknown"]
    text = answer.json()["reasons"][0]["text"]
    assert SUBJECT in text and "安全管理岗" in text
    assert status_of(browser, "/inbox/") == 302
    assert not SocialAccount.objects.exists()


def test_an_answer_is_taken_once(portal, bound):
    browser = Client()
    back = back_from(browser.get("/sign-in/portal/").headers["Location"])
    assert browser.get(back).status_code == 302
    assert codes_of(browser.get(back, headers=JSON)) == ["portal.failed"]


def test_an_answer_that_another_browser_was_given_is_not_taken(portal, bound):
    back = back_from(Client().get("/sign-in/portal/").headers["Location"])
    assert codes_of(Client().get(back, headers=JSON)) == ["portal.failed"]


def test_a_token_with_the_nonce_of_another_sign_in_is_not_taken(portal, bound):
    browser = Client()
    there = browser.get("/sign-in/portal/").headers["Location"]
    back = back_from(there)
    for asked in portal.codes.values():
        asked["nonce"] = "the nonce of somebody else"
    assert codes_of(browser.get(back, headers=JSON)) == ["portal.replayed"]
    assert status_of(browser, "/inbox/") == 302


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another client"},
        {"exp": int(time.time()) - 3600},
        {"sub": None},
    ],
    ids=["issuer", "audience", "time", "subject"],
)
def test_a_token_with_wrong_claims_is_not_taken(portal, bound, changed):
    portal.changed = changed
    browser, answer = come()
    assert codes_of(answer) == ["portal.failed"]
    assert status_of(browser, "/inbox/") == 302


def test_a_token_signed_with_another_key_is_not_taken(portal, bound):
    portal.signs_with = new_key()
    assert codes_of(come()[1]) == ["portal.failed"]


def test_a_portal_that_does_not_answer_is_said_to_be_away(settings, bound):
    settings.OIDC_ISSUER = "http://127.0.0.1:1"
    settings.SOCIALACCOUNT_PROVIDERS = portal_at(settings.OIDC_ISSUER, CLIENT, SECRET)
    answer = Client().get("/sign-in/portal/", headers=JSON)
    assert codes_of(answer) == ["portal.unreachable"]


def test_a_second_factor_is_asked_of_who_comes_from_the_portal_too(portal, bound):
    sign_in.person(HEAD)
    sign_in.telephone(sign_in.signed_in(HEAD))
    browser, answer = come()
    assert answer.headers["Location"] == "/sign-in/code/"
    assert status_of(browser, "/inbox/") == 302


# -- binding


def test_who_is_signed_in_binds_their_own_account(portal):
    sign_in.person(HEAD)
    browser = sign_in.signed_in(HEAD)
    answer = browser.post("/account/portal/bind/")
    assert answer.headers["Refresh"] == "1; url=/sign-in/portal/"
    assert come(browser)[1].headers["Location"] == "/account/"
    assert SocialAccount.objects.get(uid=SUBJECT).user.account == HEAD
    assert make.newest_entry(make.actor(HEAD))["act"] == "portal-account.bound"
    assert come()[1].headers["Location"] == "/enter/"


def test_going_to_the_portal_without_asking_binds_nothing(portal):
    sign_in.person(HEAD)
    assert codes_of(come(sign_in.signed_in(HEAD))[1]) == ["portal.unknown"]


def test_binding_asks_again_who_somebody_is(portal):
    sign_in.person(HEAD)
    browser = sign_in.signed_in(HEAD)
    session = browser.session
    session["began"] -= 600
    session.save()
    assert browser.post("/account/portal/bind/").headers["Location"].startswith("/account/confirm/")


def test_a_subject_belongs_to_one_account(portal, bound):
    sign_in.person("330110.reviewer")
    browser = sign_in.signed_in("330110.reviewer")
    browser.post("/account/portal/bind/")
    assert codes_of(come(browser)[1]) == ["portal.bound-to-other"]


def test_a_system_administrator_unbinds_an_account_and_binds_none(portal, bound):
    system = make.holder_of("system")
    sign_in.person(system.account)
    browser = sign_in.signed_in(system.account)
    number = Person.objects.get(account=HEAD).pk
    assert SUBJECT in read(browser, f"/accounts/{number}/")
    press(browser, f"/accounts/{number}/portal/unbind/")
    assert not SocialAccount.objects.exists()
    assert "由本人登录后" in read(browser, f"/accounts/{number}/")
    with refused("portal.not-holder"):
        commands.bind_portal_account(system, number, "second-of-mine", at=timezone.now())
    assert not SocialAccount.objects.exists()


# -- leaving


def test_who_signs_out_here_is_led_out_of_the_portal(portal, bound):
    browser, _answer = come()
    answer = browser.post("/sign-out/")
    address = urlsplit(answer.headers["Refresh"].partition("url=")[2])
    asked = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{portal.issuer}/end"
    assert asked["post_logout_redirect_uri"] == ["http://testserver/sign-in/"]
    assert asked["id_token_hint"][0].count(".") == 2
    assert status_of(browser, "/inbox/") == 302


def leave(portal, **more):
    return Client().post("/sign-in/portal/left/", {"logout_token": portal.logout_token(**more)})


def test_who_leaves_the_portal_has_left_here(portal, bound):
    browser, _answer = come()
    browser.get("/enter/")
    assert status_of(browser, "/inbox/") == 200
    assert leave(portal).status_code == 200
    assert status_of(browser, "/inbox/") == 302
    assert not Session.objects.filter(person=bound.user).exists()


def test_the_word_that_somebody_has_left_must_be_good(portal, bound):
    browser, _answer = come()
    browser.get("/enter/")
    words = [{"events": {}}, {"nonce": "n"}, {"aud": "other"}, {"iat": int(time.time()) - 3600}]
    assert [leave(portal, **each).status_code for each in words] == [400] * 4
    assert Client().post("/sign-in/portal/left/", {"logout_token": "x"}).status_code == 400
    assert status_of(browser, "/inbox/") == 200


def test_the_same_word_is_taken_once(portal, bound):
    assert leave(portal, jti="one").status_code == 200
    assert leave(portal, jti="one").status_code == 400


# -- without a portal


@pytest.mark.parametrize(
    "address", ["/sign-in/portal/", "/sign-in/portal/portal/callback/?code=a&state=b"]
)
def test_a_site_without_a_portal_has_no_such_pages(settings, address):
    settings.OIDC_ISSUER = ""
    assert status_of(Client(), address) == 404
    assert "sign-in/portal" not in read(Client(), "/sign-in/")


def test_a_site_without_a_portal_does_not_load_what_speaks_with_one():
    from project_tree import loaded_site

    loaded = set(loaded_site()["loaded"])
    assert "renjian_site.authorities.single_sign_on" not in loaded
    assert not {name for name in loaded if name.partition(".")[0] in {"requests", "jwt"}}
