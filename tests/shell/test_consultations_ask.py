"""Asking the next level up: draft, send, receive, ask back, supplement, forward, take back."""

from datetime import timedelta

import pytest

import make
import make_consultations as asks
from make_consultations import CITY, COUNTY, PROVINCE, TOP, head
from refusals import refused
from renjian.consultations.deadlines import Topic, reply_limit
from renjian.kernel.calendar import published
from renjian_site.consultations import commands, queries
from renjian_site.consultations.models import Step
from renjian_site.kit.documents.models import Document

pytestmark = pytest.mark.django_db


def due(topic=Topic.LAW, own_days=15):
    return reply_limit(topic, make.today(), published(), own_days=own_days).due.on


@pytest.mark.parametrize("role", ["head", "officer", "reviewer", "case_handler"])
def test_anybody_of_the_unit_drafts_to_the_next_level_up(role, at):
    found = commands.draft(make.person_of(role, COUNTY), asks.request(), at=at)
    assert (found.authority.code, found.superior.code) == (COUNTY, CITY)
    assert (found.stage, found.number) == ("draft", "")


def test_a_draft_is_changed_until_it_is_sent(at):
    found = asks.draft()
    commands.redraft(make.person_of("officer", COUNTY), found.pk, asks.request(title="改"), at=at)
    found.refresh_from_db()
    assert found.title == "改"
    commands.send(head(), found.pk, at=at)
    with refused("consultation.sent-already"):
        commands.redraft(head(), found.pk, asks.request(), at=at)


def test_sending_gives_a_number_a_clock_and_a_document():
    found = asks.sent()
    short = found.authority.short_name
    assert found.number == f"{short}请〔{make.today().year}〕1号"
    assert (found.due_on, found.due_clause) == (due(), "")
    paper = Document.objects.get(subject=f"consultation:{found.pk}")
    assert (paper.number, paper.title) == (found.number, "请示")
    assert paper.content["addressee"] == found.superior.name


def test_the_document_says_what_is_asked_with_its_clauses():
    law = (commands.LegalQuestion("是否构成冒用？", "REG 59.1"),)
    found = asks.sent(legal_questions=law, matter="线索1号", own_opinion="应当处罚")
    parts = Document.objects.get(subject=f"consultation:{found.pk}").content["parts"]
    facts = dict(next(part["facts"] for part in parts if "facts" in part))
    assert facts["法律问题"] == "是否构成冒用？（《认证认可条例》第五十九条第一款）"
    assert (facts["所涉事项"], facts["本单位意见"]) == ("线索1号", "应当处罚")


def test_on_jurisdiction_the_clock_is_the_laws():
    found = asks.sent(topic=Topic.JURISDICTION)
    assert (found.due_on, found.due_clause) == (due(Topic.JURISDICTION), "PROC 16")


def test_elsewhere_the_clock_is_the_sites_own(settings):
    settings.REPLY_WORKING_DAYS = 3
    assert asks.sent().due_on == due(own_days=3)


def test_only_the_head_sends(at):
    with refused("consultation.other-post"):
        commands.send(make.person_of("case_handler", COUNTY), asks.draft().pk, at=at)


def test_a_wish_that_has_passed_is_refused_when_it_is_sent(at):
    found = asks.draft(wished_on=make.today() - timedelta(days=1))
    with refused("consultation.wish-past"):
        commands.send(head(), found.pk, at=at)
    assert not Document.objects.exists()


def test_the_state_administration_asks_nobody(at):
    with refused("consultation.no-superior"):
        commands.draft(head(TOP), asks.request(), at=at)


def test_anybody_of_the_superior_receives_it_and_the_clock_runs_on(at):
    found = asks.sent()
    before = found.due_on
    commands.receive(make.person_of("officer", CITY), found.pk, at=at)
    found.refresh_from_db()
    assert (found.stage, found.due_on) == ("received", before)


@pytest.mark.parametrize("code", [COUNTY, PROVINCE])
def test_nobody_else_receives_it(code, at):
    with refused("consultation.not-superior"):
        commands.receive(head(code), asks.sent().pk, at=at)


def test_asked_back_and_supplemented_the_clock_begins_anew(at):
    found = asks.late(asks.received())
    commands.ask_back(head(CITY), found.pk, "请补充证据", at=at)
    assert not queries.to_answer(head(CITY)).exists()
    commands.supplement(head(), found.pk, "已附照片", at=at)
    found.refresh_from_db()
    assert (found.stage, found.due_on) == ("received", due())
    assert list(found.steps.values_list("act", "note"))[2:] == [
        ("ask_back", "请补充证据"),
        ("supplement", "已附照片"),
    ]


def test_forwarded_it_is_the_next_ones_with_a_new_clock(at):
    found = asks.late(asks.received())
    commands.forward(head(CITY), found.pk, "我局倾向于第一种意见", at=at)
    found.refresh_from_db()
    assert (found.superior.code, found.stage, found.due_on) == (PROVINCE, "sent", due())
    assert list(queries.to_answer(head(PROVINCE))) == [found]
    assert not queries.to_answer(head(CITY)).exists()
    assert queries.consultations(head(CITY)).filter(pk=found.pk).exists()


def test_there_is_nobody_above_the_state_administration(at):
    found = asks.received(PROVINCE)
    with refused("consultation.top"):
        commands.forward(head(TOP), found.pk, "意见", at=at)


@pytest.mark.parametrize("act", ["ask_back", "forward"])
def test_what_goes_on_says_why(act, at):
    found = asks.received()
    with refused("consultation.no-note"):
        getattr(commands, act)(head(CITY), found.pk, " ", at=at)


def test_what_was_taken_back_stays_readable_and_waits_for_nobody(at):
    found = asks.received()
    commands.take_back(head(), found.pk, "已经自行解决", at=at)
    found.refresh_from_db()
    assert found.stage == "taken_back"
    assert not queries.to_answer(head(CITY)).exists()
    assert queries.consultations(head(CITY)).filter(pk=found.pk).exists()


def test_every_step_says_who_did_it_where():
    found = asks.received()
    steps = Step.objects.filter(consultation=found)
    assert [(s.act, s.authority.code, s.done_by) for s in steps] == [
        ("send", COUNTY, head().name),
        ("receive", CITY, head(CITY).name),
    ]


def test_an_act_is_in_the_ledger_of_who_did_it():
    found = asks.sent(title="关于标志的请示")
    entry = make.newest_entry(head())
    assert entry["act"] == "consultation.sent"
    assert entry["details"] == {
        "number": found.number,
        "to": CITY,
        "due": found.due_on.isoformat(),
    }


def test_a_refused_sending_leaves_nothing_behind(at):
    found = asks.sent()
    with refused("consultation.stage"):
        commands.send(head(), found.pk, at=at)
    assert Document.objects.count() == Step.objects.count() == 1
