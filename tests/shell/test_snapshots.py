"""Snapshots: the tables of a day as files that never change."""

import hashlib
import os
from datetime import UTC, date, datetime, timedelta

import duckdb
import pyarrow.parquet as pq
import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

import make
from make_lists import certificates
from pages import read
from renjian_site.console import tasks
from renjian_site.kit import queries, snapshots
from renjian_site.kit.actor import SYSTEM
from renjian_site.kit.models import Snapshot
from renjian_site.registers.models import Certificate, Organisation
from renjian_site.registers.snapshots import TABLES

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 16, 10, tzinfo=UTC)
CERTIFICATES, ORGANISATIONS = TABLES


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path / "snapshots"


def read_back(name: str) -> list[tuple[object, ...]]:
    path = snapshots.path_of("registers", name, DAY)
    return duckdb.sql(f"select * from read_parquet('{path}')").fetchall()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_is_read_back_is_what_was_there(table):
    taken = snapshots.take(table, DAY, at=AT)
    paths = [path for path, _kind in table.columns.values()]
    rows = list(table.rows.order_by("pk").values_list(*paths))
    assert read_back(table.name) == rows and taken.rows == len(rows) > 100


def test_rows_are_written_a_batch_at_a_time(monkeypatch):
    monkeypatch.setattr(snapshots, "BATCH", 100)
    snapshots.take(CERTIFICATES, DAY, at=AT)
    path = snapshots.path_of("registers", "certificates", DAY)
    assert pq.read_metadata(path).num_row_groups > 5
    assert len(read_back("certificates")) == Certificate.objects.count()


def test_an_empty_table_is_kept_with_its_columns():
    table = snapshots.Table(
        "registers", "nobody", ORGANISATIONS.columns, Organisation.objects.none()
    )
    assert snapshots.take(table, DAY, at=AT).rows == 0
    names = duckdb.sql(f"select * from '{snapshots.path_of('registers', 'nobody', DAY)}'").columns
    assert names == list(ORGANISATIONS.columns)


def test_a_snapshot_never_changes_once_it_is_written():
    first = snapshots.take(CERTIFICATES, DAY, at=AT)
    certificates(3)
    assert snapshots.take(CERTIFICATES, DAY, at=AT + timedelta(hours=1)) == first
    path = snapshots.path_of("registers", "certificates", DAY)
    assert not path.stat().st_mode & 0o222


def test_two_that_write_at_the_same_moment_do_not_replace_each_other(folder):
    path = snapshots.path_of("registers", "certificates", DAY)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"the first")
    with pytest.raises(FileExistsError):
        snapshots._write(CERTIFICATES, path, AT)
    assert path.read_bytes() == b"the first" and len(os.listdir(path.parent)) == 1


def test_an_error_while_writing_leaves_no_file(folder):
    broken = snapshots.Table("registers", "broken", {"a": ("number", "day")}, CERTIFICATES.rows)
    with pytest.raises(TypeError, match="cannot be converted"):
        snapshots.take(broken, DAY, at=AT)
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_the_moment_at_which_it_was_taken_stands_in_the_file():
    snapshots.take(CERTIFICATES, DAY, at=AT)
    path = snapshots.path_of("registers", "certificates", DAY)
    assert pq.read_schema(path).metadata[b"taken_at"] == AT.isoformat().encode()


def night() -> int:
    """The moment at which the night after DAY begins."""
    return int(AT.timestamp())


def test_the_night_keeps_the_registers_of_the_day_that_ended():
    tasks.night_step("snapshot_registers", night())
    kept = queries.snapshots(SYSTEM).get(table="certificates")
    content = snapshots.path_of("registers", "certificates", DAY).read_bytes()
    assert kept.day == DAY and kept.sha256 == hashlib.sha256(content).hexdigest()


def test_the_hashes_stand_in_the_ledger():
    tasks.night_step("snapshot_registers", night())
    files = make.newest_entry(SYSTEM)["details"]["files"]
    assert files == {f"registers/{DAY}/{one.table}": one.sha256 for one in Snapshot.objects.all()}


def test_a_night_that_is_done_twice_keeps_one_snapshot():
    for _ in range(2):
        tasks.night_step("snapshot_registers", night())
    assert Snapshot.objects.count() == len(TABLES)


def test_every_step_of_the_night_is_a_job_of_its_own():
    before = set(jobs_of("night_step"))
    tasks.nightly(night())
    steps = [job["step"] for pk, job in jobs_of("night_step").items() if pk not in before]
    assert steps == [step.__name__ for step in tasks.STEPS]


def jobs_of(task: str) -> dict[int, dict[str, object]]:
    found = ProcrastinateJob.objects.filter(task_name__endswith=task).order_by("pk")
    return dict(found.values_list("pk", "args"))


@pytest.mark.parametrize("step", tasks.STEPS, ids=lambda step: step.__name__)
def test_each_step_may_be_done_twice(step):
    step(timezone.now())
    step(timezone.now())


def test_the_night_begins_ten_past_midnight_in_china():
    periodic = tasks.app.periodic_registry.periodic_tasks[tasks.nightly.name, "nightly"]
    begins = periodic.croniter.get_next(start_time=AT.timestamp() - 1)
    local = timezone.localtime(datetime.fromtimestamp(begins, UTC))
    assert (local.hour, local.minute) == (0, 10)


def test_the_system_post_sees_what_was_kept():
    tasks.night_step("snapshot_registers", night())
    text = read(make.sign_in("system"), "/jobs/")
    assert "registers.certificates" in text and f"{DAY}" in text
