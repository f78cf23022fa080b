"""What ``scope.py`` asks of the database that it filled."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from renjian_site.authorities.sessions import actor_of, posts_on
from renjian_site.cases import queries
from renjian_site.kit.actor import Actor
from renjian_site.kit.scope import scope_of, within

ROUNDS = 15
LIMITS = {"look-up by key": 0.5, "first page": 15.0, "count": 150.0}
WHO = ("000000.head", "330000.head", "330100.head", "330110.head")


def measure(rows: int) -> None:
    """Ask as officers of four levels, with the wall and without."""
    settings.ALLOWED_HOSTS = ["*"]
    print(f"{rows:,} clues, median of {ROUNDS}, in milliseconds with the wall and (without it):")
    worst = dict.fromkeys(LIMITS, 0.0)
    for account in WHO:
        actor = actor_of(posts_on(timezone.localdate()).get(person__account=account))
        client = Client()
        client.post("/sign-in/", {"post": actor.post_id})
        asked = questions(actor)
        told = []
        for name, ask in asked.items():
            with as_role("renjian_app"), within(scope_of(actor)):
                behind = in_the_database(ask)
            with as_role("none"):
                open_ = in_the_database(ask)
            worst[name] = max(worst[name], behind)
            told.append(f"{name} {behind:.2f} ({open_:.2f})")
        with as_role("renjian_app"):
            behind = timed(lambda client=client: client.get("/cases/"))  # type: ignore[misc]
        with as_role("none"):
            open_ = timed(lambda client=client: client.get("/cases/"))  # type: ignore[misc]
        told.append(f"whole page {behind:.1f} ({open_:.1f}), ratio {behind / open_:.2f}")
        print(f"  {account}: {'; '.join(told)}")
    for name, limit in LIMITS.items():
        print(f"  {name}: worst {worst[name]:.2f} ms, {worst[name] / limit:.2f} of the limit")


def questions(actor: Actor) -> dict[str, Callable[[], object]]:
    """What the pages of an officer ask, by the queries that they use."""
    keys = list(queries.clues(actor).values_list("pk", flat=True)[:200])
    place = iter(range(10**9))
    return {
        "look-up by key": lambda: queries.clues(actor).get(pk=keys[next(place) % len(keys)]),
        "first page": lambda: list(queries.clues(actor).order_by("verify_due_on", "pk")[:51]),
        "count": lambda: queries.clues(actor).count(),
    }


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Work in the database as the application, or as the owner of the tables."""

    with connection.cursor() as cursor:
        cursor.execute(f"set role {role}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("set role none")


def in_the_database(work: Callable[[], object]) -> float:
    """The median of the time that the server takes for all statements of some rounds."""

    taken = []
    for _ in range(ROUNDS + 1):
        with CaptureQueriesContext(connection) as captured:
            work()
        statements = [query["sql"] for query in captured.captured_queries]
        with connection.cursor() as cursor:
            spent = 0.0
            for statement in statements:
                cursor.cursor.execute(f"explain (analyze, timing off, format json) {statement}")  # type: ignore[attr-defined]  # no placeholders
                spent += cursor.fetchone()[0][0]["Execution Time"]
        taken.append(spent)
    return statistics.median(taken[1:])


def timed(work: Callable[[], object]) -> float:
    """The median of some rounds, in milliseconds."""
    taken = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[1:])
