"""What becomes of requests when an authority is abolished: its successor goes on with them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from renjian.consultations.stages import IS_OPEN, Act, ReplyStage, Stage
from renjian_site.consultations.models import Consultation, Reply, Step
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record

if TYPE_CHECKING:
    from django.db.models import QuerySet

UNDER_WAY = (Stage.DRAFT, *sorted(IS_OPEN))


@command
def take_over(actor: Actor, unit: int, successor: int, *, at: datetime) -> int:
    """Let another authority ask, or reply, in place of one that is abolished.

    Numbers, documents and clocks stay as they were. What the one would now ask of itself is taken
    back: nobody gives himself instructions.
    """
    moot = _under_way().filter(authority_id=unit, superior_id=successor)
    moot |= _under_way().filter(authority_id=successor, superior_id=unit)
    for one in moot:
        Step.objects.create(
            consultation=one,
            act=Act.TAKE_BACK,
            authority_id=successor,
            note="请示单位与主送机关已经合并",
            done_by=actor.name,
            done_at=at,
        )
    ended = moot.update(stage=Stage.TAKEN_BACK, changed_at=at)
    asked = _under_way().filter(authority_id=unit).update(authority_id=successor)
    to_reply = _under_way().filter(superior_id=unit).update(superior_id=successor)
    Reply.objects.filter(authority_id=unit, stage=ReplyStage.DRAFT).update(authority_id=successor)
    record(
        "consultations.taken-over",
        f"unit:{successor}",
        asked=asked,
        to_reply=to_reply,
        ended=ended,
    )
    return asked + to_reply


def _under_way() -> QuerySet[Consultation]:
    return Consultation.objects.filter(stage__in=UNDER_WAY)
