"""The frame around every page: where one may go, and how much waits."""

import re

import pytest
from django.test import Client

import make
from pages import read, status_of
from renjian_site.authorities.models import Authority

pytestmark = pytest.mark.django_db
EVERYBODY = ["/inbox/", "/registers/certificates/", "/ledger/"]
AUTHORITIES = [*EVERYBODY, "/draws/", "/inspections/", "/cases/"]
PLACES = {
    "clerk": [*EVERYBODY, "/registers/uploads/"],
    "planner": [*AUTHORITIES, "/risk/classes/"],
    "officer": AUTHORITIES,
    "reviewer": AUTHORITIES,
    "case_handler": AUTHORITIES,
    "head": AUTHORITIES,
}


def places(text):
    bar = text.partition('<nav class="rj-nav')[2].partition("</nav>")[0]
    return re.findall(r'href="([^"]+)"', bar)


@pytest.mark.parametrize("role", PLACES)
def test_each_role_is_led_to_its_places(role):
    found = places(read(make.sign_in(make.holder_of(role)), "/inbox/"))
    assert set(PLACES[role]) <= set(found)
    assert not {"/registers/uploads/", "/risk/classes/"} - set(PLACES[role]) & set(found)


@pytest.mark.parametrize("role", [*PLACES, "system"])
def test_every_place_one_is_led_to_can_be_entered(role):
    browser = make.sign_in(make.holder_of(role))
    for address in places(read(browser, "/inbox/")):
        assert status_of(browser, address) == 200, address


@pytest.mark.parametrize("address", AUTHORITIES)
def test_the_place_where_one_is_is_marked(address):
    text = read(make.sign_in("330000.planner"), address)
    marked = re.findall(r'<a href="([^"]+)"[^>]*aria-current="page"', text.partition("<main")[0])
    assert marked == [address]


def test_a_page_below_a_place_belongs_to_it():
    draw = make.planned_draw()
    text = read(make.sign_in("330000.planner"), f"/draws/{draw.pk}/")
    assert re.search(r'href="/draws/"[^>]*aria-current="page"', text)


def test_the_navigation_counts_what_waits():
    browser = make.sign_in("330000.planner")
    assert "<b>" not in read(browser, "/ledger/").partition("</nav>")[0]
    make.planned_draw()
    make.frozen_draw()
    assert "待办 <b>2</b>" in read(browser, "/ledger/")


def test_the_frame_says_who_acts_in_which_post_for_whom():
    text = read(make.sign_in("330110.head"), "/inbox/")
    head = make.actor("330110.head")
    assert head.name in text
    assert "负责人" in text
    assert Authority.objects.get(code="330110").name in text


def test_who_has_not_signed_in_sees_no_navigation():
    text = read(Client(), "/sign-in/")
    assert '<nav class="rj-nav' not in text
    assert "工作人员登录" in text


@pytest.mark.parametrize(("practice", "is_shown"), [(True, True), (False, False)])
def test_every_page_says_that_it_is_practice(settings, practice, is_shown):
    browser = make.sign_in("330110.head")
    settings.PRACTICE = practice
    for address in ("/inbox/", "/"):
        assert ("练习模式" in read(browser, address)) is is_shown


def test_a_page_can_be_read_in_either_language():
    browser = make.sign_in("330110.head")
    browser.post("/i18n/setlang/", {"language": "en", "next": "/inbox/"})
    assert '<html lang="en">' in read(browser, "/inbox/")
    browser.post("/i18n/setlang/", {"language": "zh-hans", "next": "/inbox/"})
    assert '<html lang="zh-Hans">' in read(browser, "/inbox/")


def test_an_unknown_language_changes_nothing():
    browser = make.sign_in("330110.head")
    browser.post("/i18n/setlang/", {"language": "tlh", "next": "/inbox/"})
    assert '<html lang="zh-Hans">' in read(browser, "/inbox/")


def test_changing_the_language_leads_nobody_elsewhere():
    response = Client().post(
        "/i18n/setlang/", {"language": "en", "next": "https://elsewhere.example/"}
    )
    assert "elsewhere" not in response.headers["Location"]
