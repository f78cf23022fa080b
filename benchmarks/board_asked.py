"""What ``board.py`` asks of the database that it filled."""

from functools import partial

from asking import in_the_database, officer, opened
from django.utils import timezone
from timing import judged, milliseconds

from renjian_site.console import board
from renjian_site.consultations.lists import REPLIES
from renjian_site.kit.actor import Actor
from renjian_site.kit.scope import scope_of, within

WHO = ("000000.head", "330000.head", "330100.head")
LIMITS = {"count": 150.0, "page": 1000.0, "search of the library": 50.0}
SEARCHES = ({"q": "x7"}, {"q": "认证标志", "clause": "REG 7"}, {"q": "认证标志"})


def measure(told: str) -> int:
    """Ask as officers of three levels; the status of the worst figures."""
    print(f"{told}; medians in milliseconds:")
    worst = dict.fromkeys(LIMITS, 0.0)
    for account in WHO:
        actor, client = officer(account)
        counts = _counts(actor)
        page = milliseconds(partial(opened, client, "/board/"))
        searches = _searches(actor)
        found = (max(counts.values()), page, max(searches))
        worst = {name: max(worst[name], one) for name, one in zip(LIMITS, found, strict=True)}
        each = ", ".join(f"{title} {spent:.1f}" for title, spent in counts.items())
        library = ", ".join(f"{spent:.1f}" for spent in searches)
        print(f"  {account}: {each}; whole page {page:.0f}; library {library}")
    return judged(worst, LIMITS)


def _counts(actor: Actor) -> dict[str, float]:
    """The time in the database for each kind of matter."""
    today = timezone.localdate()
    with within(scope_of(actor)):
        return {
            matter.title: in_the_database(
                partial(board.counted, actor, matter, actor.authority.path, today)
            )
            for matter in board.MATTERS
        }


def _searches(actor: Actor) -> list[float]:
    """The time in the database for a rare word, one in every reply with a clause, and that alone."""

    def search(asked: dict[str, str]) -> object:
        return list(REPLIES.found(actor, asked).order_by("-issued_at", "-pk")[:51])

    with within(scope_of(actor)):
        return [in_the_database(partial(search, asked)) for asked in SEARCHES]
