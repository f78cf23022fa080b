"""Acts on restrictions: what a decision forbids an organisation or a body for a time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from renjian.kernel.refusal import Refused
from renjian.registers.restrictions import LONGEST, Bar, why_not_bar, why_not_lift
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.registers import queries
from renjian_site.registers.models import Organisation, Restriction


@dataclass(frozen=True)
class NewRestriction:
    """A restriction as its decision says it; ``to_on`` is the last day, None if it is open."""

    document: str
    from_on: date
    to_on: date | None = None


@command
def restrict_organisation(
    actor: Actor, organisation_id: int, wanted: NewRestriction, *, at: datetime
) -> Restriction:
    """Write down that an organisation may not apply for certification, such as the bar of ORGM 44."""
    found = queries.organisations(actor).get(pk=organisation_id)
    Organisation.objects.filter(pk=found.pk).update(noted_at=at)
    made = _made(actor, wanted, organisation=found, kind=Bar.APPLICATION)
    _record(made, f"organisation:{found.pk}")
    return made


@command
def restrict_body(
    actor: Actor, approval_no: str, wanted: NewRestriction, *, at: datetime
) -> Restriction:
    """Write down that a body may not certify for a time, as the decision on it says."""
    found = queries.bodies_in_area(actor).get(approval_no=approval_no)
    made = _made(actor, wanted, body=found, kind=Bar.BARRED)
    _record(made, f"body:{found.approval_no}")
    return made


@command
def lift_restriction(
    actor: Actor, restriction_id: int, document: str, on: date, *, at: datetime
) -> Restriction:
    """End a restriction early; ``on`` is the first day on which nothing is forbidden any more."""
    found = queries.all_restrictions(actor).select_for_update(of=("self",)).get(pk=restriction_id)
    if reasons := why_not_lift(document, on, found.from_on, found.to_on):
        raise Refused(*reasons)
    found.to_on = on - timedelta(days=1)
    found.lifted_because = document.strip()[:LONGEST]
    found.save(update_fields=["to_on", "lifted_because"])
    record("restriction.lifted", f"restriction:{found.pk}", on=on, because=found.lifted_because)
    return found


def _made(actor: Actor, wanted: NewRestriction, **of: object) -> Restriction:
    if reasons := why_not_bar(wanted.document, wanted.from_on, wanted.to_on):
        raise Refused(*reasons)
    return Restriction.objects.create(
        because=wanted.document.strip()[:LONGEST],
        from_on=wanted.from_on,
        to_on=wanted.to_on,
        set_by=actor.authority.code if actor.unit else "",
        **of,
    )


def _record(made: Restriction, about: str) -> None:
    record(
        "organisation.restricted",
        about,
        kind=Bar(made.kind).title,
        from_on=made.from_on,
        to_on=made.to_on,
        because=made.because,
    )
