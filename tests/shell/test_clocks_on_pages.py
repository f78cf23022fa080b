"""Which clock runs on the page of a matter, and what a list says of one that was met."""

import pytest
from django.utils import timezone

import make
from pages import read
from renjian_site.inspections import commands as inspections

pytestmark = pytest.mark.django_db
MET = "rj-clock done"
RUNS = "rj-clock running"


def row(task):
    """The row of a task in the list of its planner."""
    text = read(make.sign_in("330000.planner"), f"/inspections/?q={task.number}")
    return text.partition("<tbody>")[2].partition("</tbody>")[0]


def page(task, role="reviewer"):
    return read(make.sign_in(make.person_of(role, task.authority.code)), f"/inspections/{task.pk}/")


def test_the_clock_of_a_task_is_met_by_its_result_and_runs_again_when_it_is_sent_back():
    task = make.task()
    assert RUNS in row(task) and MET not in row(task)
    make.entered(task, ("1",))
    assert MET in row(task) and "工作日完成" in row(task)
    reviewer = make.person_of("reviewer", task.authority.code)
    inspections.send_back(reviewer, task.pk, "照片不清", at=timezone.now())
    assert RUNS in row(task) and MET not in row(task)


def test_the_page_of_a_result_says_how_early_it_was_published():
    task = make.task()
    make.entered(task, ("1",))
    assert RUNS in page(task)
    inspections.publish_result(
        make.person_of("reviewer", task.authority.code), task.pk, at=timezone.now()
    )
    assert MET in page(task) and "工作日完成" in page(task)


def test_a_filed_case_shows_its_running_clock_and_that_of_the_clue_as_met():
    case = make.case()
    text = read(make.sign_in(make.head_of(case.clue)), f"/cases/{case.clue_id}/")
    assert RUNS in text and f'title="{case.due_on}"' in text
    assert MET in text and f'title="{case.clue.verify_due_on}"' in text


def test_who_sent_a_clue_up_is_not_told_when_its_case_was_filed():
    movement = make.moved_clue()
    sender = make.person_of("head", movement.from_authority.code)
    text = read(make.sign_in(sender), f"/cases/{movement.clue_id}/")
    assert MET not in text
