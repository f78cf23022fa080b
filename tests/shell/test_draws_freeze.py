"""Freezing: list, shares, officers and rule are fixed and committed to before any chance."""

import json
import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

import make
from pages import press, read, status_of, why_not
from refusals import refused
from renjian.draws.plan import plan_hash
from renjian_site.draws import commands
from renjian_site.draws.models import Draw
from renjian_site.kit.files import read as kept
from renjian_site.ledger import streams
from renjian_site.ledger.models import Checkpoint, Entry

pytestmark = pytest.mark.django_db
COUNTY = "330110"


@pytest.fixture
def planner():
    return make.actor("330000.planner")


@pytest.fixture
def draw():
    return make.planned_draw()


def freeze(planner, draw, at):
    return commands.freeze(planner, draw.pk, at=at)


def test_the_page_shows_the_hash_of_the_plan(planner, draw):
    text = press(make.sign_in(planner), f"/draws/{draw.pk}/freeze/")
    draw.refresh_from_db()
    assert draw.plan_hash == plan_hash(draw.plan, draw.plan["hash"]).hex()
    assert " ".join(re.findall("....", draw.plan_hash)) in text


def test_the_plan_fixes_the_lists_by_their_roots(planner, draw, at):
    found = freeze(planner, draw, at)
    package = json.loads(kept(found.frozen_file))
    assert found.plan["register_size"] == len(package["objects"]) > 100
    assert found.plan["officers_size"] == len(package["officers"]) > 100
    assert sum(part["size"] for part in found.plan["strata"]) == len(package["objects"])


def test_before_the_freeze_nobody_outside_sees_the_draw(draw):
    assert status_of(Client(), f"/public/draws/{draw.pk}/") == 404
    assert status_of(Client(), f"/public/draws/{draw.pk}.json") == 404
    assert draw.title not in read(Client(), "/public/draws/")


def test_from_the_freeze_on_everybody_sees_the_commitment(planner, draw, at):
    found = freeze(planner, draw, at)
    text = read(Client(), f"/public/draws/{draw.pk}/")
    assert " ".join(re.findall("....", found.plan_hash)) in text
    assert draw.title in read(Client(), "/public/draws/")
    assert draw.title in read(Client(), "/")


def test_a_program_gets_plan_and_hash_of_a_frozen_draw(planner, draw, at):
    found = freeze(planner, draw, at)
    answer = Client().get(f"/public/draws/{draw.pk}.json").json()
    assert answer["plan_hash"] == found.plan_hash
    assert plan_hash(answer["plan"], answer["plan"]["hash"]).hex() == found.plan_hash
    assert answer["stage"] == "frozen"


def test_the_ledger_holds_the_hash_and_a_checkpoint_holds_the_entry(planner, draw, at):
    found = freeze(planner, draw, at)
    entry = make.newest_entry(planner)
    assert entry["act"] == "draw.frozen"
    assert entry["details"] == {"plan_hash": found.plan_hash, "file": found.frozen_file}
    pinned = Checkpoint.objects.get(stream__name=entry["stream"])
    assert pinned.size == entry["number"]
    assert streams.verify(pinned.stream).holds


def test_a_draw_is_frozen_only_once(planner, draw, at):
    first = freeze(planner, draw, at).plan_hash
    entries = Entry.objects.count()
    with refused("draw.other-stage"):
        freeze(planner, draw, at)
    draw.refresh_from_db()
    assert (draw.plan_hash, Entry.objects.count()) == (first, entries)


def test_the_same_plan_frozen_twice_gives_two_hashes(planner, at):
    one, two = (freeze(planner, make.planned_draw(), at) for _ in range(2))
    assert one.plan_hash != two.plan_hash


def test_the_labels_of_the_strata_say_nothing_of_the_class(planner, at):
    make_classes(planner, at)
    found = [freeze(planner, make.planned_draw(), at) for _ in range(4)]
    by_label = {tuple(part["size"] for part in one.plan["strata"]) for one in found}
    assert len(by_label) > 1
    assert all(
        re.fullmatch("S[1-5]", part["label"]) for one in found for part in one.plan["strata"]
    )


def make_classes(planner, at):
    from renjian.risk.classes import read_classes
    from renjian_site.risk.commands import import_classes

    rows = read_classes(make.sample("classes-330000.csv").read_text("utf-8"))
    import_classes(planner, rows, "f" * 64, at=at)


def test_each_risk_class_is_drawn_at_its_own_share(planner, draw, at):
    make_classes(planner, at)
    text = read(make.sign_in(planner), f"/draws/{draw.pk}/")
    found = freeze(planner, draw, at)
    sizes = {part["size"]: part["drawn"] for part in found.plan["strata"]}
    assert len(sizes) == 4
    for size, drawn in sizes.items():
        assert f'<td class="num">{size}</td><td class="num">{drawn}</td>' in text
    assert all(drawn >= 1 for drawn in sizes.values())


def test_a_planner_of_another_authority_cannot_freeze_it(draw, at):
    with pytest.raises(Draw.DoesNotExist):
        freeze(make.actor("460000.planner"), draw, at)
    assert status_of(make.sign_in("460000.planner"), f"/draws/{draw.pk}/freeze/", by="post") == 404
    draw.refresh_from_db()
    assert draw.stage == "planned"


def test_a_county_without_two_officers_blocks_the_freeze(planner, draw, at):
    make.end_posts(authority__code=COUNTY, role="officer")
    with refused("draws.assignment.unit") as caught:
        freeze(planner, draw, at)
    line = ["浙江省市场监督管理局", "杭州市市场监督管理局", "杭州市余杭区市场监督管理局"]
    assert caught.value.reasons[0].text.startswith(f"“{' › '.join(line)}”有 ")
    assert COUNTY not in caught.value.reasons[0].text
    draw.refresh_from_db()
    assert (draw.stage, draw.plan_hash) == ("planned", "")


def test_page_and_act_give_the_same_reason(planner, draw, at):
    make.end_posts(authority__code=COUNTY, role="officer")
    browser = make.sign_in(planner)
    (why,) = commands.why_not_freeze(planner, draw, at)
    text = read(browser, f"/draws/{draw.pk}/")
    assert why.text in text
    assert re.search(r"<button[^>]* disabled[^>]*>冻结名单", text)
    assert why_not(browser, f"/draws/{draw.pk}/freeze/") == [why.code]


def test_two_officers_are_enough(planner, draw, at):
    make.end_posts(person__account__in=[f"{COUNTY}.officer1", f"{COUNTY}.officer2"])
    assert freeze(planner, draw, at).stage == "frozen"


def test_the_practice_value_is_for_practice_only(planner, draw, at, settings):
    settings.PRACTICE = False
    with refused("draws.beacon.practice-only"):
        freeze(planner, draw, at)


def test_outside_practice_the_page_says_why_not(planner, draw, settings):
    browser = make.sign_in(planner)
    settings.PRACTICE = False
    assert "只供练习，正式抽查不得使用" in read(browser, f"/draws/{draw.pk}/")


def test_a_draw_that_counts_as_frozen_has_a_hash(draw):
    with pytest.raises(IntegrityError, match="draw_frozen_has_a_hash"), transaction.atomic():
        Draw.objects.filter(pk=draw.pk).update(stage="frozen")
