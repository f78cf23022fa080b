"""How long a session lasts: half an hour without doing anything, half a day in any case."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

import make
from pages import read, status_of
from renjian_site.authorities.models import Session
from renjian_site.authorities.sign_ins import sweep

pytestmark = pytest.mark.django_db
HEAD = "330110.head"


@pytest.fixture
def browser():
    return make.sign_in(HEAD)


@pytest.fixture
def clock(monkeypatch):
    """Let time pass: ``clock(60)``."""
    usual, passed = time.time, [0]
    monkeypatch.setattr(time, "time", lambda: usual() + passed[0])
    return lambda seconds: passed.__setitem__(0, passed[0] + seconds)


def test_half_an_hour_without_doing_anything_ends_it(browser, clock):
    clock(29 * 60)
    assert status_of(browser, "/inbox/") == 200
    clock(29 * 60)
    assert status_of(browser, "/inbox/") == 200
    clock(31 * 60)
    assert status_of(browser, "/inbox/") == 302


def test_half_a_day_ends_it_however_busy_somebody_is(browser, clock):
    for _ in range(24):
        assert status_of(browser, "/inbox/") == 200
        clock(29 * 60 + 50)
    clock(5 * 60)
    assert status_of(browser, "/inbox/") == 302


def test_the_page_says_how_long_it_lasts_and_asking_lets_it_go_on(browser, clock):
    clock(25 * 60)
    assert 1795 <= int(browser.get("/keep/").content) <= 1800
    assert 'data-session="1' in read(browser, "/inbox/")


def test_what_a_page_asks_by_itself_does_not_keep_somebody_in(browser, clock):
    for _ in range(4):
        clock(10 * 60)
        browser.get("/downloads/", headers={"X-Renjian-By-Itself": "yes"})
    assert status_of(browser, "/inbox/") == 302


def test_the_parts_that_pages_ask_for_by_themselves_say_so():
    from project_tree import templates

    asking = [text for path in templates() if 'hx-trigger="every' in (text := path.read_text())]
    assert len(asking) >= 3
    assert all("X-Renjian-By-Itself" in text for text in asking)


def test_a_session_is_written_once_a_minute_and_not_for_each_page(
    browser, clock, django_assert_num_queries
):
    read(browser, "/account/")
    written = Session.objects.get(session_key=browser.session.session_key).seen_at
    read(browser, "/account/")
    assert Session.objects.get(session_key=browser.session.session_key).seen_at == written
    clock(61)
    read(browser, "/account/")
    assert Session.objects.get(session_key=browser.session.session_key).seen_at > written


def test_a_session_says_whose_it_is(browser):
    kept = Session.objects.get(session_key=browser.session.session_key)
    assert kept.person.account == HEAD
    assert kept.began_at is not None


def test_a_session_in_which_nothing_was_done_is_listed_no_more(browser):
    from renjian_site.authorities import queries

    head = make.actor(HEAD)
    now = timezone.now()
    assert queries.own_sessions(head, now).count() == 1
    assert queries.own_sessions(head, now + timedelta(minutes=31)).count() == 0


def test_sessions_that_are_over_are_swept_away(browser):
    sweep(timezone.now() + timedelta(hours=13))
    assert not Session.objects.filter(person__account=HEAD).exists()
