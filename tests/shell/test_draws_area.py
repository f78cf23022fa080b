"""Who sees which draws, and who may act on them."""

import pytest
from django.test import Client

import make
from pages import read, status_of
from renjian_site.draws import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def draw():
    return make.drawn_draw()


@pytest.mark.parametrize(
    ("account", "status"),
    [
        ("330000.planner", 200),
        ("330000.head", 200),
        ("000000.head", 200),
        ("330100.head", 200),
        ("330110.officer1", 200),
        ("460000.planner", 404),
        ("469001.head", 404),
        ("xpcc.planner", 404),
        ("clerk1", 409),
    ],
)
def test_a_draw_is_seen_up_and_down_the_line(draw, account, status):
    assert status_of(make.sign_in(account), f"/draws/{draw.pk}/") == status


@pytest.mark.parametrize(("account", "is_seen"), [("330110.head", True), ("460000.planner", False)])
def test_the_list_holds_the_same_draws(draw, account, is_seen):
    assert (draw.title in read(make.sign_in(account), "/draws/")) is is_seen


def test_only_the_own_planner_is_offered_an_act(draw):
    own = read(make.sign_in("330000.planner"), f"/draws/{draw.pk}/")
    assert f'action="/inspections/take-up/{draw.pk}/"' in own
    for account in ("330000.head", "000000.planner", "330110.head"):
        text = read(make.sign_in(account), f"/draws/{draw.pk}/")
        assert f'action="/inspections/take-up/{draw.pk}/"' not in text, account


def test_the_page_gives_the_command_that_needs_nothing_installed(draw):
    text = read(make.sign_in("330110.officer1"), f"/draws/{draw.pk}/")
    assert f"python3 verify.py {draw.pk}.json --plan-hash {draw.plan_hash}" in text
    assert f'href="/public/draws/{draw.pk}.json" download="{draw.pk}.json"' in text
    assert 'href="/public/verify.py" download="verify.py"' in text


def test_a_county_sees_of_what_was_drawn_only_its_own(draw):
    code = draw.drawn.filter(authority__level=4).first().authority.code
    county = make.person_of("head", code)
    units = queries.drawn(county, draw.pk).values_list("authority__code", flat=True)
    assert set(units) == {code}
    assert queries.drawn(make.actor("330000.planner"), draw.pk).count() == draw.drawn.count()


def test_above_the_drawing_authority_everything_is_seen(draw):
    assert queries.drawn(make.actor("000000.head"), draw.pk).count() == draw.drawn.count()


def test_a_stranger_sees_nothing_of_what_was_drawn(draw):
    assert not queries.drawn(make.actor("460000.planner"), draw.pk)


def test_the_preview_of_a_planned_draw_is_for_its_own_authority():
    draw = make.planned_draw()
    assert "冻结前请核对" in read(make.sign_in("330000.head"), f"/draws/{draw.pk}/")
    text = read(make.sign_in("330110.head"), f"/draws/{draw.pk}/")
    assert "冻结前请核对" not in text
    assert "计划还没有冻结" in text


@pytest.mark.parametrize("account", ["330110.head", "000000.head"])
def test_a_planned_draw_can_be_read_by_authorities_that_could_not_freeze_it(account):
    draw = make.planned_draw()
    make.end_posts(authority__code="330110", role="officer")
    text = read(make.sign_in(account), f"/draws/{draw.pk}/")
    assert "冻结名单" not in text


def test_the_steps_show_how_far_a_draw_has_come(draw):
    text = read(make.sign_in("330000.planner"), f"/draws/{draw.pk}/")
    assert '<li class="done">3 抽取</li>' in text
    assert '<li class="now" aria-current="step">4 下发</li>' in text


@pytest.mark.parametrize("address", ["/draws/999999/", "/public/draws/999999/"])
def test_a_draw_that_does_not_exist_is_not_found(address):
    assert status_of(make.sign_in("330000.planner"), address) == 404
    assert status_of(Client(), "/public/draws/999999.json") == 404


def test_the_draws_that_wait_for_a_step_are_those_of_the_own_authority():
    planned, frozen = make.planned_draw(), make.frozen_draw()
    make.planned_draw("460000.planner")
    assert set(queries.unfinished(make.actor("330000.planner"))) == {planned, frozen}


def test_a_list_without_draws_says_what_comes_first():
    assert "先导入风险分类，再制定第一个抽查计划" in read(make.sign_in("330000.planner"), "/draws/")
    assert "还没有与本单位有关的抽查" in read(make.sign_in("330110.head"), "/draws/")
