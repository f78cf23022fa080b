"""Another authority takes part in a clue: it sees it from then on, until its part ends."""

from datetime import timedelta

import pytest

import make
from pages import read
from refusals import refused
from renjian.cases.participation import Part
from renjian_site.cases import commands, queries

pytestmark = pytest.mark.django_db

HELPER = "460000"


@pytest.fixture
def clue():
    return make.clue()


def bring_in(who, clue, at, part=Part.ASSISTANCE_REQUEST, place=HELPER, **more):
    wish = commands.Invitation(part, place, "请协助核对地址", **more)
    return commands.bring_in(who, clue.pk, wish, at=at)


def seen_by(account):
    return list(queries.clues(make.actor(account)))


def test_whoever_is_asked_for_assistance_sees_the_clue_and_its_case(clue, at):
    assert clue not in seen_by(f"{HELPER}.head")
    bring_in(make.head_of(clue), clue, at)
    assert seen_by(f"{HELPER}.head") == [clue]
    case = make.case(clue)
    assert case.number in read(make.sign_in(f"{HELPER}.head"), f"/cases/{clue.pk}/")


def test_when_the_part_ends_the_clue_is_gone(clue, at):
    part = bring_in(make.head_of(clue), clue, at)
    commands.end_part(make.head_of(clue), part.pk, at=at)
    assert seen_by(f"{HELPER}.head") == []
    assert make.sign_in(f"{HELPER}.head").get(f"/cases/{clue.pk}/").status_code == 404


def test_a_part_ends_by_itself_after_its_day(clue, at):
    part = bring_in(make.head_of(clue), clue, at, until=make.today())
    assert seen_by(f"{HELPER}.head") == [clue]
    part.from_on = part.to_on = make.today() - timedelta(days=1)
    part.save(update_fields=["from_on", "to_on"])
    assert seen_by(f"{HELPER}.head") == []


def test_it_is_in_the_ledger_of_the_handler(clue, at):
    bring_in(make.head_of(clue), clue, at)
    entry = make.newest_entry(make.head_of(clue))
    assert (entry["act"], entry["details"]["why"]) == ("clue.brought-in", "协助调查")


def test_the_same_part_is_not_given_twice(clue, at):
    bring_in(make.head_of(clue), clue, at)
    with refused("participation.twice"):
        bring_in(make.head_of(clue), clue, at)


def test_a_day_that_is_past_is_refused(clue, at):
    with refused("participation.past"):
        bring_in(make.head_of(clue), clue, at, until=make.today() - timedelta(days=1))


def test_only_the_head_decides(clue, at):
    with refused("case.other-post"):
        bring_in(make.handler_of(clue), clue, at)


def test_a_superior_supervises_and_only_it_ends_that(clue, at):
    province = make.actor("330000.head")
    part = bring_in(province, clue, at, Part.SUPERVISED_HANDLING, "330000")
    with refused("participation.not-decider"):
        commands.end_part(make.head_of(clue), part.pk, at=at)
    assert commands.end_part(province, part.pk, at=at).is_ended


def test_what_a_transfer_made_is_not_ended(at):
    movement = make.moved_clue()
    sender = make.head_of(movement.clue)
    part = queries.parts(sender).filter(why="sent").get()
    with refused("participation.of-movement"):
        commands.end_part(sender, part.pk, at=at)


def test_the_page_brings_in_and_ends(clue):
    head = make.sign_in(make.head_of(clue))
    fields = {"part": "assistance_request", "authority": HELPER, "because": "请协助核对地址"}
    response = head.post(f"/cases/{clue.pk}/parts/", fields, follow=True)
    text = response.content.decode()
    assert "海南省" in text
    assert "请协助核对地址" in text
    part = queries.parts(make.head_of(clue)).get()
    assert "已经终止" in head.post(f"/cases/parts/{part.pk}/end/", follow=True).content.decode()
