"""Requests that no browser of ours would send get a page, not a fault."""

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

import make
from renjian_site.draws import commands
from renjian_site.draws.models import Draw

pytestmark = pytest.mark.django_db


def test_nothing_lies_under_an_address_with_a_null_character():
    assert Client().get("/certificate/%00/").status_code == 404


@pytest.mark.parametrize("address", ["/public/results/?q=%00", "/?number=%00", "/sign-in/?q=a%00"])
def test_a_null_character_is_no_part_of_a_question(address):
    assert Client().get(address, follow=True).status_code in (200, 404)


def test_a_null_character_is_no_part_of_a_search():
    assert make.sign_in("330110.officer1").get("/search/?q=%00").status_code == 200


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "这里含有看不见的空字符"), ("en", "an invisible null character")],
)
def test_a_null_character_in_a_form_is_named_in_a_sentence_of_ours(language, said):
    planner = make.sign_in("330000.planner")
    form = {**make.plan_form(planner), "title": "计划\x00一"}
    answer = planner.post("/draws/new/", form, headers={"accept-language": language})
    assert said in answer.content.decode()
    assert not Draw.objects.exists()


@pytest.mark.parametrize(
    ("account", "address", "said"),
    [
        ("330000.planner", "/draws/new/", "这个字段是必填项"),
        ("330000.planner", "/risk/classes/", "还没有选择文件"),
        ("clerk1", "/registers/uploads/", "还没有选择文件"),
        ("clerk1", "/keys/new/", "这个字段是必填项"),
    ],
)
def test_a_form_that_is_sent_empty_says_what_is_missing(account, address, said):
    answer = make.sign_in(account).post(address)
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_a_null_character_in_the_name_of_a_search_is_no_fault_either():
    form = {"act": "save", "name": "a\x00b", "query": ""}
    answer = make.sign_in("330110.officer1").post("/registers/certificates/", form, follow=True)
    assert answer.status_code == 200
    assert "看不见的空字符" in answer.content.decode()


@pytest.mark.parametrize("length", [str(10**10), "9" * 5000], ids=["10 GB", "5000 digits"])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(length):
    answer = Client().post("/sign-in/", b"x", "text/plain", CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert "256 MB" in answer.content.decode()


def test_a_row_that_is_locked_for_too_long_is_told_as_such(monkeypatch):
    planner, draw = make.sign_in("330000.planner"), make.planned_draw()

    def wait_in_vain(*arguments: object, **named: object) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("do $$ begin raise lock_not_available; end $$")

    monkeypatch.setattr(commands, "freeze", wait_in_vain)
    answer = planner.post(f"/draws/{draw.pk}/freeze/")
    assert answer.status_code == 409
    assert "正由他人办理" in answer.content.decode()


def test_another_fault_of_the_database_is_no_refusal(monkeypatch):
    planner, draw = make.sign_in("330000.planner"), make.planned_draw()

    def fail(*arguments: object, **named: object) -> None:
        raise OperationalError("the line went dead")

    monkeypatch.setattr(commands, "freeze", fail)
    with pytest.raises(OperationalError):
        planner.post(f"/draws/{draw.pk}/freeze/")


@pytest.mark.parametrize("question", ["until=9999-12-31", "since=0001-01-01", "of=none", "act=x"])
def test_no_address_breaks_the_ledger(question):
    answer = make.sign_in("330000.planner").get(f"/ledger/?{question}")
    assert answer.status_code in (200, 404, 409)


@pytest.mark.parametrize("post", ["9" * 5000, "9" * 25, "-1", "", "x"])
def test_no_post_number_breaks_the_sign_in(post):
    answer = Client().post("/sign-in/", {"post": post})
    assert answer.status_code == 409
    assert "没有这个练习账号" in answer.content.decode()


@pytest.mark.parametrize("name", ["a" * 100, "999999", "body:none"])
def test_a_national_reader_finds_no_ledger_that_does_not_exist(name):
    assert make.sign_in("000000.head").get("/ledger/", {"of": name}).status_code in (404, 409)
