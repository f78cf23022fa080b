"""A submit happens once, whatever the browser, the line or the person does."""

import re
import threading

import pytest
from django.core import signing
from django.db import connection
from django.test import Client

import make
from renjian_site.draws.models import Draw
from renjian_site.kit import submissions
from renjian_site.kit.models import Submission

ROLLED_BACK = pytest.mark.django_db


@ROLLED_BACK
def test_a_double_click_plans_one_draw_and_gives_the_same_answer_twice():
    planner = make.sign_in("330000.planner")
    form = make.plan_form(planner)
    first = planner.post("/draws/new/", form)
    second = planner.post("/draws/new/", form)
    assert first.headers["Location"] == second.headers["Location"]
    assert Draw.objects.count() == 1


@ROLLED_BACK
def test_the_answer_carries_the_receipt_of_the_ledger_both_times():
    planner = make.sign_in("330000.planner")
    form = make.plan_form(planner)
    for _ in range(2):
        text = planner.post("/draws/new/", form, follow=True).content.decode()
        assert "回执：台账 330000/" in text
    assert "没有重复办理" in text


@ROLLED_BACK
def test_a_form_with_a_mistake_may_be_corrected_and_sent_under_the_same_key():
    planner = make.sign_in("330000.planner")
    form = make.plan_form(planner)
    assert planner.post("/draws/new/", {**form, "title": ""}).status_code == 200
    assert not Submission.objects.exists()
    assert planner.post("/draws/new/", form).status_code == 302


@ROLLED_BACK
def test_a_refused_act_leaves_neither_the_act_nor_the_key():
    planner = make.sign_in("330000.planner")
    draw = make.drawn_draw()
    key = make.plan_form(planner)["submission"]
    response = planner.post(f"/draws/{draw.pk}/draw/", {"submission": key})
    assert response.status_code == 409
    assert not Submission.objects.exists()


@ROLLED_BACK
def test_a_form_changed_after_it_was_sent_is_not_taken_for_the_same():
    planner = make.sign_in("330000.planner")
    form = make.plan_form(planner)
    planner.post("/draws/new/", form)
    changed = planner.post("/draws/new/", {**form, "title": "另一个名称"})
    assert changed.status_code == 409
    assert "之后的改动没有提交" in changed.content.decode()
    assert Draw.objects.count() == 1


@ROLLED_BACK
def test_a_key_of_one_address_does_nothing_at_another():
    planner = make.sign_in("330000.planner")
    form = make.plan_form(planner)
    planner.post("/draws/new/", form)
    draw = Draw.objects.get()
    response = planner.post(f"/draws/{draw.pk}/freeze/", {"submission": form["submission"]})
    assert response.status_code == 409
    assert Draw.objects.get().stage == "planned"


@ROLLED_BACK
@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("forged", "提交编号无效"),
        (signing.dumps(["x", 0], salt=submissions.SALT), "以另一个岗位打开"),
        (signing.dumps(["x", 0], salt="another"), "提交编号无效"),
    ],
    ids=["forged", "of another post", "of another salt"],
)
def test_a_key_that_is_not_of_this_person_is_refused_with_the_cure(key, sentence):
    planner = make.sign_in("330000.planner")
    response = planner.post("/draws/new/", {**make.plan_form(planner), "submission": key})
    assert response.status_code == 409
    assert sentence in response.content.decode()
    assert not Draw.objects.exists()


@ROLLED_BACK
def test_an_expired_form_is_refused_and_says_so(monkeypatch):
    planner = make.sign_in("330000.planner")
    form = make.plan_form(planner)
    monkeypatch.setattr(submissions, "VALID_FOR", -1)
    response = planner.post("/draws/new/", form)
    assert "超过 12 小时" in response.content.decode()
    assert not Draw.objects.exists()


@ROLLED_BACK
def test_the_same_file_under_one_key_is_one_upload_and_another_file_is_told_apart():
    clerk = make.sign_in("clerk1")
    text = clerk.get("/registers/uploads/").content.decode()
    key = re.search(r'name="submission" value="([^"]+)"', text).group(1)
    answers = []
    for name in ("certificates.csv", "certificates.csv", "certificates.xlsx"):
        with make.sample(name).open("rb") as file:
            answers.append(clerk.post("/registers/uploads/", {"submission": key, "file": file}))
    assert [answer.status_code for answer in answers] == [302, 302, 409]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_two_clicks_at_the_same_moment_plan_one_draw(own_database):
    planner = make.sign_in("330000.planner")
    form = make.plan_form(planner)
    answers: list[str] = []

    def click() -> None:
        again = Client()
        again.cookies = planner.cookies
        answers.append(again.post("/draws/new/", form).headers["Location"])
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert len(set(answers)) == 1
    assert Draw.objects.count() == 1
