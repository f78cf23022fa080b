"""Processes by number: whether one still is what it was, and how to end it with its children."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")  # not on macOS, where ps answers instead


@dataclass(frozen=True)
class Identity:
    """A process number with the moment it began: a number alone is soon given to another."""

    pid: int
    began: str


def began(pid: int) -> str | None:
    """When a process began; None if there is none, or only a zombie of it."""
    if (PROC / "self" / "stat").exists():
        try:
            stat = (PROC / str(pid) / "stat").read_text(errors="replace")
        except OSError:
            return None
        # The name in brackets may hold blanks: count the fields after it.
        fields = stat.rpartition(")")[2].split()
        return None if fields[0] in "ZX" else fields[19]
    answer = _ps(pid, "stat=", "lstart=")
    return None if not answer or answer.startswith("Z") else answer.partition(" ")[2].strip()


def command_line(pid: int) -> str:
    """The words a process was started with, blank if it is gone."""
    if (PROC / "self" / "stat").exists():
        try:
            words = (PROC / str(pid) / "cmdline").read_bytes()
        except OSError:
            return ""
        return os.fsdecode(words.replace(b"\0", b" ")).strip()
    return _ps(pid, "command=")


def _ps(pid: int, *columns: str) -> str:
    asked = [word for column in columns for word in ("-o", column)]
    answer = subprocess.run(
        ["ps", "-ww", *asked, "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()


def identify(pid: int) -> Identity | None:
    """The identity of a process that is alive now."""
    moment = began(pid)
    return None if moment is None else Identity(pid, moment)


def is_alive(process: Identity) -> bool:
    """Whether it is still this process, and not a later one of the same number."""
    return began(process.pid) == process.began


def wait_until_gone(process: Identity, seconds: float) -> bool:
    """Wait for the end of a process that need not be our child."""
    deadline = time.monotonic() + seconds
    while is_alive(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def end_group(process: Identity, seconds: float = 10.0) -> None:
    """End a process that leads its own group, asking first; then sweep what is left of it."""
    if is_alive(process):
        signal_quietly(process.pid, signal.SIGTERM)
        wait_until_gone(process, seconds)
        signal_group(process.pid, signal.SIGKILL)
        wait_until_gone(process, seconds)


def signal_quietly(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may just have ended."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def signal_group(leader: int, number: signal.Signals) -> None:
    """Send a signal to all that is left of a group; its leader may be gone."""
    try:
        os.killpg(leader, number)
    except (ProcessLookupError, PermissionError):
        # macOS answers "not permitted" for a group of nothing but zombies.
        return
