"""How numbers, days, hashes, reasons and clocks look on every page."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from pages import HAN
from renjian.authorities.levels import Level
from renjian.jurisdiction.rulings import CITY_OR_COUNTY, NATIONAL, Ruling
from renjian.kernel.clocks import ClockState
from renjian.kernel.refusal import reason
from renjian_site.cases.templatetags.jurisdiction import who_handles
from renjian_site.kit.templatetags import renjian as tags
from renjian_site.kit.words import in_words

TUESDAY = date(2026, 11, 24)


def clock_on(monkeypatch, today, due, **more):
    monkeypatch.setattr(tags.timezone, "localdate", lambda: today)
    return str(tags.clock(due, **more))


@pytest.mark.parametrize(
    ("due", "state", "text"),
    [
        (date(2026, 11, 20), "late", "已逾期 2 个工作日"),
        (date(2026, 11, 23), "late", "已逾期 1 个工作日"),
        (TUESDAY, "soon", "今天到期"),
        (date(2026, 11, 25), "soon", "剩 1 个工作日"),
        (date(2026, 11, 27), "soon", "剩 3 个工作日"),
        (date(2026, 11, 28), "soon", "剩 3 个工作日"),
        (date(2026, 11, 30), "running", "剩 4 个工作日"),
        (date(2026, 12, 24), "running", "剩 22 个工作日"),
    ],
)
def test_a_clock_says_how_many_working_days_are_left(monkeypatch, due, state, text):
    shown = clock_on(monkeypatch, TUESDAY, due)
    assert f'class="rj-clock {state}"' in shown
    assert f'title="{due.isoformat()}">{text}<' in shown


def test_what_was_due_on_a_weekend_is_late_by_at_least_a_day(monkeypatch):
    assert "已逾期 1 个工作日" in clock_on(monkeypatch, date(2026, 11, 22), date(2026, 11, 21))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("10000.0000"), "10,000"),
        (Decimal("2.5000"), "2.5"),
        (Decimal("0.0000"), "0"),
        (Decimal("0.1250"), "0.125"),
        (1234567, "1,234,567"),
        (None, "–"),
    ],
)
def test_numbers_are_shown_as_people_write_them(value, text):
    assert tags.number(value) == text


MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("more", "state", "text"),
    [
        ({"starts": date(2026, 11, 25)}, "waiting", "2026-11-25 起计时"),
        ({"starts": TUESDAY}, "running", "剩 4 个工作日"),
        ({"paused": date(2026, 11, 23)}, "paused", "暂停（2026-11-23 起），剩 5 个工作日"),
        (
            {"paused": date(2026, 11, 23), "because": "检测、鉴定"},
            "paused",
            "暂停（2026-11-23 起）：检测、鉴定，剩 5 个工作日",
        ),
        ({"done": date(2026, 11, 26)}, "done", "提前 2 个工作日完成"),
        ({"done": MONDAY}, "done", "按期完成"),
        ({"done": datetime(2026, 11, 30, 17, tzinfo=UTC)}, "done-late", "逾期 1 个工作日完成"),
        ({"done": date(2026, 12, 2)}, "done-late", "逾期 2 个工作日完成"),
    ],
)
def test_a_clock_that_does_not_run_says_why(monkeypatch, more, state, text):
    shown = clock_on(monkeypatch, TUESDAY, MONDAY, **more)
    assert f'class="rj-clock {state}"' in shown
    assert f'title="2026-11-30">{text}<' in shown


def test_each_state_of_a_clock_has_its_colour():
    css = (Path(tags.__file__).parents[1] / "static/kit/renjian.css").read_text("utf-8")
    for state in ClockState:
        assert re.search(rf"\.rj-clock\.{state.replace('_', '-')}[ ,]", css), state


@pytest.mark.parametrize(
    ("due", "more", "text"),
    [
        (date(2026, 11, 25), {}, "1 working day left"),
        (date(2026, 11, 26), {}, "2 working days left"),
        (date(2026, 11, 23), {}, "1 working day late"),
        (MONDAY, {"starts": date(2026, 11, 25)}, "Runs from 2026-11-25"),
        (MONDAY, {"paused": TUESDAY}, "Paused since 2026-11-24, 4 working days left"),
        (MONDAY, {"paused": TUESDAY, "because": "tests"}, "Paused since 2026-11-24: tests, 4 "),
        (MONDAY, {"done": date(2026, 11, 27)}, "Done 1 working day early"),
        (MONDAY, {"done": MONDAY}, "Done in time"),
        (MONDAY, {"done": date(2026, 12, 2)}, "Done 2 working days late"),
    ],
)
def test_a_clock_speaks_english_too(monkeypatch, due, more, text):
    with translation.override("en"):
        assert f">{text}" in clock_on(monkeypatch, TUESDAY, due, **more)


@pytest.mark.parametrize(
    ("tag", "value", "shown"),
    [
        (tags.number, 1234567, "1,234,567"),
        (tags.number, 0, "0"),
        (tags.number, None, "–"),
        (tags.percent, 10_000, "100.00%"),
        (tags.percent, 5, "0.05%"),
        (tags.percent, 0, "0.00%"),
        (tags.day, TUESDAY, "2026-11-24"),
        (tags.day, None, "–"),
        (tags.day, datetime(2026, 11, 24, 16, 30, tzinfo=UTC), "2026-11-25"),
        (tags.moment, datetime(2026, 11, 24, 16, 30, tzinfo=UTC), "2026-11-25 00:30"),
        (tags.moment, None, "–"),
        (tags.iso_moment, "2026-11-24T16:30:00+00:00", "2026-11-25 00:30"),
        (tags.iso_moment, "", "–"),
        (tags.grouped, "0123456789", "0123 4567 89"),
        (tags.grouped, "", ""),
        (tags.hexadecimal, memoryview(b"\x00\xff"), "00ff"),
        (tags.cited, "N102 二(三)", "国市监认证〔2019〕102号第二部分第（三）项"),
        (tags.tr, "", ""),
        (tags.tr, "有效", "有效"),
    ],
)
def test_values_are_shown_in_one_way(tag, value, shown):
    assert tag(value) == shown


def test_a_title_of_the_library_is_shown_in_the_language_of_the_reader():
    with translation.override("en"):
        assert tags.tr("有效") == "Valid"


def test_a_reason_is_told_with_its_values():
    why = reason("upload.already-checked", "文件“{file}”已经核验过，不再重复处理。", file="a.csv")
    assert in_words(why) == "文件“a.csv”已经核验过，不再重复处理。"


def test_words_among_the_values_of_a_reason_are_translated_too():
    why = reason(
        "case.other-post",
        "这一步由“{wanted}”办理，您当前的岗位是“{role}”。",
        wanted="负责人",
        role="办案人员",
    )
    with translation.override("en"):
        assert HAN.findall(in_words(why)) == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (TUESDAY, "2026-11-24"),
        (datetime(2026, 11, 24, 16, 30, tzinfo=UTC), "2026-11-25 00:30"),
        (7, "7"),
        ("", ""),
    ],
)
def test_days_and_moments_in_a_reason_are_those_of_the_country(value, shown):
    assert in_words(reason("test", "{value}", value=value)) == shown


def test_a_name_with_braces_does_no_harm_to_a_reason():
    assert in_words(reason("test", "“{file}”", file="{0}.csv")) == "“{0}.csv”"


def test_a_problem_is_told_with_its_cure():
    problem = {"template": "第 {line} 行有误。", "values": {"line": "3"}, "cure": "请改正。"}
    assert tags.problem_words(problem) == "第 3 行有误。请改正。"
    assert tags.problem_words({**problem, "cure": ""}) == "第 3 行有误。"


@pytest.mark.parametrize(
    ("levels", "chinese", "english"),
    [
        (NATIONAL, "由市场监管总局管辖", "SAMR"),
        (CITY_OR_COUNTY, "由市级、县（区）级市场监管部门管辖", "county"),
        (frozenset({Level.PROVINCIAL}), "由省级市场监管部门管辖", "provincial"),
    ],
)
def test_a_ruling_says_who_handles_the_matter(levels, chinese, english):
    ruling = Ruling(levels, "J-05", ())
    assert who_handles(ruling) == chinese
    with translation.override("en"):
        assert english.lower() in who_handles(ruling).lower()


def test_the_clock_can_be_used_in_a_template(monkeypatch):
    monkeypatch.setattr(tags.timezone, "localdate", lambda: TUESDAY)
    page = Template("{% load renjian %}{% clock due %} {{ 1234|number }}")
    assert page.render(Context({"due": TUESDAY})).endswith("今天到期</span> 1,234")
