"""Jobs: their progress, their faults, and the page of those who keep the system."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

import make
from make_lists import context, export, failed_job, job_of
from pages import press, read, status_of, why_not
from renjian_site.kit import jobs
from renjian_site.kit.models import Fault, Progress
from renjian_site.registers import tasks as registers_tasks

pytestmark = pytest.mark.django_db


def test_a_job_is_queued_with_the_act_that_wants_it_or_not_at_all():
    with suppress(ZeroDivisionError), transaction.atomic():
        export()
        raise ZeroDivisionError
    assert not ProcrastinateJob.objects.filter(task_name__contains="export").exists()


def test_what_a_page_follows_is_known_from_the_start():
    waiting = export()
    assert jobs.standing(f"export:{waiting.pk}") == jobs.Standing(jobs.State.WAITING)
    assert jobs.standing("export:0") is None


def test_a_second_job_for_the_same_thing_starts_its_progress_anew():
    jobs.defer("console.export", lock="a", follow="export:9", export_id=9)
    jobs.tell("export:9", "写入文件", 5, 9)
    jobs.defer("console.export", lock="a", follow="export:9", export_id=9)
    assert Progress.objects.get(key="export:9").done == 0


def test_a_failed_job_is_told_apart_from_one_that_is_tried_again():
    failed = failed_job()
    key = Progress.objects.get(job_id=failed).key
    assert jobs.standing(key).state is jobs.State.FAILED and jobs.standing(key).is_over
    press(make.sign_in("system"), f"/jobs/{failed}/again/")
    assert jobs.standing(key).state is jobs.State.AGAIN and not jobs.standing(key).is_over


def test_an_error_is_kept_and_goes_on_to_the_runner():
    def fail() -> None:
        raise ValueError("no such column\x00")

    with pytest.raises(ValueError, match="no such column"):
        jobs.watched(fail, context(7, attempts=1), None)
    fault = Fault.objects.get()
    assert (fault.job_id, fault.attempt, fault.error) == (7, 2, "ValueError: no such column")


def test_a_job_that_does_well_leaves_no_fault():
    assert jobs.watched(lambda: "done", context(7), None) == "done"
    assert not Fault.objects.exists()


def test_attempts_wait_longer_each_time_and_end():
    tried = [context(1, attempts).job for attempts in range(5)]
    found = [jobs.RETRY.get_retry_decision(exception=ValueError(), job=job) for job in tried]
    times = [decision.retry_at for decision in found[:4]]
    assert times == sorted(times) and times[3] - times[0] > timedelta(minutes=9)
    assert found[4] is None


def test_the_system_post_sees_the_failed_job_with_its_cause_and_tries_it_again():
    failed = failed_job()
    jobs.note_fault(failed, 1, "OSError: disk full")
    system = make.sign_in("system")
    text = read(system, "/jobs/")
    assert "OSError: disk full" in text and "console.export" in text
    assert f"任务 {failed} 已重新排队" in press(system, f"/jobs/{failed}/again/")
    assert ProcrastinateJob.objects.get(pk=failed).status == "todo"


def test_trying_again_stands_in_the_ledger():
    failed = failed_job()
    press(make.sign_in("system"), f"/jobs/{failed}/again/")
    entry = make.newest_entry(make.actor("system"))
    assert (entry["act"], entry["subject"]) == ("job.tried-again", f"job:{failed}")


def test_only_a_failed_job_is_tried_again():
    waiting = job_of(export())
    for number in (waiting, 0):
        codes = why_not(make.sign_in("system"), f"/jobs/{number}/again/")
        assert codes == ["job.not-failed"]


@pytest.mark.parametrize("account", ["330110.head", "clerk1", "000000.planner"])
def test_other_posts_do_not_see_the_jobs(account):
    client = make.sign_in(account)
    assert status_of(client, "/jobs/") == status_of(client, "/jobs/1/again/", by="post") == 409
    assert "/jobs/" not in read(client, "/inbox/")


def test_the_check_of_a_report_tells_its_steps(monkeypatch):
    told: list[tuple[str, int, int]] = []
    monkeypatch.setattr(registers_tasks, "tell", lambda _key, *step: told.append(step))
    upload = make.received(make.sample("certificates.csv").read_bytes())
    registers_tasks.check(upload.pk, make.actor("clerk1").post_id)
    assert told == [(step, nth, 3) for nth, step in enumerate(registers_tasks.STEPS)]


def test_the_page_of_a_report_shows_how_far_its_check_has_come():
    upload = make.received(make.sample("certificates.csv").read_bytes())
    page = f"/registers/uploads/{upload.pk}/"
    assert "排队等待办理" in read(make.sign_in("clerk1"), page)
    begin(upload.pk)
    jobs.tell(f"upload:{upload.pk}", registers_tasks.EXAMINING, 1, 3)
    text = read(make.sign_in("clerk1"), page)
    assert (
        "逐行核验" in text and '<progress class="rj-wait"' in text and 'value="1" max="3"' in text
    )


def begin(upload_id: int) -> None:
    """A worker has taken up the check of a report."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update procrastinate_jobs set status = 'doing' where (args ->> 'upload_id')::int = %s",
            [upload_id],
        )


def test_a_refused_report_that_is_sent_again_is_checked_again():
    content = make.sample("certificates.csv").read_bytes()
    first = make.received(content)
    post = make.actor("clerk1").post_id
    make.end_posts(person__account="clerk1")
    registers_tasks.check(first.pk, post)
    first.refresh_from_db()
    assert (first.stage, first.problem_count) == ("refused", 1)
    make.end_posts(person__account="clerk1", until=make.today())
    again = make.checked(content)
    assert (again.pk, again.stage) == (first.pk, "accepted")
