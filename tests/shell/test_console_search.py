"""One search box: it finds what the actor may see, and nothing else."""

from collections import Counter

import pytest

import make
from pages import read, status_of
from renjian_site.console.search import search
from renjian_site.console.thread import thread
from renjian_site.registers.models import Certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return make.case()


def titles(account, words):
    return [hit.title for hit in search(make.actor(account), words)]


def test_a_case_is_found_by_its_own_number_and_that_of_its_clue(case):
    for words in (case.number, case.clue.number, case.clue.offender_code):
        assert case.number in titles("330000.head", words), words


def test_a_task_is_found_by_number_name_and_code(case):
    task = case.clue.finding.task
    for words in (task.number, task.organisation.name[:8], task.organisation.uscc.lower()):
        assert task.number in titles("330000.head", words), words


def test_a_draw_is_found_by_title_and_number(case):
    draw = case.clue.finding.task.drawn.draw
    assert draw.title in titles("330000.head", draw.number)
    assert draw.title in titles("330000.head", "有效性")


@pytest.mark.parametrize("account", ["460000.head", "xpcc.planner", "469001.officer1"])
def test_a_stranger_finds_nothing_of_it(case, account):
    task = case.clue.finding.task
    for words in (case.number, case.clue.number, task.number, task.drawn.draw.number):
        assert titles(account, words) == [], words


def test_a_clerk_finds_certificates_of_the_own_body_only(case):
    clerk = make.actor("clerk1")
    own = Certificate.objects.filter(body__approval_no=clerk.body).first()
    other = Certificate.objects.exclude(body__approval_no=clerk.body).first()
    assert titles("clerk1", own.number) == [own.number]
    assert titles("clerk1", other.number) == titles("clerk1", case.number) == []


def test_blanks_and_width_of_a_number_do_not_matter(case):
    number = Certificate.objects.filter(organisation__authority__code="330110").first().number
    wide = number.translate({ord(c): ord(c) + 0xFEE0 for c in number})
    assert titles("330110.head", wide) == titles("330110.head", number) == [number]


def test_a_single_hit_is_opened_at_once(case):
    number = Certificate.objects.filter(organisation__authority__code="330110").first().number
    response = make.sign_in("330110.head").get("/search/", {"q": number})
    assert response.headers["Location"] == f"/registers/certificates/{number}/"


def test_several_hits_are_listed_with_the_words_that_were_asked_for(case):
    text = read(make.sign_in("330000.head"), f"/search/?q={case.clue.offender_name[:6]}")
    assert case.number in text
    assert case.clue.finding.task.number in text


@pytest.mark.parametrize("words", ["", " ", "%", "_", "\\", "'", "<b>", "x" * 500, "没有的"])
def test_anything_else_finds_nothing_and_breaks_nothing(words):
    response = make.sign_in("330000.head").get("/search/", {"q": words})
    assert response.status_code == 200
    assert "<b>" not in response.content.decode().partition("<main")[2]


def test_no_kind_floods_the_page():
    hits = search(make.actor("000000.head"), "练习")
    counts = Counter(hit.kind for hit in hits)
    assert max(counts.values()) == 10


def test_a_certificate_number_with_a_slash_breaks_no_search():
    found = Certificate.objects.filter(organisation__authority__code="330110").first()
    Certificate.objects.filter(pk=found.pk).update(number="CQC/2026-01")
    assert titles("330110.head", "CQC/2026-01") == ["CQC/2026-01"]


def knots(account, case):
    return [(knot.kind, knot.url) for knot in thread(make.actor(account), "clue", case.clue_id)]


def test_the_thread_leads_from_the_draw_to_the_case(case):
    task = case.clue.finding.task
    assert knots("330000.head", case) == [
        ("抽查", f"/draws/{task.drawn.draw_id}/"),
        ("检查任务", f"/inspections/{task.pk}/"),
        ("线索", f"/cases/{case.clue_id}/"),
        ("立案", f"/cases/{case.clue_id}/"),
    ]


def test_task_and_clue_show_the_same_thread(case):
    actor = make.actor("330000.head")
    task_id = case.clue.finding.task_id
    one, two = thread(actor, "clue", case.clue_id), thread(actor, "task", task_id)
    assert [knot.title for knot in one] == [knot.title for knot in two]
    assert [knot.kind for knot in one if knot.is_here] == ["线索"]
    assert [knot.kind for knot in two if knot.is_here] == ["检查任务"]


@pytest.mark.parametrize("kind", ["clue", "task"])
def test_a_stranger_gets_no_thread(case, kind):
    pk = case.clue_id if kind == "clue" else case.clue.finding.task_id
    response = make.sign_in("460000.head").get(f"/thread/{kind}/{pk}/")
    assert response.status_code == 404 or case.clue.number not in response.content.decode()
    assert case.clue.offender_name not in response.content.decode()


@pytest.mark.parametrize("kind", ["case", "draw", "../clue"])
def test_there_is_no_thread_of_another_kind(case, kind):
    assert status_of(make.sign_in("330000.head"), f"/thread/{kind}/{case.clue_id}/") == 404


@pytest.mark.parametrize("kind", ["clue", "task"])
def test_a_clerk_gets_no_thread(case, kind):
    pk = case.clue_id if kind == "clue" else case.clue.finding.task_id
    assert status_of(make.sign_in("clerk1"), f"/thread/{kind}/{pk}/") in (404, 409)
