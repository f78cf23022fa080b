"""What the run layer writes and says: places, steps, translations, the verbs and their checks."""

import errno
import io
import os
import shutil
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

import psycopg
import pytest

from renjian_site.kit.boot import __main__ as entry
from renjian_site.kit.boot import checks, running
from renjian_site.kit.boot.places import LOG_LIMIT, PROJECT, Places, places_of, secret_key, tail
from renjian_site.kit.boot.port import answers
from renjian_site.kit.boot.status import psql_program
from renjian_site.kit.boot.terminal import CannotRun, Steps, say
from renjian_site.kit.boot.translations import compile_catalogues

DiskUsage = namedtuple("DiskUsage", "total used free")
CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "立案"\n'


def test_the_state_lies_in_the_project_unless_told_otherwise(tmp_path: Path) -> None:
    assert places_of({}).var == PROJECT / "var"
    assert places_of({"RENJIAN_VAR": str(tmp_path)}).var == tmp_path


def test_the_key_is_made_once(tmp_path: Path) -> None:
    places = Places(tmp_path / "var")
    key = secret_key(places)
    assert len(key) == 64 and secret_key(places) == key
    assert places.secret.stat().st_mode & 0o777 == 0o600


def test_a_log_that_grew_long_is_put_aside(tmp_path: Path) -> None:
    places = Places(tmp_path)
    with places.log("web").open("wb") as file:
        file.truncate(LOG_LIMIT + 1)
    assert not places.log("web").exists()
    assert (places.logs / "web.log.1").exists()


def test_the_last_lines_of_a_log_are_shown(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert tail(log) == ""
    log.write_bytes(b"\xff\n" + b"".join(b"%d\n" % n for n in range(100)))
    assert tail(log, lines=2) == "98\n99"


def test_a_step_shows_its_number_its_seconds_and_its_remarks(capsys) -> None:
    steps = Steps(total=7, done=1)
    with steps.step("安装依赖", "install requirements") as remarks:
        remarks.append("uv")
    with pytest.raises(CannotRun), steps.step("启动数据库", "start PostgreSQL"):
        raise CannotRun("x", "不行", "no")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "[2/7] 安装依赖 install requirements … 0.0 s  uv"
    assert lines[1] == "[3/7] 启动数据库 start PostgreSQL … ✗"


def test_a_refusal_speaks_both_languages_and_leaves_braces_alone() -> None:
    refusal = CannotRun("run.x", "文件夹 {a} 不可用", "folder {a} is of no use")
    assert str(refusal) == "文件夹 {a} 不可用\nfolder {a} is of no use"
    assert refusal.reasons[0].code == "run.x"


def test_a_closed_terminal_stops_nobody(monkeypatch) -> None:
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    heard = Closed()
    monkeypatch.setattr(sys, "stdout", heard)
    say("nobody hears this")
    assert heard.getvalue() == "nobody hears this\n"


def test_a_catalogue_is_compiled_when_it_is_newer(tmp_path: Path) -> None:
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE + 'msgstr "file a case"\n')
    assert compile_catalogues(tmp_path) == 1
    assert b"file a case" in source.with_suffix(".mo").read_bytes()
    assert compile_catalogues(tmp_path) == 0
    os.utime(source, (time.time() + 5, time.time() + 5))
    assert compile_catalogues(tmp_path) == 1
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


@pytest.mark.parametrize("typed", ["0", "65536", "http", "-1", ""])
def test_a_port_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(CannotRun, match="不是 1 到 65535 之间的整数"):
        entry.port_number(typed)
    assert entry.port_number("65535") == 65535


@pytest.mark.parametrize(
    "problem",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        psycopg.errors.DiskFull("could not extend file"),
    ],
)
def test_a_full_disk_is_one_sentence_wherever_it_shows(problem, monkeypatch, capsys) -> None:
    def fills(*_):
        raise problem

    monkeypatch.setattr(entry, "status", fills)
    assert entry.main(["status"]) == 1
    assert "磁盘空间不足" in capsys.readouterr().out


def test_other_errors_of_the_system_are_not_hidden(monkeypatch) -> None:
    def breaks(*_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(entry, "status", breaks)
    with pytest.raises(OSError, match="Input/output"):
        entry.main(["status"])


def test_up_refuses_a_disk_that_is_nearly_full(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("RENJIAN_VAR", str(tmp_path))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: DiskUsage(0, 0, 100 * 1024 * 1024))
    assert entry.main(["up"]) == 1
    said = capsys.readouterr().out
    assert "只剩 100 MB，至少需要 300 MB" in said and "RENJIAN_VAR" in said


def test_a_record_that_cannot_be_read_is_as_none(tmp_path: Path) -> None:
    places = Places(tmp_path)
    for text in ("", "{", '{"pid": 1}', "[]"):
        places.record.write_text(text)
        assert running.read_record(places) is None
    assert running.end_leftovers(places, but="postgres") == []


def test_looking_at_the_lock_does_not_take_it(tmp_path: Path) -> None:
    places = Places(tmp_path)
    assert running.holder(places) is None
    with running.only_one(places):
        assert running.holder(places) == os.getpid()
        with pytest.raises(running.AlreadyRunning, match=f"进程 {os.getpid()}"):
            running.only_one(places).__enter__()
    assert running.holder(places) is None


def test_nobody_answers_on_a_free_port() -> None:
    assert answers(1) is False


def test_tests_cannot_find_a_database_in_use() -> None:
    environment = {"DATABASE_URL": "x", "PGHOST": "x", "RENJIAN_VAR": "x", "PATH": "/bin"}
    assert checks.without_database(environment) == {"PATH": "/bin"}


@pytest.mark.parametrize(
    ("arguments", "has_chromium", "expected", "is_loud"),
    [
        (["--quick", "-x"], False, ["-m", "not slow and not browser", "-x"], False),
        (["tests/rules"], True, ["tests/rules"], False),
        (["-n", "2"], True, ["-n", "2"], False),
        ([], True, ["-n", "3"], False),
        ([], False, ["-n", "3"], True),
    ],
)
def test_what_pytest_is_asked(
    arguments, has_chromium, expected, is_loud, tmp_path, monkeypatch, capsys
) -> None:
    chromium = "/usr/bin/chromium" if has_chromium else None
    handed: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(checks, "find_chromium", lambda _: chromium)
    monkeypatch.setattr(checks, "install_chromium", lambda _: None)
    monkeypatch.setattr(checks, "_hand_over", lambda *given: handed.append(given))
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    checks.test(Places(tmp_path), {}, arguments)
    assert handed[0][0] == [sys.executable, "-m", "pytest", *expected]
    assert handed[0][1].get("RENJIAN_CHROMIUM") == (chromium if has_chromium else None)
    assert ("NO CHROMIUM" in capsys.readouterr().out) is is_loud


def test_chromium_is_installed_only_where_we_may(tmp_path, monkeypatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(checks, "find_chromium", lambda _: "found")
    monkeypatch.setattr(subprocess, "run", lambda command, **_: asked.append(command))
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert checks.install_chromium(Places(tmp_path)) is None and asked == []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert checks.install_chromium(Places(tmp_path)) == "found"
    assert asked[1][-2:] == ["chromium", "fonts-noto-cjk"]


def test_psql_comes_from_the_wheel_else_from_the_path(tmp_path, monkeypatch) -> None:
    assert psql_program({}).endswith("pginstall/bin/psql")
    monkeypatch.setattr(shutil, "which", lambda name, path=None: None)
    with pytest.raises(CannotRun, match="没有找到 psql"):
        psql_program({})


def test_a_terminal_with_an_old_character_set_is_no_hindrance() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "renjian_site.kit.boot", "status"],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "RENJIAN_VAR": "/nowhere/at/all"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1 and "not running" in answer.stdout
