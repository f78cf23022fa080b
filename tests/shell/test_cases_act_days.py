"""When an act happened: asked at the visit, kept, corrected by the case handler (PPL 36, 37)."""

from datetime import date, timedelta

import pytest

import make
from pages import press, read
from refusals import reasons_against
from renjian.jurisdiction.act_days import UNKNOWN, ActDays
from renjian_site.cases import commands
from renjian_site.inspections import commands as inspections
from renjian_site.inspections.models import Finding

pytestmark = pytest.mark.django_db
LONG_AGO = ActDays(date(2022, 3, 1), date(2022, 3, 2))


def dated(clue, days, at, **more):
    new = commands.NewActDays(days, "台账和发货记录", **more)
    return commands.keep_act_days(make.handler_of(clue), clue.pk, new, at=at)


def test_the_page_of_a_visit_asks_for_the_day_of_the_act():
    task = make.task()
    officer = make.sign_in(make.lead_of(task))
    filled = {"offender": "organisation", "offence_code": "CM-07", "facts": "x"}
    text = press(officer, f"/inspections/{task.pk}/findings/", **filled)
    assert "没有填写行为日期" in text and not Finding.objects.exists()
    press(officer, f"/inspections/{task.pk}/findings/", act_from="2026-01-05", **filled)
    found = Finding.objects.get()
    assert found.act_days == ActDays(date(2026, 1, 5)) and found.act_days.goes_on
    assert "2026-01-05 起，仍在继续" in read(officer, f"/inspections/{task.pk}/")


def test_an_act_after_its_discovery_is_refused(at):
    task = make.task()
    tomorrow = make.today() + timedelta(days=1)
    new = inspections.NewFinding(
        *make.offender(task, "organisation"), "CM-07", "x", ActDays(tomorrow, tomorrow)
    )
    reasons = reasons_against(inspections.add_finding, make.lead_of(task), task.pk, new, at=at)
    assert set(reasons) == {"act-days.after-discovery", "act-days.future"}


def test_an_act_out_of_time_is_not_filed(at):
    clue = make.clue(days=LONG_AGO)
    head = make.head_of(clue)
    reasons = reasons_against(commands.file_case, head, clue.pk, make.team(head), at=at)
    assert reasons == ["case.file.out-of-time"]
    dated(clue, LONG_AGO, at, is_gravely_harmful=True)
    assert commands.file_case(head, clue.pk, make.team(head), at=at).pk


def test_the_law_of_the_act_counts_and_not_that_of_its_discovery(at):
    case = make.case()
    of_goods = {"offence_code": "CC-01A", "offender_kind": "producer"}
    type(case.clue).objects.update(**of_goods, act_from=date(2023, 1, 5), act_to=date(2023, 1, 5))
    case.refresh_from_db()
    facts, head = {"goods_value": "3000"}, make.head_of(case.clue)
    make.intend(case, "fine", fine=5000, facts=facts)
    text = read(make.sign_in(head), f"/cases/filed/{case.pk}/penalty/")
    assert "从旧兼从轻" in text or "行政处罚法》第三十七条" in text


def test_an_old_clue_says_that_no_day_is_on_record(at):
    clue = make.clue()
    type(clue).objects.update(act_from=None, act_to=None)
    text = read(make.sign_in(make.handler_of(clue)), f"/cases/{clue.pk}/")
    assert "没有记载" in text and "行为日期没有记载：处罚时效不能核对" in text
    page = make.sign_in(make.handler_of(clue))
    press(page, f"/cases/{clue.pk}/act-days/", act_from="2026-02-03", act_to="2026-02-03",
          because="询问笔录")  # fmt: skip
    assert "年处罚时效（至2028-02-03）以内" in read(page, f"/cases/{clue.pk}/")
    assert make.newest_entry(make.handler_of(clue))["act"] == "clue.act-dated"


def test_who_may_not_date_an_act_is_told_why(at):
    case = make.case(make.clue(against="issuer", offence="CB-03"))
    new = commands.NewActDays(UNKNOWN, "")
    handler = make.handler_of(case.clue)
    assert reasons_against(commands.keep_act_days, handler, case.clue_id, new, at=at) == [
        "clue.act-days.empty"
    ]
    answers = {f"CB-03.{number}": True for number in (1, 2, 3)}
    make.intend(case, "fine", fine=54_000, answers=answers)
    commands.issue_notice(handler, case.pk, at=at)
    day = commands.NewActDays(ActDays(make.today(), make.today()), "x")
    assert reasons_against(commands.keep_act_days, handler, case.clue_id, day, at=at) == [
        "clue.act-days.notified"
    ]
    head = make.head_of(case.clue)
    assert "case.other-post" in reasons_against(
        commands.keep_act_days, head, case.clue_id, day, at=at
    )
