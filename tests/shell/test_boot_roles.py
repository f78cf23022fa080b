"""A real `./run up` and a real `renjian migrate`: who the processes are in the database."""

import os
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from make_boot import REAL, RunningSite, eventually, open_folder, running_site
from renjian_site.kit.boot.cluster import Cluster
from renjian_site.kit.boot.databases import ensure_database, may_take_role
from renjian_site.kit.boot.programmes import renjian
from renjian_site.kit.boot.status import environment_of_running
from renjian_site.kit.boot.throwaway import throwaway_cluster
from renjian_site.kit.role_names import Roles

pytestmark = pytest.mark.slow  # real processes, some seconds each

CONNECTED = (
    "select usename from pg_stat_activity where datname = 'renjian'"
    " and backend_type = 'client backend' and pid <> pg_backend_pid()"
)
REFUSED = "当前数据库账户无权建立角色或者授权"


@pytest.fixture
def elsewhere() -> Iterator[Cluster]:
    """A server that is not ours, with an account for the site that is nobody's member yet."""
    with throwaway_cluster() as started:
        ensure_database(started.url("postgres"), "renjian")
        ask(started.url("renjian"), "create role site login")
        yield started


def ask(url: str, statement: str, **options: str) -> list[tuple[object, ...]]:
    with psycopg.connect(make_conninfo(url, **options), autocommit=True) as connection:
        found = connection.execute(statement)
        return found.fetchall() if found.description else []


def migrate(url: str, owner: str = "", *, practice: str = "1") -> subprocess.CompletedProcess[str]:
    known = {
        "DATABASE_URL": url,
        "DATABASE_OWNER_URL": owner,
        "RENJIAN_PRACTICE": practice,
        "DJANGO_SETTINGS_MODULE": "renjian_site.settings.web",
    }
    return subprocess.run(
        renjian("migrate"), env={**os.environ, **known}, capture_output=True, text=True, check=False
    )


def surroundings_of(site: RunningSite, name: str) -> set[str]:
    """The environment of one of its processes."""
    return set(Path(f"/proc/{site.child(name).pid}/environ").read_text().split("\0"))


def test_the_processes_of_our_own_server_log_in_as_the_role_that_owns_nothing() -> None:
    with open_folder() as folder, running_site(folder / "var", REAL) as site:
        owner = environment_of_running(site.places, {})["DATABASE_URL"]

        def who() -> list[object]:
            urllib.request.urlopen(f"http://127.0.0.1:{site.port}/").close()
            return [name for (name,) in ask(owner, CONNECTED)]

        assert eventually(lambda: len(who()) >= 2 and set(who()) == {Roles.app})
        assert not ask(owner, f"select 1 from pg_tables where tableowner = '{Roles.app}'")
        for name in ("web", "worker"):
            assert "DATABASE_OWNER_URL=" in surroundings_of(site, name)


def test_the_processes_on_another_server_take_the_role_on(elsewhere: Cluster) -> None:
    site_url, owner = elsewhere.url("renjian", "site"), elsewhere.url("renjian")
    told = {"DATABASE_URL": site_url, "DATABASE_OWNER_URL": owner}
    with open_folder() as folder, running_site(folder / "var", REAL, **told) as site:
        for name in ("web", "worker"):
            assert {
                f"DATABASE_URL={site_url}",
                f"RENJIAN_DATABASE_ROLE={Roles.app}",
                "DATABASE_OWNER_URL=",
            } <= surroundings_of(site, name)
        said = site.ask_to_stop()
    assert may_take_role(site_url)
    assert "没有逐行控制" not in said


def test_the_account_of_the_site_becomes_a_member_of_the_role(elsewhere: Cluster) -> None:
    site_url = elsewhere.url("renjian", "site")
    first, second = (migrate(site_url, elsewhere.url("renjian")) for _time in range(2))
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert f"已建立角色 made role {Roles.app}" in first.stdout
    assert "已建立角色" not in second.stdout, "what is there is not made again"
    as_role = {"options": f"-c role={Roles.app}"}
    assert ask(site_url, "select current_user", **as_role) == [(Roles.app,)]
    assert ask(site_url, "select count(*) from cases_clue", **as_role) == [(0,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(site_url, "create table mine (id int)", **as_role)


def test_an_account_that_may_make_no_roles_is_told_so(elsewhere: Cluster) -> None:
    ask(elsewhere.url("renjian"), "create role small login")
    ask(elsewhere.url("renjian"), "alter database renjian owner to small")
    url = elsewhere.url("renjian", "small")
    practice = migrate(url)
    assert practice.returncode == 0
    assert REFUSED in practice.stderr
    assert ask(url, "select count(*) from cases_clue") == [(0,)], (
        "the tables are there all the same"
    )
    in_earnest = migrate(url, practice="0")
    assert in_earnest.returncode == 1
    assert REFUSED in in_earnest.stderr
    assert not may_take_role(url)
