"""What ``scope.py`` asks of the database that it filled."""

from collections.abc import Callable
from functools import partial
from itertools import cycle

from asking import as_owner, in_the_database, officer, opened
from timing import ROUNDS, judged, milliseconds

from renjian_site.cases import queries
from renjian_site.kit.actor import Actor
from renjian_site.kit.scope import scope_of, within

LIMITS = {"look-up by key": 0.5, "first page": 15.0, "count": 150.0}
WHO = ("000000.head", "330000.head", "330100.head", "330110.head")


def measure(rows: str) -> int:
    """Ask as officers of four levels, with the wall and without; the status of the worst figures."""
    print(f"{int(rows):,} clues, median of {ROUNDS}, ms with the wall and (without it):")
    worst = dict.fromkeys(LIMITS, 0.0)
    for account in WHO:
        actor, client = officer(account)
        told = []
        for name, ask in questions(actor).items():
            with within(scope_of(actor)):
                behind = in_the_database(ask)
            with as_owner():
                without = in_the_database(ask)
            worst[name] = max(worst[name], behind)
            told.append(f"{name} {behind:.2f} ({without:.2f})")
        look = partial(opened, client, "/cases/")
        behind = milliseconds(look)
        with as_owner():
            without = milliseconds(look)
        told.append(f"whole page {behind:.1f} ({without:.1f}), ratio {behind / without:.2f}")
        print(f"  {account}: {'; '.join(told)}")
    return judged(worst, LIMITS)


def questions(actor: Actor) -> dict[str, Callable[[], object]]:
    """What the pages of an officer ask, by the queries that they use."""
    with within(scope_of(actor)):
        keys = cycle(list(queries.clues(actor).values_list("pk", flat=True)[:200]))
    return {
        "look-up by key": lambda: queries.clue(actor, next(keys)),
        "first page": lambda: list(queries.clues(actor).order_by("verify_due_on", "pk")[:51]),
        "count": lambda: queries.clues(actor).count(),
    }
