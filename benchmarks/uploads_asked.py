"""What uploads.py asks in a process that has the settings of the site."""

import csv
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.db import connection
from django.utils import timezone
from openpyxl import Workbook

from renjian.kernel.identifiers import check_character
from renjian.registers.rows import CERTIFICATES
from renjian_site.authorities.sessions import actor_of, posts_on
from renjian_site.kit.actor import Actor
from renjian_site.kit.files import keep
from renjian_site.kit.scope import EVERYTHING, within
from renjian_site.registers import commands, queries, tasks
from renjian_world.old_workbooks import MOST_ROWS, workbook

MOST_CHECK, MOST_COMMIT, MOST_BOOK, MOST_MEMORY = 4, 12, 15, 1536
HOLDERS_SHARE = 4  # certificates of each holder
HEADERS = [column.header for column in CERTIFICATES.columns if not column.may_be_absent]


def rows(count: int) -> Iterator[list[str]]:
    """So many certificates of the first practice body, four of each holder."""
    for n in range(count):
        first = f"91330110RJ{n // HOLDERS_SHARE:07d}"
        yield [
            f"900126Q{n:07d}R0M",
            *("01", "A0101", "质量管理体系认证", "GB/T 19001-2016"),
            f"余杭立春{n // HOLDERS_SHARE}号机械有限公司（练习）",
            first + check_character(first),
            *("330110", "浙江省杭州市余杭区练习路1号", "2026-10-12", "2029-10-11"),
        ]


def million(count: int) -> None:
    """Check and take in a CSV file, beside its raw COPY."""
    with tempfile.TemporaryDirectory() as folder, within(EVERYTHING):
        path = _written(Path(folder) / "report.csv", count)
        # A worker that has checked a file before: the engine is loaded with the first one.
        clerk, first_id = _received(_written(Path(folder) / "first.csv", 1))
        tasks.check(first_id, clerk.post_id or 0)
        copied = min(_copied(path) for _ in range(3))
        clerk, upload_id = _received(path)
        checked = _timed(partial(tasks.check, upload_id, clerk.post_id or 0))
        _expect(clerk, upload_id, "checked")
        commands.commit(clerk, upload_id, at=timezone.now())
        taken = _timed(partial(tasks.commit, upload_id, clerk.post_id or 0))
        _expect(clerk, upload_id, "accepted")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count:,} rows as CSV: raw COPY {copied:.2f} s")
    print(f"check {checked:.1f} s, {checked / copied:.1f} times the COPY (limit {MOST_CHECK})")
    print(f"take in {taken:.1f} s, {taken / copied:.1f} times the COPY (limit {MOST_COMMIT})")
    print(f"memory at most {used} MB (limit {MOST_MEMORY})")


def _written(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        writer.writerows(rows(count))
    return path


def books(count: int) -> None:
    """Check workbooks, new and old; a sheet of an old one holds 65 536 rows."""
    with tempfile.TemporaryDirectory() as folder, within(EVERYTHING):
        new, old = Path(folder) / "report.xlsx", Path(folder) / "report.xls"
        book = Workbook(write_only=True)
        sheet = book.create_sheet(CERTIFICATES.title)
        sheet.append(HEADERS)
        for row in rows(count):
            sheet.append(row)
        book.save(new)
        most = min(count, MOST_ROWS - 1)
        old.write_bytes(workbook([(CERTIFICATES.title, [HEADERS, *rows(most)])]))
        for path, number in ((new, count), (old, most)):
            clerk, upload_id = _received(path)
            checked = _timed(partial(tasks.check, upload_id, clerk.post_id or 0))
            _expect(clerk, upload_id, "checked")
            print(
                f"{number:,} rows as {path.suffix[1:]}: check {checked:.1f} s (limit {MOST_BOOK})"
            )


def _copied(path: Path) -> float:
    with connection.cursor() as cursor:
        columns = ", ".join(f"c{n} text" for n in range(len(HEADERS)))
        cursor.execute(f"drop table if exists bare; create table bare ({columns})")
        start = time.perf_counter()
        with (
            path.open("rb") as file,
            cursor.cursor.copy("copy bare from stdin with (format csv, header)") as into,
        ):
            while block := file.read(1 << 20):
                into.write(block)
        return time.perf_counter() - start


def _received(path: Path) -> tuple[Actor, int]:
    clerk = actor_of(posts_on(timezone.localdate()).get(person__account="clerk1"))
    with path.open("rb") as file:
        stored = keep(iter(lambda: file.read(1 << 20), b""))
    upload, _is_new = commands.receive(clerk, stored, path.name, at=timezone.now())
    return clerk, upload.pk


def _timed(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _expect(clerk: Actor, upload_id: int, stage: str) -> None:
    found = queries.uploads(clerk).get(pk=upload_id)
    if found.stage != stage:
        raise SystemExit(f"the upload is {found.stage} and not {stage}: {found.problems[:3]}")
