"""A PostgreSQL server for one test run: quick, private, and gone afterwards."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from renjian_site.kit.boot import processes
from renjian_site.kit.boot.accounts import ServerAccount, server_account
from renjian_site.kit.boot.binaries import find, folders, reachable
from renjian_site.kit.boot.cluster import Cluster, stop_orphan
from renjian_site.kit.boot.databases import ensure_database
from renjian_site.kit.boot.terminal import CannotRun

PREFIX = "renjian-throwaway-"
OWNER = "owner.json"
# What is lost in a crash is thrown away anyhow.
CARELESS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


@contextmanager
def throwaway_server(options: Sequence[str] = ()) -> Iterator[str]:
    """Boot a server of its own and give the connection string of its database `renjian`.

    It shares nothing with a running `./run up`; several may run at once.
    """
    with throwaway_cluster(options) as cluster:
        ensure_database(cluster.url("postgres"), "renjian")
        yield cluster.url("renjian")


@contextmanager
def throwaway_cluster(options: Sequence[str] = ()) -> Iterator[Cluster]:
    """Boot a server in a temporary folder; stop it and remove the folder at the end."""
    account = server_account(Path("/nowhere"))
    base = temporary_folder(account)
    sweep(base, account)
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))
    try:
        _sign(home)
        home.chmod(0o755)
        account.take(home)
        binaries = reachable(find(folders()), account)
        cluster = Cluster(home, binaries, account, home / "log", (*CARELESS, *options))
        cluster.create()
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def temporary_folder(account: ServerAccount) -> Path:
    """A temporary folder that the server's account can reach."""
    for folder in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        if Path(folder).is_dir() and account.can_enter(Path(folder)):
            return Path(folder)
    raise CannotRun(
        "run.no-temporary-folder",
        "没有数据库服务账户可以进入的临时文件夹。"
        "请用环境变量 TMPDIR 指定一个所有账户可进入的文件夹。",
        "No temporary folder that the server's account can enter. Set TMPDIR to one.",
    )


def _sign(home: Path) -> None:
    me = processes.identify(os.getpid())
    if me is not None:
        (home / OWNER).write_text(json.dumps(asdict(me)))


def sweep(base: Path, account: ServerAccount) -> int:
    """Remove servers whose test run was killed before it could; say how many."""
    swept = 0
    for home in base.glob(f"{PREFIX}*"):
        try:
            if home.lstat().st_uid not in (os.geteuid(), account.uid):
                continue
            owner = processes.Identity(**json.loads((home / OWNER).read_text()))
        except (OSError, ValueError):
            continue  # just being made, just being removed, or not ours
        if processes.is_alive(owner):
            continue
        stop_orphan(home / "data")
        shutil.rmtree(home, ignore_errors=True)
        swept += 1
    return swept
