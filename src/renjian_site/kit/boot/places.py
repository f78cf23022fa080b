"""Where the project keeps what it writes, and whether there is room for it."""

import errno
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from renjian_site.kit.boot.terminal import CannotRun

PROJECT = Path(__file__).resolve().parents[4]
MEGABYTE = 1024 * 1024
LOG_LIMIT = 10 * MEGABYTE
LEAST_FREE = 300 * MEGABYTE  # a practice country, its write-ahead log and the logs of a week
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
NO_ROOM_WORDS = ("No space left on device", "Disk quota exceeded")


@dataclass(frozen=True)
class Places:
    """The folders and files of one running site."""

    var: Path

    @property
    def logs(self) -> Path:
        """One file for each process that was started."""
        return self.var / "log"

    @property
    def database(self) -> Path:
        """The home of our own PostgreSQL, or the pointer to it."""
        return self.var / "pg"

    @property
    def files(self) -> Path:
        """What was uploaded."""
        return self.var / "files"

    @property
    def lock(self) -> Path:
        """Held by the one `./run up` of this folder."""
        return self.var / "run.lock"

    @property
    def record(self) -> Path:
        """What the running `./run up` has started."""
        return self.var / "run.json"

    @property
    def secret(self) -> Path:
        """The key that signs sessions."""
        return self.var / "secret.key"

    def log(self, name: str) -> Path:
        """The log file of one process; an old one that grew long is put aside first."""
        self.logs.mkdir(parents=True, exist_ok=True)
        path = self.logs / f"{name}.log"
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            path.replace(path.with_suffix(".log.1"))
        return path


def places_of(environment: Mapping[str, str]) -> Places:
    """The places that RENJIAN_VAR names, else `var` in the project."""
    return Places(Path(environment.get("RENJIAN_VAR") or PROJECT / "var").absolute())


def secret_key(places: Places) -> str:
    """The signing key of this site; made once, readable by its owner only."""
    places.var.mkdir(parents=True, exist_ok=True)
    if not places.secret.exists():
        draft = places.secret.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(os.urandom(32).hex())
        draft.replace(places.secret)
    return places.secret.read_text().strip()


def free_bytes(folder: Path) -> int:
    """How much may still be written beside a folder that may not exist yet."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def refuse_full_disk(folder: Path, least: int = LEAST_FREE) -> None:
    """Refuse to begin what the disk could not hold."""
    free = free_bytes(folder)
    if free < least:
        raise disk_full(folder, f"{free // MEGABYTE} MB", f"{least // MEGABYTE} MB")


def disk_full(folder: Path, free: str = "0 MB", least: str = "") -> CannotRun:
    """The sentence for a disk without room."""
    wanted = f"，至少需要 {least}" if least else ""
    needed = f", at least {least} are needed" if least else ""
    return CannotRun(
        "run.disk-full",
        f"磁盘空间不足：{folder} 所在磁盘只剩 {free}{wanted}。"
        "请清理磁盘，或用环境变量 RENJIAN_VAR 指定其他磁盘上的文件夹，然后重新运行 ./run up。",
        f"Disk full: only {free} left at {folder}{needed}. Make room, or set RENJIAN_VAR to a "
        "folder on another disk, then run ./run up again.",
    )


def is_disk_full(problem: OSError) -> bool:
    """Whether an error of the system is about a full disk."""
    return problem.errno in NO_ROOM


def says_disk_full(text: str) -> bool:
    """Whether a program's own words are about a full disk."""
    return any(words in text for words in NO_ROOM_WORDS)


def tail(path: Path, lines: int = 15) -> str:
    """The last lines of a log, for a message."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 64 * 1024))
        return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])
