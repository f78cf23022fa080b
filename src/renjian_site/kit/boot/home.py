"""Where the data of our own PostgreSQL lie: under `var/pg`, or where its account can reach them."""

import hashlib
import os
import shutil
from pathlib import Path

from renjian_site.kit.boot.accounts import ServerAccount, server_account
from renjian_site.kit.boot.binaries import READABLE_BY_ALL, find, folders, reachable
from renjian_site.kit.boot.cluster import Cluster, stop_orphan
from renjian_site.kit.boot.places import Places
from renjian_site.kit.boot.terminal import CannotRun

POINTER = "elsewhere"


def home_of(places: Places) -> Path:
    """The folder of the data as it was decided, or `var/pg` if nothing was decided yet."""
    pointer = places.database / POINTER
    return Path(pointer.read_text().strip()) if pointer.exists() else places.database.resolve()


def settle_home(places: Places, store: Path | None = None) -> tuple[Path, ServerAccount]:
    """Decide where the data lie, once: a later change of permissions must not hide them.

    Below a private folder (a home with mode 0700) the account that root drops to could not reach
    them, so they then lie in a folder of their own that is named by the path of `var`.
    """
    home = home_of(places)
    account = server_account(home / "data")
    places.database.mkdir(parents=True, exist_ok=True)
    if account.can_enter(home):
        return home, account
    if (home / "data").exists():
        raise CannotRun(
            "run.data-out-of-reach",
            f"数据库服务账户无法进入 {home}：上级文件夹的权限已被收紧。"
            f"请恢复权限（例如 chmod a+x 各级上级文件夹），然后重新运行 ./run up。",
            f"The server's account can no longer enter {home}. Give back the permissions of its "
            "parent folders (chmod a+x), then run ./run up again.",
        )
    key = hashlib.sha256(os.fsencode(places.database.resolve())).hexdigest()[:12]
    elsewhere = (store or READABLE_BY_ALL) / key
    elsewhere.mkdir(parents=True, exist_ok=True, mode=0o755)
    (places.database / POINTER).write_text(f"{elsewhere}\n")
    return elsewhere, account


def own_cluster(places: Places) -> Cluster:
    """The server of this site, not started yet."""
    home, account = settle_home(places)
    binaries = reachable(find(folders()), account)
    account.take(home)
    return Cluster(home, binaries, account, places.log("postgres"))


def stop_leftover_server(places: Places) -> bool:
    """Stop a server of this site that lost its supervisor; say whether there was one."""
    return stop_orphan(home_of(places) / "data")


def remove_data(places: Places) -> None:
    """Remove the database and what was uploaded."""
    for folder in (home_of(places), places.database, places.files):
        if folder.exists():
            shutil.rmtree(folder)
