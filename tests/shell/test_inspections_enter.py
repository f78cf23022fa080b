"""Entering a result: by the officers drawn, of the eight texts, on a day that can be."""

from datetime import timedelta

import pytest
from django.utils import timezone

import make
from pages import press, read, status_of, why_not
from refusals import refused
from renjian.kernel.calendar import published
from renjian.publicity.periods import publish_due_on
from renjian_site.draws.models import Draw
from renjian_site.inspections import commands
from renjian_site.inspections.models import Result, Task
from renjian_site.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def task():
    return make.task()


def enter(task, at, *codes, actor=None, days=0, note=""):
    day = make.today() + timedelta(days=days)
    result = commands.NewResult(codes, day, note)
    return commands.enter_result(actor or make.lead_of(task), task.pk, result, at=at)


def test_a_result_waits_for_its_review(task, at):
    result = enter(task, at, "8", "5", note="说明")
    task.refresh_from_db()
    assert task.stage == "to_review"
    assert (result.codes, result.note, result.inspected_on) == (["5", "8"], "说明", make.today())
    assert result.entered_by_id == task.lead_id


def test_the_day_by_which_it_must_be_public_follows_from_the_visit(task, at):
    result = enter(task, at, "1")
    assert result.publish_due_on == publish_due_on(make.today(), published()).on


def test_entering_is_one_entry_with_the_codes(task, at):
    enter(task, at, "8")
    entry = make.newest_entry(make.lead_of(task))
    assert (entry["act"], entry["subject"]) == ("result.entered", f"task:{task.pk}")
    assert entry["details"] == {"number": task.number, "codes": ["8"]}


def test_the_second_officer_may_enter_it_too(task, at):
    result = enter(task, at, "1", actor=make.actor(task.second.account))
    assert result.entered_by_id == task.second_id


def others(task):
    officers = make.posts_on(make.today()).filter(authority=task.authority, role="officer")
    drawn = [task.lead_id, task.second_id]
    return [make.actor_of(post) for post in officers.exclude(person_id__in=drawn)]


def test_an_officer_who_was_not_drawn_may_not(task, at):
    before = Entry.objects.count()
    colleague = others(task)[0]
    with refused("task.not-drawn") as caught:
        enter(task, at, "1", actor=colleague)
    assert task.lead.name in caught.value.reasons[0].text
    assert (Result.objects.count(), Entry.objects.count()) == (0, before)


def test_the_page_tells_an_officer_who_was_not_drawn_why(task):
    colleague = make.sign_in(others(task)[0])
    text = read(colleague, f"/inspections/{task.pk}/")
    assert "为什么不能录入" in text
    assert f'action="/inspections/{task.pk}/result/"' not in text
    found = why_not(
        colleague,
        f"/inspections/{task.pk}/result/",
        codes=["1"],
        inspected_on=make.today().isoformat(),
    )
    assert found == ["task.not-drawn"]


def test_a_drawn_officer_whose_post_has_ended_may_not(task):
    lead = make.sign_in(make.lead_of(task))
    make.end_posts(person=task.lead)
    address = f"/inspections/{task.pk}/result/"
    response = lead.post(address, {"codes": ["1"], "inspected_on": make.today().isoformat()})
    assert response.headers["Location"].startswith("/sign-in/")
    assert not Result.objects.exists()


def test_a_stranger_does_not_even_find_the_task(task, at):
    with pytest.raises(Task.DoesNotExist):
        enter(task, at, "1", actor=make.actor("469001.officer1"))


@pytest.mark.parametrize("act", ["result", "findings"])
def test_for_a_stranger_the_task_is_not_found(task, act):
    stranger = make.sign_in("469001.officer1")
    fields = {"codes": ["1"], "inspected_on": make.today().isoformat()}
    assert status_of(stranger, f"/inspections/{task.pk}/{act}/", by="post", **fields) == 404


@pytest.mark.parametrize(
    ("codes", "reasons"),
    [
        ((), ["inspection.result.none"]),
        (("9",), ["inspection.result.unknown"]),
        (("1", "5"), ["inspection.result.alone"]),
        (("1", "9"), ["inspection.result.unknown", "inspection.result.alone"]),
    ],
)
def test_codes_that_cannot_stand_are_refused(task, at, codes, reasons):
    with refused(*reasons):
        enter(task, at, *codes)
    task.refresh_from_db()
    assert task.stage == "empty"


def test_no_problem_cannot_stand_beside_a_finding(task, at):
    make.finding(task)
    with refused("inspection.result.findings") as caught:
        enter(task, at, "1")
    assert caught.value.reasons[0].values["findings"] == 1


def drawn_ago(task, days):
    moment = timezone.now() - timedelta(days=days)
    Draw.objects.filter(drawn=task.drawn_id).update(drawn_at=moment)


@pytest.mark.parametrize(("days", "is_right"), [(1, False), (0, True), (-3, True), (-4, False)])
def test_a_visit_lies_between_the_draw_and_today(task, at, days, is_right):
    drawn_ago(task, 3)
    if is_right:
        assert enter(task, at, "1", days=days)
        return
    with refused("result.wrong-day"):
        enter(task, at, "1", days=days)


def test_all_reasons_are_told_at_once(task, at):
    with refused("inspection.result.alone", "result.wrong-day"):
        enter(task, at, "1", "2", days=1)


def test_a_result_that_waits_for_review_is_not_entered_again(task, at):
    enter(task, at, "1")
    with refused("inspection.result.stage"):
        enter(task, at, "8")
    assert Result.objects.get().codes == ["1"]


def test_the_form_says_what_is_missing_and_keeps_what_was_filled_in(task):
    lead = make.sign_in(make.lead_of(task))
    response = lead.post(f"/inspections/{task.pk}/result/", {"note": "已经写好的说明"})
    text = response.content.decode()
    assert response.status_code == 200
    assert "还没有选择检查结果。请至少选择一项。" in text
    assert "已经写好的说明" in text
    assert not Result.objects.exists()


@pytest.mark.parametrize("fields", [{"codes": ["9"]}, {"inspected_on": "2026-02-30"}], ids=str)
def test_the_form_takes_only_what_it_offers(task, fields):
    lead = make.sign_in(make.lead_of(task))
    usual = {"codes": ["1"], "inspected_on": make.today().isoformat(), "note": ""}
    response = lead.post(f"/inspections/{task.pk}/result/", {**usual, **fields})
    assert response.status_code == 200
    assert not Result.objects.exists()


def test_a_result_is_entered_on_the_page(task):
    lead = make.sign_in(make.lead_of(task))
    text = press(
        lead,
        f"/inspections/{task.pk}/result/",
        codes=["1"],
        inspected_on=make.today().isoformat(),
        note="<b>好</b>",
    )
    assert "结果已提交，等待审核。" in text
    assert "&lt;b&gt;好&lt;/b&gt;" in text
    assert "未发现问题" in text
