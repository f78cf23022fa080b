"""Makers for acts on many rows: clues on their way up, and runs of their receipt."""

from django.utils import timezone

import make
from renjian_site.cases import commands as cases
from renjian_site.cases.models import Movement
from renjian_site.console import tasks
from renjian_site.kit import commands
from renjian_site.kit.models import BulkRun

TOP = "000000.handler1"


def movements(number: int) -> list[Movement]:
    """Clues of counties against bodies, each sent up and waiting for its receipt."""
    return [_sent_up(task) for task in make.tasks()[:number]]


def _sent_up(task: make.Task) -> Movement:
    finding = make.finding(task, against="issuer", offence="CB-01")
    make.entered(task)
    handler = make.person_of("case_handler", task.authority.code)
    clue = cases.register_clue(handler, finding.pk, at=timezone.now())
    return cases.transfer_up(make.head_of(clue), clue.pk, at=timezone.now())


def keys(moved: list[Movement]) -> list[int]:
    """The keys of the rows in the list of clues."""
    return [movement.clue_id for movement in moved]


def asked(moved: list[Movement], *, act: str = "receive", who: str = TOP) -> BulkRun:
    """A run that waits for its job."""
    rows = tuple(
        commands.NewBulkRow(movement.clue_id, movement.clue.number, f"/cases/{movement.clue_id}/")
        for movement in moved
    )
    wanted = commands.NewBulkRun("cases:clues", act, "批量接收", rows)
    return commands.start_bulk_run(make.actor(who), wanted, at=timezone.now())


def done(run: BulkRun) -> list[tuple[str, list[str]]]:
    """Let the job run; what became of each row, with the codes of the reasons."""
    tasks.bulk_run(run.pk)
    rows = run.rows.order_by("pk")
    return [(row.state, [why["code"] for why in row.reasons]) for row in rows]
