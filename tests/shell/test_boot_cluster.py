"""Our own PostgreSQL: how it is booted, what it survives, and where it can lie."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from make_boot import account, cluster, eventually, open_folder
from renjian_site.kit.boot import processes
from renjian_site.kit.boot.accounts import ServerAccount
from renjian_site.kit.boot.binaries import Binaries, find, folders, major_of, reachable
from renjian_site.kit.boot.cluster import LONGEST_SOCKET, SOCKET_NAME, Cluster, locale_options
from renjian_site.kit.boot.home import home_of, settle_home
from renjian_site.kit.boot.places import Places
from renjian_site.kit.boot.terminal import CannotRun
from renjian_site.kit.boot.throwaway import sweep, throwaway_cluster, throwaway_server

pytestmark = pytest.mark.slow  # real processes, a second or more each

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another")
DEBIANS_OLD = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture(scope="module")
def data() -> Iterator[Cluster]:
    """A data folder that was made once: making one takes longer than most of these tests."""
    with open_folder() as folder:
        yield cluster(folder / "pg")


@pytest.fixture
def own(data: Cluster) -> Iterator[Cluster]:
    """A server on that folder, not started yet; stopped at the end."""
    made = Cluster(data.home, data.binaries, data.account, data.log, data.options)
    try:
        yield made
    finally:
        made.stop()


def tell(server: Cluster, statement: str) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(statement)


def ask(server: Cluster, question: str) -> object:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        row = connection.execute(question).fetchone()
        return row and row[0]


def test_a_throwaway_server_has_the_locale_that_sees_chinese() -> None:
    with throwaway_server() as url, psycopg.connect(url) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute("SELECT similarity('华信机械', '华信')").fetchone()
        assert row and row[0] > 0
        row = connection.execute(
            "SELECT datcollate, datctype, datlocprovider::text, datlocale FROM pg_database"
            " WHERE datname = 'renjian'"
        ).fetchone()
        assert row == ("C", "C.UTF-8", "b", "C.UTF-8")


def test_two_throwaway_servers_share_nothing_and_leave_nothing() -> None:
    with throwaway_cluster() as one, throwaway_cluster() as other:
        homes = [one.home, other.home]
        tell(one, "CREATE TABLE mine (x int)")
        assert ask(other, "SELECT to_regclass('mine')") is None
    assert not any(home.exists() for home in homes)


def test_the_server_listens_on_no_network_and_only_for_its_account(own: Cluster) -> None:
    own.start()
    assert ask(own, "SHOW listen_addresses") == ""
    assert own.socket_folder.stat().st_mode & 0o077 == 0
    assert (own.socket_folder / SOCKET_NAME).stat().st_mode & 0o077 == 0


def test_committed_rows_survive_kill_9(own: Cluster) -> None:
    own.start()
    tell(own, "CREATE TABLE kept AS SELECT generate_series(1, 2000)")
    assert own.identity is not None
    os.kill(own.identity.pid, 9)
    assert eventually(lambda: own.poll() is not None)
    own.start()
    assert ask(own, "SELECT count(*) FROM kept") == 2000


def test_a_start_after_kill_9_stops_the_orphan_of_the_supervisor(own: Cluster) -> None:
    own.start()
    orphan = own.identity
    assert orphan is not None
    again = Cluster(own.home, own.binaries, own.account, own.log, own.options)
    again.start()
    try:
        assert not processes.is_alive(orphan)
        assert ask(again, "SELECT 1") == 1
    finally:
        again.stop()


@pytest.mark.parametrize("whose", ["nobody's", "another program's"])
def test_a_stale_mark_of_an_old_server_is_no_hindrance(own: Cluster, whose: str) -> None:
    other = subprocess.Popen(["sleep", "60"], **own.account.identifiers)
    pid = other.pid if whose == "another program's" else 2**22 - 3
    mark = own.data_folder / "postmaster.pid"
    mark.write_text(f"{pid}\n{own.data_folder}\n1\n5432\n\n*\n 1 1\nready\n")
    own.account.take(mark)
    try:
        own.start()
        assert ask(own, "SELECT 1") == 1
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_long_path_gets_a_short_socket() -> None:
    with open_folder() as folder:
        server = cluster(folder / ("很长的文件夹名称" * 5) / "pg")
        assert len(os.fsencode(server.home / "socket" / SOCKET_NAME)) > LONGEST_SOCKET
        assert len(os.fsencode(server.socket_folder / SOCKET_NAME)) <= LONGEST_SOCKET
        try:
            server.start()
            assert ask(server, "SELECT 1") == 1
        finally:
            server.stop()
            server.socket_folder.rmdir()


def test_a_path_with_blanks_and_chinese_is_quoted_in_the_connection_string() -> None:
    with open_folder() as folder:
        server = cluster(folder / "认监 & 数据" / "pg")
        try:
            server.start()
            assert ask(server, "SELECT 1") == 1
        finally:
            server.stop()


def test_a_folder_of_another_is_not_used_for_the_socket(own: Cluster, tmp_path: Path) -> None:
    shutil.rmtree(own.socket_folder, ignore_errors=True)
    own.socket_folder.symlink_to(tmp_path)
    with pytest.raises(CannotRun, match="属于另一个账户"):
        own.start()
    own.socket_folder.unlink()


def test_data_of_another_major_version_are_not_touched(own: Cluster) -> None:
    own.binaries = Binaries(own.binaries.folder, 14)
    with pytest.raises(CannotRun, match=r"现在找到的是 14.*\./run reset"):
        own.create()


def test_a_server_that_cannot_start_shows_its_last_words(own: Cluster, monkeypatch) -> None:
    monkeypatch.setattr("renjian_site.kit.boot.cluster.RETRY_SECONDS", 0.1)
    own.options = ("shared_buffers=nonsense",)
    with pytest.raises(CannotRun, match="shared_buffers"):
        own.start()


def test_a_full_disk_is_told_as_such(own: Cluster, monkeypatch) -> None:
    monkeypatch.setattr("renjian_site.kit.boot.cluster.RETRY_SECONDS", 0.1)
    own.binaries = Binaries(own.home, own.binaries.major)
    fake = own.home / "postgres"
    fake.write_text("#!/bin/sh\necho 'FATAL: could not write: No space left on device'; exit 1\n")
    fake.chmod(0o755)
    with pytest.raises(CannotRun, match="磁盘空间不足"):
        own.start()


def test_servers_of_killed_test_runs_are_swept() -> None:
    script = (
        "import os\nfrom renjian_site.kit.boot.throwaway import throwaway_cluster\n"
        "with throwaway_cluster() as c:\n"
        "    print(c.home, c.identity.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    with open_folder() as folder:
        killed = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "TMPDIR": str(folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        home, pid = killed.stdout.split()
        assert processes.began(int(pid))
        assert sweep(folder, account()) == 1
        assert not Path(home).exists() and not processes.began(int(pid))


@AS_ROOT
def test_root_hands_the_server_to_an_unprivileged_account(own: Cluster) -> None:
    own.start()
    assert own.identity is not None
    assert Path(f"/proc/{own.identity.pid}").stat().st_uid != 0


@AS_ROOT
def test_below_a_private_folder_the_data_lie_elsewhere_and_stay_there(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    places = Places(tmp_path / "var")
    with open_folder() as store:
        home, found = settle_home(places, store)
        assert home.parent == store and found.can_enter(home)
        tmp_path.chmod(0o755)
        assert settle_home(places, store)[0] == home == home_of(places)
        server = cluster(home)
        server.start()
        assert ask(server, "SELECT 1") == 1
        server.stop()


def test_in_an_open_folder_the_data_lie_under_var() -> None:
    with open_folder() as folder:
        places = Places(folder / "var")
        assert settle_home(places)[0] == (folder / "var" / "pg").resolve()


@AS_ROOT
def test_programs_below_a_private_folder_are_copied_once_for_the_account(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "bin").mkdir()
    package = find(folders()).folder.parents[1]
    for part in (package, package.with_name(f"{package.name}.libs")):
        (tmp_path / part.name).symlink_to(part) if part.exists() else None
    private = Binaries(tmp_path / package.name / "pginstall" / "bin", 18)
    with open_folder() as store:
        copied = reachable(private, account(), store)
        assert copied.folder.is_relative_to(store)
        assert account().can_start(copied.folder / "initdb")
        assert reachable(private, account(), store) == copied
        assert len(list(store.iterdir())) == 1


def test_programs_that_cannot_be_copied_are_told_with_a_cure(tmp_path: Path) -> None:
    class Barred(ServerAccount):
        def can_start(self, program: Path) -> bool:
            return False

    (tmp_path / "no-folder").write_text("")
    found = find(folders())
    with pytest.raises(CannotRun, match="请把项目放到所有账户可读的文件夹"):
        reachable(found, Barred(0, 0, is_other=True), tmp_path / "no-folder" / "x")


def test_without_a_usable_postgresql_the_refusal_names_the_cure(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"没有可用的 PostgreSQL.*DATABASE_URL"):
        find([tmp_path])


def test_a_postgresql_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    fake = tmp_path / "postgres"
    fake.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 15.18 (Debian)'\n")
    fake.chmod(0o755)
    assert major_of(tmp_path) == 15
    with pytest.raises(CannotRun, match="找到的是：PostgreSQL 15"):
        find([tmp_path])
    assert find([tmp_path, *folders()]).major >= 16


def test_before_17_the_locale_comes_from_the_system() -> None:
    assert locale_options(16) == ["--lc-collate=C", "--lc-ctype=C.UTF-8"]
    assert locale_options(17)[0] == "--locale-provider=builtin"


@pytest.mark.skipif(not DEBIANS_OLD.exists(), reason="needs a PostgreSQL before 17")
def test_the_system_locale_sees_chinese_too(monkeypatch) -> None:
    monkeypatch.setattr("renjian_site.kit.boot.binaries.OLDEST_MAJOR", 15)
    with open_folder() as folder:
        server = cluster(folder / "pg", DEBIANS_OLD)
        try:
            server.start()
            tell(server, "CREATE EXTENSION pg_trgm")
            assert ask(server, "SELECT similarity('华信机械', '华信') > 0") is True
        finally:
            server.stop()
