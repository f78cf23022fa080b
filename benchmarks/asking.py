"""Asking in a process of the site: who asks, and how long the database takes to answer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from timing import median_of

from renjian_site.authorities.sessions import actor_of, posts_on
from renjian_site.kit.actor import Actor


def officer(account: str) -> tuple[Actor, Client]:
    """Somebody of the practice country, as queries know them, and their browser, signed in."""
    actor = actor_of(posts_on(timezone.localdate()).get(person__account=account))
    client = Client(headers={"host": "127.0.0.1"})
    client.post("/sign-in/", {"post": actor.post_id})
    return actor, client


def opened(client: Client, path: str) -> None:
    """Open a page; one that does not open must not pass for a quick one."""
    status = client.get(path).status_code
    if status != 200:
        raise SystemExit(f"{path} answered {status}")


@contextmanager
def as_owner() -> Iterator[None]:
    """Lay the role down and work as who owns the tables, for a process that logged in as that."""
    with connection.cursor() as cursor:
        cursor.execute("set role none")
    yield
    with connection.cursor() as cursor:
        cursor.execute("reset role")


def in_the_database(work: Callable[[], object]) -> float:
    """The median of the milliseconds that the server takes for all statements of some rounds."""

    def spent() -> float:
        with CaptureQueriesContext(connection) as captured:
            work()
        statements = [query["sql"] for query in captured.captured_queries]
        with connection.cursor() as cursor:
            return sum(_explained(cursor, statement) for statement in statements)

    return median_of(spent)


def _explained(cursor: object, statement: str) -> float:
    raw = cursor.cursor  # type: ignore[attr-defined]  # psycopg's own, which looks for no placeholders
    raw.execute(f"explain (analyze, timing off, format json) {statement}")
    return float(raw.fetchone()[0][0]["Execution Time"])
