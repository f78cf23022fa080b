"""What ``ledger.py`` writes and proves, in a process of the site.

Entries are appended and read as the role, behind the row policies and past none of them. Only the
million that is to be checked is copied in by the owner: PostgreSQL copies into no table with policies.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Barrier

import psycopg
from django.db import connection, transaction
from timing import judged, seconds_of

from renjian.kernel.canonical import canonical
from renjian.ledger import chain
from renjian.ledger.tree import GrowingTree
from renjian_site.kit.scope import see_everything
from renjian_site.ledger import streams
from renjian_site.ledger.models import Stream

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


def measure(owner: str, entries: str, acts: str, writers: str) -> int:
    """Append, then check; 1 when the check takes longer than its limit."""
    see_everything()  # as `renjian ledger verify` does, and as acts of the site itself
    _appends(owner, int(acts), int(writers))
    return _check(owner, int(entries))


def _appends(owner: str, acts: int, writers: int) -> None:
    with psycopg.connect(owner) as as_owner:
        as_owner.execute(
            "create table bare (id bigserial primary key, stream text, n int, body bytea)"
        )
    each = acts // writers
    bare = _at_once(_bare, [(n, each) for n in range(writers)])
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


def _when_ready(ready: Barrier, work: Callable[..., None], task: tuple[object, ...]) -> None:
    ready.wait(PATIENCE)
    work(*task)


def _bare(writer: int, rows: int) -> None:
    body = canonical(ACT)
    with psycopg.connect(os.environ["DATABASE_URL"]) as own:
        for n in range(rows):
            own.execute(
                "insert into bare (stream, n, body) values (%s, %s, %s)", [str(writer), n, body]
            )
            own.commit()


def _append(stream: str, rows: int) -> None:
    for n in range(rows):
        with transaction.atomic():
            streams.append(stream, ACT, at=AT + timedelta(seconds=n))


def _check(owner: str, entries: int) -> int:
    stream = Stream.objects.create(name="888888/2026")
    seconds, _done = seconds_of(lambda: _fill(owner, stream, entries))
    print(f"{entries:,} entries sealed and copied in {seconds:.0f} s")
    seconds, verdict = seconds_of(lambda: streams.verify(Stream.objects.get(pk=stream.pk)))
    if not verdict.holds or verdict.size != entries:
        sys.exit(f"the check failed: {verdict.fault}")
    with connection.cursor() as cursor:
        read, _done = seconds_of(
            lambda: cursor.execute("select sum(length(body)), count(hash) from ledger_entry")
        )
    print(f"reading it in PostgreSQL: {read:.1f} s; the check takes {seconds / read:.0f} x as long")
    name = f"check of {entries:,} entries"
    return judged({name: seconds}, {name: LIMIT * entries / 1_000_000}, unit="s")


def _fill(owner: str, stream: Stream, entries: int) -> None:
    """Seal entries as acts do, and copy them in: one act after another would take an hour."""
    tree, previous = GrowingTree(), chain.BEGINNING
    with (
        psycopg.connect(owner) as as_owner,
        as_owner.cursor() as cursor,
        cursor.copy("copy ledger_entry (stream_id, number, body, hash) from stdin") as copy,
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
