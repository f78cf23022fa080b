"""How many queries a page takes, whatever stands on it: more rows never mean more queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import make
from make_registers import certificate
from pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def queries(browser, address):
    with CaptureQueriesContext(connection) as found:
        read(browser, address)
    return len(found)


def grown(who, address, grow):
    """The queries of a page before and after more stands on it."""
    browser = make.sign_in(who) if who else Client()
    before = queries(browser, address)
    grow()
    return before, queries(browser, address)


def draws():
    for _ in range(3):
        make.planned_draw()
        make.frozen_draw()


@pytest.mark.parametrize(
    ("account", "address", "most"),
    [
        ("330000.planner", "/inbox/", 5),
        ("330000.planner", "/inbox/?tab=waiting", 6),
        ("330000.planner", "/inbox/?tab=unit", 7),
        ("330000.planner", "/draws/", 10),
        ("330000.planner", "/ledger/", 13),
        ("330000.planner", "/risk/classes/", 8),
        ("", "/public/draws/", 3),
        ("", "/", 2),
    ],
)
def test_more_draws_do_not_mean_more_queries(account, address, most):
    draws()
    before, after = grown(account, address, draws)
    assert before == after <= most


def more_tasks():
    for task in make.tasks():
        if task.authority.level == 4:
            make.finding(task)
            make.published(task)


@pytest.mark.parametrize(
    ("account", "address", "most"),
    [
        ("330000.planner", "/inbox/?tab=waiting", 6),
        ("330000.planner", "/inspections/", 10),
        ("330000.head", "/inbox/?tab=unit", 10),
        ("", "/public/results/", 3),
        ("", "/public/results.json", 1),
        ("", "/", 2),
    ],
)
def test_more_tasks_and_results_do_not_mean_more_queries(account, address, most):
    more_tasks()
    before, after = grown(account, address, more_tasks)
    assert before == after <= most


def inbox_of(role):
    code = make.tasks()[0].authority.code
    return make.person_of(role, code)


@pytest.mark.parametrize(
    ("role", "most"), [("officer", 5), ("reviewer", 5), ("case_handler", 14), ("head", 12)]
)
def test_a_fuller_inbox_takes_no_more_queries(role, most):
    who = inbox_of(role)

    def fill():
        for task in make.tasks():
            if task.authority.code == who.unit.code:
                make.finding(task)
                if role != "officer":
                    make.entered(task)

    fill()
    before, after = grown(who, "/inbox/", fill)
    assert before == after <= most


def test_more_findings_on_a_task_take_no_more_queries():
    task = make.task()

    def find():
        for offence in ("CM-07", "CM-02"):
            make.finding(task, offence=offence)

    find()
    before, after = grown(make.lead_of(task), f"/inspections/{task.pk}/", find)
    assert before == after <= 17


def test_a_larger_draw_takes_no_more_queries():
    small = make.tasks(rates=dict.fromkeys("ABCDU", 1))[0].drawn.draw
    large = make.tasks(rates=dict.fromkeys("ABCDU", 2000))[0].drawn.draw
    planner = make.sign_in("330000.planner")
    assert queries(planner, f"/draws/{small.pk}/") == queries(planner, f"/draws/{large.pk}/") <= 13
    public = Client()
    few, many = (queries(public, f"/public/draws/{draw.pk}/") for draw in (small, large))
    assert few == many <= 6


def test_the_page_of_a_planned_draw_does_not_ask_object_by_object():
    draw = make.planned_draw()
    assert queries(make.sign_in("330000.planner"), f"/draws/{draw.pk}/") <= 13


def test_a_clue_with_its_ruling_takes_few_queries():
    clue = make.clue()
    assert queries(make.sign_in(make.head_of(clue)), f"/cases/{clue.pk}/") <= 29


def test_more_uploads_take_no_more_queries():
    def send():
        for n in range(3):
            make.received(b"%d %d" % (n, id(object())))

    send()
    before, after = grown("clerk1", "/registers/uploads/", send)
    assert before == after <= 8


def test_more_versions_of_a_certificate_take_no_more_queries():
    make.accepted(certificate())
    address = f"/registers/certificates/{certificate().number}/"

    def change():
        for status in ("02", "03"):
            make.accepted(certificate(status=status))

    before, after = grown("clerk1", address, change)
    assert before == after <= 8


def test_a_certificate_is_looked_up_in_two_queries():
    make.accepted(certificate())
    assert queries(Client(), f"/certificate/{certificate().number}/") <= 2
    assert queries(Client(), f"/certificate/{certificate().number}.json") <= 1
