"""Carrying out a frozen draw: once, from the commitment alone."""

import json

import pytest

import make
from at_once import at_once
from pages import press, read, status_of, why_not
from refusals import refused
from renjian.kernel.refusal import Refused
from renjian_site.authorities.models import Person
from renjian_site.draws import commands
from renjian_site.draws.models import Draw, DrawnObject
from renjian_site.kit.files import keep
from renjian_site.kit.files import read as kept
from renjian_site.ledger.models import Entry


@pytest.fixture
def planner():
    return make.actor("330000.planner")


def record_of(draw, *, full=False):
    return json.loads(kept(draw.record_file if full else draw.public_file))


@pytest.mark.django_db
def test_the_drawn_objects_are_those_of_the_record_in_its_order(planner):
    draw = make.drawn_draw()
    teams = record_of(draw)["assignment"]["teams"]
    rows = draw.drawn.order_by("position").values_list(
        "organisation__uscc", "lead__card_number", "second__card_number"
    )
    assert [(f"org:{uscc}", lead, second) for uscc, lead, second in rows] == [
        (team["object"], team["lead"], team["second"]) for team in teams
    ]


@pytest.mark.django_db
def test_each_object_keeps_its_stratum_and_its_ticket(planner):
    draw = make.drawn_draw()
    selected = {
        one["id"]: (part["stratum"], one["ticket"])
        for part in record_of(draw)["strata"]
        for one in part["selected"]
    }
    rows = draw.drawn.values_list("organisation__uscc", "stratum", "ticket")
    assert {f"org:{uscc}": (stratum, ticket) for uscc, stratum, ticket in rows} == selected


@pytest.mark.django_db
def test_two_different_officers_of_the_place_go_to_each_object(planner):
    for one in make.drawn_draw().drawn.select_related("authority"):
        posts = Person.objects.filter(pk__in=[one.lead_id, one.second_id]).values_list(
            "posts__authority__code", "posts__role"
        )
        assert list(posts) == [(one.authority.code, "officer")] * 2


@pytest.mark.django_db
def test_the_page_shows_what_was_drawn(planner):
    draw = make.frozen_draw()
    text = press(make.sign_in(planner), f"/draws/{draw.pk}/draw/")
    drawn = list(DrawnObject.objects.filter(draw=draw).select_related("organisation", "lead"))
    assert f"抽取结果：{len(drawn)} 家" in text
    assert all(one.organisation.name in text and one.lead.name in text for one in drawn)


@pytest.mark.django_db
def test_the_ledger_holds_the_seed_and_the_record(planner):
    draw = make.drawn_draw()
    entry = make.newest_entry(planner)
    assert (entry["act"], entry["subject"]) == ("draw.drawn", f"draw:{draw.pk}")
    assert entry["details"] == {
        "seed": record_of(draw)["seed"],
        "record": draw.record_file,
        "objects": draw.drawn.count(),
    }


@pytest.mark.django_db
def test_a_planned_draw_cannot_be_drawn(planner, at):
    draw = make.planned_draw()
    with refused("draw.other-stage") as caught:
        commands.draw(planner, draw.pk, at=at)
    assert caught.value.reasons[0].values["stage"] == "已计划"
    assert not DrawnObject.objects.exists()


@pytest.mark.django_db
def test_there_is_no_second_draw(planner, at):
    draw = make.drawn_draw()
    before = (list(draw.drawn.values_list("pk", flat=True)), Entry.objects.count())
    assert why_not(make.sign_in(planner), f"/draws/{draw.pk}/draw/") == ["draw.other-stage"]
    assert (list(draw.drawn.values_list("pk", flat=True)), Entry.objects.count()) == before


@pytest.mark.django_db
def test_the_page_shows_that_there_is_no_second_draw(planner):
    text = read(make.sign_in(planner), f"/draws/{make.drawn_draw().pk}/")
    assert "抽取只有一次，重抽会让人怀疑挑选结果" in text


@pytest.mark.django_db
def test_the_planner_of_another_authority_cannot_draw(at):
    draw = make.frozen_draw()
    stranger = make.sign_in("460000.planner")
    assert status_of(stranger, f"/draws/{draw.pk}/draw/", by="post") == 404
    above = make.sign_in("000000.planner")
    assert status_of(above, f"/draws/{draw.pk}/draw/", by="post") == 404
    draw.refresh_from_db()
    assert draw.stage == "frozen"


@pytest.mark.django_db
def test_what_happens_after_the_freeze_does_not_change_the_draw(planner, at):
    draw = make.frozen_draw(rates=dict.fromkeys(make.RATES, 10_000))
    make.end_posts(authority__code="330110", role="officer")
    found = commands.draw(planner, draw.pk, at=at)
    assert found.drawn.filter(lead__account__startswith="330110.").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["objects", "officers"])
def test_a_list_changed_after_the_freeze_is_not_drawn_from(planner, at, part):
    draw = make.frozen_draw()
    package = json.loads(kept(draw.frozen_file))
    package[part] = package[part][1:]
    changed = keep([json.dumps(package).encode()]).sha256
    Draw.objects.filter(pk=draw.pk).update(frozen_file=changed)
    with refused("draws.record.changed"):
        commands.draw(planner, draw.pk, at=at)
    assert not DrawnObject.objects.exists()


@pytest.mark.django_db
def test_a_plan_changed_after_the_freeze_is_not_carried_out(planner, at):
    draw = make.frozen_draw()
    Draw.objects.filter(pk=draw.pk).update(plan={**draw.plan, "title": "另一个名称"})
    with refused("draws.record.plan"):
        commands.draw(planner, draw.pk, at=at)


@pytest.mark.django_db
def test_a_risk_class_changed_after_the_freeze_does_not_open_its_commitment(planner, at):
    draw = make.frozen_draw()
    package = json.loads(kept(draw.frozen_file))
    package["openings"][package["objects"][0]["id"]]["class"] = "D"
    changed = keep([json.dumps(package).encode()]).sha256
    Draw.objects.filter(pk=draw.pk).update(frozen_file=changed)
    with refused("draws.record.opening"):
        commands.draw(planner, draw.pk, at=at)


def test_two_draws_at_once_give_one_record(own_database, at):
    draw, planner = make.frozen_draw(), make.actor("330000.planner")
    before = Entry.objects.count()
    given = at_once(*[lambda: commands.draw(planner, draw.pk, at=at)] * 2)
    refusals = [one for one in given if isinstance(one, Refused)]
    assert [[why.code for why in one.reasons] for one in refusals] == [["draw.other-stage"]]
    draw.refresh_from_db()
    assert draw.drawn.count() == sum(part["drawn"] for part in draw.plan["strata"])
    assert Entry.objects.count() == before + 1


def test_two_freezes_at_once_give_one_commitment(own_database, at):
    draw, planner = make.planned_draw(), make.actor("330000.planner")
    given = at_once(*[lambda: commands.freeze(planner, draw.pk, at=at)] * 2)
    hashes = [one.plan_hash for one in given if isinstance(one, Draw)]
    draw.refresh_from_db()
    assert hashes == [draw.plan_hash]
