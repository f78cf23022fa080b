"""Jobs are deferred by name, in the transaction of the command that wants them.

A job may be begun twice: its worker died, or somebody tried it again. So a task looks at the state
first, and what it changes it changes by a command, which is one transaction.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.job_context import JobContext
from procrastinate.worker import Worker

from renjian_site.kit.models import Fault, Progress
from renjian_site.kit.scope import EVERYTHING, within

RETRY = RetryStrategy(max_attempts=4, exponential_wait=5)  # after 5, 25, 125 and 625 seconds
LONGEST_ERROR = 2000


class State(StrEnum):
    """What a waiting page can say of a job."""

    WAITING = "waiting"
    RUNNING = "running"
    AGAIN = "again"  # an attempt failed, the next one is due
    FAILED = "failed"
    DONE = "done"


STATES = {
    "todo": State.WAITING,
    "doing": State.RUNNING,
    "succeeded": State.DONE,
}


@dataclass(frozen=True)
class Standing:
    """How far a job has come."""

    state: State
    step: str = ""
    done: int = 0
    total: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing will happen any more by itself."""
        return self.state in (State.DONE, State.FAILED)


def defer(task: str, *, lock: str, follow: str = "", **arguments: int | str) -> int:
    """Queue a task of some slice, e.g. ``defer("registers.check", lock="body:7", upload=3)``.

    Jobs with the same ``lock`` run one after the other. ``follow`` names what a page may ask the
    progress of, such as ``upload:3``. Returns the number of the job.
    """
    name = "renjian_site.{}.tasks.{}".format(*task.rsplit(".", 1))
    job_id = app.configure_task(name=name, lock=lock).defer(**arguments)
    if follow:
        new = {"job_id": job_id, "step": "", "done": 0, "total": 0}
        Progress.objects.update_or_create(key=follow, defaults=new)
    return job_id


def tell(follow: str, step: str, done: int = 0, total: int = 0) -> None:
    """Let a running task say which step it is at, and how many of how many rows are done."""
    Progress.objects.filter(key=follow).update(step=step, done=done, total=total)


def standings(follow: Iterable[str]) -> dict[str, Standing]:
    """How far the jobs behind these names have come; a name without a job is left out."""
    rows = list(Progress.objects.filter(key__in=list(follow)))
    jobs = ProcrastinateJob.objects.filter(pk__in=[row.job_id for row in rows])
    known = {
        pk: (status, tries) for pk, status, tries in jobs.values_list("pk", "status", "attempts")
    }
    return {
        row.key: Standing(_state(*known[row.job_id]), row.step, row.done, row.total)
        for row in rows
        if row.job_id in known
    }


def standing(follow: str) -> Standing | None:
    """How far the job behind a name has come."""
    return standings([follow]).get(follow)


def _state(status: str, attempts: int) -> State:
    if status == "todo" and attempts:
        return State.AGAIN
    return STATES.get(status, State.FAILED)


class _Watched:
    """Keeps what went wrong with an attempt, and lets the error go on to the runner."""

    def __init__(self, job_id: int, attempt: int) -> None:
        self.job_id, self.attempt = job_id, attempt

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if kind is None:
            return
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()  # the error may be that it broke
        note_fault(self.job_id, self.attempt, f"{kind.__name__}: {error}")


def watched(call_next: Callable[[], object], context: JobContext, _worker: Worker) -> object:
    """Run a task; an error is kept for the page of the jobs and then raised as it was."""
    # A job sees everything until it says for whom it works: what it changes, commands change.
    with _Watched(context.job.id or 0, context.job.attempts + 1), within(EVERYTHING):
        for look in settings.BEFORE_JOBS:
            import_string(look)()
        return call_next()


def note_fault(job_id: int, attempt: int, error: str) -> None:
    """Write down why an attempt of a job came to nothing."""
    text = error.replace("\x00", "")[:LONGEST_ERROR]
    Fault.objects.create(job_id=job_id, attempt=attempt, error=text, happened_at=timezone.now())
