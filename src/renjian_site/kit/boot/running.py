"""The one `./run up` of a folder: its lock, what it has started, and how to end what it left."""

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TextIO

from renjian_site.kit.boot import processes
from renjian_site.kit.boot.places import Places
from renjian_site.kit.boot.terminal import CannotRun

ASKING_SECONDS = 0.5


@dataclass(frozen=True)
class Record:
    """What a running site says about itself."""

    pid: int
    address: str
    database_url: str
    children: Mapping[str, processes.Identity] = field(default_factory=dict)


class AlreadyRunning(CannotRun):
    """Another `./run up` holds the lock."""

    def __init__(self, pid: int | None, record: Record | None) -> None:
        address = record.address if record and record.pid == pid else "正在启动 starting"
        super().__init__(
            "run.already-running",
            f"认监已经在运行：{address}（进程 {pid}）。停止请运行 ./run down。",
            f"Renjian is already running: {address} (pid {pid}). ./run down stops it.",
        )


@contextmanager
def only_one(places: Places) -> Iterator[None]:
    """Hold the lock of a folder; the system lets go of it however the process ends."""
    places.var.mkdir(parents=True, exist_ok=True)
    with places.lock.open("a+") as file:
        if not _locks(file):
            raise AlreadyRunning(holder(places), read_record(places))
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _locks(file: TextIO) -> bool:
    # Tried for a moment: `./run status` holds it for an instant to see whether it is free.
    deadline = time.monotonic() + ASKING_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        else:
            return True


def holder(places: Places) -> int | None:
    """The process that holds the lock; None if nobody does."""
    if not places.lock.exists():
        return None
    with places.lock.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            words = file.read().strip()
            return int(words) if words.isdigit() else None
    return None


def write_record(places: Places, record: Record) -> None:
    """Write down what runs, whole or not at all."""
    draft = places.record.with_suffix(".new")
    draft.write_text(json.dumps(asdict(record), indent=1))
    draft.chmod(0o600)  # the connection string may hold a password
    draft.replace(places.record)


def read_record(places: Places) -> Record | None:
    """What was written down last; None if nothing readable was."""
    try:
        fields = json.loads(places.record.read_text())
        children = {
            name: processes.Identity(**identity)
            for name, identity in fields.pop("children").items()
        }
        return Record(**fields, children=children)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def end_leftovers(places: Places, *, but: str) -> list[str]:
    """End what a killed `./run up` left running, all but the database; say what that was.

    The database is stopped by its own data folder, in its own gentle way.
    """
    record = read_record(places)
    left = {
        name: identity
        for name, identity in (record.children if record else {}).items()
        if name != but and processes.is_alive(identity)
    }
    for identity in left.values():
        processes.end_group(identity)
    return sorted(left)


def current(places: Places) -> Record | None:
    """The record of the site that runs now."""
    record = read_record(places)
    return record if record and holder(places) == record.pid else None
