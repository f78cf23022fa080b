"""Which account the database server runs under, and what that account can reach.

PostgreSQL refuses to run as root, so root hands it to an unprivileged account.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from renjian_site.kit.boot.terminal import CannotRun

UNPRIVILEGED = "nobody"


class Identifiers(TypedDict, total=False):
    """The arguments by which subprocess changes the account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class ServerAccount:
    """The account of the server process; `is_other` if it is not our own."""

    uid: int
    gid: int
    is_other: bool

    @property
    def identifiers(self) -> Identifiers:
        """How subprocess becomes this account."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def take(self, path: Path) -> None:
        """Give a file or folder to this account."""
        if self.is_other:
            os.chown(path, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Whether this account can reach a folder through all its parents."""
        while not folder.exists():
            folder = folder.parent
        return self._succeeds(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)])

    def can_start(self, program: Path) -> bool:
        """Whether this account can run a program where it lies."""
        return self._succeeds([str(program), "--version"])

    def _succeeds(self, command: list[str]) -> bool:
        try:
            answer = subprocess.run(
                command, capture_output=True, check=False, cwd="/", **self.identifiers
            )
        except OSError:
            return False
        return answer.returncode == 0


def server_account(data: Path) -> ServerAccount:
    """Our own account; for root the one that owns the data, or else an unprivileged one."""
    owner = data.stat() if data.exists() else None
    if os.geteuid() == 0:
        if owner and owner.st_uid != 0:
            return ServerAccount(owner.st_uid, owner.st_gid, is_other=True)
        nobody = pwd.getpwnam(UNPRIVILEGED)
        return ServerAccount(nobody.pw_uid, nobody.pw_gid, is_other=True)
    if owner and owner.st_uid != os.geteuid():
        raise CannotRun(
            "run.data-of-another",
            f"{data} 属于另一个账户（编号 {owner.st_uid}），当前账户无权使用。"
            "请改用当初运行 ./run up 的账户，或用环境变量 RENJIAN_VAR 指定另一个文件夹。",
            f"{data} belongs to account {owner.st_uid}. Run ./run up as the account that made "
            "it, or set RENJIAN_VAR to another folder.",
        )
    _refuse_nameless(os.geteuid())
    return ServerAccount(os.geteuid(), os.getegid(), is_other=False)


def _refuse_nameless(uid: int) -> None:
    """PostgreSQL asks the system for its account's name; a container may have given it none."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        raise CannotRun(
            "run.nameless-account",
            f"当前账户（编号 {uid}）在系统中没有名称，PostgreSQL 无法在此账户下运行。"
            "请改用有名称的账户（容器中可用 root），或用环境变量 DATABASE_URL 指向已有的数据库。",
            f"Account {uid} has no name on this system, so PostgreSQL cannot run under it. Use an "
            "account with a name (in a container: root), or set DATABASE_URL.",
        ) from None
