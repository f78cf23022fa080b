"""Objects that cannot be visited: the next in reserve comes, in public, and nobody chooses."""

import json

import pytest
from django.test import Client

import make
import make_voids
from pages import press, read, why_not
from refusals import reasons_against, refused
from renjian.draws.changes import replay
from renjian.kernel.refusal import Refused
from renjian_site.draws import commands as draws
from renjian_site.draws.documents import minutes
from renjian_site.draws.models import Draw
from renjian_site.draws.queries import drawn
from renjian_site.inspections import commands, queries
from renjian_site.inspections.models import Task
from renjian_site.kit.files import read as kept

pytestmark = pytest.mark.django_db
WHY = "抽取以前已经注销：登记机关 2026-11-20 核准注销"


@pytest.fixture
def planner():
    return make.actor(make_voids.PLANNER)


def record_of(draw):
    return json.loads(kept(draw.public_file))


def test_the_next_in_reserve_gets_a_task_and_the_old_one_is_over(planner, at):
    task = make.task()
    draw = task.drawn.draw
    (came,) = commands.replace_object(planner, task.pk, WHY, at=at)
    (part,) = record_of(draw)["strata"]
    assert f"org:{came.organisation.uscc}" == part["reserve"][0]["id"]
    task.refresh_from_db()
    assert (task.stage, came.stage) == ("replaced", "empty")
    assert (
        task.drawn.is_out is False
        or Draw.objects.get(pk=draw.pk).drawn.get(pk=task.drawn_id).is_out
    )


def test_the_new_object_is_visited_by_officers_of_its_own_unit(planner, at):
    task = make.task()
    (came,) = commands.replace_object(planner, task.pk, WHY, at=at)
    for person in came.team:
        assert person.posts.filter(authority=came.authority, role="officer").exists()


def test_the_change_is_public_and_follows_from_the_record(planner, at):
    task = make.task()
    draw = task.drawn.draw
    commands.replace_object(planner, task.pk, WHY, at=at)
    lines = Client().get(f"/public/draws/{draw.pk}-changes.jsonl").content.decode().splitlines()
    entries = [json.loads(line) for line in lines]
    standing = replay(record_of(draw), entries)
    assert standing.replaced == {f"org:{task.organisation.uscc}": entries[0]["by"]}
    text = read(Client(), f"/public/draws/{draw.pk}/")
    assert "登记机关 2026-11-20 核准注销" in text and "下载变更记录" in text


def test_a_replacement_changes_neither_how_many_were_drawn_nor_the_minutes(planner, at):
    task = make.task()
    number = task.drawn.draw.drawn.count()
    commands.replace_object(planner, task.pk, WHY, at=at)
    draw = Draw.objects.get(pk=task.drawn.draw_id)
    assert draw.drawn.count() == number + 1
    assert f"共 {number} 家" in read(Client(), f"/public/draws/{draw.pk}/")
    assert f"共 {number} 个对象" in str(minutes(draw, drawn(planner, draw.pk)).parts)


def test_a_change_that_was_altered_is_found(planner, at):
    task = make.task()
    draw = task.drawn.draw
    commands.replace_object(planner, task.pk, WHY, at=at)
    change = draw.changes.get()
    change.entry["by"] = "org:别人"
    change.save()
    with pytest.raises(Refused, match="第 1 项变更"):
        replay(record_of(draw), [change.entry])


def test_recusals_and_replacements_are_one_chain(planner, at):
    first, second = make.tasks()[:2]
    head = make.person_of("head", first.authority.code)
    commands.recuse_late(head, first.pk, first.lead_id, "亲属在该企业任职", at=at)
    commands.replace_object(planner, second.pk, WHY, at=at)
    draw = first.drawn.draw
    entries = [one.entry for one in draw.changes.all()]
    assert [one["kind"] for one in entries] == ["recuse", "replace"]
    assert "亲属在该企业任职" not in json.dumps(entries, ensure_ascii=False)
    assert replay(record_of(draw), entries).number == 2


def test_the_reserve_runs_out_and_that_is_said(planner, at):
    found = make.tasks()
    for task in found[:3]:
        assert len(commands.replace_object(planner, task.pk, WHY, at=at)) == 1
    assert commands.replace_object(planner, found[3].pk, WHY, at=at) == []


def test_the_planner_replaces_on_the_page_of_the_task(planner):
    task = make.task()
    browser = make.sign_in(planner)
    address = f"/inspections/{task.pk}/replace/"
    text = press(browser, address, ground="deregistered", facts="登记机关核准注销")
    assert "已按候补次序替换" in text


def test_after_something_was_seen_nothing_is_replaced(planner, at):
    task = make.task()
    make.finding(task)
    assert reasons_against(commands.replace_object, planner, task.pk, WHY, at=at) == [
        "task.replace-late"
    ]


def test_only_the_authority_that_drew_replaces(at):
    task = make.task()
    browser = make.sign_in(make.person_of("head", task.authority.code))
    assert why_not(browser, f"/inspections/{task.pk}/replace/") == ["kit.other-post"]
    with refused("task.replace-other-post"):
        commands.replace_object(make.actor("000000.planner"), task.pk, WHY, at=at)


def test_the_board_counts_the_new_object_and_not_the_old_one(planner, at):
    before = len(make.tasks())
    task = Task.objects.all()[0]
    commands.replace_object(planner, task.pk, WHY, at=at)
    lines = queries.progress(planner, task.drawn.draw_id, make.today())
    assert sum(line["all"] for line in lines) == before


# Estimates


def test_without_any_result_the_page_says_why_nothing_can_be_said(planner):
    draw = make.task().drawn.draw
    text = read(make.sign_in(planner), f"/inspections/estimates/{draw.pk}/")
    assert "一个结果也没有，不能推断全体" in text and "95% 区间" not in text
    told = queries.estimates(planner, draw, draw.item_code)
    assert {why.code for why in told} == {"desk.no-results"}


def test_results_give_a_share_with_its_interval(planner):
    found = make.tasks()
    make.finding(found[0])
    make.published(found[0], ("8",))
    for task in found[1:4]:
        make.published(task, ("1",))
    make.published(found[4], ("4",))
    draw = found[0].drawn.draw
    told = queries.estimates(planner, draw, draw.item_code)
    (whole,) = told.answers
    assert told.hit_rate == (1, 4)
    assert whole.share.value == pytest.approx(0.25)
    assert whole.interval.low < 0.25 < whole.interval.high
    assert told.bounds.lowest.value < 0.25 < told.bounds.highest.value
    text = read(make.sign_in(planner), f"/inspections/estimates/{draw.pk}/")
    assert "25.00%" in text and "命中率受抽查比例影响" in text and "只作参考" in text


def test_the_page_of_a_draw_leads_to_its_estimates(planner):
    task = make.task()
    text = read(make.sign_in(planner), f"/draws/{task.drawn.draw_id}/")
    assert f"/inspections/estimates/{task.drawn.draw_id}/" in text


def test_what_serves_another_item_after_a_replacement_keeps_its_task(planner, at):
    draw = make.planned_draw()
    wish = draws.Arrangement({"CI-04": dict.fromkeys(make.RATES, 2000)})
    draws.arrange_visits(planner, draw.pk, wish, at=at)
    draws.freeze(planner, draw.pk, at=at)
    draws.draw(planner, draw.pk, at=at)
    commands.take_up(planner, draw.pk, at=at)
    task = next(one for one in Task.objects.all() if len(one.items) == 2)
    before = Task.objects.count()
    commands.replace_object(planner, task.pk, WHY, at=at)
    assert Task.objects.count() == before + 1
    served = [len(one.items) for one in draw.drawn.filter(is_out=False)]
    assert served.count(2) == Draw.objects.get(pk=draw.pk).items_drawn["CI-07"]
