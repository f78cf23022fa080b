"""The supervisor: what dies is started again, later each time; all that was started ends."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from make_boot import eventually
from renjian_site.kit.boot import processes
from renjian_site.kit.boot.processes import Identity
from renjian_site.kit.boot.programmes import environment_of_children
from renjian_site.kit.boot.supervise import Backoff, Programme, Supervisor
from renjian_site.kit.boot.terminal import CannotRun

pytestmark = pytest.mark.slow  # real processes, a second or more each


@dataclass
class Fake:
    """A child that dies when told, on a clock of the test."""

    name: str = "fake"
    log: Path = Path("/tmp/renjian-no-log")
    starts: int = 0
    status: int | None = None
    fails: list[Exception] = field(default_factory=list)
    order: list[str] = field(default_factory=list)

    @property
    def identity(self) -> Identity | None:
        return Identity(1, "then") if self.status is None else None

    def start(self) -> None:
        self.starts += 1
        if self.fails:
            self.status = 1
            raise self.fails.pop()
        self.status = None

    def poll(self) -> int | None:
        return self.status

    def stop(self) -> None:
        self.order.append(self.name)


@dataclass
class Watch:
    """A supervisor on a clock that stands still until it is moved."""

    now: float = 0.0
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.supervisor = Supervisor(tell=self.said.append, clock=lambda: self.now)

    def look_at(self, now: float) -> None:
        self.now = now
        self.supervisor.look()


@pytest.fixture
def programme(tmp_path: Path) -> Iterator[Programme]:
    """A real child that started another one, as a web server does."""
    script = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    made = Programme("web", [sys.executable, "-c", script], os.environ, tmp_path / "web.log")
    made.start()
    assert eventually(lambda: bool(made.log.read_text().strip()))
    yield made
    made.stop()


def grandchild(programme: Programme) -> int:
    return int(programme.log.read_text().split()[-1])


def test_pauses_double_up_to_half_a_minute() -> None:
    backoff = Backoff()
    assert [backoff.pause_after(0) for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_a_minute_of_health_makes_the_pause_short_again() -> None:
    backoff = Backoff()
    assert [backoff.pause_after(lived) for lived in (0, 0, 59.9, 60, 0)] == [0.5, 1, 2, 0.5, 1]


def test_a_dead_child_is_started_when_its_pause_is_over() -> None:
    watch, child = Watch(), Fake()
    watch.supervisor.keep(child)
    child.status = -9
    for moment, starts in ((10.0, 1), (10.4, 1), (10.5, 2), (10.6, 2)):
        watch.look_at(moment)
        assert child.starts == starts
    assert "fake 意外结束（-9），0.5 秒后重新启动" in watch.said[0]
    assert "已重新启动" in watch.said[-1]


def test_a_start_that_fails_is_tried_again_later() -> None:
    watch, child = Watch(), Fake(fails=[])
    watch.supervisor.keep(child)
    child.status = 1
    child.fails = [OSError("no memory"), CannotRun("x", "数据库启动失败", "it failed")]
    for moment in (10.0, 10.5, 11.5, 13.5):
        watch.look_at(moment)
    assert child.starts == 4 and child.status is None
    assert any("数据库启动失败" in line for line in watch.said)


def test_a_full_disk_is_told_when_a_child_dies_of_it(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("PANIC: could not write to file: No space left on device\n")
    watch, child = Watch(), Fake(log=log)
    watch.supervisor.keep(child)
    child.status = 1
    watch.look_at(1.0)
    assert "磁盘已满" in watch.said[-1]


def test_what_runs_once_is_not_started_again() -> None:
    watch, child, ends = Watch(), Fake(), []
    watch.supervisor.once(child, ends.append)
    watch.look_at(1.0)
    assert ends == [] and list(watch.supervisor.identities) == ["fake"]
    child.status = 3
    watch.look_at(2.0)
    watch.look_at(60.0)
    assert ends == [3] and child.starts == 1


def test_children_are_stopped_in_the_reverse_order_of_their_start() -> None:
    watch, order = Watch(), []
    for name in ("postgres", "web", "worker"):
        watch.supervisor.keep(Fake(name, order=order))
    watch.supervisor.once(Fake("practice", order=order), print)
    watch.supervisor.stop()
    assert order == ["practice", "worker", "web", "postgres"]
    assert watch.supervisor.identities == {}


def test_a_stopped_programme_takes_its_children_along(programme: Programme) -> None:
    child = grandchild(programme)
    programme.stop()
    assert eventually(lambda: processes.began(child) is None)
    assert programme.poll() == 0 and programme.identity is None


def test_the_children_of_a_killed_programme_are_swept_before_it_starts_again(
    programme: Programme,
) -> None:
    child = grandchild(programme)
    assert programme.identity is not None
    os.kill(programme.identity.pid, signal.SIGKILL)
    assert eventually(lambda: programme.poll() == -9)
    programme.start()
    assert eventually(lambda: processes.began(child) is None)
    assert programme.poll() is None


def test_a_programme_that_does_not_obey_is_killed(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("renjian_site.kit.boot.supervise.STOP_SECONDS", 0.2)
    script = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True)\n"
    stubborn = Programme(
        "stubborn",
        [sys.executable, "-c", script + "time.sleep(60)"],
        os.environ,
        tmp_path / "log",
    )
    stubborn.start()
    assert eventually(lambda: bool(stubborn.log.read_text()))
    identity = stubborn.identity
    stubborn.stop()
    assert identity and not processes.is_alive(identity)


def test_a_number_given_to_another_process_is_not_taken_for_the_old_one() -> None:
    me = processes.identify(os.getpid())
    assert me is not None and processes.is_alive(me)
    assert not processes.is_alive(Identity(me.pid, "another moment"))
    processes.end_group(Identity(me.pid, "another moment"))


def test_a_zombie_counts_as_gone() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    assert eventually(lambda: processes.began(pid) is None, seconds=2)
    os.waitpid(pid, 0)


def test_without_proc_the_same_is_asked_of_ps(monkeypatch) -> None:
    monkeypatch.setattr("renjian_site.kit.boot.processes.PROC", Path("/nowhere"))
    me = processes.identify(os.getpid())
    assert me is not None and processes.is_alive(me)
    assert "python" in processes.command_line(os.getpid())
    assert processes.began(2**22 - 3) is None


def test_children_of_our_own_server_inherit_no_way_to_another() -> None:
    environment = {"PGPORT": "1", "PGHOST": "x", "PATH": "/bin", "DATABASE_URL": "old"}
    ours = environment_of_children(environment, "new", {"A": "1"}, own_server=True)
    assert ours == {"PATH": "/bin", "DATABASE_URL": "new", "PYTHONUNBUFFERED": "1", "A": "1"}
    theirs = environment_of_children(environment, "new", {}, own_server=False)
    assert theirs["PGPORT"] == "1"


def test_the_supervisor_looks_until_it_is_asked_to_stop() -> None:
    watch, child, began = Watch(), Fake(), time.monotonic()
    watch.supervisor.keep(child)
    child.status, watch.now = 1, 5.0
    watch.supervisor.run(lambda: bool(watch.said))
    assert "意外结束" in watch.said[0]
    assert time.monotonic() - began < 5
