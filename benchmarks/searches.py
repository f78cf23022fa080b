"""The searches of benchmarks/trees.py, in a process of the site: prints their times as JSON."""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

import django

if __name__ == "__main__":
    django.setup()

from django.test import Client
from django.utils import timezone

from renjian.authorities.division_search import search
from renjian.authorities.divisions import divisions
from renjian_site.authorities import queries
from renjian_site.authorities.sessions import actor_of, posts_on
from renjian_site.kit.scope import see_everything

ROUNDS = 15
ACCOUNT = "000000.head"
UNITS = ("余杭", "鼓楼区", "浙江 余杭", "330110", "市场监督管理局", "杭州余杭市场监管", "没有这个")
DIVISIONS = ("余杭", "街道", "区", "33 余杭", "330110", "杭州余杭仓前", "江干区", "没有这个")


def timed(work: Callable[[], object]) -> float:
    """The median of some rounds, in milliseconds."""
    taken = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[1:])


def memory() -> float:
    """The most that this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def first_search() -> None:
    """What the first search of a process costs, which reads the tables of the library."""
    before, start = memory(), time.perf_counter()
    search("没有这个地方")
    milliseconds = (time.perf_counter() - start) * 1000
    print(f"first search of a process: {milliseconds:.0f} ms, {memory() - before:.0f} MB")


def main() -> None:
    """Time each search, alone and as the list that a form gets."""
    first_search()
    see_everything()
    actor = actor_of(posts_on(timezone.localdate()).get(person__account=ACCOUNT))
    print(f"{queries.everywhere(actor).count():,} units, {len(divisions()):,} divisions")
    client = Client(headers={"host": "127.0.0.1"})
    client.post("/sign-in/", {"post": actor.post_id})
    if client.get("/units/").status_code != HTTPStatus.OK:
        sys.exit("the tree did not open")
    found = {}
    for kind, asked, find in (
        ("units", UNITS, partial(queries.find_units, actor)),
        ("divisions", DIVISIONS, search),
    ):
        for words in asked:
            path = f"/{kind}/options/?{urlencode({'chosen_words': words})}"
            found[f"{kind} “{words}”"] = timed(partial(find, words))
            found[f"{kind} “{words}”, list"] = timed(partial(client.get, path))
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
