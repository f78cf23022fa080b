"""The random source of a draw: named before the freeze, said after it, and nobody's to choose."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

import make
import make_voids
from pages import press, read, why_not
from refusals import reasons_against, refused
from renjian.draws import drand
from renjian.draws.secret import commitment
from renjian.inspections.results import ResultStage
from renjian_site.console import tasks
from renjian_site.console.inbox import inbox
from renjian_site.draws import commands, models, relays
from renjian_site.draws import tasks as source_tasks
from renjian_site.draws.models import Draw
from renjian_site.inspections import commands as inspections
from renjian_site.inspections.models import Task
from renjian_site.kit.files import read as kept

pytestmark = pytest.mark.django_db
ROLLS = {"rolls": make_voids.ROLLS}
ROUND = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"


@pytest.fixture
def planner():
    return make.actor(make_voids.PLANNER)


def say(account, draw, said, at):
    return commands.say_value(make.actor(account), draw.pk, said, at=at)


def secrets_of_two():
    shown = ["11" * 32, "22" * 32]
    parties = [
        {"name": name, "commitment": commitment(bytes.fromhex(one))}
        for name, one in zip(("省局", "行业协会"), shown, strict=True)
    ]
    return {"kind": "commit-reveal", "parties": parties}, {"reveals": shown}


def test_the_planner_chooses_the_source_by_page_and_the_plan_fixes_it(planner, at):
    draw, browser = make.planned_draw(), make.sign_in(planner)
    address = f"/draws/{draw.pk}/source/?kind=lottery"
    assert "三种彩票各连续两期" in read(browser, address)
    lines = "\n".join(f"{game} {issue}" for game, issue, *_ in make_voids.ISSUES)
    text = press(browser, address, shown="open", draws=lines)
    assert "国内彩票开奖结果" in text and "第 2026137 期" in text
    found = commands.freeze(planner, draw.pk, at=at)
    assert found.plan["beacon"] == make_voids.LOTTERY


def test_a_line_that_names_no_lottery_is_named(planner):
    draw, browser = make.planned_draw(), make.sign_in(planner)
    response = browser.post(
        f"/draws/{draw.pk}/source/?kind=lottery", {"shown": "open", "draws": "彩虹球 1"}
    )
    assert "第 1 行“彩虹球 1”不是彩票名称加期号" in response.content.decode()


def test_too_little_chance_is_refused(planner, at):
    draw = make.planned_draw()
    short = {"kind": "lottery", "draws": make_voids.LOTTERY["draws"][:2]}
    with refused("draws.beacon.lottery-bits"):
        commands.choose_source(planner, draw.pk, short, False, at=at)


def test_a_round_that_is_past_is_refused_by_name(planner, at):
    draw = make.planned_draw()
    wish = {"kind": "drand", "at": (at - timedelta(hours=1)).isoformat()}
    with refused("draws.beacon.past"):
        commands.choose_source(planner, draw.pk, wish, False, at=at)


def test_a_round_that_came_too_near_meanwhile_stops_the_freeze(planner, at):
    draw = make.planned_draw()
    moment = at + timedelta(hours=1)
    wish = {"kind": "drand", "at": moment.isoformat()}
    commands.choose_source(planner, draw.pk, wish, False, at=at)
    with refused("draws.beacon.near"):
        commands.freeze(planner, draw.pk, at=moment - timedelta(minutes=5))


def test_without_a_moment_the_round_comes_at_nine_of_the_next_day(planner, at):
    draw = make_voids.frozen_with({"kind": "drand"})
    due = timezone.localtime(at).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(
        days=1
    )
    second = drand.second_of(draw.plan["beacon"]["round"])
    assert 0 <= second - due.timestamp() < 4


def test_a_value_before_its_time_is_refused(planner, at):
    draw = make_voids.frozen_with({"kind": "drand"})
    assert reasons_against(say, make_voids.PLANNER, draw, {"signature": ROUND}, at) == [
        "draws.beacon.not-yet"
    ]
    with refused("draws.beacon.not-yet"):
        commands.draw(planner, draw.pk, at=at)


def test_the_signature_of_another_round_is_refused_by_name(at):
    draw = make_voids.frozen_with({"kind": "drand"})
    later = at + timedelta(days=2)
    assert reasons_against(say, make_voids.PLANNER, draw, {"signature": ROUND}, later) == [
        "draws.beacon.signature"
    ]
    assert not models.Testimony.objects.exists()


def test_a_signed_round_draws_by_itself(planner, at, monkeypatch):
    draw = make_voids.frozen_with({"kind": "drand"})
    monkeypatch.setattr(drand, "verify_quicknet", lambda *_: b"")
    later = at + timedelta(days=2)
    say(make_voids.PLANNER, draw, {"signature": ROUND}, later)
    found = commands.draw(planner, draw.pk, at=later)
    record = json.loads(kept(found.public_file))
    assert record["beacon"]["value"] == drand.randomness(ROUND).hex()


def test_where_signatures_cannot_be_checked_two_people_say_the_same(planner, at, monkeypatch):
    draw = make_voids.frozen_with({"kind": "drand"})
    monkeypatch.setattr(drand, "verify_quicknet", None)
    later = at + timedelta(days=2)
    assert "没有安装核对签名的程序" in read(make.sign_in(planner), f"/draws/{draw.pk}/value/")
    say(make_voids.PLANNER, draw, {"signature": ROUND}, later)
    with refused("draw.value-awaited"):
        commands.draw(planner, draw.pk, at=later)
    say(make_voids.HEAD, draw, {"signature": ROUND}, later)
    assert commands.draw(planner, draw.pk, at=later).stage == "drawn"


def test_two_people_type_the_lottery_and_the_draw_is_verified(planner, at):
    draw = make_voids.frozen_with(make_voids.LOTTERY)
    say(make_voids.PLANNER, draw, make_voids.RESULTS, at)
    with refused("draw.value-awaited"):
        commands.draw(planner, draw.pk, at=at)
    say("330000.discipline", draw, make_voids.RESULTS, at)
    assert make_voids.verified(commands.draw(planner, draw.pk, at=at))


def test_numbers_that_differ_stop_the_draw_until_one_is_corrected(planner, at):
    draw = make_voids.frozen_with(make_voids.LOTTERY)
    other = json.loads(json.dumps(make_voids.RESULTS))
    other["results"][0]["second"] = [8]
    say(make_voids.PLANNER, draw, other, at)
    say(make_voids.HEAD, draw, make_voids.RESULTS, at)
    with refused("draw.value-differs"):
        commands.draw(planner, draw.pk, at=at)
    say(make_voids.PLANNER, draw, make_voids.RESULTS, at)
    assert commands.draw(planner, draw.pk, at=at).stage == "drawn"


def test_impossible_numbers_are_named(at):
    draw = make_voids.frozen_with(make_voids.LOTTERY)
    wrong = json.loads(json.dumps(make_voids.RESULTS))
    wrong["results"][2]["numbers"] = [36, 7, 11, 14, 24]
    assert reasons_against(say, make_voids.PLANNER, draw, wrong, at) == [
        "draws.beacon.lottery-numbers"
    ]


def test_the_second_person_does_not_read_what_the_first_one_typed(at):
    draw = make_voids.frozen_with(make_voids.LOTTERY)
    say(make_voids.PLANNER, draw, make_voids.RESULTS, at)
    entry = make.newest_entry(make.actor(make_voids.PLANNER))
    assert "results" not in json.dumps(entry) and len(entry["details"]["value_hash"]) == 64
    browser = make.sign_in(make_voids.HEAD)
    assert "22 33" not in read(browser, f"/draws/{draw.pk}/value/")
    text = press(browser, f"/draws/{draw.pk}/value/", **typed())
    assert "已记下您录入的公开随机数" in text


def typed():
    return {
        f"numbers_{place}": " ".join(map(str, one))
        + (" + " + " ".join(map(str, two)) if two else "")
        for place, (_game, _issue, one, two) in enumerate(make_voids.ISSUES)
    }


def test_the_second_person_is_led_there_by_the_inbox(at):
    draw = make_voids.frozen_with(make_voids.LOTTERY)
    address, observer = f"/draws/{draw.pk}/value/", make.actor("330000.discipline")
    assert address not in {one.url for one in inbox(observer, make.today())}
    say(make_voids.PLANNER, draw, make_voids.RESULTS, at)
    assert address in {one.url for one in inbox(observer, make.today())}


def test_dice_want_witnesses_of_two_units(planner, at):
    draw = make_voids.frozen_with(make_voids.DICE)
    say(make_voids.PLANNER, draw, ROLLS, at)
    say(make_voids.HEAD, draw, ROLLS, at)
    with refused("draw.value-one-unit"):
        commands.draw(planner, draw.pk, at=at)
    say("330100.head", draw, ROLLS, at)
    found = commands.draw(planner, draw.pk, at=at)
    assert make_voids.verified(found)
    assert "有见证" in read(Client(), f"/public/draws/{draw.pk}/")


def test_a_revealed_number_must_open_its_commitment(planner, at):
    wish, shown = secrets_of_two()
    draw = make_voids.frozen_with(wish)
    wrong = {"reveals": [shown["reveals"][0], "33" * 32]}
    assert reasons_against(say, make_voids.PLANNER, draw, wrong, at) == ["draws.beacon.reveal"]
    say(make_voids.PLANNER, draw, shown, at)
    assert make_voids.verified(commands.draw(planner, draw.pk, at=at))


def test_practice_is_no_choice_outside_practice(planner, at, settings):
    draw, browser = make.planned_draw(), make.sign_in(planner)
    settings.PRACTICE = False
    assert "练习随机源" not in read(browser, f"/draws/{draw.pk}/source/?kind=dice")
    with refused("draws.beacon.practice-only"):
        commands.choose_source(planner, draw.pk, {"kind": "practice"}, False, at=at)


def test_a_plan_of_a_real_site_waits_for_the_beacon(settings):
    settings.PRACTICE = False
    assert make.planned_draw().beacon == {"kind": "drand"}


# Fetched


def test_the_site_fetches_a_round_that_is_due_and_keeps_the_signature(at, settings, monkeypatch):
    draw = make_voids.frozen_with({"kind": "drand"})
    asked = []

    def answer(address, timeout):
        asked.append(address)
        return BytesIO(json.dumps({"signature": ROUND}).encode())

    settings.DRAND_ADDRESSES = ["https://relay.example"]
    monkeypatch.setattr(relays, "urlopen", answer)
    monkeypatch.setattr(drand, "verify_quicknet", lambda *_: b"")
    source_tasks.fetch_values(int(at.timestamp()))
    assert not asked
    source_tasks.fetch_values(int((at + timedelta(days=2)).timestamp()))
    number = draw.plan["beacon"]["round"]
    assert asked == [f"https://relay.example/{drand.CHAIN}/public/{number}"]
    (found,) = models.Testimony.objects.all()
    assert (found.by_id, found.said) == (None, {"signature": ROUND})


@pytest.mark.parametrize("answer", [b"no json", b"[]", b'{"signature": 7}'])
def test_a_relay_that_answers_nonsense_is_passed_over(at, settings, monkeypatch, answer):
    make_voids.frozen_with({"kind": "drand"})
    settings.DRAND_ADDRESSES = ["https://relay.example"]
    monkeypatch.setattr(relays, "urlopen", lambda *_, **__: BytesIO(answer))
    source_tasks.fetch_values(int((at + timedelta(days=2)).timestamp()))
    assert not models.Testimony.objects.exists()


def test_a_forged_answer_of_a_relay_is_not_kept(at, settings, monkeypatch):
    make_voids.frozen_with({"kind": "drand"})
    settings.DRAND_ADDRESSES = ["https://relay.example"]
    told = json.dumps({"signature": ROUND}).encode()
    monkeypatch.setattr(relays, "urlopen", lambda *_, **__: BytesIO(told))
    source_tasks.fetch_values(int((at + timedelta(days=2)).timestamp()))
    assert not models.Testimony.objects.exists()


# Sealed


def sealed_and_out(planner, at):
    draw = make_voids.frozen_with({"kind": "practice"}, is_sealed=True)
    commands.draw(planner, draw.pk, at=at)
    inspections.take_up(planner, draw.pk, at=at)
    return Draw.objects.get(pk=draw.pk)


def test_a_sealed_draw_shows_nobody_outside_what_it_drew(planner, at):
    draw = sealed_and_out(planner, at)
    name = draw.drawn.select_related("organisation")[0].organisation.name
    assert name not in read(Client(), f"/public/draws/{draw.pk}/")
    assert "objects" not in Client().get(f"/public/draws/{draw.pk}.json").json()
    assert Client().get(f"/api/v1/public/draws/{draw.pk}/record").status_code == 404
    assert why_not(make.sign_in(planner), f"/draws/{draw.pk}/minutes/") == ["draw.minutes-sealed"]


def test_a_sealed_draw_is_not_revealed_while_visits_lie_ahead(planner, at):
    draw = sealed_and_out(planner, at)
    tasks.reveal_draws(at)
    draw.refresh_from_db()
    assert draw.revealed_at is None
    with refused("draw.reveal-early"):
        commands.reveal(planner, draw.pk, at=at)


def test_after_the_last_visit_the_night_reveals_record_and_secret(planner, at):
    draw = sealed_and_out(planner, at)
    Task.objects.update(stage=ResultStage.TO_REVIEW)
    tasks.reveal_draws(at)
    draw.refresh_from_db()
    assert draw.revealed_at == at
    record = Client().get(f"/public/draws/{draw.pk}.json").json()
    assert make_voids.verified(draw)
    assert commitment(bytes.fromhex(record["secret"])) == draw.plan["sealed"]


def test_after_the_window_the_planner_reveals_by_hand(planner, at):
    draw = sealed_and_out(planner, at)
    later = at + timedelta(days=40)
    assert commands.reveal(planner, draw.pk, at=later).revealed_at == later
    with refused("draw.reveal-nothing"):
        commands.reveal(planner, draw.pk, at=later)
