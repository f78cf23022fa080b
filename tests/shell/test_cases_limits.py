"""Stops and extensions of limits: asked by a case handler, approved by the head, counted at once."""

from datetime import timedelta

import pytest

import make
from pages import press, read, status_of
from refusals import reasons_against
from renjian.cases.limits import SUSPENSION, grounds_of
from renjian_site.cases import commands
from renjian_site.cases.models import Extension, Stop

pytestmark = pytest.mark.django_db
GROUND = grounds_of(SUSPENSION)[0]


@pytest.fixture
def case():
    return make.case()


def approve(extension, at):
    return commands.approve_extension(make.head_of(extension.clue), extension.pk, at=at)


def test_an_extension_counts_once_the_head_approved_it(case, at):
    before = case.due_on
    asked = make.asked_extension(case.clue)
    case.refresh_from_db()
    assert (asked.state, case.due_on) == ("asked", before)
    approved = approve(asked, at)
    case.refresh_from_db()
    assert (case.due_on - before).days >= 30
    assert (approved.due_before, approved.due_after) == (before, case.due_on)
    entry = make.newest_entry(make.head_of(case.clue))
    assert entry["act"] == "limit.extended"
    assert entry["details"]["approver"] == "负责人"


def test_a_clue_is_extended_by_fifteen_working_days_once(at):
    clue = make.clue()
    before = clue.verify_due_on
    approve(make.asked_extension(clue, count=15), at)
    clue.refresh_from_db()
    assert clue.verify_due_on > before + timedelta(days=15)
    handler, again = make.handler_of(clue), commands.NewExtension(15, "仍未查清")
    assert reasons_against(commands.ask_extension, handler, clue.pk, again, at=at) == [
        "deadline.extend.none"
    ]


def test_what_the_rule_does_not_allow_is_refused_and_nothing_kept(case, at):
    handler = make.handler_of(case.clue)
    too_long = commands.NewExtension(31, "还要更久")
    assert reasons_against(commands.ask_extension, handler, case.clue_id, too_long, at=at) == [
        "deadline.extend.length"
    ]
    strange = commands.NewStop("领导出差", make.today(), "不在")
    assert reasons_against(commands.enter_stop, handler, case.clue_id, strange, at=at) == [
        "limit.stop.cause"
    ]
    assert not Extension.objects.exists() and not Stop.objects.exists()


def test_an_extension_is_asked_once_at_a_time(case, at):
    make.asked_extension(case.clue)
    handler, again = make.handler_of(case.clue), commands.NewExtension(30, "同上")
    assert reasons_against(commands.ask_extension, handler, case.clue_id, again, at=at) == [
        "limit.extend.asked"
    ]


def test_the_collective_discussion_stands_on_record(case, at):
    approve(make.asked_extension(case.clue), at)
    handler = make.handler_of(case.clue)
    without = commands.NewExtension(60, "仍然复杂")
    assert reasons_against(commands.ask_extension, handler, case.clue_id, without, at=at) == [
        "limit.extend.discussion"
    ]
    again = approve(make.asked_extension(case.clue, 60, "集体讨论〔2026〕3号"), at)
    assert again.approver == "负责人集体讨论"


def test_an_extension_approved_after_the_end_is_refused(case, at):
    asked = make.asked_extension(case.clue)
    late = at + timedelta(days=200)
    assert reasons_against(commands.approve_extension, make.head_of(case.clue), asked.pk, at=late)\
        == ["deadline.extend.late"]  # fmt: skip


def test_the_handler_neither_approves_nor_a_stranger_asks(case, at):
    asked = make.asked_extension(case.clue)
    handler = make.handler_of(case.clue)
    reasons = reasons_against(commands.approve_extension, handler, asked.pk, at=at)
    assert set(reasons) == {"case.other-post", "limit.own"}
    superior, new = make.actor("330000.head"), commands.NewExtension(30, "x")
    reasons = reasons_against(commands.ask_extension, superior, case.clue_id, new, at=at)
    assert "limit.other-unit" in reasons


def test_testing_stops_the_limit_at_once_and_its_end_moves_the_last_day(case, at):
    before = case.due_on
    stop = make.stop(case.clue)
    case.refresh_from_db()
    assert (stop.state, case.paused_on, case.due_on) == ("counts", make.today(), before)
    five_days_on = make.today() + timedelta(days=5)
    later = at + timedelta(days=5)
    commands.end_stop(make.handler_of(case.clue), stop.pk, five_days_on, at=later)
    case.refresh_from_db()
    assert case.paused_on is None and case.due_on > before
    assert make.newest_entry(make.handler_of(case.clue))["act"] == "limit.resumed"


def test_a_suspension_waits_for_the_head_and_is_ended_by_the_head(case, at):
    stop = make.stop(case.clue, SUSPENSION, ground=GROUND)
    case.refresh_from_db()
    assert (stop.state, case.paused_on) == ("asked", None)
    head = make.head_of(case.clue)
    commands.approve_stop(head, stop.pk, at=at)
    case.refresh_from_db()
    assert case.paused_on == make.today()
    handler = make.handler_of(case.clue)
    assert reasons_against(commands.end_stop, handler, stop.pk, make.today(), at=at) == [
        "case.other-post"
    ]
    commands.end_stop(head, stop.pk, make.today(), at=at)


def test_what_the_head_does_not_approve_moves_nothing(case, at):
    asked, before = make.asked_extension(case.clue), case.due_on
    commands.refuse_extension(make.head_of(case.clue), asked.pk, "材料不足", at=at)
    stop = make.stop(case.clue, SUSPENSION, ground=GROUND)
    commands.refuse_stop(make.head_of(case.clue), stop.pk, "不属于中止情形", at=at)
    case.refresh_from_db()
    assert (case.due_on, case.paused_on) == (before, None)
    assert "材料不足" in read(
        make.sign_in(make.head_of(case.clue)), f"/cases/{case.clue_id}/limit/"
    )


def test_the_page_asks_and_the_head_finds_it_in_the_inbox(case):
    address = f"/cases/{case.clue_id}/limit/"
    handler = make.sign_in(make.handler_of(case.clue))
    text = press(handler, f"{address}extend/", count="30", because="案情复杂", document="")
    assert "等待负责人批准" in text
    head = make.sign_in(make.head_of(case.clue))
    assert "中止、延长期限的审批" in read(head, "/inbox/")
    asked = Extension.objects.get()
    press(head, f"/cases/extensions/{asked.pk}/decide/", decision="approve")
    text = read(head, address)
    assert "延长 30" in text and "期限 " in text and "生效" in text


def test_the_page_says_what_is_missing(case):
    address = f"/cases/{case.clue_id}/limit/"
    handler = make.sign_in(make.handler_of(case.clue))
    assert "没有填写延长多少" in press(handler, f"{address}extend/", because="x")
    assert "没有写理由" in press(
        handler, f"{address}stop/", cause="听证", from_on=make.today().isoformat()
    )
    head = make.sign_in(make.head_of(case.clue))
    asked = make.asked_extension(case.clue)
    text = press(head, f"/cases/extensions/{asked.pk}/decide/", decision="refuse")
    assert "没有写不予批准的理由" in text


def test_a_paused_case_is_not_late_in_the_list(case):
    make.stop(case.clue)
    case.refresh_from_db()
    type(case).objects.filter(pk=case.pk).update(
        filed_on=case.filed_on - timedelta(days=200), due_on=make.today() - timedelta(days=1)
    )
    head = make.sign_in(make.head_of(case.clue))
    assert case.number not in read(head, "/cases/filed/?situation=late")
    assert "暂停" in read(head, "/cases/filed/")


def test_a_received_clue_starts_without_what_moved_it_before(at):
    movement = make.moved_clue()
    assert movement.clue.paused_on is None
    receiver = make.person_of("case_handler", movement.to_authority.code)
    clue = commands.receive(receiver, movement.pk, at=at)
    assert status_of(make.sign_in(receiver), f"/cases/{clue.pk}/limit/") == 200
