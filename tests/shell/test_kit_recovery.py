"""The database goes and comes back: every address says so, and what was sent is done once."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.test import Client
from psycopg.conninfo import conninfo_to_dict

import make
import make_api
from make_api import ROOT
from renjian_site.draws import commands
from renjian_site.draws.models import Draw
from renjian_site.kit.recovery import is_lost

SAID = "数据库正在恢复，请稍候重试"


@pytest.fixture
def place(server, own_database, django_db_blocker) -> Iterator[tuple[str, str]]:
    """A server, and the name of a database of the test's own on it."""
    with django_db_blocker.unblock():
        yield server, str(conninfo_to_dict(own_database)["dbname"])


@contextmanager
def away(place: tuple[str, str]) -> Iterator[None]:
    """The database ends all connections and takes no new one until the end of the block."""
    server, name = place
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f'alter database "{name}" allow_connections false')
        owner.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [name]
        )
        try:
            yield
        finally:
            owner.execute(f'alter database "{name}" allow_connections true')
            close_old_connections()  # as Django does after each request outside of tests


def patient(client: Client) -> Client:
    """A browser that is shown the page of an error, as outside of tests."""
    client.raise_request_exception = False
    return client


def ask(client: Client, address: str, **headers: str):
    """The answer while the database is away: always 503 with a time after which to ask again."""
    answer = client.get(address, headers=headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    return answer


def test_pages_of_officers_and_of_the_public_say_that_the_database_recovers(place):
    officer, anybody = patient(make.sign_in("330110.officer1")), patient(Client())
    with away(place):
        for client, address in ((officer, "/inbox/"), (anybody, "/"), (anybody, "/healthz")):
            answer = ask(client, address)
            assert SAID in answer.content.decode()
            assert answer.headers["Content-Security-Policy"]
    assert officer.get("/inbox/").status_code == anybody.get("/").status_code == 200


def test_programs_get_a_problem_from_the_api_and_from_the_json_of_the_portal(place):
    program = patient(make_api.program())
    with away(place):
        for address in (f"{ROOT}/me", f"{ROOT}/public/draws", "/public/results.json"):
            problem = ask(program, address)
            assert problem.headers["Content-Type"] == "application/problem+json"
            assert problem.json()["reasons"][0]["code"] == "kit.database-recovering"
    assert program.get(f"{ROOT}/me").status_code == 200


def test_the_page_is_in_the_language_of_the_reader(place):
    with away(place):
        answer = ask(patient(Client()), "/", **{"accept-language": "en"})
    assert "The database is recovering" in answer.content.decode()


def test_a_plan_that_was_sent_in_vain_is_made_once_when_it_is_sent_again(place):
    planner = patient(make.sign_in("330000.planner"))
    form = make.plan_form(planner)
    with away(place):
        answer = planner.post("/draws/new/", form)
        assert answer.status_code == 503
        assert "填写的内容没有丢失" in answer.content.decode()
    assert planner.post("/draws/new/", form).status_code == 302
    assert planner.post("/draws/new/", form).status_code == 302
    assert Draw.objects.filter(title=form["title"]).count() == 1


def test_a_connection_that_ends_in_the_middle_of_an_act_leaves_nothing_of_it(place, monkeypatch):
    planner, plan = patient(make.sign_in("330000.planner")), commands.plan
    form = make.plan_form(planner)

    def plan_and_lose(*arguments, **named):
        plan(*arguments, **named)
        with away(place):
            Draw.objects.count()

    monkeypatch.setattr(commands, "plan", plan_and_lose)
    assert planner.post("/draws/new/", form).status_code == 503
    assert not Draw.objects.filter(title=form["title"]).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError("the line went dead"), ValueError("ours")])
def test_every_other_fault_is_answered_as_a_fault(monkeypatch, error):
    planner, draw = patient(make.sign_in("330000.planner")), make.planned_draw()

    def fail(*arguments, **named):
        raise error

    monkeypatch.setattr(commands, "freeze", fail)
    answer = planner.post(f"/draws/{draw.pk}/freeze/")
    assert answer.status_code == 500
    assert "系统出错" in answer.content.decode()


@pytest.mark.parametrize("state", ["57P01", "57P02", "57P03", "08006"])
def test_what_a_server_says_that_goes_or_comes_is_a_lost_connection(state):
    assert is_lost(psycopg.errors.lookup(state)())


@pytest.mark.parametrize("state", ["57014", "55P03", "40P01", "53100", "23505"])
def test_other_errors_of_the_server_are_none(state):
    assert not is_lost(psycopg.errors.lookup(state)())


@pytest.mark.django_db
def test_a_closed_cursor_is_a_fault_of_ours():
    cursor = connection.cursor()
    cursor.close()
    with pytest.raises(InterfaceError) as closed:
        cursor.execute("select 1")
    assert not is_lost(closed.value.__cause__)
