"""A worker is killed in the middle of a job, and another one finishes it."""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

import make
from make_lists import context, export
from make_registers import cells
from renjian_site.kit import exports, shell
from renjian_site.kit.boot.programmes import renjian
from renjian_site.kit.models import Export, Fault
from renjian_site.ledger import streams
from renjian_site.registers import commands as registers
from renjian_site.registers.models import (
    Certificate,
    CertificateVersion,
    Upload,
    VersionDetail,
)

pytestmark = pytest.mark.slow
SILENT_FOR = "1.5"
PATIENCE = 60.0


@pytest.fixture
def site(own_database, settings, tmp_path) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts workers on a database and a folder that are this test's own."""
    settings.VAR, settings.FILES = tmp_path, tmp_path / "files"
    known = {**os.environ, "DATABASE_URL": own_database, "RENJIAN_VAR": str(tmp_path)}
    known["RENJIAN_PRACTICE"] = "1"  # in earnest a worker refuses the practice country
    known.pop("DJANGO_SETTINGS_MODULE", None)
    started: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        line = renjian("worker", "--silent-for", SILENT_FOR)
        with (tmp_path / "worker.log").open("ab") as log:
            started.append(subprocess.Popen(line, env=known, stdout=log, stderr=log))
        return started[-1]

    yield start
    for worker in started:
        worker.kill()
        worker.wait()


def until(happened: Callable[[], bool], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)


def stuck(database: str) -> bool:
    """Whether a session waits for a lock: the job is in the middle of its work."""
    with psycopg.connect(database) as connection:
        found = connection.execute("select count(*) from pg_locks where not granted").fetchone()
        return found[0] > 0


def kill_in_the_middle(start, database: str, lock: str, log: Path) -> None:
    """Let a worker begin, hold it up where it needs a lock, and kill it there."""
    with psycopg.connect(database) as holder:
        holder.execute(lock)
        worker = start()
        until(lambda: stuck(database), log)
        worker.send_signal(signal.SIGKILL)
        worker.wait()


def counts() -> tuple[int, ...]:
    """How many certificates, versions and details there are."""
    return tuple(one.objects.count() for one in (Certificate, CertificateVersion, VersionDetail))


def test_a_report_is_checked_once_although_its_worker_was_killed(site, own_database, tmp_path):
    log = tmp_path / "worker.log"
    upload = make.received(make.sample("certificates.csv").read_bytes())
    before = Certificate.objects.count()
    kill_in_the_middle(site, own_database, "select 1 from registers_upload for update", log)
    assert Certificate.objects.count() == before
    site()
    until(lambda: Upload.objects.get(pk=upload.pk).stage != "received", log)
    upload.refresh_from_db()
    assert (upload.stage, Certificate.objects.count()) == ("checked", before)
    assert all(found.verdict.holds for found in streams.verify_all())


def test_a_commit_killed_among_its_rows_keeps_none_and_is_done_by_the_next_worker(
    site, own_database, tmp_path, at
):
    log, clerk = tmp_path / "worker.log", make.actor("clerk1")
    upload = make.looked_at(make.report(cells()))
    registers.commit(clerk, upload.pk, at=at)
    before = counts()
    # Certificates and versions are written by then, their details are not.
    lock = "lock table registers_versiondetail in share mode"
    kill_in_the_middle(site, own_database, lock, log)
    assert (counts(), Upload.objects.get(pk=upload.pk).stage) == (before, "committing")
    site()
    until(lambda: Upload.objects.get(pk=upload.pk).stage == "accepted", log)
    assert counts() == tuple(count + 1 for count in before)


def test_an_export_is_finished_although_its_worker_was_killed(site, own_database, tmp_path):
    log = tmp_path / "worker.log"
    waiting = export("000000.head")
    kill_in_the_middle(site, own_database, "lock table kit_progress in exclusive mode", log)
    assert Export.objects.get(pk=waiting.pk).stage == "asked"
    site()
    until(lambda: Export.objects.get(pk=waiting.pk).stage == "ready", log)
    waiting.refresh_from_db()
    assert waiting.rows == Certificate.objects.count()
    assert exports.path_of(waiting).stat().st_size == waiting.size
    assert ProcrastinateJob.objects.get(args__export_id=waiting.pk).attempts == 2


class Jobs:
    """What taking over asks of procrastinate."""

    def __init__(self) -> None:
        self.done: list[tuple[str, int]] = []

    async def retry_job(self, job) -> None:
        self.done.append(("again", job.id))

    async def finish_job(self, job, status, delete_job) -> None:
        self.done.append((status.value, job.id))


def test_a_job_of_which_worker_after_worker_dies_is_given_up(own_database):
    known = Jobs()
    for attempts in (0, shell.MOST_DEATHS):
        asyncio.run(shell._take_over(known, context(7, attempts).job))
    assert known.done == [("again", 7), ("failed", 7)]
    assert "died 6 times" in Fault.objects.get().error
