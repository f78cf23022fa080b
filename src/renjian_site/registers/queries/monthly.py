"""The months of a body: what was reported or declared for each."""

from datetime import date, datetime, time

from django.utils import timezone

from renjian.registers.monthly import Month, current_month
from renjian.registers.quality import MONTHS, due_on, months_before, next_month
from renjian_site.kit.actor import Actor
from renjian_site.registers.models import Attestation, Upload
from renjian_site.registers.queries.certificates import body_of, uploads


def months_of(actor: Actor, today: date) -> list[Month]:
    """The month that is due next and those of a year before it, the newest first.

    A body owes no month from before its approval.
    """
    newest = current_month(today)
    first = [newest, *months_before(newest, MONTHS - 1)]
    approved_on = body_of(actor).approved_on
    owed = [one for one in first if approved_on is None or approved_on < next_month(one)]
    received = list(
        uploads(actor)
        .filter(stage=Upload.Stage.ACCEPTED, received_at__gte=_midnight(first[-1]))
        .values_list("received_at", flat=True)
    )
    days = [timezone.localdate(at) for at in received]
    declared = dict(
        Attestation.objects.filter(body__approval_no=actor.body).values_list("month", "attested_by")
    )
    return [
        Month(one, sum(one <= day <= due_on(one) for day in days), declared.get(one, ""))
        for one in owed
    ]


def has_attested(actor: Actor, month: date) -> bool:
    """Whether the clerk's body declared that nothing changed in a month."""
    return Attestation.objects.filter(body__approval_no=actor.body, month=month).exists()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
