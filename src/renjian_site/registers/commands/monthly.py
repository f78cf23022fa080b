"""A body declares a month without any change."""

from datetime import date, datetime

from django.utils import timezone

from renjian.kernel.refusal import Refused
from renjian.registers.monthly import why_not_attest
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.registers import queries
from renjian_site.registers.models import Attestation, Body


@command
def attest(actor: Actor, month: date, *, at: datetime) -> Attestation:
    """Declare for the clerk's own body that nothing was to be reported for a month."""
    body = Body.objects.select_for_update().get(approval_no=actor.body)
    today = timezone.localdate(at)
    if reasons := why_not_attest(month, queries.months_of(actor, today), today):
        raise Refused(*reasons)
    made = Attestation.objects.create(
        body=body, month=month, attested_by=actor.name, attested_at=at
    )
    record("month.attested", f"month:{made.pk}", month=f"{month:%Y-%m}", body=body.approval_no)
    return made
