"""Carrying out an act on many rows: the command of one row for each, and what came of it.

A row and the note of what became of it are one transaction. So a job that is begun again, because
its worker died, goes on behind the last row that is done, and no row is done twice.
"""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import collect_receipts
from renjian_site.kit.lists.bulk import BulkAct
from renjian_site.kit.models import BulkRow, BulkRun
from renjian_site.kit.scope import scope_of, within
from renjian_site.kit.words import kept

State = BulkRow.State
GONE = reason("bulk.row-gone", "这一行已经不在您能办理的范围内，没有办理。请刷新列表查看。")
POST_ENDED = reason(
    "bulk.post-ended", "申请办理的岗位已经结束，或者不再办理这一项，这一行没有办理。"
)


def carry_out(
    run: BulkRun,
    act: BulkAct | None,
    who: Callable[[], Actor | None],
    now: Callable[[], datetime],
    tell: Callable[[int, int], None],
) -> None:
    """Do the act with each row that still waits.

    ``who`` gives the actor of this moment; none when the post has ended or does this no more.
    """
    rows = list(run.rows.values_list("pk", "state"))
    waiting = [pk for pk, state in rows if state == State.WAITING]
    done = len(rows) - len(waiting)
    for nth, pk in enumerate(waiting, start=done):
        tell(nth, len(rows))
        actor = who()
        with transaction.atomic():
            row = BulkRow.objects.select_for_update().get(pk=pk)
            if row.state != State.WAITING:
                continue
            if act is None or actor is None:
                _refuse(row, POST_ENDED)
            else:
                _do(row, act, actor, now())


def _do(row: BulkRow, act: BulkAct, actor: Actor, at: datetime) -> None:
    """Call the command for one row. What it refuses, it refuses for this row alone."""
    try:
        with within(scope_of(actor)), transaction.atomic(), collect_receipts() as receipts:
            matter = act.matters(actor, [row.key]).get(row.key)
            if matter is None:
                raise Refused(act.none)
            act.command(actor, matter.pk, at=at)
    except Refused as refused:
        _refuse(row, *refused.reasons)
        return
    except ObjectDoesNotExist:
        _refuse(row, GONE)
        return
    row.state = State.DONE
    row.ledger, row.entry = receipts[-1].stream, receipts[-1].number
    row.save(update_fields=["state", "ledger", "entry"])


def _refuse(row: BulkRow, *reasons: Reason) -> None:
    row.state = State.REFUSED
    row.reasons = [kept(why) for why in reasons]
    row.save(update_fields=["state", "reasons"])
