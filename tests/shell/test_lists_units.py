"""Two filters of many lists: a unit with those below it or alone, and a situation as of today."""

import pytest

import make
import make_consultations as asks
from make_lists import seen
from pages import read
from renjian_site.console.lists import LISTS
from renjian_site.inspections.models import Task

pytestmark = pytest.mark.django_db
TASKS = LISTS["inspections:tasks"]


def found(query, listing=TASKS, who="000000.head"):
    return {row["pk"] for row in seen(listing, query, make.actor(who)).rows}


@pytest.fixture
def task(db):
    return make.task()


def parts(task):
    return [code for code in task.authority.path.split("/") if code]


def test_a_code_finds_the_unit_and_all_below_it(task):
    for code in parts(task):
        assert task.pk in found(f"size=200&unit={code}")
    assert not found("unit=460000")


def test_alone_it_finds_the_unit_itself(task):
    *above, own = parts(task)
    assert task.pk in found(f"size=200&unit={own}&unit_alone=1")
    for code in above:
        assert task.pk not in found(f"size=200&unit={code}&unit_alone=1")


def test_a_part_of_a_code_is_no_code(task):
    assert not found(f"unit={task.authority.code[:-1]}")


def test_a_name_finds_the_units_that_are_called_so(task):
    assert task.pk in found(f"size=200&unit={task.authority.name}")
    assert not found("unit=没有这个单位")


@pytest.mark.parametrize("query", ["unit_alone=2", "situation=nothing", "unit=" + "长" * 201])
def test_what_cannot_be_read_is_said(query):
    text = read(make.sign_in("000000.head"), f"/inspections/?{query}")
    assert f"未采用：{query.partition('=')[0]}" in text


def test_a_situation_is_that_of_today(task):
    assert task.pk in found("size=200&situation=open")
    assert task.pk not in found("size=200&situation=late")
    Task.objects.filter(pk=task.pk).update(due_on=make.today() - make.timedelta(days=1))
    assert found("situation=late") == {task.pk}


def test_the_box_for_the_unit_alone_is_there_once_a_unit_is_named():
    browser = make.sign_in("000000.head")
    assert "只看该单位本级" not in read(browser, "/inspections/")
    assert "只看该单位本级" in read(browser, "/inspections/?unit=330000")


def test_requests_are_found_by_who_asks_and_by_who_is_asked():
    request = asks.sent()
    listing = LISTS["consultations:consultations"]
    assert found(f"asker={asks.COUNTY}", listing) == {request.pk}
    assert found(f"unit={asks.CITY}&unit_alone=1", listing) == {request.pk}
    assert not found(f"unit={asks.COUNTY}", listing)
    assert found("situation=open", listing) == found("situation=waiting", listing) == {request.pk}
    assert not found("situation=late", listing)
