"""What a web worker keeps in memory, beside a bare Django in the same run: `python benchmarks/web.py`.

    python benchmarks/web.py [--requests 1000]

Both are served by granian with one worker of two threads, as each worker of `./run up`. The figures
are those of the worker's process in /proc: RSS is what it holds, PSS divides what it shares with
other processes among them. They are taken once the worker answers, and again after requests of all
kinds: public pages, pages of an officer, the API with and without a key, files for the browser.
"""

import argparse
import itertools
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from browsers import Browser, practising
from sites import numbers_and_key, practice_site, serving

from renjian_site.kit.boot.programmes import APPLICATION, web_server

REQUESTS = 1000
WORKERS, THREADS = 1, 2
OFFICER = "000000.head"
PUBLIC = (
    *("/", "/certificate/{number}/", "/certificate/{number}.json"),
    *("/public/draws/", "/public/results/", "/public/ledger/", "/documents/", "/sign-in/"),
    *("/api/v1/public/certificates/{number}", "/api/v1/docs", "/static/kit/renjian.css"),
)
OFFICERS = (
    *("/inbox/", "/registers/certificates/", "/registers/certificates/?q={number}"),
    *("/registers/certificates/{number}/", "/registers/bodies/", "/draws/"),
    *("/inspections/", "/cases/", "/ledger/", "/search/?q={number}", "/downloads/"),
)
WITH_KEY = ("/api/v1/certificates", "/api/v1/certificates/{number}", "/api/v1/me")
BARE = """
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import re_path

settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="hello")
urlpatterns = [re_path("", lambda request: HttpResponse("hello, world"))]
application = get_wsgi_application()
"""
Memory = dict[str, float]
Visit = tuple[Browser, str]  # who opens which page


def memory_of(process: int) -> Memory:
    """RSS and PSS of a process, in megabytes."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    known = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}
    return {"RSS": known["Rss"], "PSS": known["Pss"]}


def worker_of(granian: int) -> int:
    """The process that answers: the largest of those that granian started."""
    started = Path(f"/proc/{granian}/task/{granian}/children").read_text().split()
    return max((int(pid) for pid in started), key=lambda pid: memory_of(pid)["RSS"])


def visited(callers: list[list[Visit]], requests: int) -> None:
    """Make so many requests, shared among callers at once, each kind as often as the others."""

    def go(visits: list[Visit]) -> None:
        for browser, path in itertools.islice(itertools.cycle(visits), requests // len(callers)):
            browser.get(path)

    with ThreadPoolExecutor(len(callers)) as pool:
        for _done in pool.map(go, callers):
            pass


def measured(
    environment: Mapping[str, str],
    application: str,
    visits_on: Callable[[int], list[Visit]],
    requests: int,
) -> tuple[Memory, Memory]:
    """What the worker of an application keeps after its start, and after the requests."""
    line = partial(web_server, workers=WORKERS, threads=THREADS, application=application)
    with serving(environment, line) as (port, granian):
        worker = worker_of(granian)
        time.sleep(1.0)
        after_start = memory_of(worker)
        visited([visits_on(port) for _caller in range(THREADS)], requests)
        return after_start, memory_of(worker)


def of_the_site(requests: int) -> tuple[Memory, Memory]:
    """The site with the practice country."""
    with practice_site() as site:
        numbers, key = numbers_and_key(site)

        def visits_on(port: int) -> list[Visit]:
            officer = practising(site, port, OFFICER)
            kinds = [
                (Browser(port), PUBLIC),
                (officer, OFFICERS),
                (Browser(port, headers=key), WITH_KEY),
            ]
            return [
                (browser, path.format(number=number))
                for number in numbers
                for browser, paths in kinds
                for path in paths
            ]

        return measured(site.environment, APPLICATION, visits_on, requests)


def of_bare_django(requests: int) -> tuple[Memory, Memory]:
    """Django with one view that says hello: no database, no middleware, no template."""
    with tempfile.TemporaryDirectory(prefix="renjian-hello-") as folder:
        Path(folder, "hello.py").write_text(BARE)
        inherited = {**os.environ, "PYTHONPATH": folder}
        return measured(
            inherited, "hello:application", lambda port: [(Browser(port), "/")], requests
        )


def main() -> None:
    """Print both at both moments, and the ratio."""
    parser = argparse.ArgumentParser(description="What a web worker keeps in memory")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    requests = parser.parse_args().requests
    site, bare = of_the_site(requests), of_bare_django(requests)
    print(f"{'MB of one worker':<28}{'renjian':>9}{'bare Django':>13}{'ratio':>8}")
    for moment, ours, theirs in zip(("start", f"{requests} requests"), site, bare, strict=True):
        for kind in ("RSS", "PSS"):
            figures = f"{ours[kind]:>9.1f}{theirs[kind]:>13.1f}{ours[kind] / theirs[kind]:>8.2f}"
            print(f"{f'{kind} after {moment}':<28}{figures}")


if __name__ == "__main__":
    main()
