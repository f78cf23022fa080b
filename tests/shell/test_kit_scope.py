"""The scope of a connection: what a request begins and ends with, and what the command line sees."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, connections
from django.test import RequestFactory

import make
from make_roles import rows
from renjian_site.kit import scope
from renjian_site.kit.scope import (
    BEGINS_WITH,
    EVERYTHING,
    NOBODY,
    Scope,
    end_scope,
    enter,
    scope_of,
    see_everything,
    within,
)

IN_SIGHT = "select current_setting('renjian.hi', true)"


def in_sight() -> str:
    return rows(IN_SIGHT)[0][0] or ""


def requested(view):
    return end_scope(view)(RequestFactory().get("/"))


@pytest.mark.django_db
@pytest.mark.parametrize("before", [NOBODY, EVERYTHING, Scope(body="CNCA-R-2027-001")], ids=str)
def test_a_request_begins_with_nothing_in_sight_and_ends_as_it_began(before):
    kept = "select current_setting('renjian.hi'), current_setting('renjian.body')"
    with within(before):
        seen = requested(lambda request: rows(kept))
        assert rows(kept) == [(before.high, before.body)]
    assert seen == [("", "")]


@pytest.mark.django_db
def test_what_a_view_entered_and_left_open_is_left_for_it():
    with within(NOBODY):
        requested(lambda request: enter(scope_of(make.actor("330110.head"))))
        assert in_sight() == ""


@pytest.mark.django_db
def test_a_view_that_fails_leaves_nothing_behind():
    def fail(request):
        enter(EVERYTHING)
        raise ZeroDivisionError

    with within(NOBODY):
        with pytest.raises(ZeroDivisionError):
            requested(fail)
        assert in_sight() == ""


@pytest.mark.django_db
def test_for_the_public_it_says_no_word_to_the_database(monkeypatch):
    with within(NOBODY), monkeypatch.context() as broken:
        broken.setattr(scope, "SET", "no word that PostgreSQL takes")
        assert requested(lambda request: in_sight()) == ""


@pytest.fixture
def fresh(own_database) -> Iterator[dict[str, object]]:
    """The settings of a connection that begins with nothing in sight."""
    place = connection.settings_dict
    options, begins = place["OPTIONS"], place.pop(BEGINS_WITH)
    words = [word for word in options["options"].split(" -c ") if not word.startswith("renjian.")]
    place["OPTIONS"] = {**options, "options": " -c ".join(words)}
    connections.close_all()
    yield place
    connections.close_all()
    place["OPTIONS"], place[BEGINS_WITH] = options, begins


def test_a_connection_begins_with_nothing_in_sight(fresh):
    assert in_sight() == ""
    assert rows("select count(*) from ledger_entry") == [(0,)]


def test_the_command_line_begins_each_connection_with_everything_in_sight(fresh):
    see_everything()
    for _connection in range(2):
        assert in_sight() == EVERYTHING.high
        assert rows("select count(*) from ledger_entry")[0][0] > 0
        connections.close_all()


def test_what_it_enters_it_leaves_for_everything(fresh):
    see_everything()
    with within(NOBODY):
        assert in_sight() == ""
    assert in_sight() == EVERYTHING.high
    # A connection that was ended in between is replaced by one that begins anew.
    with within(scope_of(make.actor("330110.head"))):
        connections.close_all()
        assert in_sight() == EVERYTHING.high
    assert in_sight() == EVERYTHING.high


def test_after_a_statement_that_failed_the_scope_is_set_anew(fresh):
    connection.set_autocommit(False)
    try:
        with pytest.raises(DatabaseError), within(EVERYTHING):
            rows("select nothing")
        connection.rollback()
        with within(EVERYTHING):  # which PostgreSQL has taken back with the transaction
            assert in_sight() == EVERYTHING.high
    finally:
        connection.rollback()
        connection.set_autocommit(True)
