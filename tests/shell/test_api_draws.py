"""Draws and tasks for the programs of an authority, and what anybody may ask."""

import json
import subprocess
import sys

import pytest
from django.test import Client

import make
import make_api
from make_api import ROOT, got, problem
from renjian.draws import verify
from renjian_site.authorities.sessions import actor_of, posts_on

pytestmark = pytest.mark.django_db
PLANNER = "330000.planner"


@pytest.fixture
def program():
    return make_api.program(PLANNER)


def test_a_province_lists_its_draws_newest_first(program):
    first, second = make.planned_draw(), make.planned_draw()
    found = got(program.get(f"{ROOT}/draws"))["items"]
    assert [each["id"] for each in found] == [second.pk, first.pk]
    assert found[0]["stage"] == "planned" and found[0]["plan_hash"] == ""


def test_the_frozen_plan_is_shown_with_its_hash(program):
    draw = make.frozen_draw()
    found = got(program.get(f"{ROOT}/draws/{draw.pk}"))
    assert (found["plan_hash"], found["plan"]) == (draw.plan_hash, draw.plan)


def test_objects_come_with_ticket_and_two_officers(program):
    draw = make.drawn_draw()
    found = got(program.get(f"{ROOT}/draws/{draw.pk}/objects", {"limit": 200}))["items"]
    assert len(found) == draw.drawn.count()
    assert all(each["lead"]["card_number"] != each["second"]["card_number"] for each in found)
    assert [each["ticket"] for each in found] == list(
        draw.drawn.order_by("pk").values_list("ticket", flat=True)
    )


def test_the_record_is_the_one_that_was_hashed(program):
    draw = make.drawn_draw()
    kept = program.get(f"{ROOT}/draws/{draw.pk}/record")
    assert kept.content == Client().get(f"{ROOT}/public/draws/{draw.pk}/record").content
    assert json.loads(kept.content)["plan"] == draw.plan


def test_anybody_checks_the_record_of_the_api(tmp_path):
    draw = make.drawn_draw()
    record = tmp_path / "record.json"
    record.write_bytes(Client().get(f"{ROOT}/public/draws/{draw.pk}/record").content)
    command = [sys.executable, "-I", verify.__file__, str(record), "--plan-hash", draw.plan_hash]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_before_the_draw_there_is_no_record(program):
    draw = make.frozen_draw()
    for caller, path in ((program, "draws"), (Client(), "public/draws")):
        assert problem(caller.get(f"{ROOT}/{path}/{draw.pk}/record"), 404) == "api.not-found"


def test_a_planned_draw_is_no_business_of_the_public():
    make.planned_draw()
    assert got(Client().get(f"{ROOT}/public/draws"))["items"] == []


def test_the_draws_of_another_province_are_not_there():
    draw = make.drawn_draw()
    other = posts_on(make.today()).exclude(authority__path__contains="330000")
    stranger = actor_of(other.filter(role="planner", authority__level=2).first())
    for path in ("", "/objects", "/record"):
        response = make_api.program(stranger).get(f"{ROOT}/draws/{draw.pk}{path}")
        assert problem(response, 404) == "api.not-found"


def test_tasks_of_the_area_with_their_officers_as_card_numbers(program):
    tasks = make.tasks()
    found = got(program.get(f"{ROOT}/tasks", {"limit": 200}))["items"]
    assert {each["id"] for each in found} == {task.pk for task in tasks}
    assert found[0]["lead"] and found[0]["lead"] != found[0]["second"]


def test_tasks_are_chosen_by_their_state(program):
    done = make.entered(make.task())
    found = got(program.get(f"{ROOT}/tasks", {"stage": "to_review"}))["items"]
    assert [each["number"] for each in found] == [done.number]
    assert problem(program.get(f"{ROOT}/tasks", {"stage": "gone"}), 422) == "api.invalid"


def test_a_body_asks_for_no_tasks():
    response = make_api.program("clerk1").get(f"{ROOT}/tasks")
    assert problem(response, 403) == "api.permission"


def test_the_public_reads_published_results_only():
    assert got(Client().get(f"{ROOT}/public/results"))["items"] == []
    task = make.published(make.task())
    (found,) = got(Client().get(f"{ROOT}/public/results", {"q": task.organisation.uscc}))["items"]
    assert (found["uscc"], found["authority"]) == (task.organisation.uscc, task.authority.name)
    assert "只供内部的说明" not in str(found)


def test_the_public_asks_whether_a_certificate_is_valid():
    from renjian_site.registers.models import Certificate

    wanted = Certificate.objects.first()
    found = got(Client().get(f"{ROOT}/public/certificates/{wanted.number}"))
    assert found["number"] == wanted.number and isinstance(found["is_valid"], bool)
    assert problem(Client().get(f"{ROOT}/public/certificates/NONE"), 404) == "api.not-found"
