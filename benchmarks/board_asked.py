"""What ``board.py`` asks of the database that it filled."""

from django.conf import settings
from django.test import Client
from django.utils import timezone
from scope_asked import as_role, in_the_database, timed

from renjian_site.authorities.sessions import actor_of, posts_on
from renjian_site.console import board
from renjian_site.consultations.lists import REPLIES
from renjian_site.kit.actor import Actor
from renjian_site.kit.scope import scope_of, within

WHO = ("000000.head", "330000.head", "330100.head")
COUNT, PAGE, SEARCH = 150.0, 1000.0, 100.0
SEARCHES = ({"q": "x7"}, {"q": "认证标志", "clause": "REG 7"})


def measure(told: str) -> None:
    """Ask as officers of three levels, and say how much of each limit the worst one takes."""
    settings.ALLOWED_HOSTS = ["*"]
    print(f"{told}; medians in milliseconds:")
    worst = dict.fromkeys(("count", "page", "search"), 0.0)
    for account in WHO:
        actor = actor_of(posts_on(timezone.localdate()).get(person__account=account))
        client = Client()
        client.post("/sign-in/", {"post": actor.post_id})
        with as_role("renjian_app"):
            counts = _counts(actor)
            page = timed(lambda client=client: client.get("/board/"))  # type: ignore[misc]
            searches = _searches(actor)
        worst["count"] = max(worst["count"], *counts.values())
        worst["page"] = max(worst["page"], page)
        worst["search"] = max(worst["search"], *searches)
        each = ", ".join(f"{title} {spent:.1f}" for title, spent in counts.items())
        found = ", ".join(f"{spent:.1f}" for spent in searches)
        print(f"  {account}: {each}; whole page {page:.0f}; library {found}")
    for name, limit in (("count", COUNT), ("page", PAGE), ("search", SEARCH)):
        print(f"  {name}: worst {worst[name]:.1f} ms, {worst[name] / limit:.2f} of the limit")


def _counts(actor: Actor) -> dict[str, float]:
    """The time in the database for each kind of matter."""
    today = timezone.localdate()
    found = {}
    for matter in board.MATTERS:
        with within(scope_of(actor)):
            found[matter.title] = in_the_database(
                lambda matter=matter: board.counted(actor, matter, actor.authority.path, today)  # type: ignore[misc]
            )
    return found


def _searches(actor: Actor) -> list[float]:
    with within(scope_of(actor)):
        return [
            in_the_database(
                lambda asked=asked: list(  # type: ignore[misc]
                    REPLIES.found(actor, asked).order_by("-issued_at", "-pk")[:51]
                )
            )
            for asked in SEARCHES
        ]
