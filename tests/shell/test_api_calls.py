"""The log of calls: every call is in it, the caller's address and what was said are not."""

import argparse
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

import make
import make_api
from make_api import ROOT
from renjian_site.authorities import shell
from renjian_site.authorities.models import ApiCall, ApiKey

pytestmark = pytest.mark.django_db
ADDRESS = "198.51.100.23"


def last():
    return ApiCall.objects.order_by("-pk").first()


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("get", "/me", 200, ""),
        ("head", "/bodies", 200, ""),
        ("options", "/bodies", 204, ""),
        ("get", "/nothing", 404, "api.not-found"),
        ("get", "/draws", 403, "api.permission"),
        ("get", "/bodies?limit=0", 422, "api.invalid"),
        ("delete", "/bodies", 405, "api.method"),
        ("get", "/certificates/%00", 400, "api.unreadable"),
        ("get", "/openapi.json", 200, ""),
    ],
)
def test_every_call_is_logged_with_how_it_ended(method, path, status, code):
    program = make_api.program("clerk1")
    getattr(program, method)(f"{ROOT}{path}")
    call = last()
    assert (call.method, call.status, call.problem) == (method.upper(), status, code)
    assert path.partition("?")[0].replace("%00", "") in call.path


def test_a_call_belongs_to_its_key_even_when_it_is_refused():
    found, token = make_api.key()
    make_api.sender(token).get(f"{ROOT}/draws")
    assert last().key_id == found.pk
    make_api.expired(found)
    make_api.sender(token).get(f"{ROOT}/me")
    assert (last().key_id, last().status) == (found.pk, 401)


def test_a_call_without_a_key_is_logged_for_nobody():
    Client().get(f"{ROOT}/me")
    assert (last().key_id, last().status) == (None, 401)


def test_the_address_is_kept_as_a_hash_only():
    for _ in range(2):
        Client(REMOTE_ADDR=ADDRESS).get(f"{ROOT}/public/draws")
    first, second = ApiCall.objects.order_by("-pk").values()[:2]
    assert ADDRESS not in str(first)
    assert first["caller"] == second["caller"] and len(first["caller"]) == 16


def test_neither_the_key_nor_the_question_is_logged():
    _found, token = make_api.key()
    make_api.sender(token).get(f"{ROOT}/certificates?uscc=91330110RJ9000010J")
    kept = str(ApiCall.objects.filter(pk=last().pk).values().get())
    assert token not in kept and "91330110RJ9000010J" not in kept


def test_a_very_long_address_is_cut():
    Client().get(f"{ROOT}/{'x' * 5000}")
    assert len(last().path) == 200


def test_pages_are_not_logged():
    Client().get("/")
    assert last() is None


def test_a_fault_is_logged_as_one(monkeypatch):
    from renjian_site.registers import queries

    program = make_api.program("clerk1")
    program.raise_request_exception = False
    monkeypatch.setattr(queries, "bodies", lambda actor: 1 / 0)
    program.get(f"{ROOT}/bodies")
    assert (last().status, last().problem) == (500, "api.fault")


def test_a_key_knows_when_it_was_last_used():
    found, token = make_api.key()
    before = timezone.now()
    make_api.sender(token).get(f"{ROOT}/me")
    assert ApiKey.objects.get(pk=found.pk).last_used_at >= before


def test_calls_are_no_acts_and_leave_the_ledger_alone():
    program = make_api.program("clerk1")
    entry = make.newest_entry(make.actor("clerk1"))
    program.get(f"{ROOT}/certificates")
    assert make.newest_entry(make.actor("clerk1")) == entry


def forget(*arguments):
    parser = argparse.ArgumentParser()
    shell.add_to(parser.add_subparsers())
    options = parser.parse_args(["forget-calls", *arguments])
    return options.run(options)


def test_old_calls_are_forgotten_from_the_shell(capsys):
    for days in (0, 200, 400):
        Client().get(f"{ROOT}/me")
        at = timezone.now() - timedelta(days=days)
        ApiCall.objects.filter(pk=last().pk).update(at=at)
    assert forget() == 0
    assert "清除了 1 条" in capsys.readouterr().out
    forget("--older-than", "183")
    assert ApiCall.objects.count() == 1


@pytest.mark.parametrize("days", ["182", "0", "-1", "many"])
def test_calls_of_the_last_half_year_are_kept(days, capsys):
    with pytest.raises(SystemExit):
        forget(f"--older-than={days}")
    assert "至少保存 183 天" in capsys.readouterr().err
