"""Handing out: what a draw drew becomes tasks of the authorities concerned, once."""

import pytest

import make
from pages import press, read, status_of, why_not
from refusals import refused
from renjian_site.draws.models import Draw
from renjian_site.inspections import commands, queries
from renjian_site.inspections.models import Task
from renjian_site.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def draw():
    return make.drawn_draw()


@pytest.fixture
def planner():
    return make.actor("330000.planner")


def test_every_drawn_object_becomes_a_task_of_its_place(draw, planner, at):
    assert commands.take_up(planner, draw.pk, at=at) == draw.drawn.count() > 0
    for task in Task.objects.select_related("drawn"):
        one = task.drawn
        assert task.organisation_id == one.organisation_id
        assert task.authority_id == one.authority_id
        assert (task.lead_id, task.second_id) == (one.lead_id, one.second_id)
        assert (task.stage, task.due_on) == ("empty", draw.to_on)


def test_tasks_are_numbered_by_the_authority_that_visits(draw, planner, at):
    commands.take_up(planner, draw.pk, at=at)
    for task in Task.objects.select_related("authority"):
        assert task.number.startswith(f"{task.authority.short_name}查〔{make.today().year}〕")


def test_the_page_says_how_many_went_out(draw, planner):
    text = press(make.sign_in(planner), f"/inspections/take-up/{draw.pk}/")
    assert f"已下发 {draw.drawn.count()} 项检查任务" in text
    assert '<li class="done">4 下发</li>' in text


def test_handing_out_is_one_entry_that_tells_of_the_draw_too(draw, planner, at):
    count = commands.take_up(planner, draw.pk, at=at)
    entry = make.newest_entry(planner)
    assert (entry["act"], entry["details"]) == ("tasks.handed-out", {"tasks": count})
    assert [act["act"] for act in entry["within"]] == ["draw.handed-out"]


def test_a_draw_is_handed_out_only_once(draw, planner, at):
    commands.take_up(planner, draw.pk, at=at)
    before = (Task.objects.count(), Entry.objects.count())
    with refused("draw.other-stage"):
        commands.take_up(planner, draw.pk, at=at)
    assert why_not(make.sign_in(planner), f"/inspections/take-up/{draw.pk}/") == [
        "draw.other-stage"
    ]
    assert (Task.objects.count(), Entry.objects.count()) == before


def test_a_draw_that_was_not_carried_out_has_nothing_to_hand_out(planner, at):
    with refused("draw.other-stage"):
        commands.take_up(planner, make.frozen_draw().pk, at=at)
    assert not Task.objects.exists()


def test_another_authority_cannot_hand_it_out(draw, at):
    with pytest.raises(Draw.DoesNotExist):
        commands.take_up(make.actor("460000.planner"), draw.pk, at=at)
    assert not Task.objects.exists()


@pytest.mark.parametrize("account", ["460000.planner", "000000.planner"])
def test_for_another_authority_the_draw_is_not_found(draw, account):
    stranger = make.sign_in(account)
    assert status_of(stranger, f"/inspections/take-up/{draw.pk}/", by="post") == 404


@pytest.mark.parametrize(
    ("account", "is_seen"),
    [
        ("330000.planner", True),
        ("000000.head", True),
        ("460000.planner", False),
        ("xpcc.head", False),
    ],
)
def test_tasks_are_seen_by_the_authorities_above_and_by_no_stranger(account, is_seen):
    task = make.task()
    person = make.sign_in(account)
    assert status_of(person, f"/inspections/{task.pk}/") == (200 if is_seen else 404)
    assert (task.number in read(person, "/inspections/")) is is_seen


def test_a_neighbouring_county_does_not_see_the_task():
    first, *others = [task for task in make.tasks() if task.authority.level == 4]
    other = next(task for task in others if task.authority_id != first.authority_id)
    neighbour = make.sign_in(make.person_of("head", other.authority.code))
    assert status_of(neighbour, f"/inspections/{first.pk}/") == 404
    assert status_of(neighbour, f"/inspections/{other.pk}/") == 200


def test_the_tasks_of_an_officer_are_those_they_were_drawn_for():
    for task in make.tasks():
        lead = make.lead_of(task)
        assert task in queries.assigned_to(lead)
        for found in queries.assigned_to(lead):
            assert lead.person_id in (found.lead_id, found.second_id)


def test_tasks_that_are_due_sooner_come_first():
    from datetime import timedelta

    make.tasks(to_on=make.today() + timedelta(days=60))
    make.tasks(to_on=make.today() + timedelta(days=5))
    due = list(queries.tasks(make.actor("330000.head")).values_list("due_on", flat=True))
    assert due == sorted(due)
    assert len(set(due)) == 2
