"""Whether a database is there and fit for us, whoever runs its server."""

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from renjian_site.kit.boot.binaries import OLDEST_MAJOR
from renjian_site.kit.boot.terminal import CannotRun
from renjian_site.kit.role_names import Roles

CONNECT_SECONDS = 10
NO_EXTENSION = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.FeatureNotSupported,
    psycopg.errors.UndefinedFile,
)
CREATE_LINE = (
    "createdb --template=template0 --encoding=UTF8 --locale-provider=builtin "
    "--builtin-locale=C.UTF-8 --lc-collate=C --lc-ctype=C.UTF-8 renjian"
)
CREATE_LINE_16 = (
    "createdb --template=template0 --encoding=UTF8 --lc-collate=C --lc-ctype=C.UTF-8 renjian"
)
CURE = f"{CREATE_LINE}（PostgreSQL 16：{CREATE_LINE_16}）"
CURE_ENGLISH = f"{CREATE_LINE} (PostgreSQL 16: {CREATE_LINE_16})"


def ensure_database(maintenance_url: str, name: str) -> bool:
    """Create a database of our own server if it is missing; say whether it was created."""
    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone():
            return False
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return True


def may_take_role(url: str, role: str = Roles.app) -> bool:
    """Whether who logs in by this connection string can take on the application's role.

    A server that is out of reach gives nobody a role; whoever needs it will say so.
    """
    try:
        return _has_role(url, role)
    except psycopg.OperationalError:
        return False


def _has_role(url: str, role: str) -> bool:
    with psycopg.connect(url, connect_timeout=CONNECT_SECONDS, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        if known is None:
            return False
        row = connection.execute("SELECT pg_has_role(%s, 'MEMBER')", [role]).fetchone()
    return bool(row and row[0])


def shown(url: str) -> str:
    """A connection string without its password."""
    parts = conninfo_to_dict(url)
    host, name = parts.get("host") or "localhost", parts.get("dbname") or parts.get("user") or ""
    return f"{host}/{name}"


def refuse_unfit(url: str) -> None:
    """Refuse a database that is out of reach, too old, or blind for Chinese names."""
    try:
        connection = psycopg.connect(url, connect_timeout=CONNECT_SECONDS, autocommit=True)
    except psycopg.ProgrammingError as problem:
        raise CannotRun(
            "run.database-url",
            f"环境变量 DATABASE_URL 的格式不正确：{problem}。"
            "请写成 postgresql://用户:密码@主机:5432/renjian。",
            f"DATABASE_URL is not a connection string: {problem}. "
            "Write postgresql://user:password@host:5432/renjian.",
        ) from problem
    except psycopg.OperationalError as problem:
        raise _out_of_reach(url, problem) from problem
    with connection:
        _refuse_old(url, connection)
        _refuse_encoding(url, connection)
        _refuse_blind(url, connection)


def _out_of_reach(url: str, problem: psycopg.OperationalError) -> CannotRun:
    words = " ".join(str(problem).split())
    if "does not exist" in words and "database" in words:
        return CannotRun(
            "run.database-missing",
            f"DATABASE_URL 指向的数据库 {shown(url)} 不存在。请先建立：{CURE}",
            f"The database {shown(url)} of DATABASE_URL does not exist. Create it: {CURE_ENGLISH}",
        )
    return CannotRun(
        "run.database-out-of-reach",
        f"DATABASE_URL 指向的数据库 {shown(url)} 无法连接（{words}）。请检查地址、账户和密码，"
        "并确认数据库正在运行；取消该变量则使用自带的数据库。",
        f"The database {shown(url)} of DATABASE_URL cannot be reached. Check address, account and "
        "password; without DATABASE_URL our own PostgreSQL is used.",
    )


def _refuse_old(url: str, connection: psycopg.Connection) -> None:
    version = connection.info.server_version
    if version < OLDEST_MAJOR * 10000:
        raise CannotRun(
            "run.database-too-old",
            f"DATABASE_URL 指向的数据库 {shown(url)} 是 PostgreSQL {version // 10000}，"
            f"而本系统需要 {OLDEST_MAJOR} 或更高版本。"
            "请升级，或取消 DATABASE_URL 以使用自带的数据库。",
            f"{shown(url)} is PostgreSQL {version // 10000}; {OLDEST_MAJOR} or later is needed. "
            "Upgrade it, or unset DATABASE_URL to use our own.",
        )


def _refuse_encoding(url: str, connection: psycopg.Connection) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise CannotRun(
            "run.database-encoding",
            f"DATABASE_URL 指向的数据库 {shown(url)} 的编码是 {encoding}，不是 UTF8。"
            f"请另建一个数据库：{CURE}",
            f"{shown(url)} has the encoding {encoding}, not UTF8. Create another database: "
            f"{CURE_ENGLISH}",
        )


def _refuse_blind(url: str, connection: psycopg.Connection) -> None:
    similarity = trigram_similarity(connection)
    if similarity is not None and similarity <= 0:
        raise CannotRun(
            "run.database-blind",
            f"DATABASE_URL 指向的数据库 {shown(url)} 的区域设置使 pg_trgm 看不见汉字，"
            f"按名称查找会找不到任何机构。请另建一个数据库：{CURE}",
            f"The locale of {shown(url)} hides Chinese characters from pg_trgm, so a search by "
            f"name would find nothing. Create another database: {CURE_ENGLISH}",
        )


def trigram_similarity(connection: psycopg.Connection) -> float | None:
    """How alike two Chinese names are to pg_trgm; None if it cannot be had. Nothing is kept."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            schema = connection.execute(
                "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
                " WHERE e.extname = 'pg_trgm'"
            ).fetchone()
            asked = sql.SQL("SELECT {}.similarity('华信机械', '华信')").format(
                sql.Identifier(*(schema or ("public",)))
            )
            row = connection.execute(asked).fetchone()
    except NO_EXTENSION:
        return None
    return float(row[0]) if row else None
