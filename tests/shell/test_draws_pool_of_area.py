"""Which organisations of an area can be drawn, and which are left out and why."""

import json

import pytest

import make
from pages import read
from renjian_site.draws import commands, queries
from renjian_site.kit.files import read as kept
from renjian_site.registers.models import Certificate, Organisation
from renjian_site.registers.queries import organisations

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner():
    return make.actor("330000.planner")


def pool(planner):
    found, keys = queries.pool(planner, make.today())
    return {keys[one.id] for one in found.objects}, {
        keys[one.candidate.id]: one.reason.code for one in found.excluded
    }


def test_every_organisation_of_the_area_is_in_the_pool_or_left_out_with_a_reason(planner):
    inside, outside = pool(planner)
    everybody = set(organisations(planner).values_list("pk", flat=True))
    assert inside and outside
    assert inside | set(outside) == everybody
    assert not inside & set(outside)


def test_an_organisation_with_an_open_matter_is_left_out(planner):
    inside, _outside = pool(planner)
    chosen = min(inside)
    Organisation.objects.filter(pk=chosen).update(open_matters=1)
    now_inside, outside = pool(planner)
    assert inside - now_inside == {chosen}
    assert outside[chosen] == "draws.pool.open-matter"


def test_an_organisation_without_a_valid_certificate_is_left_out(planner):
    inside, _outside = pool(planner)
    chosen = min(inside)
    Certificate.objects.filter(organisation=chosen).update(status="02")
    _inside, outside = pool(planner)
    assert outside[chosen] == "draws.pool.certificate"


def test_the_page_counts_who_is_left_out_and_why(planner):
    inside, outside = pool(planner)
    Organisation.objects.filter(pk=min(inside)).update(open_matters=1)
    text = read(make.sign_in(planner), f"/draws/{make.planned_draw().pk}/")
    assert f"没有有效证书 {len(outside)} 家" in text
    assert "有未办结事项 1 家" in text


def test_an_organisation_whose_case_was_filed_cannot_be_drawn_again(planner, at):
    case = make.case()
    found = commands.freeze(planner, make.planned_draw().pk, at=at)
    objects = json.loads(kept(found.frozen_file))["objects"]
    assert f"org:{case.clue.organisation.uscc}" not in {one["id"] for one in objects}


def test_each_object_is_visited_by_the_authority_of_its_place(planner):
    found, keys = queries.pool(planner, make.today())
    units = dict(organisations(planner).values_list("pk", "authority__code"))
    assert all(one.unit == units[keys[one.id]] for one in found.objects)


@pytest.mark.parametrize(
    ("account", "units"),
    [("xpcc.planner", "XPCC-"), ("460000.planner", "46"), ("650000.planner", "65")],
)
def test_a_planner_draws_in_the_own_area(account, units):
    found, _keys = queries.pool(make.actor(account), make.today())
    assert found.objects
    assert all(one.unit.startswith(units) for one in found.objects)


def test_a_county_right_under_the_province_is_drawn_from_too():
    found, _keys = queries.pool(make.actor("460000.planner"), make.today())
    assert any(one.unit.startswith("4690") for one in found.objects)


def test_an_organisation_without_a_class_stands_in_a_stratum_of_its_own(planner):
    found, _keys = queries.pool(planner, make.today())
    assert {one.risk_class for one in found.objects} == {"U"}


def test_the_preview_shows_each_class_with_its_share(planner):
    preview = queries.preview(planner, make.planned_draw(), make.today())
    inside, outside = pool(planner)
    assert preview.size == len(inside)
    assert preview.drawn == sum(stratum.drawn for stratum in preview.strata)
    assert preview.excluded == {"draws.pool.certificate": len(outside)}
    (alone,) = preview.strata
    assert (alone.classes, alone.rate) == ((("U", "未分类"),), make.RATES["U"])
    assert preview.worst_deviation == abs(alone.chance - alone.rate) < 50
    assert preview.smallest_chance == alone.chance > 0


def test_every_province_can_plan_freeze_and_draw(at):
    for account in ("000000.planner", "460000.planner", "650000.planner", "xpcc.planner"):
        draw = make.drawn_draw(account)
        assert draw.drawn.count() == sum(part["drawn"] for part in draw.plan["strata"]), account
