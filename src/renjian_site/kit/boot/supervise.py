"""Keeps processes running: what dies is started again, later each time, and all end together."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from renjian_site.kit.boot import processes
from renjian_site.kit.boot.places import free_bytes, says_disk_full, tail
from renjian_site.kit.boot.terminal import CannotRun, say

STOP_SECONDS = 10.0
LOOK_EVERY = 0.1
FULL = 20 * 1024 * 1024


class Supervised(Protocol):
    """Something that runs and may die: a process, or the database with its own way to start."""

    @property
    def name(self) -> str:
        """What it is called in messages and logs."""

    @property
    def log(self) -> Path:
        """Where it writes."""

    @property
    def identity(self) -> processes.Identity | None:
        """The process, if it is alive."""

    def start(self) -> None:
        """Start it."""

    def poll(self) -> int | None:
        """The exit status, None while it runs."""

    def stop(self) -> None:
        """Stop it and wait for its end."""


@dataclass
class Programme:
    """A child process in a group of its own, with a log of its own."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def identity(self) -> processes.Identity | None:
        """The process, if it is alive."""
        return processes.identify(self._process.pid) if self._process else None

    def start(self) -> None:
        """Start the process; what an earlier one of it left is ended first."""
        self._sweep()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def poll(self) -> int | None:
        """The exit status, None while it runs."""
        return self._process.poll() if self._process else 0

    def stop(self) -> None:
        """Ask it to end, then make it."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._sweep()

    def _sweep(self) -> None:
        # The children of a killed web server would keep its port.
        if self._process is not None:
            processes.signal_group(self._process.pid, signal.SIGKILL)
        self._process = None


@dataclass
class Backoff:
    """How long to wait before the next start: twice as long each time, short again after health."""

    first: float = 0.5
    longest: float = 30.0
    healthy_after: float = 60.0
    _next: float = 0.0

    def pause_after(self, lived: float) -> float:
        """The pause before starting again what lived so many seconds."""
        if lived >= self.healthy_after or not self._next:
            self._next = self.first
        pause = self._next
        self._next = min(self._next * 2, self.longest)
        return pause


@dataclass
class _Watch:
    child: Supervised
    backoff: Backoff
    started_at: float
    start_again_at: float | None = None


@dataclass
class Supervisor:
    """Children in the order of their start; they are stopped in the reverse order."""

    tell: Callable[[str], None] = say
    clock: Callable[[], float] = time.monotonic
    on_change: Callable[[], None] = lambda: None
    _watched: list[_Watch] = field(default_factory=list)
    _once: list[tuple[Supervised, Callable[[int], None]]] = field(default_factory=list)

    def keep(self, child: Supervised, backoff: Backoff | None = None) -> None:
        """Start a child and start it again whenever it dies."""
        self._watched.append(_Watch(child, backoff or Backoff(), self.clock()))
        child.start()
        self.on_change()

    def once(self, child: Supervised, then: Callable[[int], None]) -> None:
        """Start a child that ends by itself; its exit status is given on."""
        self._once.append((child, then))
        child.start()
        self.on_change()

    @property
    def identities(self) -> dict[str, processes.Identity]:
        """The processes that are alive, by name."""
        children = [watch.child for watch in self._watched] + [child for child, _ in self._once]
        alive = {child.name: child.identity for child in children}
        return {name: identity for name, identity in alive.items() if identity is not None}

    def look(self) -> None:
        """Look after each child once: note deaths, start again what is due."""
        for watch in self._watched:
            if watch.start_again_at is None:
                status = watch.child.poll()
                if status is not None:
                    self._note_death(watch, f"（{status}）", f" ({status})")
            elif self.clock() >= watch.start_again_at:
                self._start_again(watch)
        for child, then in list(self._once):
            status = child.poll()
            if status is not None:
                self._once.remove((child, then))
                child.stop()
                then(status)
                self.on_change()

    def run(self, until: Callable[[], bool]) -> None:
        """Look after the children until asked to stop."""
        while not until():
            self.look()
            time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """Stop all children, the latest first."""
        for child, _ in reversed(self._once):
            child.stop()
        for watch in reversed(self._watched):
            watch.child.stop()
        self._once.clear()
        self._watched.clear()

    def _note_death(self, watch: _Watch, chinese: str, english: str) -> None:
        pause = watch.backoff.pause_after(self.clock() - watch.started_at)
        watch.start_again_at = self.clock() + pause
        name = watch.child.name
        self.tell(
            f"{name} 意外结束{chinese}，{pause:g} 秒后重新启动；记录在 {watch.child.log}。\n"
            f"{name} ended{english}, starting again in {pause:g} s; see {watch.child.log}."
        )
        if free_bytes(watch.child.log) < FULL or says_disk_full(tail(watch.child.log, lines=5)):
            self.tell(
                f"磁盘已满：{watch.child.log.parent}。请清理磁盘，系统会自行恢复。\n"
                f"Disk full: {watch.child.log.parent}. Make room, the site recovers by itself."
            )
        self.on_change()

    def _start_again(self, watch: _Watch) -> None:
        watch.started_at, watch.start_again_at = self.clock(), None
        try:
            watch.child.start()
        except (CannotRun, OSError) as problem:
            self._note_death(watch, f"（{problem}）", "")
            return
        self.tell(f"{watch.child.name} 已重新启动 is running again。")
        self.on_change()
