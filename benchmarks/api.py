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
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg

from renjian_site.kit.boot.programmes import renjian
from renjian_site.kit.boot.throwaway import throwaway_server

SITE = "renjian_site.wsgi:application"
LIMIT = 0.06
SECONDS = 1.0
ROUNDS = 7
CALLERS = 4
ALONE = "psycopg alone"
PAGE = "public page"
SERVED = ", as served"
ONE_CERTIFICATE = "select * from registers_certificate where number = %s"
NUMBERS = (
    "select c.number from registers_certificate c join registers_body b on b.id = c.body_id"
    " where b.approval_no = %s order by 1 limit 100"
)
MAKE_KEY = """
import django; django.setup()
from datetime import date, timedelta
from django.utils import timezone
from renjian.authorities.keys import Quota, Wish
from renjian_site.authorities import commands, sessions
post = sessions.posts_on(date.today()).get(person__account="clerk1")
wish = Wish("benchmark", ("certificates:read",), date.today() + timedelta(days=1), Quota(6000, 1000000))
key, token = commands.create_key(sessions.actor_of(post), wish, at=timezone.now())
key.per_minute = key.per_day = 10**9
key.save(update_fields=["per_minute", "per_day"])
print(token, post.body)
"""


def environment(database: str, var: str) -> dict[str, str]:
    """What the processes of the measured site inherit."""
    return {
        **os.environ,
        "DATABASE_URL": database,
        "RENJIAN_VAR": var,
        "RENJIAN_PRACTICE": "1",
        "RENJIAN_SECRET_KEY": "only for this run of the benchmark, never anywhere else",
        "RENJIAN_PUBLIC_CALLS_A_MINUTE": str(10**9),
        "RENJIAN_PUBLIC_CALLS_A_DAY": str(10**9),
        "DJANGO_SETTINGS_MODULE": "renjian_site.settings.web",
    }


@contextmanager
def serving(
    settings: dict[str, str], workers: int, threads: int, application: str = SITE
) -> Iterator[tuple[int, int]]:
    """An application on a free port: the port, and the process of granian."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        *("--host", "127.0.0.1", "--port", str(port), application),
    ]
    with subprocess.Popen(command, env=settings, stderr=subprocess.DEVNULL) as site:
        try:
            for _attempt in range(300):
                if asks(port, "/healthz", {}, 0.0):
                    break
                time.sleep(0.1)
            yield port, site.pid
        finally:
            site.send_signal(signal.SIGTERM)


@contextmanager
def served(settings: dict[str, str], workers: int, threads: int) -> Iterator[int]:
    """The site on a free port."""
    with serving(settings, workers, threads) as (port, _pid):
        yield port


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
    except OSError:
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


def made_site(settings: dict[str, str], database: str) -> tuple[list[str], dict[str, str]]:
    """Load the country; the numbers of certificates of one body, and the header with its key."""
    migrate = (sys.executable, "-m", "django", "migrate", "-v", "0")
    for command in (migrate, renjian("world", "load")):
        subprocess.run(command, env=settings, check=True, stdout=subprocess.DEVNULL)
    made = subprocess.run(
        [sys.executable, "-c", MAKE_KEY], env=settings, check=True, capture_output=True, text=True
    )
    token, body = made.stdout.split()
    with psycopg.connect(database, autocommit=True) as connection:
        # As autovacuum does soon; without it PostgreSQL plans each look-up anew.
        connection.execute("analyze")
        rows = connection.execute(NUMBERS, [body])
        return [row[0] for row in rows], {"Authorization": f"Bearer {token}"}


def measure(rounds: int) -> dict[str, list[float]]:
    """The figures of each round, by name; the first is psycopg alone."""
    found: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="renjian-api-") as var, throwaway_server() as database:
        Path(var).chmod(0o755)
        settings = environment(database, var)
        numbers, key = made_site(settings, database)
        asked = {
            PAGE: (f"/certificate/{numbers[0]}/", {}),
            "public JSON": (f"/certificate/{numbers[0]}.json", {}),
            "API, public": (f"/api/v1/public/certificates/{numbers[0]}", {}),
            "API, with a key": (f"/api/v1/certificates/{numbers[0]}", key),
            "API, list of 50": ("/api/v1/certificates", key),
        }
        with served(settings, 1, 1) as one, served(settings, 2, 2) as usual:
            for _round in range(rounds):
                found[ALONE].append(a_second(partial(psycopg_alone, database, numbers)))
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
