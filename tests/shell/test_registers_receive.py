"""Receiving a file: it is kept once, and its check is queued in the same transaction."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

import make
from at_once import at_once
from renjian_site.kit.files import keep, read
from renjian_site.registers import commands
from renjian_site.registers.models import Body, Upload

TASK = "renjian_site.registers.tasks.check"


def receive(at, content=b"one", account="clerk1", name="report.csv"):
    return commands.receive(make.actor(account), keep([content]), name, at=at)


def jobs():
    return ProcrastinateJob.objects.filter(task_name=TASK).exclude(args__upload_id=None)


def jobs_of(upload):
    return list(jobs().filter(args__upload_id=upload.pk))


@pytest.mark.django_db
def test_a_received_file_waits_for_its_check(at):
    upload, is_new = receive(at)
    assert is_new
    assert (upload.stage, upload.body.approval_no, upload.size) == (
        "received",
        "CNCA-R-2022-9001",
        3,
    )
    assert read(upload.sha256) == b"one"


@pytest.mark.django_db
def test_its_check_is_queued_for_the_clerk_who_sent_it(at):
    upload, _is_new = receive(at)
    (job,) = jobs_of(upload)
    assert job.status == "todo"
    assert job.args["post_id"] == make.actor("clerk1").post_id


@pytest.mark.django_db
def test_the_reports_of_one_body_are_checked_one_after_the_other(at):
    locks = [jobs_of(receive(at, content)[0])[0].lock for content in (b"one", b"two")]
    body = Body.objects.get(approval_no="CNCA-R-2022-9001")
    assert locks == [f"body:{body.pk}"] * 2
    other = jobs_of(receive(at, account="clerk2")[0])[0]
    assert other.lock != locks[0]


@pytest.mark.django_db
def test_the_same_file_again_is_the_same_upload_without_a_second_job(at):
    first, _is_new = receive(at)
    again, is_new = receive(at, name="another name.csv")
    assert (again.pk, is_new) == (first.pk, False)
    assert again.file_name == "report.csv"
    assert len(jobs_of(first)) == 1


@pytest.mark.django_db
def test_the_ledger_knows_both_times_apart(at):
    upload, _is_new = receive(at)
    first = make.newest_entry(make.actor("clerk1"))
    receive(at)
    second = make.newest_entry(make.actor("clerk1"))
    assert (first["act"], second["act"]) == ("upload.received", "upload.received-again")
    assert first["subject"] == second["subject"] == f"upload:{upload.pk}"
    assert first["details"] == {"sha256": upload.sha256, "bytes": 3}


@pytest.mark.django_db
def test_two_bodies_may_send_the_same_file(at):
    first, _ = receive(at)
    second, is_new = receive(at, account="clerk2")
    assert is_new
    assert second.pk != first.pk


@pytest.mark.django_db
def test_the_job_is_rolled_back_with_the_upload(at):
    with transaction.atomic():
        upload, _is_new = receive(at)
        transaction.set_rollback(True)
    assert not Upload.objects.filter(pk=upload.pk).exists()
    assert jobs_of(upload) == []


def test_before_the_transaction_ends_nobody_sees_the_job(own_database, at):
    def seen():
        return jobs().filter(status="todo").count()

    before = seen()
    with transaction.atomic():
        receive(at)
        assert at_once(seen) == [before]
    assert at_once(seen) == [before + 1]


def test_the_same_file_sent_twice_at_once_is_one_upload_with_one_job(own_database, at):
    given = at_once(lambda: receive(at), lambda: receive(at), lambda: receive(at))
    assert sorted(is_new for _upload, is_new in given) == [False, False, True]
    assert len({upload.pk for upload, _is_new in given}) == 1
    assert len(jobs_of(given[0][0])) == 1
    assert connection.settings_dict["NAME"].endswith("_copy")
