"""The roles in the database: whom web and worker, outside readers and the nightly sweep connect as.

Triggers and row policies bind everybody but the owner of the tables, who could take them away. So
only migrations connect as the owner. The application's role owns nothing: it adds to the ledger and
changes nothing in it, and sees of the private tables what the scope of its connection lets it see.
The sweep reads the rows of all authorities, but nothing that says who a person is. The public role
reads the views of what is public, for copies of the database that others ask directly.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from psycopg import errors, sql

from renjian.kernel.refusal import Refused, reason
from renjian_site.kit.role_names import Roles

# What is decided in the ledger, and what says who looked.
APPEND_ONLY = (
    "ledger_entry",
    "ledger_checkpoint",
    "ledger_jointcheckpoint",
    "ledger_countersignature",
    "ledger_key",
    "ledger_look",
)
# Who somebody is, and what opens a door.
IDENTITIES = (
    "account_emailaddress",
    "account_emailconfirmation",
    "authorities_apicall",
    "authorities_apikey",
    "authorities_apiusage",
    "authorities_breakglass",
    "authorities_passwordstate",
    "authorities_person",
    "authorities_persondetail",
    "authorities_session",
    "authorities_signinevent",
    "authorities_signintries",
    "authorities_spent",
    "django_session",
    "kit_submission",
    "mfa_authenticator",
    "socialaccount_socialaccount",
    "socialaccount_socialtoken",
)
VIEWS = "published"


STEPS = (
    "grant usage on schema public to {app}, {sweep}",
    "grant select, insert, update, delete on all tables in schema public to {app}",
    "grant usage, select on all sequences in schema public to {app}",
    "grant execute on all functions in schema public to {app}",
    "alter default privileges in schema public"
    " grant select, insert, update, delete on tables to {app}",
    "alter default privileges in schema public grant usage, select on sequences to {app}",
    "revoke update, delete, truncate, references, trigger on {append_only} from {app}",
    "revoke delete, truncate on ledger_stream, ledger_log from {app}",
    "revoke create on schema public from {app}",
    "revoke create on schema public from public",
    "grant select on all tables in schema public to {sweep}",
    "revoke select on {identities} from {sweep}",
    "grant {sweep} to {app} with inherit false, set true",
    "grant usage on schema {views} to {public}",
    "grant select on all tables in schema {views} to {public}",
)
PRIVATE = (
    "select relname from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace"
)


def prepare(roles: Roles | None = None, login: str = "") -> list[str]:
    """Make the roles that are not there, and give each what it needs and no more.

    To be run again after each migration: a new table starts with the rights of all. ``login`` is
    the account by which the site connects, if that is neither the owner nor the role itself.
    """
    roles = roles or Roles()
    told = []
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for name, can_log_in in ((roles.app, True), (roles.sweep, False), (roles.public, True)):
                cursor.execute("select 1 from pg_roles where rolname = %s", [name])
                if cursor.fetchone() is None:
                    may = sql.SQL("login" if can_log_in else "nologin")
                    made = sql.SQL("create role {} {}").format(sql.Identifier(name), may)
                    cursor.execute(made)
                    told.append(f"已建立角色 made role {name}")
            for step in STEPS:
                cursor.execute(_written(step, roles))
            cursor.execute(PRIVATE)
            private = [name for (name,) in cursor.fetchall()]
            for table in private:
                _let_sweep(cursor, table, roles.sweep)
            if login and login not in (roles.app, _owner(cursor)):
                cursor.execute(
                    sql.SQL("grant {} to {}").format(
                        sql.Identifier(roles.app), sql.Identifier(login)
                    )
                )
    except ProgrammingError as problem:
        if not isinstance(problem.__cause__, errors.InsufficientPrivilege):
            raise
        raise Refused(
            reason(
                "database.roles",
                "当前数据库账户无权建立角色或者授权（{problem}）。"
                "请用数据库的所有者或者管理员账户重新运行。",
                problem=str(problem).splitlines()[0],
            )
        ) from problem
    told.append(f"{roles.app}：{len(APPEND_ONLY)} 张台账表只能增加和读取 append and read only")
    told.append(f"{roles.app}：{len(private)} 张表逐行控制 tables seen by scope")
    return told


@contextmanager
def sweeping() -> Iterator[None]:
    """Read as the sweep: the rows of all authorities, and nothing that says who a person is."""
    if not settings.DATABASE_ROLE:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("set local role {}").format(sql.Identifier(Roles.sweep)))
        yield
        cursor.execute(sql.SQL("set local role {}").format(sql.Identifier(settings.DATABASE_ROLE)))


def _written(step: str, roles: Roles) -> sql.Composed:
    return sql.SQL(step).format(
        app=sql.Identifier(roles.app),
        sweep=sql.Identifier(roles.sweep),
        public=sql.Identifier(roles.public),
        views=sql.Identifier(VIEWS),
        append_only=sql.SQL(", ").join(map(sql.Identifier, APPEND_ONLY)),
        identities=sql.SQL(", ").join(map(sql.Identifier, IDENTITIES)),
    )


def _let_sweep(cursor: object, table: str, sweep: str) -> None:
    named = {"table": sql.Identifier(table), "sweep": sql.Identifier(sweep)}
    policy = sql.Identifier(f"swept_by_{sweep}")
    for statement in (
        "drop policy if exists {policy} on {table}",
        "create policy {policy} on {table} for select to {sweep} using (true)",
    ):
        cursor.execute(sql.SQL(statement).format(policy=policy, **named))  # type: ignore[attr-defined]  # a cursor of either library


def _owner(cursor: object) -> str:
    cursor.execute("select current_user")  # type: ignore[attr-defined]  # as above
    return str(cursor.fetchone()[0])  # type: ignore[attr-defined]
