"""What ``trees.py`` asks of a process of the site."""

import resource
from functools import partial
from urllib.parse import urlencode

from asking import officer, opened
from timing import judged, milliseconds, seconds_of

from renjian.authorities.division_search import search
from renjian.authorities.divisions import divisions
from renjian_site.authorities import queries
from renjian_site.kit.scope import scope_of, within

LIMIT = 20.0  # ms
ACCOUNT = "000000.head"
UNITS = ("余杭", "鼓楼区", "浙江 余杭", "330110", "市场监督管理局", "杭州余杭市场监管", "没有这个")
DIVISIONS = ("余杭", "街道", "区", "33 余杭", "330110", "杭州余杭仓前", "江干区", "没有这个")


def measure() -> int:
    """Time each search, alone and as the list that a form gets; the status of the figures."""
    first_search()
    actor, client = officer(ACCOUNT)
    opened(client, "/units/")
    print(f"{queries.everywhere(actor).count():,} units, {len(divisions()):,} divisions")
    found = {}
    for kind, asked, find in (
        ("units", UNITS, partial(queries.find_units, actor)),
        ("divisions", DIVISIONS, search),
    ):
        for words in asked:
            path = f"/{kind}/options/?{urlencode({'chosen_words': words})}"
            with within(scope_of(actor)):
                found[f"{kind} “{words}”"] = milliseconds(partial(find, words))
            found[f"{kind} “{words}”, list"] = milliseconds(partial(opened, client, path))
    return judged(found, dict.fromkeys(found, LIMIT))


def first_search() -> None:
    """What the first search of a process costs, which reads the tables of the library."""
    before = memory()
    seconds, _found = seconds_of(partial(search, "没有这个地方"))
    print(f"first search of a process: {seconds * 1000:.0f} ms, {memory() - before:.0f} MB")


def memory() -> float:
    """The most that this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
