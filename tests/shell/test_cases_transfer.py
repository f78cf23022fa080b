"""Transferring a clue up, and receiving it there: only where the law sends it."""

from datetime import timedelta

import pytest
from django.utils import timezone

import make
from at_once import at_once
from pages import press, read, status_of, why_not
from refusals import refused
from renjian.cases.deadlines import verify_due_on
from renjian.kernel.calendar import published
from renjian.kernel.refusal import Refused
from renjian_site.cases import commands, queries
from renjian_site.cases.models import Case, Clue, Movement

TOP = "000000.handler1"


@pytest.fixture
def clue(db):
    """A sham certification, by which a body loses its approval."""
    return make.clue(against="issuer", offence="CB-01")


def up(clue, at, actor=None):
    return commands.transfer_up(actor or make.head_of(clue), clue.pk, at=at)


def receive(movement, at, account=TOP):
    return commands.receive(make.actor(account), movement.pk, at=at)


def test_a_clue_goes_to_the_authority_that_its_ruling_names(clue, at):
    movement = up(clue, at)
    clue.refresh_from_db()
    assert (movement.from_authority_id, movement.to_authority.code) == (
        clue.authority_id,
        "000000",
    )
    assert (clue.stage, movement.received_at) == ("transferred", None)
    assert movement.number == f"{clue.authority.short_name}移〔{make.today().year}〕1号"


def test_the_movement_keeps_why_and_by_which_clause(clue, at):
    movement = up(clue, at)
    assert "能力罚" in movement.because
    assert movement.clause.startswith("N102 二(一)")


def test_the_transfer_is_in_the_ledger(clue, at):
    movement = up(clue, at)
    entry = make.newest_entry(make.head_of(clue))
    assert (entry["act"], entry["details"]) == (
        "clue.transferred-up",
        {"number": movement.number, "to": "000000"},
    )


def test_a_matter_of_the_county_does_not_go_up(db, at):
    clue = make.clue()
    with refused("case.transfer-up.not-above"):
        up(clue, at)
    text = read(make.sign_in(make.head_of(clue)), f"/cases/{clue.pk}/")
    assert "不属于上级市场监管部门管辖" in text
    assert not Movement.objects.exists()


def test_above_the_state_administration_there_is_nobody(clue, at):
    receive(up(clue, at), at)
    with refused("case.transfer-up.no-superior"):
        up(clue, at, make.actor("000000.head"))


def test_only_the_head_sends_it_up(clue, at):
    with refused("case.other-post"):
        up(clue, at, make.handler_of(clue))


def test_a_clue_goes_up_once(clue, at):
    up(clue, at)
    with refused("case.stage"):
        up(clue, at)
    assert Movement.objects.count() == 1


def test_while_it_is_on_its_way_the_county_files_nothing(clue, at):
    up(clue, at)
    head = make.head_of(clue)
    with refused("case.stage", "case.file.other-level"):
        commands.file_case(head, clue.pk, make.team(head), at=at)


def test_the_clue_waits_above_until_it_is_received(clue, at):
    movement = up(clue, at)
    assert list(queries.awaiting_receipt(make.actor(TOP))) == [movement]
    assert clue.offender_name in read(make.sign_in(TOP), "/inbox/")
    receive(movement, at)
    assert not queries.awaiting_receipt(make.actor(TOP))


def test_who_receives_it_starts_the_clock_anew(clue, at):
    movement = up(clue, at)
    later = at + timedelta(days=20)
    found = receive(movement, later)
    received_on = timezone.localdate(later)
    due = verify_due_on(received_on, published())
    assert (found.received_on, found.verify_due_on) == (received_on, due.on)
    assert (found.is_provisional, found.found_on) == (due.provisional, clue.found_on)
    assert (found.authority.code, found.stage) == ("000000", "verifying")


def test_receiving_is_in_the_ledger_of_the_receiver(clue, at):
    movement = up(clue, at)
    receive(movement, at)
    entry = make.newest_entry(make.actor(TOP))
    assert (entry["act"], entry["details"]) == ("clue.received", {"number": movement.number})


def test_a_clue_is_received_once(clue, at):
    movement = up(clue, at)
    receive(movement, at)
    with refused("clue.received-already"):
        receive(movement, at)


def test_received_a_second_time_the_page_says_since_when(clue, at):
    movement = up(clue, at)
    receive(movement, at)
    answer = make.sign_in(TOP).post(f"/cases/receive/{movement.pk}/")
    assert answer.status_code == 409
    assert f"{movement.number} 移交的线索已于" in answer.content.decode()


def test_another_authority_cannot_receive_it(clue, at):
    movement = up(clue, at)
    for account in ("330000.handler1", "469001.handler"):
        with pytest.raises(Movement.DoesNotExist):
            receive(movement, at, account)


def test_only_a_case_handler_receives_it(clue, at):
    movement = up(clue, at)
    with refused("case.other-post"):
        receive(movement, at, "000000.head")


def test_the_state_administration_files_the_case_then(clue, at):
    receive(up(clue, at), at)
    head = make.actor("000000.head")
    case = commands.file_case(head, clue.pk, make.team(head), at=at)
    assert (case.authority.code, case.ruling["rule"]) == ("000000", "J-02")
    assert case.number.startswith("国市监案〔")


def test_the_county_still_sees_what_became_of_it_and_nothing_of_the_case(clue, at):
    county = make.sign_in(make.head_of(clue))
    movement = up(clue, at)
    receive(movement, at)
    case = make.case(Clue.objects.get(pk=clue.pk))
    text = read(county, f"/cases/{clue.pk}/")
    assert ">立案<" in text
    assert movement.number in text
    assert case.number not in text
    assert case.first_officer.name not in text
    assert f'action="/cases/{clue.pk}/file/"' not in text


def test_the_county_no_longer_acts_on_it(clue, at):
    head = make.head_of(clue)
    receive(up(clue, at), at)
    team = make.team(head)
    address = f"/cases/{clue.pk}/file/"
    browser = make.sign_in(head)
    assert status_of(browser, address, by="post", first=team.first, second=team.second) == 404
    assert not Case.objects.exists()


def test_the_pages_walk_the_same_way(clue):
    head = make.sign_in(make.head_of(clue))
    assert "已移交上级" in press(head, f"/cases/{clue.pk}/transfer-up/")
    above = make.sign_in(TOP)
    assert "下一步：接收" in read(above, f"/cases/{clue.pk}/")
    movement = Movement.objects.get()
    assert "已接收，核查期限重新计算。" in press(above, f"/cases/receive/{movement.pk}/")
    assert why_not(head, f"/cases/receive/{movement.pk}/") == ["kit.other-post"]


def test_received_twice_at_once_it_is_received_once(own_database, at):
    movement = make.moved_clue()
    actor = make.actor(TOP)

    given = at_once(*[lambda: commands.receive(actor, movement.pk, at=at)] * 2)
    assert sum(isinstance(one, Clue) for one in given) == 1
    refusals = [one.reasons[0].code for one in given if isinstance(one, Refused)]
    assert refusals == ["clue.received-already"]
