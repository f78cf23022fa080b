"""A refusal becomes a page or a problem for programs, in one place, with status 409."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

import make
from pages import chinese_in
from renjian.kernel.refusal import Refused, reason
from renjian_site import urls as site

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def refuse(request):
    raise Refused(
        reason("test.day", "文件“{file}”已经核验过，不再重复处理。", file="<b>report.csv</b>"),
        reason("test.law", "还没有选择检查结果。请至少选择一项。", clause="N102 二(三); PROC 7"),
    )


def fail(request):
    raise ZeroDivisionError("a bug")


def succeed(request):
    return HttpResponse("ok")


urlpatterns = [
    path("refuse/", refuse),
    path("fail/", fail),
    path("succeed/", succeed),
    *site.urlpatterns,
]


def answer(address, **headers):
    return Client(raise_request_exception=False).get(address, headers=headers)


def test_a_refusal_is_a_page_with_every_reason():
    response = answer("/refuse/")
    text = response.content.decode()
    assert response.status_code == 409
    assert "没有任何内容被更改" in text
    assert "还没有选择检查结果。请至少选择一项。" in text


def test_what_people_wrote_is_shown_as_text():
    text = answer("/refuse/").content.decode()
    assert "&lt;b&gt;report.csv&lt;/b&gt;" in text
    assert "<b>report.csv</b>" not in text


def test_the_clause_is_cited_as_officers_do():
    text = answer("/refuse/").content.decode()
    assert "国市监认证〔2019〕102号第二部分第（三）项" in text
    assert "N102" not in text


def test_the_page_is_english_for_english_readers():
    text = answer("/refuse/", accept_language="en").content.decode()
    assert "Choose at least one" in text
    assert "没有任何内容被更改" not in text


def test_only_the_clause_stays_chinese():
    text = answer("/refuse/", accept_language="en").content.decode()
    assert [line for line in chinese_in(text) if "鉴" not in line and "中文" not in line] == []


def test_a_program_gets_codes_texts_and_clauses():
    response = answer("/refuse/", accept="application/json")
    assert response.status_code == 409
    assert response.headers["Content-Type"] == "application/problem+json"
    first, second = response.json()["reasons"]
    assert first["code"] == "test.day"
    assert first["text"].startswith("文件“<b>report.csv</b>”")
    assert second["clause"] == "N102 二(三); PROC 7"


def test_a_program_is_told_the_same_in_english():
    response = answer("/refuse/", accept="application/json", accept_language="en")
    assert response.json()["title"] == "Refused"
    assert response.json()["reasons"][1]["text"].isascii()


def test_a_page_leads_back_to_where_the_reader_came_from():
    text = answer("/refuse/", referer="http://testserver/inbox/").content.decode()
    assert 'href="http://testserver/inbox/"' in text


def test_a_script_as_the_page_before_is_not_led_to():
    text = answer("/refuse/", referer="javascript:alert(1)").content.decode()
    assert "javascript:" not in text


def test_without_a_page_before_it_leads_home():
    assert '<a class="btn btn-primary" href="/">' in answer("/refuse/").content.decode()


def test_a_bug_is_no_refusal():
    response = answer("/fail/")
    assert response.status_code == 500
    assert "系统出错" in response.content.decode()
    assert "a bug" not in response.content.decode()


@pytest.mark.parametrize("address", ["/refuse/", "/fail/", "/succeed/", "/nowhere/", "/"])
def test_every_answer_carries_the_content_policy(address):
    policy = answer(address).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_a_page_that_is_not_there_says_so_in_words():
    response = answer("/nowhere/")
    assert response.status_code == 404
    assert "没有找到" in response.content.decode()


def test_a_form_without_the_token_of_its_page_is_not_accepted():
    browser = Client(enforce_csrf_checks=True)
    response = browser.post("/sign-in/", {"post": make.actor("clerk1").post_id})
    assert response.status_code == 403
    assert "请返回并重新提交" in response.content.decode()


def test_an_unaccepted_form_signs_nobody_in():
    browser = Client(enforce_csrf_checks=True)
    browser.post("/sign-in/", {"post": make.actor("clerk1").post_id})
    assert browser.get("/inbox/").status_code == 302
