"""A database that DATABASE_URL names: what is refused, with which cure, and what is left in it."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from renjian_site.kit.boot.cluster import Cluster
from renjian_site.kit.boot.databases import ensure_database, may_take_role, refuse_unfit, shown
from renjian_site.kit.boot.schema import Notes, fingerprint_of
from renjian_site.kit.boot.terminal import CannotRun
from renjian_site.kit.boot.throwaway import throwaway_cluster

BLIND = "ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'"
UNNAMED = "ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'"


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    with throwaway_cluster() as started:
        ensure_database(started.url("postgres"), "renjian")
        yield started


def create(server: Cluster, name: str, options: str) -> str:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
    return server.url(name)


def test_a_fit_database_is_taken_and_left_as_it_was(server: Cluster) -> None:
    refuse_unfit(server.url("renjian"))
    with psycopg.connect(server.url("renjian")) as connection:
        found = connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        assert found.fetchone() is None


def test_a_locale_that_hides_chinese_is_refused_with_the_line_that_helps(server: Cluster) -> None:
    with pytest.raises(CannotRun, match="看不见汉字") as refused:
        refuse_unfit(create(server, "blind", BLIND))
    assert "createdb --template=template0 --encoding=UTF8 --locale-provider=builtin" in str(
        refused.value
    )


def test_an_extension_that_lies_in_another_schema_is_asked_there(server: Cluster) -> None:
    url = create(server, "apart", BLIND)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE SCHEMA apart")
        connection.execute("CREATE EXTENSION pg_trgm SCHEMA apart")
    with pytest.raises(CannotRun, match="看不见汉字"):
        refuse_unfit(url)


def test_a_database_whose_extension_cannot_be_made_is_taken(server: Cluster) -> None:
    with psycopg.connect(server.url("renjian"), autocommit=True) as connection:
        connection.execute("CREATE ROLE guest LOGIN")
    refuse_unfit(server.url("renjian").replace("user=postgres", "user=guest"))


def test_a_database_without_utf8_is_refused(server: Cluster) -> None:
    with pytest.raises(CannotRun, match="编码是 SQL_ASCII，不是 UTF8"):
        refuse_unfit(create(server, "unnamed", UNNAMED))


def test_a_server_that_is_too_old_is_refused(server: Cluster, monkeypatch) -> None:
    monkeypatch.setattr("renjian_site.kit.boot.databases.OLDEST_MAJOR", 99)
    with pytest.raises(CannotRun, match="需要 99 或更高版本"):
        refuse_unfit(server.url("renjian"))


def test_a_missing_database_is_refused_with_the_line_that_makes_it(server: Cluster) -> None:
    with pytest.raises(CannotRun, match="不存在。请先建立：createdb"):
        refuse_unfit(server.url("nowhere"))


def test_a_database_out_of_reach_is_named_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://who:secret@/renjian?host={tmp_path}"
    with pytest.raises(CannotRun, match="无法连接") as refused:
        refuse_unfit(url)
    assert "secret" not in str(refused.value)
    assert shown(url) == f"{tmp_path}/renjian"


def test_a_malformed_address_is_refused() -> None:
    with pytest.raises(CannotRun, match="DATABASE_URL 的格式不正确"):
        refuse_unfit("postgresql://host/db?nonsense=1")


def test_a_database_is_created_once(server: Cluster) -> None:
    assert ensure_database(server.url("postgres"), "once") is True
    assert ensure_database(server.url("postgres"), "once") is False


def test_notes_are_kept_in_the_database(server: Cluster) -> None:
    notes = Notes(create(server, "noted", ""))
    assert notes.read("key") is None
    notes.write("key", "first")
    notes.write("key", "second")
    assert notes.read("key") == "second"


def test_a_migrated_database_is_known_until_something_is_rolled_back(server: Cluster) -> None:
    notes = Notes(create(server, "migrated", ""))
    assert notes.applied() is None
    with psycopg.connect(notes.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE django_migrations (id serial)")
        connection.execute("INSERT INTO django_migrations VALUES (1), (2)")
        notes.note_migrated("abc")
        assert notes.is_migrated_for("abc")
        assert not notes.is_migrated_for("other")
        connection.execute("DELETE FROM django_migrations WHERE id = 2")
        assert not notes.is_migrated_for("abc")


def test_the_fingerprint_follows_migrations_and_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("django==5.2\n")
    migration = tmp_path / "src" / "site" / "cases" / "migrations" / "0001_initial.py"
    migration.parent.mkdir(parents=True)
    seen = {fingerprint_of(tmp_path / "src", lock)}
    migration.write_text("one")
    seen.add(fingerprint_of(tmp_path / "src", lock))
    migration.write_text("two")
    seen.add(fingerprint_of(tmp_path / "src", lock))
    lock.write_text("django==5.3\n")
    seen.add(fingerprint_of(tmp_path / "src", lock))
    assert len(seen) == 4


def test_a_role_is_taken_on_by_its_members_alone(server: Cluster, tmp_path: Path) -> None:
    url = server.url("renjian")
    assert not may_take_role(url, "crew"), "nobody takes a role that is not there"
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in (
            "ROLE crew LOGIN",
            "ROLE sailor LOGIN IN ROLE crew",
            "ROLE stranger LOGIN",
        ):
            connection.execute(f"CREATE {statement}")
    may = {who: may_take_role(server.url("renjian", who), "crew") for who in ("sailor", "stranger")}
    assert may == {"sailor": True, "stranger": False}
    assert may_take_role(server.url("renjian", "crew"), "crew"), "or by the role itself"
    assert not may_take_role(f"postgresql:///renjian?host={tmp_path}", "crew")
