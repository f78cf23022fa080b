"""What becomes of provisional due dates when the holidays of their year are known."""

from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from renjian.consultations.deadlines import Topic, reply_limit
from renjian.consultations.stages import WAITS_FOR_REPLY, Act
from renjian.kernel.calendar import published
from renjian_site.consultations.models import Consultation, Step
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record

BEGIN_THE_CLOCK = (Act.SEND, Act.SUPPLEMENT, Act.FORWARD)


@command
def follow_arrangement(actor: Actor, year: int, *, at: datetime) -> int:
    """Compute the provisional due dates of requests that wait for a reply again."""
    waiting = list(
        Consultation.objects.select_for_update(of=("self",)).filter(
            is_provisional=True, stage__in=WAITS_FOR_REPLY
        )
    )
    begun = dict(
        Step.objects.filter(consultation__in=waiting, act__in=BEGIN_THE_CLOCK)
        .values_list("consultation")
        .annotate(at=Max("done_at"))
        .order_by()
    )
    for each in waiting:
        limit = reply_limit(
            Topic(each.topic),
            timezone.localdate(begun[each.pk]),
            published(),
            own_days=settings.REPLY_WORKING_DAYS,
        )
        each.due_on, each.is_provisional = limit.due.on, limit.due.provisional
    Consultation.objects.bulk_update(waiting, ["due_on", "is_provisional"], batch_size=1000)
    record("consultations.recomputed", f"year:{year}", consultations=len(waiting))
    return len(waiting)
