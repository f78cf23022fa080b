"""What one certificate costs, as page and by the API, beside psycopg alone: `python benchmarks/api.py`.

A throw-away database with the practice country, granian with one process and one thread, and one
caller that waits for each answer; then the same as `./run up` serves it, with four callers. All is
taken in turn in one run, and the medians of the rounds are shown with the lowest and the highest.
Nothing is cached: each answer asks the database and goes through all middleware.

Psycopg alone is three times as quick where the kernel happens to put caller and server on one core
as where it puts them on two, and the shares move with it: look at its lowest and highest first.
"""

import argparse
import http.client
import itertools
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import psycopg
from sites import numbers_and_key, practice_site, serving

from renjian_site.kit.boot.programmes import web_server

LIMIT = 0.06
SECONDS = 1.0
ROUNDS = 7
CALLERS = 4
ALONE = "psycopg alone"
PAGE = "public page"
SERVED = ", as served"
ONE_CERTIFICATE = "select * from registers_certificate where number = %s"


def asks(port: int, path: str, headers: dict[str, str], seconds: float) -> int:
    """How often an address answers with 200 to one caller; at least one call is made."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    answered, ends = 0, time.perf_counter() + seconds
    try:
        while True:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise SystemExit(f"{path} answered {response.status}")
            answered += 1
            if time.perf_counter() >= ends:
                return answered
    finally:
        connection.close()


def psycopg_alone(database: str, numbers: list[str], seconds: float) -> int:
    """How often psycopg reads a certificate by its number, on one connection."""
    asked, ends = 0, time.perf_counter() + seconds
    with psycopg.connect(database, autocommit=True) as connection, connection.cursor() as cursor:
        for number in itertools.cycle(numbers):
            cursor.execute(ONE_CERTIFICATE, [number])
            cursor.fetchone()
            asked += 1
            if time.perf_counter() >= ends:
                break
    return asked


def a_second(act: Callable[[float], int], callers: int = 1) -> float:
    """How many times a second an act is done, by callers at once."""
    with ThreadPoolExecutor(callers) as pool:
        started = time.perf_counter()
        done = sum(pool.map(act, [SECONDS] * callers))
        return done / (time.perf_counter() - started)


def measure(rounds: int) -> dict[str, list[float]]:
    """The figures of each round, by name; the first is psycopg alone."""
    found: dict[str, list[float]] = defaultdict(list)
    with practice_site() as site:
        numbers, key = numbers_and_key(site)
        alone = partial(psycopg_alone, site.owner, numbers)
        asked = {
            PAGE: (f"/certificate/{numbers[0]}/", {}),
            "public JSON": (f"/certificate/{numbers[0]}.json", {}),
            "API, public": (f"/api/v1/public/certificates/{numbers[0]}", {}),
            "API, with a key": (f"/api/v1/certificates/{numbers[0]}", key),
            "API, list of 50": ("/api/v1/certificates", key),
        }
        single = partial(web_server, workers=1, threads=1)
        with serving(site.environment, single) as (one, _), serving(site.environment) as (usual, _):
            for _round in range(rounds):
                found[ALONE].append(a_second(alone))
                for name, (path, headers) in asked.items():
                    for title, port, callers in ((name, one, 1), (name + SERVED, usual, CALLERS)):
                        act = partial(asks, port, path, headers)
                        found[title].append(a_second(act, callers))
    return found


def main() -> int:
    """Print each figure a second and as a share of psycopg alone; 1 when the page is below."""
    parser = argparse.ArgumentParser(description="What one certificate costs")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = measure(parser.parse_args().rounds)
    medians = {name: statistics.median(found) for name, found in rounds.items()}
    for name, found in rounds.items():
        share = medians[name] / medians[ALONE]
        between = f"{min(found):.0f} to {max(found):.0f}"
        print(f"{name:<28}{medians[name]:>8.0f} /s{share:>8.3f}   {between:>16}")
    one, usual = (medians[name] / medians[ALONE] for name in (PAGE, PAGE + SERVED))
    print(
        f"public page beside psycopg alone: {usual:.3f} as served, {one:.3f} on one thread;",
        end=" ",
    )
    print(f"{LIMIT} is wanted as served")
    return int(usual < LIMIT)


if __name__ == "__main__":
    sys.exit(main())
