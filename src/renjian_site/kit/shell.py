"""``renjian worker`` carries out the jobs that the pages deferred; ``renjian migrate`` the tables."""

import argparse
import asyncio
import contextlib
import os
import sys

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.management import call_command
from procrastinate import App, exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from psycopg.conninfo import conninfo_to_dict

from renjian.kernel.refusal import Refused
from renjian_site.kit import roles
from renjian_site.kit.jobs import note_fault, watched

CONCURRENCY = 2
SILENT_FOR = 30.0  # seconds without a heartbeat, after which a worker counts as dead
MOST_DEATHS = 5  # attempts after which a job is no longer given to another worker


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``renjian worker``."""
    worker = subparsers.add_parser("worker", help="办理后台任务 run deferred jobs")
    worker.add_argument("--once", action="store_true", help="办完即止 stop when none is left")
    worker.add_argument(
        "--silent-for",
        type=float,
        default=SILENT_FOR,
        metavar="SECONDS",
        help="多久没有心跳即视为中断 when a worker without a heartbeat counts as dead",
    )
    worker.set_defaults(run=_work)
    migrate = subparsers.add_parser("migrate", help="更新数据表和数据库角色 tables and roles")
    migrate.set_defaults(run=_migrate)


def _migrate(options: argparse.Namespace) -> int:
    """Bring the tables up to date, then the roles: a new table starts with the rights of all.

    Where the account may not make roles, the site works without its second wall, and says so.
    """
    call_command("migrate", interactive=False, verbosity=0)
    named = conninfo_to_dict(os.environ.get("RENJIAN_DATABASE_LOGIN", ""))
    try:
        for line in roles.prepare(login=str(named.get("user", ""))):
            print(line)
    except Refused as refused:
        for why in refused.reasons:
            print(why, file=sys.stderr)
        return 0 if settings.PRACTICE else 1
    return 0


def _work(options: argparse.Namespace) -> int:
    """Run jobs until stopped, and take over those of workers that died."""
    asyncio.run(_run(wait=not options.once, silent_for=options.silent_for))
    return 0


async def _run(*, wait: bool, silent_for: float) -> None:
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # Django's connector has it
    async with worker_app.open_async(), asyncio.TaskGroup() as group:
        # In one group: if taking over fails, the worker ends with it and is started again.
        rescue = group.create_task(_rescue(worker_app, silent_for)) if wait else None
        await worker_app.run_worker_async(
            wait=wait,
            concurrency=CONCURRENCY,
            delete_jobs="never",
            update_heartbeat_interval=silent_for / 3,
            stalled_worker_timeout=silent_for,
            task_middleware=[watched],
        )
        if rescue:
            rescue.cancel()


async def _rescue(worker_app: App, silent_for: float) -> None:
    """Queue the jobs of dead workers again: their commands were rolled back with them."""
    jobs = worker_app.job_manager
    while True:
        for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=silent_for):
            # Another worker may have taken it up in the meantime.
            with contextlib.suppress(exceptions.ConnectorException):
                await _take_over(jobs, job)
        await asyncio.sleep(silent_for / 2)


async def _take_over(jobs: JobManager, job: Job) -> None:
    """Queue a job again, unless it seems to be what its workers died of."""
    if job.attempts < MOST_DEATHS:
        await jobs.retry_job(job)
        return
    await sync_to_async(note_fault)(
        job.id or 0, job.attempts + 1, f"its worker died {job.attempts + 1} times"
    )
    await jobs.finish_job(job, Status.FAILED, delete_job=False)
