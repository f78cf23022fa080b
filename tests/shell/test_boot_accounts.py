"""The account of the database server: whose it is, and what is said when there is none."""

import os
import pwd
from pathlib import Path

import pytest

from renjian_site.kit.boot.accounts import server_account
from renjian_site.kit.boot.terminal import CannotRun

NOWHERE = Path("/nowhere")


def nameless(uid: int) -> None:
    raise KeyError(uid)


def test_anyone_but_root_runs_the_server_himself(monkeypatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: pwd.getpwnam("nobody").pw_uid)
    account = server_account(NOWHERE)
    assert not account.is_other and account.identifiers == {}


def test_root_hands_it_to_an_account_without_rights(monkeypatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    account = server_account(NOWHERE)
    assert account.is_other
    assert account.identifiers["user"] == pwd.getpwnam("nobody").pw_uid
    assert account.identifiers["extra_groups"] == []


def test_data_of_another_are_not_touched(tmp_path: Path, monkeypatch) -> None:
    other = tmp_path.stat().st_uid + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)
    with pytest.raises(CannotRun, match="属于另一个账户"):
        server_account(tmp_path)


def test_an_account_without_a_name_is_told_what_to_do(monkeypatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1234)
    monkeypatch.setattr(pwd, "getpwuid", nameless)
    with pytest.raises(CannotRun, match=r"在系统中没有名称.*DATABASE_URL"):
        server_account(NOWHERE)
