"""What a list page costs at its beginning and deep inside, beside the bare query, and an export.

    python benchmarks/lists.py [--rows 100000]

A throw-away database with the practice country and so many certificates more, served by granian as
`./run up` does, one caller who waits for each answer. The bare query fetches the same rows by
psycopg, without scope, count or page. Exports are made by a worker that runs until none is left.
"""

import argparse
import base64
import http.cookiejar
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable

import psycopg
from api import environment, served

from renjian_site.kit.boot.programmes import renjian
from renjian_site.kit.boot.throwaway import throwaway_server

ROUNDS = 15
LIST = "/registers/certificates/"
PAGE = """select c.id, c.number, o.name, o.uscc, b.name, c.item, c.status, c.expires_on
    from registers_certificate c join registers_organisation o on o.id = c.organisation_id
    join registers_body b on b.id = c.body_id {} order by c.number, c.id limit 51"""
FILL = """insert into registers_certificate
    (number, body_id, organisation_id, status, item_code, item, standard, issued_on, expires_on, fingerprint)
    select 'B' || lpad(n::text, 9, '0'), (select min(id) from registers_body),
        (array(select id from registers_organisation order by id))[1 + n %% 500],
        '01', 'A01', '质量管理体系认证', 'GB/T 19001', date '2024-01-01' + n %% 500,
        date '2027-01-01' + n %% 500, repeat('0', 64)
    from generate_series(1, %s) n"""
LASTED = """select extract(epoch from max(at) filter (where type = 'succeeded')
    - max(at) filter (where type = 'started')) from procrastinate_events where job_id =
    (select max(id) from procrastinate_jobs where task_name like '%.export')"""


class Person:
    """A browser in which somebody has signed in."""

    def __init__(self, port: int, account: str, database: str) -> None:
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.base = f"http://127.0.0.1:{port}"
        with psycopg.connect(database) as connection:
            post = connection.execute(
                "select p.id from authorities_post p join authorities_person a"
                " on a.id = p.person_id where a.account = %s",
                [account],
            ).fetchone()
        self.post("/sign-in/", post=post[0] if post else 0)

    def get(self, path: str) -> str:
        """The text of a page."""
        with self.opener.open(self.base + path, timeout=120) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **fields: object) -> None:
        """Submit a form with the token of its page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))
        known = {**fields, "csrfmiddlewaretoken": token[1] if token else ""}
        self.opener.open(self.base + path, urllib.parse.urlencode(known).encode(), timeout=120)


def main() -> None:
    """Measure both and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with throwaway_server() as database, tempfile.TemporaryDirectory() as var:
        settings = environment(database, var)
        for line in (
            (sys.executable, "-m", "django", "migrate", "-v", "0"),
            renjian("world", "load"),
        ):
            subprocess.run(line, env=settings, check=True, stdout=subprocess.DEVNULL)
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute(FILL, [rows])
            connection.execute("vacuum analyze")
            with served(settings, 2, 2) as port:
                person = Person(port, "000000.head", database)
                pages(person, connection, rows)
                for form in ("csv", "xlsx"):
                    export(person, connection, settings, rows, form)


def pages(person: Person, connection: psycopg.Connection, rows: int) -> None:
    """The first page and one behind nine tenths of the rows."""
    number = f"B{rows * 9 // 10:09}"
    [key] = connection.execute(
        "select id from registers_certificate where number = %s", [number]
    ).fetchone() or [0]
    mark = base64.urlsafe_b64encode(json.dumps([number, key], separators=(",", ":")).encode())
    deep = f"{LIST}?after={mark.decode().rstrip('=')}"
    behind = PAGE.format("where (c.number, c.id) > (%s, %s)")
    print(f"{rows:,} certificates, median of {ROUNDS}:")
    for name, path, sql, values in (
        ("first page", LIST, PAGE.format(""), []),
        ("deep page", deep, behind, [number, key]),
    ):
        bare = timed(lambda sql=sql, values=values: connection.execute(sql, values).fetchall())  # type: ignore[misc]
        page = timed(lambda path=path: person.get(path))  # type: ignore[misc]
        print(f"  {name}: {page:.1f} ms, bare query {bare:.2f} ms, ratio {page / bare:.0f}")
    skipped = f"{PAGE.format('')} offset {rows * 9 // 10}"
    print(
        f"  bare query that skips as many rows: {timed(lambda: connection.execute(skipped).fetchall()):.1f} ms"
    )


def timed(work: Callable[[], object]) -> float:
    """The median of some rounds, in milliseconds."""
    taken = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[1:])


def export(
    person: Person, connection: psycopg.Connection, settings: dict[str, str], rows: int, form: str
) -> None:
    """Ask for all rows and let a worker write them."""
    person.post(LIST, act="export", form=form, query="q=B")
    known = {**settings, "DJANGO_SETTINGS_MODULE": "renjian_site.settings.worker"}
    with subprocess.Popen(renjian("worker", "--once"), env=known) as worker:
        _pid, _status, used = os.wait4(worker.pid, 0)
        worker.returncode = 0
    [seconds] = connection.execute(LASTED).fetchone() or [0]
    written = connection.execute("select rows from kit_export order by id desc limit 1").fetchone()
    print(
        f"  export {form}: {written[0] if written else 0:,} rows in {float(seconds):.1f} s,"
        f" {rows / float(seconds):,.0f} rows/s, worker at most {used.ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
