"""What the public sees of a result: object, item, result, authority, day; nothing else."""

from datetime import timedelta

import pytest
from django.test import Client

import make
from pages import read
from refusals import refused
from renjian_site.kit.statements import Statement
from renjian_site.publicity import commands, public_queries
from renjian_site.publicity.models import Notice
from renjian_site.registers import public_queries as registers

pytestmark = pytest.mark.django_db
SECRET = ("现场看到的事实", "只供内部的说明")


@pytest.fixture
def task():
    found = make.task()
    make.finding(found)
    return make.published(found)


def test_a_result_stands_on_the_portal(task):
    text = read(Client(), "/public/results/")
    assert task.organisation.name in text
    assert task.organisation.uscc in text
    assert task.authority.name in text
    assert "发现问题待后续处理" in text
    assert make.today().isoformat() in text


@pytest.mark.parametrize("address", ["/public/results/", "/public/results.json", "/"])
def test_findings_notes_and_officers_are_not_shown(task, address):
    text = read(Client(), address)
    hidden = (*SECRET, task.lead.name, task.second.name, "CM-07", task.lead.card_number)
    assert [word for word in hidden if word in text] == []


def test_before_it_is_published_nothing_is_shown():
    task = make.entered(make.task())
    assert task.organisation.name not in read(Client(), "/public/results/")
    assert Client().get("/public/results.json").json() == {"results": []}


def test_a_program_gets_the_same_fields(task):
    (found,) = Client().get("/public/results.json").json()["results"]
    assert set(found) == {
        *("name", "uscc", "authority", "published_at", "item", "results", "inspected_on"),
    }
    assert found["results"] == ["发现问题待后续处理"]


@pytest.mark.parametrize("words", ["name", "uscc"])
def test_results_are_found_by_name_and_code(task, words):
    asked = task.organisation.name[:6] if words == "name" else task.organisation.uscc.lower()
    assert task.organisation.name in read(Client(), f"/public/results/?q={asked}")


def test_a_search_that_finds_nothing_says_so(task):
    text = read(Client(), "/public/results/?q=没有这家")
    assert task.organisation.name not in text
    assert "没有符合条件的结果" in text


def test_the_page_of_a_certificate_shows_the_results_of_its_holder(task):
    number = task.organisation.certificates.first().number
    assert "发现问题待后续处理" in read(Client(), f"/certificate/{number}/")


def test_a_certificate_brings_the_notices_about_its_holder_newest_first(task, at):
    Notice.objects.update(published_at=at - timedelta(days=9), uscc=task.organisation.uscc)
    another = next(each for each in make.tasks() if each.pk != task.pk)
    make.published(another)
    Notice.objects.update(uscc=task.organisation.uscc)
    number = task.organisation.certificates.first().number
    found, notices = registers.certificate_with_notices(number, make.today())
    days = [notice.published_at for notice in notices]
    assert (found.number, len(days), days) == (number, 2, sorted(days, reverse=True))
    assert notices[1].content == Notice.objects.get(published_at=days[1]).content


def test_the_page_of_a_certificate_asks_one_question(task, monkeypatch, django_assert_num_queries):
    asked = []
    really = Statement.ask
    monkeypatch.setattr(Statement, "ask", lambda *own, **by: asked.append(by) or really(*own, **by))
    number = task.organisation.certificates.first().number
    with django_assert_num_queries(0):  # none beside the statement
        read(Client(), f"/certificate/{number}/")
    assert asked == [{"number": number}]


def test_a_notice_that_was_taken_down_is_kept_and_not_shown(task, at):
    Notice.objects.update(taken_down_at=at)
    assert task.organisation.name not in read(Client(), "/public/results/")
    assert not public_queries.of_subject(task.organisation.uscc).exists()
    number = task.organisation.certificates.first().number
    assert "发现问题待后续处理" not in read(Client(), f"/certificate/{number}/")
    assert Notice.objects.count() == 1


def test_the_newest_notice_comes_first(at):
    first, second = make.tasks()[:2]
    make.published(first)
    make.published(second)
    names = [notice.subject_name for notice in public_queries.notices()]
    assert names == [second.organisation.name, first.organisation.name]


def test_the_same_matter_is_made_public_once(task, at):
    notice = Notice.objects.get()
    new = commands.NewNotice("spot_check_result", notice.subject, "某公司", notice.uscc, {})
    with refused("publicity.already"):
        commands.publish(make.person_of("reviewer", task.authority.code), new, at=at)
    assert Notice.objects.count() == 1


def test_making_public_is_in_the_ledger_with_what_it_is_about(at):
    reviewer = make.actor("330110.reviewer")
    new = commands.NewNotice("spot_check_result", "task:0", "某公司", "X", {})
    notice = commands.publish(reviewer, new, at=at)
    entry = make.newest_entry(reviewer)
    assert (entry["subject"], entry["details"]) == (f"notice:{notice.pk}", {"about": "task:0"})


def test_a_long_list_comes_in_pages(at):
    reviewer = make.actor("330110.reviewer")
    for n in range(31):
        new = commands.NewNotice("spot_check_result", f"task:{n}", f"公司{n}号", "X", {})
        commands.publish(reviewer, new, at=at)
    text = read(Client(), "/public/results/?page=2&q=公司")
    assert "第 2 页，共 2 页" in text
    assert "?page=1&q=%E5%85%AC%E5%8F%B8" in text
    assert len(Client().get("/public/results.json").json()["results"]) == 30
