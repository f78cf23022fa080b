"""A merge is rehearsed before it is offered: done in a transaction and taken back at once.

So what a clerk sees before the commit is what the commit does, and what the merge would refuse is
told by the check. A large file would cost its merge twice: above :data:`MOST_ROWS` rows the preview
is the estimate of :mod:`renjian.registers.intake.preview`, and the page says so.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from renjian.kernel.refusal import Reason, Refused
from renjian.registers.intake.columns import certificates_of
from renjian.registers.intake.reported import events_of
from renjian.registers.reading import Report
from renjian_site.kit.actor import Actor
from renjian_site.kit.scope import scope_of, within
from renjian_site.registers import queries
from renjian_site.registers.taking_in import merging

MOST_ROWS = 50_000
NOTHING: Mapping[str, int] = {}


def is_small(report: Report) -> bool:
    """Whether the merge of a report is rehearsed."""
    rows = (int(table.rows.count().to_pyarrow().as_py()) for table in report.tables)
    return sum(rows) <= MOST_ROWS


def rehearsed(
    actor: Actor, upload_id: int, report: Report, at: datetime
) -> tuple[Mapping[str, int], tuple[Reason, ...]]:
    """What the merge of a report would count, or the reasons for which it refuses; none is kept."""
    upload = queries.uploads(actor).get(pk=upload_id)
    said = events_of(report), certificates_of(report)
    with within(scope_of(actor)), transaction.atomic():
        try:
            return merging.merge(upload, *said, timezone.localdate(at), at)[0], ()
        except Refused as refused:
            return NOTHING, refused.reasons
        finally:
            transaction.set_rollback(True)
