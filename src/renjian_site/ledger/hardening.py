"""The role of the application in the database: it may add to the ledger, and change nothing in it.

Triggers refuse a change whoever asks; an owner could take them away. This role owns nothing, so it
cannot: web and worker connect as it, and only migrations as the owner.
"""

from django.db import ProgrammingError, connection, transaction
from psycopg import errors, sql

from renjian.kernel.refusal import Refused, reason

ROLE = "renjian_app"
# What is decided in the ledger, and what says who looked.
APPEND_ONLY = (
    "ledger_entry",
    "ledger_checkpoint",
    "ledger_jointcheckpoint",
    "ledger_countersignature",
    "ledger_key",
    "ledger_look",
)
STEPS = (
    "grant usage on schema public to {role}",
    "grant select, insert, update, delete on all tables in schema public to {role}",
    "grant usage, select on all sequences in schema public to {role}",
    "grant execute on all functions in schema public to {role}",
    "alter default privileges in schema public grant select, insert, update, delete on tables to {role}",
    "alter default privileges in schema public grant usage, select on sequences to {role}",
    "revoke update, delete, truncate, references, trigger on {tables} from {role}",
    "revoke delete, truncate on ledger_stream, ledger_log from {role}",
    "revoke create on schema public from {role}",
    "revoke create on schema public from public",
)


def harden(role: str = ROLE) -> list[str]:
    """Make the role if it is not there, and give it what the application needs and no more.

    To be run again after each migration: a new table of the ledger starts with the rights of all.
    """
    named = sql.Identifier(role)
    tables = sql.SQL(", ").join(map(sql.Identifier, APPEND_ONLY))
    told = [f"{role}：{len(APPEND_ONLY)} 张台账表只能增加和读取 append and read only"]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select 1 from pg_roles where rolname = %s", [role])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("create role {} login").format(named))
                told.insert(0, f"已建立角色 made role {role}")
            for step in STEPS:
                cursor.execute(sql.SQL(step).format(role=named, tables=tables))
    except ProgrammingError as problem:
        if not isinstance(problem.__cause__, errors.InsufficientPrivilege):
            raise
        raise Refused(
            reason(
                "ledger.harden",
                "当前数据库账户无权建立角色或者授权（{problem}）。"
                "请用数据库的所有者或者管理员账户重新运行。",
                problem=str(problem).splitlines()[0],
            )
        ) from problem
    return told
