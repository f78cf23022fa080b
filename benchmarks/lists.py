"""What a list page costs at its beginning and deep inside, beside the bare query, and an export.

    python benchmarks/lists.py [--rows 100000]

A throw-away database with the practice country and so many certificates more, served by granian as
`./run up` does, one caller who waits for each answer. The bare query fetches the same rows by
psycopg, without scope, count or page. Exports are made by a worker that runs until none is left.
"""

import argparse
import base64
import json
import os
import subprocess
from functools import partial

import psycopg
from browsers import Browser, practising
from sites import Site, practice_site, serving
from timing import ROUNDS, milliseconds

from renjian_site.kit.boot.programmes import renjian

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
WRITTEN = "select rows from kit_export order by id desc limit 1"


def main() -> None:
    """Measure both and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with practice_site() as site, psycopg.connect(site.owner, autocommit=True) as connection:
        connection.execute(FILL, [rows])
        connection.execute("vacuum analyze")
        with serving(site.environment) as (port, _process):
            officer = practising(site, port, "000000.head")
            pages(officer, connection, rows)
            for form in ("csv", "xlsx"):
                export(officer, connection, site, rows, form)


def pages(officer: Browser, connection: psycopg.Connection, rows: int) -> None:
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
        bare = milliseconds(partial(answered, connection, sql, *values))
        page = milliseconds(partial(officer.get, path))
        print(f"  {name}: {page:.1f} ms, bare query {bare:.2f} ms, ratio {page / bare:.0f}")
    skipped = f"{PAGE.format('')} offset {rows * 9 // 10}"
    bare = milliseconds(partial(answered, connection, skipped))
    print(f"  bare query that skips as many rows: {bare:.1f} ms")


def answered(connection: psycopg.Connection, sql: str, *values: object) -> object:
    """All rows of a query."""
    return connection.execute(sql, values or None).fetchall()


def export(
    officer: Browser, connection: psycopg.Connection, site: Site, rows: int, form: str
) -> None:
    """Ask for all rows and let a worker write them."""
    officer.submit(LIST, act="export", form=form, query="q=B")
    known = {**site.environment, "DJANGO_SETTINGS_MODULE": "renjian_site.settings.worker"}
    with subprocess.Popen(renjian("worker", "--once"), env=known) as worker:
        _pid, _status, used = os.wait4(worker.pid, 0)
        worker.returncode = 0
    [seconds] = connection.execute(LASTED).fetchone() or [0]
    [written] = connection.execute(WRITTEN).fetchone() or [0]
    if written < rows:
        raise SystemExit(f"the export {form} holds {written} of {rows} rows")
    print(
        f"  export {form}: {written:,} rows in {float(seconds):.1f} s,"
        f" {written / float(seconds):,.0f} rows/s, worker at most {used.ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
