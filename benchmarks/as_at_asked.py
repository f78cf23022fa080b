"""What as_at.py asks in a process that has the settings of the site."""

import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from renjian.registers.events import CertificateReported
from renjian.registers.kinds import Kind
from renjian_site.authorities.sessions import actor_of, posts_on
from renjian_site.kit.actor import SYSTEM
from renjian_site.kit.files import keep
from renjian_site.kit.scope import EVERYTHING, within
from renjian_site.registers import commands, queries
from renjian_site.registers.models import Certificate
from renjian_site.registers.taking_in import staging

LIMIT = 2.0  # ms
ASKED = 3000
FIRST, DAYS = date(2023, 1, 1), 1000
BARE = """
select v.status, v.effective_on from registers_certificateversion v
join registers_certificate c on c.id = v.certificate_id
where c.number = %s and v.superseded_at is null and v.effective_on <= %s
order by v.effective_on desc, v.id desc limit 1
"""


def measure(what: str, rows: str) -> int:
    """Take reports in, or ask for past days, and print the figures; 1 where the limit is missed."""
    with within(EVERYTHING):
        if what == "take-in":
            take_in(int(rows))
            return 0
        return ask(int(rows))


def take_in(rows: int) -> None:
    """Take in so many new certificates, beside a raw COPY."""
    post = posts_on(timezone.localdate()).get(person__account="clerk1")
    clerk = actor_of(post)
    upload, _is_new = commands.receive(clerk, keep([b"bench"]), "bench.csv", at=timezone.now())
    bare = copied(rows)
    start = time.perf_counter()
    commands.take_in(clerk, events(rows), upload.pk, at=timezone.now())
    taken = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows:,} certificates taken in: {taken:.1f} s, raw COPY {bare:.1f} s,"
        f" ratio {taken / bare:.0f}, process at most {used:.0f} MB"
    )


def copied(rows: int) -> float:
    """Seconds for a raw COPY of the rows into a bare table with the same columns."""
    with tempfile.NamedTemporaryFile("w+b") as file:
        staging.make("bare", staging.CERTIFICATES.replace("on commit drop", ""))
        staging.copy(
            "bare", staging.certificate_rows(events(rows)), f"({', '.join(staging.STAGED)})"
        )
        with _raw().copy("copy bare to stdout") as told:
            for block in told:
                file.write(block)
        staging.execute("truncate bare")
        file.seek(0)
        start = time.perf_counter()
        with _raw().copy("copy bare from stdin") as into:
            while block := file.read(1 << 20):
                into.write(block)
        return time.perf_counter() - start


def _raw() -> Any:

    connection.ensure_connection()
    return connection.connection.cursor()


def events(rows: int) -> Iterator[CertificateReported]:
    """So many certificates, ten of each holder."""
    for n in range(rows):
        issued_on = FIRST + timedelta(days=n % DAYS)
        yield CertificateReported(
            line=n + 2,
            number=f"B{n:09d}",
            kind=Kind.SYSTEM,
            status="01",
            effective_on=issued_on,
            item_code="A0101",
            item="质量管理体系认证",
            standard="GB/T 19001-2016",
            holder=f"组织{n // 10}（练习）",
            uscc=f"BENCH{n // 10:013d}",
            country="156",
            division="330110",
            address="某路1号",
            issued_on=issued_on,
            expires_on=issued_on + timedelta(days=1095),
        )


def ask(rows: int) -> int:
    """Ask for random certificates on random days, as a page does and by the bare query."""
    chance = random.Random(102)
    wanted = [
        (Certificate(number=f"B{chance.randrange(rows):09d}"),
         FIRST + timedelta(days=chance.randrange(DAYS + 400)))
        for _ in range(ASKED)
    ]  # fmt: skip
    raw = connection.connection
    asked = timed(lambda row, day: queries.as_at(SYSTEM, row, day), wanted)
    bare = timed(lambda row, day: raw.execute(BARE, [row.number, day]).fetchone(), wanted)
    print(
        f"as at a day, {rows * 4:,} versions: median {statistics.median(asked):.2f} ms,"
        f" p95 {percentile(asked, 95):.2f} ms, p99 {percentile(asked, 99):.2f} ms;"
        f" bare query p95 {percentile(bare, 95):.2f} ms"
    )
    return int(percentile(asked, 95) > LIMIT)


def timed(work: Callable[..., object], wanted: list[tuple[Certificate, date]]) -> list[float]:
    """What each took, in milliseconds; the first hundred are left out."""
    taken = []
    for each in wanted:
        start = time.perf_counter()
        work(*each)
        taken.append((time.perf_counter() - start) * 1000)
    return taken[100:]


def percentile(taken: list[float], share: int) -> float:
    """The value below which so many of a hundred lie."""
    return sorted(taken)[len(taken) * share // 100]
