"""The inbox: what each role has to do now, those due soonest first."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

import make
from make_registers import certificate
from pages import read
from renjian.authorities.posts import Role
from renjian_site.cases import commands as cases
from renjian_site.cases.models import Clue
from renjian_site.console import inbox as inbox_module
from renjian_site.console.inbox import count, inbox
from renjian_site.inspections import commands as inspections
from renjian_site.inspections.models import Task
from renjian_site.registers.models import Upload

pytestmark = pytest.mark.django_db
# Of a page of any kind, whatever waits.
# One statement for all that waits; of a clerk besides, whether the month's report is due, and whose;
# of a head, in which clues others take part.
QUERIES_TO_COUNT = {
    Role.CLERK: 3,
    Role.PLANNER: 1,
    Role.OFFICER: 1,
    Role.REVIEWER: 1,
    Role.CASE_HANDLER: 1,
    Role.HEAD: 2,
}


def items(actor):
    return inbox(actor, make.today())


def matters(actor):
    return [item.matter for item in items(actor)]


def long_ago():
    Upload.objects.update(checked_at=timezone.now() - timedelta(days=70))


def test_a_clerk_is_reminded_of_the_report_of_the_month():
    clerk = make.actor("clerk1")
    assert items(clerk) == []
    long_ago()
    (item,) = items(clerk)
    assert (item.matter, item.act, item.url) == (
        "本月证书信息报告",
        "上传",
        "/registers/uploads/",
    )


def test_after_the_report_is_accepted_the_clerk_has_nothing_to_do():
    long_ago()
    make.accepted(certificate())
    assert items(make.actor("clerk1")) == []
    assert matters(make.actor("clerk2")) == ["本月证书信息报告"]


def test_a_refused_report_waits_for_its_clerk():
    upload = make.refused(name="三月.csv")
    (item,) = items(make.actor("clerk1"))
    assert (item.matter, item.detail) == ("改正证书报告", "三月.csv")
    assert item.url == f"/registers/uploads/{upload.pk}/"


@pytest.mark.parametrize(
    ("maker", "act"),
    [
        (make.planned_draw, "核对并冻结"),
        (make.frozen_draw, "抽取"),
        (make.drawn_draw, "下发检查任务"),
    ],
)
def test_a_planner_sees_the_next_step_of_each_draw(maker, act):
    draw = maker()
    (item,) = items(make.actor("330000.planner"))
    assert (item.matter, item.act, item.due) == (draw.title, act, draw.from_on)
    assert item.url == f"/draws/{draw.pk}/"
    assert items(make.actor("460000.planner")) == []


def test_a_draw_that_was_handed_out_is_done():
    make.task()
    assert items(make.actor("330000.planner")) == []


@pytest.mark.parametrize("seat", ["lead", "second"])
def test_both_officers_see_the_task_until_its_result_is_entered(seat):
    task = make.task()
    officer = make.actor(getattr(task, seat).account)
    (item,) = [one for one in items(officer) if one.url == f"/inspections/{task.pk}/"]
    assert (item.subject, item.act, item.due) == (
        task.organisation.name,
        "录入结果",
        task.due_on,
    )
    make.entered(task)
    assert item not in items(officer)


def test_a_result_that_was_sent_back_is_there_again(at):
    task = make.entered(make.task())
    lead = make.lead_of(task)
    reviewer = make.person_of("reviewer", task.authority.code)
    before = len(items(lead))
    inspections.send_back(reviewer, task.pk, "请核对", at=at)
    assert len(items(lead)) == before + 1


def test_a_reviewer_sees_the_results_that_wait_with_the_day_they_must_be_public():
    task = make.entered(make.task())
    reviewer = make.person_of("reviewer", task.authority.code)
    (item,) = items(reviewer)
    assert (item.subject, item.due) == (task.organisation.name, task.result.publish_due_on)
    assert items(make.actor("469001.reviewer")) == []


def test_a_published_result_is_done():
    task = make.published(make.task())
    assert items(make.person_of("reviewer", task.authority.code)) == []


def test_a_case_handler_sees_findings_once_the_result_is_entered():
    finding = make.finding()
    handler = make.person_of("case_handler", finding.task.authority.code)
    assert items(handler) == []
    make.entered(finding.task)
    (item,) = items(handler)
    assert (item.act, item.url) == ("登记线索", f"/cases/from-finding/{finding.pk}/")


def test_a_clue_waits_for_handler_and_head_with_its_clause():
    clue = make.clue()
    for actor, act in ((make.handler_of(clue), "核查线索"), (make.head_of(clue), "决定是否立案")):
        (item,) = items(actor)
        assert (item.act, item.due, item.clause) == (act, clue.verify_due_on, "PROC 18")


def test_a_filed_case_waits_for_nobody_here():
    clue = make.case().clue
    assert items(make.handler_of(clue)) == items(make.head_of(clue)) == []


def test_a_clue_that_went_up_waits_above_and_no_longer_below(at):
    movement = make.moved_clue()
    below = make.person_of("head", movement.from_authority.code)
    above = make.actor("000000.handler1")
    assert items(below) == []
    assert matters(above) == ["接收移交的线索"]
    cases.receive(above, movement.pk, at=at)
    assert matters(above) == ["线索核查"]


def test_what_is_due_sooner_comes_first_and_what_has_no_clock_last():
    finding = make.finding()
    make.entered(finding.task)
    handler = make.person_of("case_handler", finding.task.authority.code)
    first, second = clues_of(finding, handler)
    Clue.objects.filter(pk=first.pk).update(verify_due_on=make.today() + timedelta(days=30))
    found = items(handler)
    assert [item.detail for item in found] == [second.number, first.number, finding.task.number]
    assert found[-1].due is None


def clues_of(finding, handler):
    """Two clues from other findings of the same county, registered one after the other."""
    from renjian_site.inspections.models import Finding

    copies = []
    for _ in range(2):
        copy = Finding.objects.get(pk=finding.pk)
        copy.pk = None
        copy.save()
        copies.append(copy)
    return [cases.register_clue(handler, copy.pk, at=timezone.now()) for copy in copies]


def everything_waits():
    make.planned_draw()
    make.moved_clue()
    make.clue()
    task = make.finding().task
    make.entered(task)
    long_ago()


def people_with_something_to_do():
    posts = make.posts_on(make.today()).order_by("pk")
    found = {}
    for post in posts:
        actor = make.actor_of(post)
        if actor.role not in found and items(actor):
            found[actor.role] = actor
    return found


def test_what_waits_is_counted_without_being_fetched(django_assert_num_queries):
    everything_waits()
    people = people_with_something_to_do()
    for role, queries in QUERIES_TO_COUNT.items():
        with django_assert_num_queries(queries) as asked:
            counted = count(people[role], make.today())
        assert counted == len(items(people[role])) > 0
        assert sum("count(*)" in one["sql"] for one in asked.captured_queries) == 1, role


def test_every_page_counts_what_waits_and_none_lists_it(monkeypatch):
    make.planned_draw()
    monkeypatch.setattr(inbox_module, "inbox", None)
    text = read(make.sign_in("330000.planner"), "/draws/")
    assert re.search(r"待办 <b>1</b>", text)


def test_the_page_shows_the_items_with_their_clocks():
    task = make.task()
    Task.objects.filter(pk=task.pk).update(due_on=make.today())
    text = read(make.sign_in(make.lead_of(task)), "/inbox/")
    assert task.organisation.name in text
    assert "今天到期" in text


def test_an_empty_inbox_says_what_will_come():
    assert "待审核的结果会出现在这里" in read(make.sign_in("330110.reviewer"), "/inbox/")
    assert "可以导入风险分类，或者制定抽查计划" in read(make.sign_in("330000.planner"), "/inbox/")


@pytest.mark.parametrize("tab", ["waiting", "unit", "nonsense", ""])
def test_the_other_tabs_answer_for_every_role(tab):
    make.moved_clue()
    for account in ("clerk1", "330000.planner", "330110.head", "000000.handler1", "system"):
        assert read(make.sign_in(account), f"/inbox/?tab={tab}"), account


def test_what_was_sent_up_is_waited_for_below():
    movement = make.moved_clue()
    below = make.sign_in(make.person_of("head", movement.from_authority.code))
    assert movement.clue.number in read(below, "/inbox/?tab=waiting")


def test_the_open_tasks_of_a_unit_are_seen_by_all_its_posts_and_no_other():
    task = make.task()
    code = task.authority.code
    assert task.number in read(make.sign_in(make.person_of("head", code)), "/inbox/?tab=unit")
    assert task.number not in read(make.sign_in("469001.head"), "/inbox/?tab=unit")
