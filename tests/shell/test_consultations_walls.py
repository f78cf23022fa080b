"""The second wall around requests and replies: the database itself keeps them to their readers."""

import pytest
from django.db import connection
from django.db.transaction import atomic

import make
import make_consultations as asks
from make_consultations import CITY, COUNTY, FAR, PROVINCE, TOP, head
from make_roles import as_owner, rows
from renjian_site.consultations import queries
from renjian_site.kit.scope import NOBODY, scope_of, within

pytestmark = pytest.mark.django_db
REQUESTS, REPLIES = "consultations_consultation", "consultations_reply"


def seen(table, who):
    with within(scope_of(who) if who else NOBODY):
        return rows(f"select id from {table}")


@pytest.mark.parametrize(
    ("code", "sees"),
    [(COUNTY, True), (CITY, False), (PROVINCE, False), (TOP, False), (FAR, False)],
)
def test_a_draft_is_shown_in_the_own_unit_only(code, sees):
    found = asks.draft()
    assert queries.consultations(head(code)).filter(pk=found.pk).exists() is sees
    assert bool(seen(REQUESTS, head(code))) is (code != FAR)


@pytest.mark.parametrize(
    ("code", "sees"),
    [(COUNTY, True), (CITY, True), (PROVINCE, True), (TOP, True), ("330106", False), (FAR, False)],
)
def test_a_request_is_seen_by_both_sides_and_those_above(code, sees):
    asks.sent()
    assert bool(seen(REQUESTS, head(code))) is sees
    assert bool(seen("consultations_step", head(code))) is sees


def test_an_open_reply_is_seen_by_every_regulator_and_by_no_clerk():
    reply = asks.opened()
    assert seen(REPLIES, head(FAR)) == [(reply.pk,)]
    assert seen(REQUESTS, head(FAR)) == []
    assert seen(REPLIES, make.actor("clerk1")) == []
    assert seen(REPLIES, None) == []


def test_the_draft_of_an_open_reply_is_seen_by_those_who_write_it(at):
    found = asks.received()
    from renjian_site.consultations import commands

    commands.write_reply(head(CITY), found.pk, asks.words(is_open=True), at=at)
    assert seen(REPLIES, head(CITY))
    for code in (COUNTY, FAR):
        assert not seen(REPLIES, head(code)), code


@pytest.mark.parametrize("function", ["replies_saying('{标志}')", "replies_citing('REG 59')"])
def test_searching_past_the_policies_finds_nothing_more(function):
    closed = asks.replied(text="继续使用标志的，责令改正。")
    for who in (head(FAR), make.actor("clerk1"), None):
        with within(scope_of(who) if who else NOBODY):
            assert rows(f"select {function}") == []
    with within(scope_of(head(CITY))):
        assert rows(f"select {function}") == [(closed.pk,)]


def test_a_reply_stays_with_who_gave_it_when_the_asker_moves():
    reply = asks.replied()
    path = head().authority.path
    with as_owner() as cursor:
        moved = f"000000/{FAR}/{COUNTY}/"
        cursor.execute("update authorities_authority set path = %s where path = %s", [moved, path])
    for code in (CITY, PROVINCE, FAR):
        assert seen(REPLIES, head(code)) == [(reply.pk,)], code


def test_nobody_writes_a_reply_for_another_authority():
    reply = asks.opened()
    refusal = pytest.raises(Exception, match="row-level security")
    with refusal, within(scope_of(head(FAR))), atomic(), connection.cursor() as cursor:
        cursor.execute(f"update {REPLIES} set text = 'x' where id = %s", [reply.pk])
