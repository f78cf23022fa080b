"""The application's role in the database can add to the ledger and change nothing in it."""

import psycopg
import pytest
from django.db import DatabaseError, connections, transaction
from psycopg.conninfo import make_conninfo

import make
from make_ledger import filled, sealed
from make_roles import as_owner
from renjian.kernel.refusal import Refused
from renjian_site.kit import roles
from renjian_site.kit.role_names import Roles
from renjian_site.ledger import looks, streams, witnesses
from renjian_site.ledger.models import Entry


@pytest.fixture
def as_role(own_database):
    """A connection of the role, on a database with every table of the ledger filled."""
    filled()
    made = sealed()
    witnesses.countersign(made, "330000", at=made.made_at)
    looks.note(
        account="a", name="b", unit="330000", path="", ledger="330110", number=1, at=made.made_at
    )
    connections.close_all()
    with psycopg.connect(
        make_conninfo(own_database, user=Roles.app), autocommit=True
    ) as connection:
        connection.execute("select set_config('renjian.lo', '', false)")
        connection.execute("select set_config('renjian.hi', '~', false)")
        yield connection


def refused(connection, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.mark.parametrize("act", ["update {} set id = id", "delete from {}", "truncate {}"])
def test_the_role_changes_nothing_in_the_ledger(as_role, act):
    for table in roles.APPEND_ONLY:
        assert as_role.execute(f"select count(*) from {table}").fetchone()[0] > 0
        refused(as_role, act.format(table))


def test_the_role_cannot_take_the_guard_away(as_role):
    for statement in (
        "alter table ledger_entry disable trigger all",
        "drop trigger append_only on ledger_entry",
        "drop table ledger_entry cascade",
        "create or replace function ledger_is_append_only() returns trigger language plpgsql"
        " as $$ begin return new; end $$",
        "set session_replication_role = replica",
        "create trigger mine before insert on ledger_entry for each row"
        " execute function ledger_is_append_only()",
        "create table mine (id int)",
        "delete from ledger_stream",
        "delete from ledger_log",
    ):
        refused(as_role, statement)


def test_the_application_works_as_the_role(as_role, own_database, at):
    connections.close_all()
    place = connections["default"].settings_dict
    owner, place["USER"] = place["USER"], Roles.app
    try:
        make.frozen_draw()
        sealed(days=400)
        assert [each.verdict.fault for each in streams.verify_all() if each.verdict.fault] == []
        assert Entry.objects.filter(act="draw.frozen").exists()
    finally:
        connections.close_all()
        place["USER"] = owner


def test_preparing_twice_is_preparing_once(own_database):
    with as_owner():
        assert "已建立角色" not in "".join(roles.prepare())


def test_who_may_not_make_roles_is_told_so(own_database):
    with pytest.raises(Refused, match="无权建立角色或者授权"):
        roles.prepare(Roles(app="another_role"))


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["update {} set id = id", "delete from {}", "truncate {} cascade"])
@pytest.mark.parametrize("table", roles.APPEND_ONLY)
def test_the_guard_stops_the_owner_too(table, act):
    filled()
    made = sealed()
    witnesses.countersign(made, "330000", at=made.made_at)
    looks.note(account="a", name="b", unit="1", path="", ledger="2", number=1, at=made.made_at)
    refusal = pytest.raises(DatabaseError, match="append-only")
    with refusal, as_owner() as cursor, transaction.atomic():
        cursor.execute("set constraints all immediate")
        cursor.execute(act.format(table))
