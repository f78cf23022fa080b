"""How fast the ledger takes entries and is proved whole, beside bare inserts in the same run.

    python benchmarks/ledger.py [--entries 1000000] [--acts 4000] [--writers 8]

On a throw-away server of its own. Appends come from processes with connections of their own, each
for an authority of its own and then all for one; the same rows are inserted bare, in transactions
of one row, by as many processes. The check is that of ``renjian ledger verify``, on one stream.
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import django
import psycopg
from django.db import connection, transaction

from renjian.kernel.canonical import canonical
from renjian.ledger import chain
from renjian.ledger.tree import GrowingTree
from renjian_site.kit.boot.throwaway import throwaway_server

AT = datetime(2026, 3, 1, tzinfo=UTC)
LIMIT = 20.0  # seconds for a million entries
PATIENCE = 600
ACT = {
    "act": "case.filed",
    "subject": "case:12",
    "actor": {"account": "330110.head", "name": "某负责人", "role": "head", "unit": "330110"},
    "details": {
        "number": "某市监案〔2026〕12号",
        "clue": "某市监线索〔2026〕9号",
        "due": "2026-06-01",
    },
}


def main() -> int:
    """Measure on a server of its own; fail when the check takes longer than its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--acts", type=int, default=4_000)
    parser.add_argument("--writers", type=int, default=8)
    options = parser.parse_args()
    with throwaway_server() as url:
        os.environ["DATABASE_URL"] = url
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renjian_site.settings.web")
        django.setup()
        _migrate()
        _appends(url, options.acts, options.writers)
        return _check(options.entries)


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - Django stands only now

    call_command("migrate", verbosity=0)


def _appends(url: str, acts: int, writers: int) -> None:
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(
            "create table bare (id bigserial primary key, stream text, n int, body bytea)"
        )
    each = acts // writers
    bare = _at_once(_bare, [(url, n, each) for n in range(writers)])
    apart = _at_once(_append, [(f"{n:06d}/2026", each) for n in range(writers)])
    together = _at_once(_append, [("999999/2026", each)] * writers)
    for name, rate in (
        ("bare inserts", bare),
        ("appends, a stream each", apart),
        ("appends, one stream", together),
    ):
        print(f"{name:<26}{rate:>9,.0f} a second, {writers} writers{rate / bare:>8.2f} x bare")


def _at_once(work: Callable[..., None], tasks: list[tuple[object, ...]]) -> float:
    """Rows a second of processes that begin together; each has as many rows as its last argument."""
    connection.close()  # a child must not end the connection of its parent
    ready = multiprocessing.Barrier(len(tasks) + 1)
    started = [
        multiprocessing.Process(target=_when_ready, args=(ready, work, task)) for task in tasks
    ]
    for process in started:
        process.start()
    ready.wait(PATIENCE)
    began = time.perf_counter()
    for process in started:
        process.join(PATIENCE)
    seconds = time.perf_counter() - began
    if any(process.exitcode for process in started):
        sys.exit("a writer failed")
    return sum(int(str(task[-1])) for task in tasks) / seconds


def _when_ready(
    ready: "multiprocessing.Barrier", work: Callable[..., None], task: tuple[object, ...]
) -> None:
    ready.wait(PATIENCE)
    work(*task)


def _bare(url: str, writer: int, rows: int) -> None:
    body = canonical(ACT)
    with psycopg.connect(url) as own:
        for n in range(rows):
            own.execute(
                "insert into bare (stream, n, body) values (%s, %s, %s)", [str(writer), n, body]
            )
            own.commit()


def _append(stream: str, rows: int) -> None:
    from renjian_site.ledger import streams  # noqa: PLC0415 - Django stands only now

    for n in range(rows):
        with transaction.atomic():
            streams.append(stream, ACT, at=AT + timedelta(seconds=n))


def _check(entries: int) -> int:
    from renjian_site.ledger import streams  # noqa: PLC0415 - Django stands only now
    from renjian_site.ledger.models import Stream  # noqa: PLC0415

    stream = Stream.objects.create(name="888888/2026")
    seconds = _fill(stream, entries)
    print(f"{entries:,} entries sealed and copied in {seconds:.0f} s")
    began = time.perf_counter()
    verdict = streams.verify(Stream.objects.get(pk=stream.pk))
    seconds = time.perf_counter() - began
    if not verdict.holds or verdict.size != entries:
        sys.exit(f"the check failed: {verdict.fault}")
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("select sum(length(body)), count(hash) from ledger_entry")
    read = time.perf_counter() - began
    limit = LIMIT * entries / 1_000_000
    print(
        f"{'check of one stream':<26}{seconds:>9.1f} s, limit {limit:.0f} s{seconds / limit:>14.2f} x limit"
    )
    print(f"{'reading it in PostgreSQL':<26}{read:>9.1f} s{seconds / read:>24.0f} x")
    return int(seconds > limit)


def _fill(stream: Any, entries: int) -> float:
    """Seal entries as acts do, and copy them in: one act after another would take an hour."""
    began = time.perf_counter()
    tree, previous = GrowingTree(), chain.BEGINNING
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy("copy ledger_entry (stream_id, number, body, hash) from stdin") as copy,
    ):
        for number in range(1, entries + 1):
            at = (AT + timedelta(seconds=number)).isoformat()
            sealed = chain.seal(
                {**ACT, "at": at, "begun_at": at},
                stream=stream.name,
                number=number,
                previous=previous,
            )
            copy.write_row((stream.pk, number, sealed.body, sealed.hash))
            tree.add(sealed.hash)
            previous = sealed.hash
    stream.size, stream.head, stream.subtrees = entries, previous, tree.subtrees
    stream.recorded_at = AT + timedelta(seconds=entries)
    stream.save()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
