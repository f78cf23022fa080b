"""Searches as the search page makes them, in a process of the site; for ``search.py``."""

import random
from collections.abc import Callable, Iterator

from django.db import connection
from django.utils import timezone
from search import FORMS, PLACES, SYLLABLES, TRADES
from timing import judged, seconds_of

from renjian.registers.names import fold, initials
from renjian_site.authorities.sessions import actor_of, posts_on
from renjian_site.kit.actor import Actor
from renjian_site.kit.scope import scope_of, within
from renjian_site.registers import queries

ASKED = 60
SHOWN = 10
RARE, OTHERS = 10.0, 150.0  # milliseconds, 95 of 100
PICKED = """
select o.id, o.name from registers_organisation o
    join authorities_authority a on a.id = o.authority_id
where o.uscc like '91000000RB%%' and a.path >= %s and a.path < %s order by md5(o.uscc) limit %s
"""
Meant = tuple[int, str]
Words = Callable[[str], str]


def measure() -> int:
    """Ask as two officers and print 95 of 100 of each kind of question beside its limit."""
    figures: dict[str, float] = {}
    limits: dict[str, float] = {}
    for title, code in (("nation", "000000"), ("county", "330110")):
        actor = head_of(code)
        with within(scope_of(actor)):
            for kind, limit, words in questions():
                what = f"{title}: {kind}"
                figures[what], recall = asked(actor, words)
                limits[what] = limit
                print(f"{what}: {recall:.0%} of those meant were shown")
    return judged(figures, limits)


def questions() -> Iterator[tuple[str, float, Words]]:
    """Each kind of question, its limit, and how it is made of the name that is meant."""
    chance = random.Random(5)

    def mistyped(name: str) -> str:
        at = chance.randrange(2, 7)
        return name[:at] + chance.choice(SYLLABLES) + name[at + 1 :]

    yield "two characters of the word", RARE, lambda name: word_of(name)[:2]
    yield "the word and the trade", RARE, lambda name: word_of(name) + trade_of(name)[:2]
    yield "a whole name", RARE, lambda name: name
    yield "two characters of every name", OTHERS, lambda name: "有限"
    yield "a place", OTHERS, lambda name: next(p for p in PLACES if name.startswith(p))[:2]
    yield (
        "initials of word and trade",
        OTHERS,
        lambda name: initials(fold(word_of(name) + trade_of(name))),
    )
    yield "a whole name with an error", OTHERS, mistyped


def asked(actor: Actor, words: Words) -> tuple[float, float]:
    """Milliseconds within which 95 of 100 were answered, and which share of those meant was shown."""
    times, shown = [], 0
    for key, name in meant(actor):
        text = words(name)
        seconds, found = seconds_of(
            lambda text=text: queries.subjects_like(actor, "organisation", text, at_most=SHOWN)
        )
        times.append(seconds * 1000)
        shown += key in {hit.row.pk for hit in found.hits}
    return sorted(times)[int(len(times) * 0.95)], shown / len(times)


def meant(actor: Actor) -> list[Meant]:
    """Organisations of the area that somebody looks for."""
    low, high = scope_of(actor).low, scope_of(actor).high
    with connection.cursor() as cursor:
        cursor.execute(PICKED, [low, high, ASKED])
        return list(cursor.fetchall())


def head_of(code: str) -> Actor:
    """The head of an authority."""
    return actor_of(posts_on(timezone.localdate()).get(person__account=f"{code}.head"))


def word_of(name: str) -> str:
    """The made-up word in a name."""
    place = next(p for p in PLACES if name.startswith(p))
    form = next(f for f in sorted(FORMS, key=len, reverse=True) if name.endswith(f))
    return name[len(place) : -len(form)].removesuffix(trade_of(name))


def trade_of(name: str) -> str:
    """The trade in a name."""
    return next(t for t in TRADES if t in name)
