"""Every page can be read in English: Chinese is left only in names, law texts and our mark."""

import re

import pytest
from django.test import Client

import make
from pages import HAN
from renjian.risk.classes import HEADER
from renjian_site.authorities.models import Authority
from renjian_site.registers.models import Body

pytestmark = pytest.mark.django_db
# What stays Chinese on purpose: marked texts, and what people and the made-up country are called.
MARKED = re.compile(r'<(\w+)[^>]* lang="zh-Hans"[^>]*>.*?</\1>', re.DOTALL)
COLUMNS_OF_A_FILE = HEADER
OURS = re.compile(r'<span class="(?:rj-mark|mark)"[^>]*>鉴</span>')


def english(browser, address):
    response = browser.get(address, headers={"accept-language": "en"})
    assert response.status_code == 200, address
    return response.content.decode()


def left(text, *known):
    """The Chinese words on a page that are neither marked nor a known name."""
    text = OURS.sub("", MARKED.sub("", text))
    for word in sorted(filter(None, known), key=len, reverse=True):
        text = text.replace(str(word), "")
    return sorted({line.strip()[:80] for line in re.split(r"[<>\"]", text) if HAN.search(line)})


def own_words(actor):
    unit = [actor.unit.name, actor.unit.short_name] if actor.unit else []
    return [actor.name, *unit]


@pytest.mark.parametrize(
    ("account", "address"),
    [
        ("330000.planner", "/inbox/"),
        ("330000.planner", "/inbox/?tab=waiting"),
        ("330000.planner", "/inbox/?tab=unit"),
        ("330000.planner", "/draws/"),
        ("330000.planner", "/draws/new/"),
        ("330000.planner", "/risk/classes/"),
        ("330000.planner", "/inspections/"),
        ("330000.planner", "/cases/"),
        ("330000.planner", "/search/?q=nothing"),
        ("clerk1", "/inbox/"),
        ("330110.reviewer", "/inbox/"),
        ("330110.officer1", "/inbox/"),
        ("330110.handler", "/inbox/"),
        ("330110.head", "/inbox/"),
        ("330110.head", "/account/"),
        ("330110.head", "/account/password/"),
        ("330110.head", "/account/factors/"),
        ("330110.head", "/account/factors/telephone/"),
        ("330110.head", "/account/factors/passkey/"),
    ],
)
def test_a_page_without_names_is_english_throughout(account, address):
    actor = make.actor(account)
    text = english(make.sign_in(actor), address)
    assert left(text, *own_words(actor), *COLUMNS_OF_A_FILE) == []


@pytest.mark.parametrize("address", ["/", "/public/draws/", "/public/results/", "/sign-in/rules/"])
def test_a_public_page_is_english_throughout(address):
    assert left(english(Client(), address)) == []


def test_a_certificate_that_was_not_found_is_said_in_english():
    response = Client().get("/certificate/NONE/", headers={"accept-language": "en"})
    assert left(response.content.decode()) == []


@pytest.mark.parametrize("make_draw", [make.planned_draw, make.frozen_draw])
def test_the_page_of_a_draw_is_english(make_draw):
    planner = make.actor("330000.planner")
    draw = make_draw()
    text = english(make.sign_in(planner), f"/draws/{draw.pk}/")
    assert left(text, draw.title, draw.number, *own_words(planner)) == []


def test_the_public_page_of_a_draw_is_english():
    draw = make.drawn_draw()
    names = [one.organisation.name for one in draw.drawn.select_related("organisation")]
    text = english(Client(), f"/public/draws/{draw.pk}/")
    assert left(text, draw.title, draw.number, draw.authority.name, *names) == []


def test_the_page_of_a_task_is_english():
    task = make.task()
    lead = make.lead_of(task)
    make.finding(task)
    text = english(make.sign_in(lead), f"/inspections/{task.pk}/")
    words = [task.number, task.organisation.name, task.organisation.address]
    people = [task.lead.name, task.second.name, "现场看到的事实"]
    bodies = [held.body.name for held in task.organisation.certificates.all()]
    assert left(text, *words, *people, *bodies, *own_words(lead)) == []


def test_the_page_of_a_clue_is_english():
    clue = make.clue(against="issuer", offence="CB-01")
    head = make.head_of(clue)
    text = english(make.sign_in(head), f"/cases/{clue.pk}/")
    officers = make.posts_on(make.today()).filter(authority__code=clue.authority.code)
    people = [post.person.name for post in officers]
    words = [clue.number, clue.offender_name, clue.finding.facts, clue.finding.task.number]
    assert left(text, *words, *people, *own_words(head)) == []


def test_the_page_of_a_moved_clue_is_english():
    movement = make.moved_clue()
    clue, above = movement.clue, make.actor("000000.handler1")
    text = english(make.sign_in(above), f"/cases/{clue.pk}/")
    authorities = Authority.objects.filter(pk__in=[movement.from_authority_id, clue.authority_id])
    words = [clue.number, clue.offender_name, clue.finding.facts, clue.finding.task.number]
    names = [one.name for one in authorities]
    assert left(text, movement.number, *words, *names, *own_words(above)) == []


def test_several_penalties_in_one_sentence_are_english():
    Body.objects.update(is_designated=True)
    clue = make.clue(against="issuer", offence="CB-01")
    text = english(make.sign_in(make.head_of(clue)), f"/cases/{clue.pk}/")
    sentence = text.partition("possible penalties include")[2].partition("<")[0]
    assert sentence
    assert not HAN.search(sentence)


def test_the_ledger_is_english():
    planner = make.actor("330000.planner")
    draw = make.frozen_draw()
    text = english(make.sign_in(planner), "/ledger/")
    assert left(text, draw.number, *own_words(planner)) == []


def test_a_refusal_is_english():
    draw = make.planned_draw()
    make.end_posts(authority__code="330110", role="officer")
    browser = make.sign_in("330000.planner")
    response = browser.post(f"/draws/{draw.pk}/freeze/", headers={"accept-language": "en"})
    assert response.status_code == 409
    line = Authority.objects.filter(code__in=["330100", "330110"]).values_list("name", flat=True)
    assert left(response.content.decode(), *line, *own_words(make.actor("330000.planner"))) == []
