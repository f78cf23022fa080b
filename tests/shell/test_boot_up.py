"""`./run up` and `./run down` with real processes: what comes up, again too, and what goes."""

import io
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from make_boot import RunningSite, eventually, free_port, open_folder, running_site, start_site
from renjian_site.kit.boot import processes
from renjian_site.kit.boot.down import down, reset
from renjian_site.kit.boot.home import home_of
from renjian_site.kit.boot.places import Places
from renjian_site.kit.boot.port import answers, refuse_taken
from renjian_site.kit.boot.status import environment_of_running, psql, status
from renjian_site.kit.boot.terminal import CannotRun

pytestmark = pytest.mark.slow  # real processes, a second or more each


@pytest.fixture
def var() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder / "var"


@pytest.fixture(scope="module")
def site() -> Iterator[RunningSite]:
    """A site that the tests leave as it is."""
    with open_folder() as folder, running_site(folder / "var") as started:
        yield started


@pytest.fixture
def own(var: Path) -> Iterator[RunningSite]:
    """A site that a test may break."""
    with running_site(var) as started:
        yield started


def test_the_site_answers_and_says_where(site: RunningSite, capsys) -> None:
    assert answers(site.port)
    assert status(site.places) == 0
    assert f"http://127.0.0.1:{site.port}" in capsys.readouterr().out


def test_an_empty_database_gets_the_practice_country_once(own: RunningSite) -> None:
    assert eventually(own.has_practice)
    own.ask_to_stop()
    with running_site(own.places.var) as again:
        assert "practice" not in again.pids()


def test_ctrl_c_leaves_no_process_and_no_record_behind(own: RunningSite) -> None:
    assert eventually(own.has_practice)
    children = [own.child(name) for name in ("postgres", "web", "worker")]
    said = own.ask_to_stop(signal.SIGINT)
    assert own.process.returncode == 0
    assert "accounts: an officer" in said
    assert not any(processes.is_alive(child) for child in children)
    assert not own.places.record.exists()


def test_a_second_up_says_that_the_first_is_running(site: RunningSite) -> None:
    second = start_site(site.places.var, free_port())
    said = second.communicate(timeout=30)[0]
    assert second.returncode == 0
    assert f"已经在运行：http://127.0.0.1:{site.port}（进程 {site.process.pid}）" in said
    assert answers(site.port)


def test_what_is_killed_comes_up_again(own: RunningSite) -> None:
    killed = {name: own.kill(name) for name in ("worker", "web", "postgres")}
    for name, pid in killed.items():
        assert eventually(lambda name=name, pid=pid: own.pids().get(name, pid) != pid), name
    assert eventually(lambda: answers(own.port))
    psycopg.connect(environment_of_running(own.places, {})["DATABASE_URL"]).close()


def test_after_a_kill_of_the_supervisor_up_comes_up_with_new_processes(own: RunningSite) -> None:
    left = [own.child(name) for name in ("postgres", "web", "worker")]
    own.process.kill()
    own.process.wait()
    assert all(processes.is_alive(child) for child in left)
    again = RunningSite(own.places, own.port, start_site(own.places.var, own.port))
    try:
        assert eventually(lambda: again.pids().get("worker", left[2].pid) != left[2].pid)
        assert not any(processes.is_alive(child) for child in left)
        assert answers(own.port)
    finally:
        again.ask_to_stop()


def test_down_stops_what_runs(own: RunningSite, capsys) -> None:
    children = [own.child(name) for name in ("postgres", "web", "worker")]
    assert down(own.places) == 0
    assert own.process.wait(10) == 0
    assert not any(processes.is_alive(child) for child in children)
    assert down(own.places) == 0
    assert "没有在运行" in capsys.readouterr().out


def test_down_stops_what_a_killed_supervisor_left(own: RunningSite, capsys) -> None:
    left = [own.child(name) for name in ("postgres", "web", "worker")]
    own.process.kill()
    own.process.wait()
    down(own.places)
    assert not any(processes.is_alive(child) for child in left)
    assert "postgres" in capsys.readouterr().out


def test_reset_removes_the_data_only_when_told_so(own: RunningSite, monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    home = home_of(own.places)
    assert reset(own.places, is_confirmed=False) == 1
    assert (home / "data").exists() and answers(own.port)
    assert reset(own.places, is_confirmed=True) == 0
    assert not home.exists() and not own.places.database.exists()


def test_a_command_finds_the_database_of_the_running_site(site: RunningSite) -> None:
    hostile = {"PGPORT": "1", "PGHOST": "nowhere.invalid"}
    inherited = environment_of_running(site.places, hostile)
    with psycopg.connect(inherited["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("renjian",)
    assert not hostile.keys() & inherited.keys()


def test_a_command_without_a_running_site_says_what_to_do(var: Path) -> None:
    with pytest.raises(CannotRun, match=r"请先在另一个终端运行 \./run up"):
        psql(Places(var), {}, [])
    own = environment_of_running(Places(var), {})["DATABASE_URL"]
    assert str(var) in own, "never a database that happens to be this system's default"
    assert status(Places(var)) == 1


def test_a_taken_port_is_named_with_a_free_one(var: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotRun, match=rf"端口 {port} 已被其他程序占用.*--port \d+"):
            refuse_taken(port)
        refused = start_site(var, port)
        assert f"端口 {port} 已被" in refused.communicate(timeout=30)[0]
        assert refused.returncode == 1


def test_the_key_and_the_record_are_for_their_owner_only(site: RunningSite) -> None:
    for path in (site.places.secret, site.places.record):
        assert path.stat().st_mode & 0o077 == 0
