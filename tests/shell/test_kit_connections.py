"""A kept connection is used again without asking, and never once the server has ended it."""

import time

import psycopg
import pytest
from django.db import connection

from renjian_site.kit.postgresql import base

PATIENCE = 5.0  # seconds for the server's goodbye to arrive


@pytest.fixture
def kept(db):
    """A connection that answered one request, and how often it was asked whether it stands."""
    kept = connection.copy("kept")
    kept.settings_dict = {**kept.settings_dict, "CONN_HEALTH_CHECKS": True, "CONN_MAX_AGE": 60}
    kept.asked = 0
    really = kept.is_usable

    def is_usable():
        kept.asked += 1
        return really()

    kept.is_usable = is_usable
    request(kept)
    yield kept
    kept.close()


def request(kept):
    """What a request does; the process of the server that answers it."""
    kept.close_if_unusable_or_obsolete()
    with kept.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        return cursor.fetchone()[0]


def end(server, pid):
    with psycopg.connect(server, autocommit=True) as other:
        other.execute("select pg_terminate_backend(%s, 5000)", [pid])


def test_requests_that_follow_each_other_ask_once(kept):
    first = request(kept)
    assert [request(kept) for _ in range(20)] == [first] * 20
    assert kept.asked == 1


def test_a_connection_that_was_at_rest_is_asked(kept, monkeypatch):
    request(kept)
    monkeypatch.setattr(base, "ASKED_EVERY", 0.0)
    request(kept)
    assert kept.asked == 2


def test_a_connection_that_the_server_ended_is_replaced_unnoticed(kept, server):
    pid = request(kept)
    end(server, pid)
    ends = time.monotonic() + PATIENCE
    while kept._line_is_silent() and time.monotonic() < ends:
        time.sleep(0.01)
    kept.answered_at = time.monotonic()  # asked a moment ago
    assert request(kept) != pid


def test_a_message_on_the_line_is_no_reason_to_trust_it(kept, monkeypatch):
    request(kept)
    monkeypatch.setattr(kept, "_line_is_silent", lambda: False)
    request(kept)
    assert kept.asked == 2


def test_a_connection_that_was_closed_here_is_replaced(kept):
    pid = request(kept)
    kept.connection.close()
    assert request(kept) != pid


def test_within_a_request_nothing_is_asked_again(kept):
    kept.close_if_unusable_or_obsolete()
    for _ in range(3):
        with kept.cursor() as cursor:
            cursor.execute("select 1")
    assert kept.asked == 1
