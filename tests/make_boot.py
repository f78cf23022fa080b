"""Makers for the tests of the run layer: folders, ports, a running site of stand-ins."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from renjian_site.kit.boot import processes, running
from renjian_site.kit.boot.accounts import ServerAccount, server_account
from renjian_site.kit.boot.binaries import find, folders, reachable
from renjian_site.kit.boot.cluster import Cluster
from renjian_site.kit.boot.places import Places
from renjian_site.kit.boot.schema import LOADED, PRACTICE, Notes

TESTS = Path(__file__).resolve().parent
STAND_INS = (sys.executable, str(TESTS / "stand_in_site.py"), "up")
REAL = (sys.executable, "-m", "renjian_site.kit.boot", "up", "--port")
CARELESS = ("fsync=off", "full_page_writes=off")


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that every account can enter; pytest's own are private to root."""
    folder = Path(tempfile.mkdtemp(prefix="renjian-open-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def account() -> ServerAccount:
    """The account that a server runs under here."""
    return server_account(Path("/nowhere"))


def cluster(home: Path, binaries: Path | None = None) -> Cluster:
    """A server in a folder, with its data folder made, not started."""
    home.mkdir(parents=True, exist_ok=True)
    account().take(home)
    chosen = reachable(find([binaries] if binaries else folders()), account())
    made = Cluster(home, chosen, account(), home / "log", CARELESS)
    made.create()
    return made


def eventually(holds: Callable[[], bool], seconds: float = 15.0) -> bool:
    """Whether something comes true within some seconds."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@dataclass
class RunningSite:
    """A `./run up` of stand-ins in a process of its own."""

    places: Places
    port: int
    process: subprocess.Popen[str]

    def child(self, name: str) -> processes.Identity:
        """One of its processes, as the record names it."""
        record = running.read_record(self.places)
        assert record is not None
        return record.children[name]

    def pids(self) -> dict[str, int]:
        """The numbers of its processes."""
        record = running.read_record(self.places)
        return {name: child.pid for name, child in record.children.items()} if record else {}

    def comes_up(self) -> bool:
        """Whether web and worker come up; a real site has all its tables to make."""
        return eventually(lambda: {"web", "worker"} <= self.pids().keys(), seconds=60)

    def has_practice(self) -> bool:
        """Whether the practice country is loaded."""
        record = running.current(self.places)
        return bool(record) and Notes(record.database_url).read(PRACTICE) == LOADED

    def kill(self, name: str) -> int:
        """Kill one of its processes outright; its number."""
        pid = self.pids()[name]
        os.kill(pid, signal.SIGKILL)
        return pid

    def ask_to_stop(self, number: signal.Signals = signal.SIGTERM) -> str:
        """Send it a signal and wait for its end; what it said."""
        self.process.send_signal(number)
        return self.process.communicate(timeout=60)[0]


def start_site(
    var: Path, port: int, program: Sequence[str] = STAND_INS, **environment: str
) -> subprocess.Popen[str]:
    """Start a `./run up`, of stand-ins if nothing else is said."""
    inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.Popen(
        [*program, str(port)],
        env={**inherited, "RENJIAN_VAR": str(var), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@contextlib.contextmanager
def running_site(
    var: Path, program: Sequence[str] = STAND_INS, **environment: str
) -> Iterator[RunningSite]:
    """A site that is up; stopped at the end, however the test ended."""
    port = free_port()
    site = RunningSite(Places(var), port, start_site(var, port, program, **environment))
    try:
        assert site.comes_up(), site.ask_to_stop()
        yield site
    finally:
        if site.process.poll() is None:
            site.process.send_signal(signal.SIGTERM)
        site.process.communicate(timeout=60)
