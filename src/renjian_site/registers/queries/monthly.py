"""The months of a body: what was reported or declared for each."""

from datetime import date, datetime, time

from django.db.models import Exists, OuterRef
from django.utils import timezone

from renjian.registers.monthly import Month, current_month
from renjian.registers.quality import MONTHS, due_on, first_of, months_before, next_month
from renjian_site.kit.actor import Actor
from renjian_site.registers.models import Attestation, Body, Upload
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


def owes_a_report(actor: Actor, today: date) -> bool:
    """Whether the clerk's body neither reported this month nor declared the one that is due."""
    taken_in = Upload.objects.filter(
        body=OuterRef("pk"),
        stage=Upload.Stage.ACCEPTED,
        checked_at__gte=_midnight(first_of(today)),
    )
    declared = Attestation.objects.filter(body=OuterRef("pk"), month=current_month(today))
    bodies = Body.objects.filter(approval_no=actor.body)
    return bodies.exclude(Exists(taken_in)).exclude(Exists(declared)).exists()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
