"""Signing in for practice: by choosing an account, and only where practice is on."""

from urllib.parse import urlencode

import pytest
from django.test import Client

import make
from pages import codes_of, read, status_of, why_not

pytestmark = pytest.mark.django_db


def enter(post, **fields):
    browser = Client()
    return browser, browser.post("/sign-in/", {"post": post, **fields})


def test_the_page_offers_the_accounts_that_walk_the_whole_way():
    text = read(Client(), "/sign-in/")
    route = ["clerk1", "330000.planner", "330110.officer1", "330110.reviewer", "330110.handler"]
    places = [text.index(f"<code>{account}</code>") for account in route]
    assert places == sorted(places)
    assert "上传证书报告" in text


def test_who_chooses_an_account_lands_in_the_inbox_as_that_person():
    planner = make.actor("330000.planner")
    browser, response = enter(planner.post_id)
    assert response.headers["Location"] == "/inbox/"
    assert planner.name in read(browser, "/inbox/")


def test_who_was_sent_to_sign_in_goes_on_to_the_page_wanted():
    _browser, response = enter(make.actor("330000.planner").post_id, next="/draws/?page=2")
    assert response.headers["Location"] == "/draws/?page=2"


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "javascript:alert(1)",
        "http:///elsewhere.example",
        "\t//elsewhere.example",
    ],
)
def test_nobody_is_led_to_another_site(target):
    _browser, response = enter(make.actor("330000.planner").post_id, next=target)
    assert response.headers["Location"] == "/inbox/"


@pytest.mark.parametrize(
    "post", ["", "0", "-1", "999999999", "one", "1 or 1=1", "²", "9" * 40], ids=ascii
)
def test_no_other_number_signs_anybody_in(post):
    assert why_not(Client(), "/sign-in/", post=post) == ["authorities.no-post"]


def test_an_account_that_was_refused_leaves_the_session_empty():
    browser, _response = enter("999999999")
    assert status_of(browser, "/inbox/") == 302


@pytest.mark.parametrize("post", ["", "1"])
def test_outside_practice_nobody_signs_in_this_way(settings, post):
    chosen = post and make.actor("330000.planner").post_id
    settings.PRACTICE = False
    assert why_not(Client(), "/sign-in/", post=chosen) == ["authorities.no-practice"]


def test_outside_practice_no_account_is_shown(settings):
    settings.PRACTICE = False
    text = read(Client(), "/sign-in/?q=330110")
    assert "330110.officer1" not in text
    assert "练习账号" not in text
    assert "用账号和密码" not in text and "忘记密码" in text
    assert "clerk1" not in text


def test_signing_in_as_another_person_starts_a_new_session():
    browser, _response = enter(make.actor("330000.planner").post_id)
    before = browser.session.session_key
    browser.post("/sign-in/", {"post": make.actor("330110.head").post_id})
    assert browser.session.session_key != before
    assert make.actor("330110.head").name in read(browser, "/inbox/")


def test_signing_out_ends_the_session():
    browser = make.sign_in("330110.head")
    assert browser.post("/sign-out/").headers["Location"] == "/"
    assert status_of(browser, "/inbox/") == 302


def test_signing_out_is_not_done_by_following_a_link():
    browser = make.sign_in("330110.head")
    assert status_of(browser, "/sign-out/") == 405
    assert status_of(browser, "/inbox/") == 200


@pytest.mark.parametrize(
    ("words", "there", "not_there"),
    [
        ("余杭", "330110.officer1", "330106.officer1"),
        ("余杭 执法", "330110.officer2", "330110.head"),
        ("330110.head", "330110.head", "330110.reviewer"),
        ("CNCA-R-2022-9002", "clerk2", "clerk1"),
        ("总局 负责人", "000000.head", "000000.planner"),
    ],
)
def test_other_accounts_are_found_by_the_words_of_name_account_and_authority(
    words, there, not_there
):
    found = read(Client(), f"/sign-in/?q={words}").partition("查到的账号")[2]
    assert f"<code>{there}</code>" in found
    assert f"<code>{not_there}</code>" not in found


def test_a_search_that_finds_nothing_says_how_to_go_on():
    assert "没有这样的账号" in read(Client(), "/sign-in/?q=不存在")


def test_a_search_shows_a_list_that_can_be_read():
    found = read(Client(), "/sign-in/?q=0").partition("查到的账号")[2]
    assert found.count("<code>") == 40


@pytest.mark.parametrize("words", ["%", "'", "<script>", "\\", "_____________"])
def test_signs_of_other_languages_are_only_words(words):
    text = read(Client(), "/sign-in/?" + urlencode({"q": words}))
    assert "没有这样的账号" in text
    assert "<script>" not in text.partition("</head>")[2]


def test_the_page_wanted_is_kept_over_a_search():
    text = read(Client(), "/sign-in/?next=/draws/&q=余杭")
    assert text.count('name="next" value="/draws/"') > 3


def test_a_site_without_a_country_says_that_it_is_being_loaded(monkeypatch):
    from renjian_site.authorities import public_queries

    monkeypatch.setattr(public_queries, "is_set_up", lambda: False)
    monkeypatch.setattr(public_queries, "practice_route", lambda day: [])
    assert "练习国正在装入" in read(Client(), "/sign-in/")


def test_the_health_page_answers_without_anybody_signed_in():
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_a_person_who_is_refused_is_told_in_what_post_they_are():
    response = make.sign_in("clerk1").get("/draws/", headers={"accept": "application/json"})
    assert codes_of(response) == ["kit.other-post"]
    assert "机构信息员" in response.json()["reasons"][0]["text"]
