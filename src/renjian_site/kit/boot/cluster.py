"""One PostgreSQL data folder and the server on it, booted without any helper library."""

import hashlib
import locale
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from renjian_site.kit.boot import processes
from renjian_site.kit.boot.accounts import ServerAccount
from renjian_site.kit.boot.binaries import Binaries
from renjian_site.kit.boot.places import disk_full, says_disk_full, tail
from renjian_site.kit.boot.terminal import CannotRun

# What the kernel takes for a socket's path: 108 bytes on Linux, 104 on macOS, less the closing 0.
LONGEST_SOCKET = 103 if sys.platform == "darwin" else 107
OWNER = "postgres"
SOCKET_NAME = ".s.PGSQL.5432"
# Some character type that knows Chinese: without it pg_trgm is blind. macOS has no C.UTF-8.
CHARACTER_TYPES = ("C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8", "UTF-8")
FIRST_WITH_BUILTIN_LOCALE = 17
RETRY_SECONDS = 10.0  # after kill -9 the children of the old server hold its memory for a moment
READY_SECONDS = 120.0  # replaying the log after a crash
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}


@dataclass
class Cluster:
    """A data folder, its socket and its server process."""

    home: Path
    binaries: Binaries
    account: ServerAccount
    log: Path
    options: Sequence[str] = ()
    name: str = "postgres"
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def data_folder(self) -> Path:
        """The data folder."""
        return self.home / "data"

    @property
    def socket_folder(self) -> Path:
        """Where the server listens."""
        return socket_folder_of(self.home)

    @property
    def identity(self) -> processes.Identity | None:
        """The running server process."""
        return processes.identify(self._process.pid) if self._process else None

    def url(self, database: str, user: str = OWNER) -> str:
        """The connection string of a database of this server."""
        return url_of(self.home, database, user)

    def create(self) -> bool:
        """Make the data folder if it is not there yet; say whether it was made."""
        if self.data_folder.exists():
            self._refuse_other_major()
            return False
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        self._make_private(draft)
        command = [
            *(self.binaries.program("initdb"), "--pgdata", str(draft)),
            *(f"--username={OWNER}", "--auth=trust", "--no-sync", "--encoding=UTF8"),
            *locale_options(self.binaries.major),
        ]
        answer = subprocess.run(
            command,
            cwd="/",
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            **self.account.identifiers,
        )
        if answer.returncode:
            raise self._failure("run.no-data-folder", "建立数据文件夹失败", answer.stdout)
        # Whole or not at all: a folder without `.new` in its name is complete.
        draft.rename(self.data_folder)
        return True

    def start(self) -> None:
        """Start the server; try again while an old one still lets go of the data."""
        self._make_private(self.socket_folder)
        deadline = time.monotonic() + RETRY_SECONDS
        while True:
            stop_orphan(self.data_folder)
            self._process = self._launch()
            if self._becomes_ready(self._process):
                return
            if time.monotonic() > deadline:
                raise self._failure("run.database-does-not-start", "数据库启动失败", tail(self.log))
            time.sleep(0.25)

    def poll(self) -> int | None:
        """The exit status of the server, None while it runs."""
        return self._process.poll() if self._process else 0

    def stop(self) -> None:
        """Stop the server, whoever is still connected; harder if it does not obey."""
        if self._process is None:
            return
        for number, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            if self._process.poll() is not None:
                break
            self._process.send_signal(number)
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
        self._process = None

    def _launch(self) -> subprocess.Popen[bytes]:
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.socket_folder}",
            "unix_socket_permissions=0700",
            *self.options,
        ]
        command = [self.binaries.program("postgres"), "-D", str(self.data_folder), "-p", "5432"]
        for setting in settings:
            command += ["-c", setting]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd="/",
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for us: the server is stopped after those who use it.
                start_new_session=True,
                **self.account.identifiers,
            )

    def _becomes_ready(self, process: subprocess.Popen[bytes]) -> bool:
        """Wait for the server to write that it takes connections; False if it ended instead."""
        mark = self.data_folder / "postmaster.pid"
        deadline = time.monotonic() + READY_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            lines = mark.read_text().splitlines() if mark.exists() else []
            if len(lines) > 7 and lines[0] == str(process.pid) and "ready" in lines[7]:
                return True
            time.sleep(0.02)
        return False

    def _make_private(self, folder: Path) -> None:
        """Make a folder that only the server's account (and root) may enter."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = folder.lstat()
        if found.st_uid not in (os.geteuid(), self.account.uid) or folder.is_symlink():
            raise CannotRun(
                "run.folder-of-another",
                f"文件夹 {folder} 属于另一个账户（编号 {found.st_uid}），不能用于数据库。"
                "请删除该文件夹，或换一个环境变量 TMPDIR，然后重新运行。",
                f"The folder {folder} belongs to account {found.st_uid}. Remove it or set another "
                "TMPDIR, then run again.",
            )
        folder.chmod(0o700)
        self.account.take(folder)

    def _refuse_other_major(self) -> None:
        made_by = (self.data_folder / "PG_VERSION").read_text().strip()
        if made_by != str(self.binaries.major):
            raise CannotRun(
                "run.other-major",
                f"{self.data_folder} 由 PostgreSQL {made_by} 建立，而现在找到的是 "
                f"{self.binaries.major}，两者的数据格式不同。请换回 PostgreSQL {made_by}；"
                "若数据可以舍弃，请运行 ./run reset。",
                f"{self.data_folder} was made by PostgreSQL {made_by}, but {self.binaries.major} was "
                f"found. Go back to {made_by}, or run ./run reset if the data may go.",
            )

    def _failure(self, code: str, what: str, words: str) -> CannotRun:
        if says_disk_full(words):
            return disk_full(self.home)
        return CannotRun(
            code,
            f"{what}：{self.home}。最后的输出是：\n{words.strip()}\n"
            f"请按上面的提示处理后重新运行；完整记录在 {self.log}。",
            f"PostgreSQL could not be started in {self.home}; see its last words above and "
            f"{self.log}.",
        )


def stop_orphan(data: Path) -> bool:
    """Deal with what an earlier server left: stop it if it lives, drop its mark if not."""
    mark = data / "postmaster.pid"
    if not mark.exists() or not (words := mark.read_text().split()):
        return False
    pid = int(words[0])
    identity = processes.identify(pid)
    if identity is None or "postgres" not in processes.command_line(pid):
        # The number is free, a zombie's, or was given to another program meanwhile.
        mark.unlink(missing_ok=True)
        return False
    if str(data) not in processes.command_line(pid):
        return False
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        processes.signal_quietly(pid, number)
        if processes.wait_until_gone(identity, 10):
            break
    return True


def socket_folder_of(home: Path) -> Path:
    """Where a server listens: beside its data, or a short path if that one is too long."""
    beside = home / "socket"
    if len(os.fsencode(beside / SOCKET_NAME)) <= LONGEST_SOCKET:
        return beside
    key = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    for temporary in (tempfile.gettempdir(), "/tmp"):
        short = Path(temporary) / f"renjian-{key}"
        if len(os.fsencode(short / SOCKET_NAME)) <= LONGEST_SOCKET:
            return short
    return short


def url_of(home: Path, database: str, user: str = OWNER) -> str:
    """The connection string of a database of the server at home in a folder."""
    folder = quote(str(socket_folder_of(home)), safe="/")
    return f"postgresql:///{database}?host={folder}&port=5432&user={user}"


def locale_options(major: int) -> list[str]:
    """The fixed locale of our databases: Chinese trigrams and prefix look-ups both work."""
    known = next((name for name in CHARACTER_TYPES if _knows(name)), "C")
    options = ["--lc-collate=C", f"--lc-ctype={known}"]
    if major >= FIRST_WITH_BUILTIN_LOCALE:
        options = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", *options]
    return options


def _knows(character_type: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, character_type)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_CTYPE, before)
    return True
