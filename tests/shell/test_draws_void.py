"""Giving a draw up: two people, in public, and without a second try at chance."""

import json

import pytest
from django.test import Client

import make
import make_voids
from pages import press, read, why_not
from refusals import reasons_against, refused
from renjian_site.console.inbox import inbox
from renjian_site.draws import commands, public_queries
from renjian_site.draws.models import Draw, Void
from renjian_site.inspections import commands as inspections
from renjian_site.inspections.models import Task
from renjian_site.kit.files import read as kept
from renjian_site.registers.models import Organisation

pytestmark = pytest.mark.django_db
REASON, DOCUMENT = make_voids.WISH.because, make_voids.WISH.document


@pytest.fixture
def planner():
    return make.actor(make_voids.PLANNER)


@pytest.fixture
def head():
    return make.actor(make_voids.HEAD)


def succeeding(planner, voided, at):
    outline = make.outline(succeeds=voided.pk)
    return commands.plan(planner, outline, at=at)


def test_the_planner_asks_and_the_head_decides_by_page(planner, head):
    draw = make.frozen_draw()
    asked = press(
        make.sign_in(planner), f"/draws/{draw.pk}/void/", because=REASON, document=DOCUMENT
    )
    assert "等待负责人决定" in asked
    text = press(make.sign_in(head), f"/draws/{draw.pk}/void/agree/")
    assert "本次抽查已作废" in text and REASON in text
    draw.refresh_from_db()
    assert draw.is_void


def test_the_wish_waits_in_the_inbox_of_the_head(head):
    draw = make_voids.asked(make.frozen_draw())
    assert f"/draws/{draw.pk}/" in {one.url for one in inbox(head, make.today())}


def test_nobody_decides_on_the_own_wish(planner, head, at):
    draw = make_voids.asked(make.frozen_draw())
    Void.objects.update(asked_by_id=head.person_id)
    assert reasons_against(commands.agree_to_void, head, draw.pk, at=at) == [
        "draw.void-same-person"
    ]


def test_only_the_head_decides(planner):
    draw = make_voids.asked(make.frozen_draw())
    assert why_not(make.sign_in(planner), f"/draws/{draw.pk}/void/agree/") == ["kit.other-post"]


def test_a_wish_is_asked_once_and_stops_the_draw(planner, at):
    draw = make_voids.asked(make.frozen_draw())
    with refused("draw.void-asked-already"):
        commands.ask_to_void(planner, draw.pk, make_voids.WISH, at=at)
    with refused("draw.void-waits"):
        commands.draw(planner, draw.pk, at=at)


def test_a_refused_wish_lets_the_draw_go_on(planner, head, at):
    draw = make_voids.asked(make.frozen_draw())
    commands.refuse_to_void(head, draw.pk, at=at)
    assert commands.draw(planner, draw.pk, at=at).stage == "drawn"
    with refused("draw.void-decided"):
        commands.agree_to_void(head, draw.pk, at=at)


def test_a_planned_draw_and_one_that_is_out_are_not_given_up(planner, at):
    planned, out = make.planned_draw(), make.drawn_draw()
    inspections.take_up(planner, out.pk, at=at)
    assert reasons_against(commands.ask_to_void, planner, planned.pk, make_voids.WISH, at=at) == [
        "draw.void-before-freeze"
    ]
    assert why_not(
        make.sign_in(planner), f"/draws/{out.pk}/void/", because=REASON, document=DOCUMENT
    ) == ["draw.void-handed-out"]


def test_a_void_draw_stays_public_with_its_record_and_its_reason():
    draw = make_voids.voided(make.drawn_draw())
    text = read(Client(), f"/public/draws/{draw.pk}/")
    assert REASON in text and DOCUMENT in text and "抽取结果" in text
    assert Client().get(f"/public/draws/{draw.pk}.json").json()["seed"]
    assert make_voids.verified(draw)


def test_what_a_void_draw_drew_becomes_no_task(planner, at):
    draw = make_voids.voided(make.drawn_draw())
    assert why_not(make.sign_in(planner), f"/inspections/take-up/{draw.pk}/") == [
        "draw.other-stage"
    ]
    assert not Task.objects.exists()


def test_a_draw_given_up_before_its_chance_publishes_what_it_would_have_been_drawn_from():
    draw = make_voids.voided(make.frozen_draw())
    lists = Client().get(f"/public/draws/{draw.pk}.json").json()
    assert len(lists["objects"]) == draw.plan["register_size"]
    assert "openings" not in lists


def test_the_ledger_says_that_the_chance_could_be_known(head):
    draw = make_voids.voided(make.drawn_draw())
    entry = make.newest_entry(head)
    assert (entry["act"], entry["details"]["after_seed"]) == ("draw.voided", True)
    assert draw.voids.get().is_after_seed


def test_a_draw_after_a_void_one_uses_the_same_seed_input(planner, at):
    before = make_voids.voided(make.drawn_draw())
    after = commands.freeze(planner, succeeding(planner, before, at).pk, at=at)
    assert after.plan["succeeds"] == before.plan_hash
    assert after.plan["beacon"] == before.plan["beacon"]
    drawn = commands.draw(planner, after.pk, at=at)
    seeds = [json.loads(kept(one.public_file))["seed"] for one in (before, drawn)]
    assert seeds[0] == seeds[1]
    assert make_voids.verified(drawn)


def test_a_draw_after_a_sealed_one_is_sealed_with_the_same_secret(planner, at):
    sealed = make_voids.frozen_with({"kind": "practice"}, is_sealed=True)
    before = make_voids.voided(commands.draw(planner, sealed.pk, at=at))
    after = commands.freeze(planner, succeeding(planner, before, at).pk, at=at)
    drawn = commands.draw(planner, after.pk, at=at)
    assert not drawn.is_published
    assert after.plan["sealed"] == before.plan["sealed"]
    seeds = [json.loads(kept(one.public_file))["seed"] for one in (before, drawn)]
    assert seeds[0] == seeds[1]
    assert "后来作废" in read(Client(), f"/public/draws/{before.pk}/")


def test_the_third_draw_goes_back_to_the_first_seed_input(planner, at):
    first = make_voids.voided(make.frozen_draw())
    second = commands.freeze(planner, succeeding(planner, first, at).pk, at=at)
    make_voids.voided(second)
    third = commands.freeze(planner, succeeding(planner, second, at).pk, at=at)
    assert third.plan["succeeds"] == first.plan_hash


def test_after_a_void_one_no_other_source_is_chosen(planner, at):
    before = make_voids.voided(make.frozen_draw())
    after = succeeding(planner, before, at)
    with refused("draw.same-source"):
        commands.choose_source(planner, after.pk, make_voids.DICE, False, at=at)


def test_what_differs_from_the_list_of_the_void_draw_is_public(planner, at):
    before = make_voids.voided(make.frozen_draw())
    gone = Draw.objects.get(pk=before.pk)
    leaf = Client().get(f"/public/draws/{gone.pk}.json").json()["objects"][0]
    Organisation.objects.filter(uscc=leaf["id"].removeprefix("org:")).update(open_matters=1)
    after = commands.freeze(planner, succeeding(planner, before, at).pk, at=at)
    assert public_queries.difference_of(after).removed == (leaf["id"],)
    text = read(Client(), f"/public/draws/{after.pk}/")
    assert "不再列入 1 个" in text and leaf["id"] in text


def test_a_void_draw_has_one_successor(planner, at):
    before = make_voids.voided(make.frozen_draw())
    succeeding(planner, before, at)
    with refused("draw.not-to-succeed"):
        succeeding(planner, before, at)
    with refused("draw.not-to-succeed"):
        succeeding(planner, make.frozen_draw(), at)


def test_the_plan_of_a_successor_takes_over_the_old_one_by_page(planner):
    before = make_voids.voided(make.frozen_draw(title="要替代的抽查"))
    browser, address = make.sign_in(planner), f"/draws/new/?after={before.pk}"
    assert "要替代的抽查" in read(browser, address)
    press(browser, address, **make.plan_form(browser, address))
    assert Draw.objects.get(succeeds=before).stage == "planned"
