"""When an authority is abolished or moved: its requests go on, and are seen before."""

import pytest

import make
import make_consultations as asks
from make_consultations import CITY, COUNTY, head
from make_units import reform, unit
from renjian.authorities.wishes import Abolish, Move
from renjian_site.console.open_work import look
from renjian_site.consultations import commands, queries
from renjian_site.consultations.models import Reply

pytestmark = pytest.mark.django_db
HEIR = "330106"


def titles(wish, by="330000"):
    found = look(make.actor(f"{by}.system"), wish, make.today())
    return [line.title for line in found.lines]


def test_the_successor_asks_in_place_of_an_abolished_unit():
    open_request, replied = asks.received(), asks.replied().consultation
    reform(Abolish(COUNTY, HEIR))
    assert list(queries.unanswered(head(HEIR))) == [open_request]
    replied.refresh_from_db()
    assert replied.authority.code == COUNTY
    assert queries.replies(head(HEIR)).filter(consultation=replied).exists()


def test_the_successor_of_a_superior_replies(at):
    found = asks.received()
    commands.write_reply(head(CITY), found.pk, asks.words(), at=at)
    commands.take_over(make.actor("system"), unit(CITY).pk, unit("330200").pk, at=at)
    assert list(queries.to_answer(head("330200"))) == [found]
    assert commands.issue_reply(head("330200"), found.pk, at=at).authority.code == "330200"
    assert Reply.objects.count() == 1


def test_nobody_is_left_to_ask_himself(at):
    found = asks.received()
    commands.take_over(make.actor("system"), unit(COUNTY).pk, unit(CITY).pk, at=at)
    found.refresh_from_db()
    assert found.stage == "taken_back"
    assert found.steps.last().note == "请示单位与主送机关已经合并"


@pytest.mark.parametrize("wish", [Move(COUNTY, "330200"), Abolish(COUNTY, HEIR)])
def test_open_requests_are_seen_before_the_unit_is_changed(wish):
    assert "未批复的请示" not in titles(wish)
    asks.sent()
    assert "未批复的请示" in titles(wish)


def test_a_request_of_a_moved_unit_stays_with_the_superior_that_was_asked(at):
    found = asks.received()
    reform(Move(COUNTY, "330200"))
    assert list(queries.to_answer(head(CITY))) == [found]
    assert queries.consultations(head("330200")).filter(pk=found.pk).exists()


def test_a_draft_of_a_moved_unit_goes_to_its_new_superior(at):
    found = asks.draft()
    reform(Move(COUNTY, "330200"))
    commands.send(head(), found.pk, at=at)
    found.refresh_from_db()
    assert found.superior.code == "330200"
