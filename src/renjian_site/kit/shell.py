"""``renjian worker``: carry out the jobs that the pages deferred."""

import argparse
import asyncio

from procrastinate.contrib.django import app

CONCURRENCY = 2
SILENT_FOR = 30.0  # seconds without a heartbeat, after which a worker counts as dead


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``renjian worker``."""
    worker = subparsers.add_parser("worker", help="办理后台任务 run deferred jobs")
    worker.add_argument("--once", action="store_true", help="办完即止 stop when none is left")
    worker.set_defaults(run=_work)


def _work(options: argparse.Namespace) -> int:
    """Run jobs until stopped. Every half minute, take over those of workers that died."""
    asyncio.run(_run(wait=not options.once))
    return 0


async def _run(*, wait: bool) -> None:
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # Django's connector has it
    async with worker_app.open_async():
        rescue = asyncio.create_task(_rescue(worker_app)) if wait else None
        await worker_app.run_worker_async(wait=wait, concurrency=CONCURRENCY, delete_jobs="never")
        if rescue:
            rescue.cancel()


async def _rescue(worker_app: object) -> None:
    """Queue the jobs of dead workers again: their commands were rolled back with them."""
    jobs = worker_app.job_manager  # type: ignore[attr-defined]  # an App, typed loosely above
    while True:
        for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENT_FOR):
            await jobs.retry_job(job)
        await asyncio.sleep(SILENT_FOR)
