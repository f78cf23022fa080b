"""The pages of keys: made, shown once, looked at, stopped."""

import re
from datetime import timedelta

import pytest

import make
import make_api
from make_api import ROOT
from pages import chinese_in, press, read, status_of, why_not
from renjian_site.authorities.models import ApiKey
from renjian_site.authorities.views.keys import SHOWN_ONCE

pytestmark = pytest.mark.django_db
FIELDS = {
    "purpose": "业务系统",
    "permissions": ["certificates:read"],
    "per_minute": 60,
    "per_day": 600,
}


@pytest.fixture
def clerk():
    return make.sign_in("clerk1")


def filled(**changes):
    expires_on = (make.today() + timedelta(days=30)).isoformat()
    return {**FIELDS, "expires_on": expires_on, **changes}


def shown(text):
    found = re.search(r'id="token">(rjk_\w+_[\w-]+)<', text)
    return found and found[1]


def test_a_key_is_made_shown_once_and_works(clerk):
    token = shown(press(clerk, "/keys/new/", **filled()))
    assert make_api.sender(token).get(f"{ROOT}/me").status_code == 200
    page = f"/keys/{ApiKey.objects.get().pk}/"
    again = read(clerk, page)
    assert token not in again and "密钥已建立" not in again


def test_the_page_that_shows_a_key_is_kept_nowhere(clerk):
    first = clerk.post("/keys/new/", filled())
    cookie = first.cookies[SHOWN_ONCE]
    assert cookie["httponly"] and cookie["samesite"] == "Strict"
    assert cookie["path"] == first.headers["Location"]
    response = clerk.get(first.headers["Location"])
    assert response.headers["Cache-Control"] == "no-store"


def test_the_cookie_of_one_key_shows_no_other(clerk):
    other, _token = make_api.key()
    first = clerk.post("/keys/new/", filled())
    clerk.cookies[SHOWN_ONCE] = first.cookies[SHOWN_ONCE].value
    assert shown(read(clerk, f"/keys/{other.pk}/")) is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"purpose": ""}, "没有写用途"),
        ({"permissions": []}, "没有选择权限"),
        ({"permissions": ["draws:read"]}, "没有权限 draws:read"),
        ({"expires_on": "soon"}, "日期的形式"),
        ({"per_day": "many"}, "请填整数"),
    ],
)
def test_a_form_with_a_mistake_comes_back_with_the_sentence(clerk, changes, told):
    assert told in press(clerk, "/keys/new/", **filled(**changes))
    assert not ApiKey.objects.exists()


def test_what_the_rule_refuses_is_a_page_with_the_reason(clerk):
    yesterday = (make.today() - timedelta(days=1)).isoformat()
    assert why_not(clerk, "/keys/new/", **filled(expires_on=yesterday)) == ["key.expired-already"]


def test_the_last_calls_are_shown_and_the_errors_alone(clerk):
    found, token = make_api.key()
    program = make_api.sender(token)
    program.get(f"{ROOT}/me")
    program.get(f"{ROOT}/draws")
    page = f"/keys/{found.pk}/"
    assert "/api/v1/me" in read(clerk, page) and "api.permission" in read(clerk, page)
    errors = read(clerk, f"{page}?only=errors")
    assert "api.permission" in errors and "GET /api/v1/me" not in errors


def test_a_key_is_stopped_by_a_button(clerk):
    found, token = make_api.key()
    text = press(clerk, f"/keys/{found.pk}/revoke/")
    assert f"密钥 {found.prefix} 已停用" in text and "立即生效" not in text
    assert make_api.sender(token).get(f"{ROOT}/me").status_code == 401
    assert why_not(clerk, f"/keys/{found.pk}/revoke/") == ["key.revoked-already"]


def test_a_stranger_finds_no_key(clerk):
    found, _token = make_api.key("330000.planner")
    assert status_of(clerk, f"/keys/{found.pk}/") == 404
    assert status_of(clerk, f"/keys/{found.pk}/revoke/", by="post") == 404


def test_the_list_says_which_keys_work(clerk):
    assert "还没有密钥" in read(clerk, "/keys/")
    found, _token = make_api.key()
    assert "在用" in read(clerk, "/keys/")
    make_api.expired(found)
    assert "已到期" in read(clerk, "/keys/")


@pytest.mark.parametrize("account", ["clerk1", "330000.planner"])
def test_the_posts_that_make_keys_find_the_page(account):
    assert 'href="/keys/"' in read(make.sign_in(account), "/inbox/")


def test_other_posts_neither_find_nor_open_it():
    officer = make.sign_in(make.person_of("officer", "330110"))
    assert 'href="/keys/"' not in read(officer, "/inbox/")
    assert why_not(officer, "/keys/new/") == ["kit.other-post"]


@pytest.mark.parametrize("path", ["/keys/", "/keys/new/", "/api/v1/docs"])
def test_the_pages_speak_english(clerk, path):
    make_api.key(purpose="Reporting")
    clerk.cookies["django_language"] = "en"
    _frame, _, main = read(clerk, path).partition("<main")
    assert [line for line in chinese_in(main) if "练习" not in line] == []
