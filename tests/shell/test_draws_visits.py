"""Merged items, larger teams and experts: one visit, one lead for each item, by the seed alone."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

import make
import make_voids
from make_people import person_of
from pages import press, read
from refusals import refused
from renjian_site.authorities import commands as authorities
from renjian_site.draws import commands
from renjian_site.draws.models import DrawnObject
from renjian_site.inspections import commands as inspections
from renjian_site.inspections import queries as visits
from renjian_site.inspections.models import Task
from renjian_site.kit.files import read as kept

pytestmark = pytest.mark.django_db
HIGHER = dict.fromkeys(make.RATES, 2000)
MERGED = {"CI-04": HIGHER}


@pytest.fixture
def planner():
    return make.actor(make_voids.PLANNER)


def arranged(planner, at, **wish):
    draw = make.planned_draw()
    commands.arrange_visits(planner, draw.pk, commands.Arrangement(**wish), at=at)
    return draw


def drawn_with(planner, at, **wish):
    draw = arranged(planner, at, **wish)
    commands.freeze(planner, draw.pk, at=at)
    return commands.draw(planner, draw.pk, at=at)


def engage_experts(*names):
    term = {"from_on": make.today(), "to_on": make.today() + timedelta(days=365)}
    for name in names:
        new = authorities.NewExpert(
            name, "某研究所", "认证技术", "", secrecy_signed_on=make.today(), **term
        )
        authorities.engage_expert(make.actor("330000.head"), new, at=timezone.now())


def test_the_item_of_the_draw_is_not_offered_to_be_merged_with_itself(planner):
    draw = make.planned_draw()
    text = read(make.sign_in(planner), f"/draws/{draw.pk}/visits/")
    assert 'value="CI-04"' in text
    assert f'value="{draw.item_code}"' not in text


def test_what_is_drawn_for_the_rarer_item_is_drawn_for_the_commoner_one(planner, at):
    draw = drawn_with(planner, at, more_items=MERGED)
    served = [tuple(one.items) for one in draw.drawn.all()]
    assert served.count(("CI-07", "CI-04")) == draw.items_drawn["CI-07"]
    assert len(served) == draw.items_drawn["CI-04"] > draw.items_drawn["CI-07"]
    assert make_voids.verified(draw)


def test_one_visit_serves_all_items_of_an_object(planner, at):
    draw = drawn_with(planner, at, more_items=MERGED)
    inspections.take_up(planner, draw.pk, at=at)
    assert Task.objects.count() == draw.drawn.count()
    task = next(one for one in Task.objects.all() if len(one.items) == 2)
    text = read(make.sign_in(make.lead_of(task)), f"/inspections/{task.pk}/")
    assert "CI-07" in text and "CI-04" in text


def test_each_item_has_a_lead_who_is_permitted_it(planner, at):
    system, only = make.actor("330000.system"), person_of("330110.officer1")
    authorities.keep_card(system, only.pk, None, "", ["CI-04"], at=at)
    draw = drawn_with(planner, at, more_items=MERGED)
    record = json.loads(kept(draw.public_file))
    known = {one["id"]: one.get("items", "") for one in record["officers"]}
    assert known[only.card_number] == "CI-04"
    for team in record["assignment"]["teams"]:
        assert not (team["lead"] == only.card_number and team["items"][0] == "CI-07")


def test_the_page_shows_what_is_merged_and_for_how_many(planner, at):
    draw, browser = make.planned_draw(), make.sign_in(planner)
    text = press(browser, f"/draws/{draw.pk}/visits/", **filled(item_1="CI-04"))
    assert "CI-04" in text and "同一对象只去一次，每个事项各有一名主办" in text


def filled(**changes):
    rates = {f"rate_{n}_{letter}": "20" for n in (1, 2) for letter in make.RATES}
    return {"team_size": "2", "experts_each": "0", "item_2": "", **rates, **changes}


def test_an_item_is_not_merged_with_itself(planner, at):
    with refused("draw.item-twice"):
        arranged(planner, at, more_items={"CI-07": HIGHER})


def test_a_team_has_a_seat_for_the_lead_of_each_item(planner, at):
    with refused("draw.team-too-small"):
        arranged(planner, at, more_items={"CI-04": HIGHER, "CI-01": HIGHER})


def test_three_officers_go_and_all_of_them_may_enter_the_result(planner, at):
    draw = drawn_with(planner, at, more_items={}, team_size=3)
    inspections.take_up(planner, draw.pk, at=at)
    task = Task.objects.all()[0]
    third = task.drawn.others[0]
    assert len({one.pk for one in task.team}) == 3
    assert task in visits.assigned_to(make.actor(third.account))
    assert not inspections.why_not_visit(make.actor(third.account), task)
    assert make_voids.verified(draw)


def test_the_third_officer_can_keep_away_too(planner, at):
    draw = drawn_with(planner, at, more_items={}, team_size=3)
    inspections.take_up(planner, draw.pk, at=at)
    task = next(one for one in Task.objects.all() if len(candidates(draw, one)) > 3)
    third, head = task.drawn.others[0], make.person_of("head", task.authority.code)
    inspections.recuse_late(head, task.pk, third.pk, "与当事人有旧", at=at)
    drawn = DrawnObject.objects.get(pk=task.drawn_id)
    assert (drawn.lead_id, drawn.second_id) == (task.lead_id, task.second_id)
    assert drawn.others[0].pk not in {third.pk, drawn.lead_id, drawn.second_id}


def candidates(draw, task):
    package = json.loads(kept(draw.frozen_file))
    return [one for one in package["officers"] if one["unit"] == task.authority.code]


def test_experts_go_along_and_count_as_no_officers(planner, at):
    engage_experts("专家甲", "专家乙", "专家丙")
    draw = drawn_with(planner, at, more_items={}, experts_each=1)
    inspections.take_up(planner, draw.pk, at=at)
    (companion,) = draw.drawn.all()[0].companions.all()
    assert companion.expert is not None
    assert make_voids.verified(draw)
    assert "专家 专家" in read(make.sign_in(planner), f"/draws/{draw.pk}/")
    assert companion.expert.name not in read(Client(), f"/public/draws/{draw.pk}/")


def test_more_experts_than_there_are_is_refused(planner, at):
    engage_experts("专家甲")
    with refused("draw.too-few-experts"):
        arranged(planner, at, more_items={}, experts_each=2)
