"""A merge is rehearsed before it is offered: done in a transaction and taken back at once.

So what a clerk sees before the commit is what the commit does, and what the merge would refuse is
told by the check. A large file would cost its merge twice: above :data:`MOST_ROWS` rows the preview
is the estimate of :mod:`renjian.registers.intake.preview`, and the page says so.
"""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from renjian.kernel.refusal import Reason, Refused
from renjian.registers.reading import Report
from renjian_site.kit.actor import Actor
from renjian_site.kit.scope import scope_of, within

MOST_ROWS = 50_000
T = TypeVar("T")


def is_small(report: Report) -> bool:
    """Whether the merge of a report is rehearsed."""
    rows = (int(table.rows.count().to_pyarrow().as_py()) for table in report.tables)
    return sum(rows) <= MOST_ROWS


def rehearsed(actor: Actor, act: Callable[[], T]) -> tuple[T | None, tuple[Reason, ...]]:
    """What an act would bring, or the reasons for which it refuses; nothing of it is kept."""
    with within(scope_of(actor)), transaction.atomic():
        try:
            return act(), ()
        except Refused as refused:
            return None, refused.reasons
        finally:
            transaction.set_rollback(True)
