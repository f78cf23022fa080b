"""Practitioners of a report: who works for the body from when to when, and for what registered."""

from collections.abc import Iterable
from dataclasses import dataclass

from renjian.kernel.refusal import Reason, Refused
from renjian.registers.events import PractitionerRegistered
from renjian.registers.practitioners import Engaged, engagements_after, why_not_engage
from renjian_site.registers.models import (
    Body,
    Engagement,
    Practitioner,
    PractitionerIdentity,
    Registration,
    Upload,
)

MOST_NAMED = 20


@dataclass
class _Known:
    """A practitioner with the engagements that the register holds."""

    row: Practitioner
    engagements: list[Engagement]

    def engaged(self) -> list[Engaged]:
        return [Engaged(e.body.approval_no, e.from_on, e.to_on) for e in self.engagements]


def take_in(upload: Upload, events: Iterable[PractitionerRegistered]) -> int:
    """Enter practitioners and engage them, or refuse those who still work for another body."""
    told = list(events)
    known = _known(upload.body, told)
    reasons: list[Reason] = []
    for event in told:
        held = known[event.registration_no]
        wanted = Engaged(upload.body.approval_no, event.from_on, event.to_on)
        reasons += why_not_engage(held.engaged(), wanted)
        if not reasons:
            _engage(upload, held, event, wanted)
    if reasons:
        raise Refused(*reasons[:MOST_NAMED])
    _register(told, known)
    _identify(upload.body, told, known)
    return len(known)


def _known(body: Body, told: list[PractitionerRegistered]) -> dict[str, _Known]:
    """The practitioners of the report by registration number, newly entered where unknown."""
    latest = {event.registration_no: event for event in told}
    Practitioner.objects.bulk_create(
        (
            Practitioner(registration_no=number, name=event.name, kind=event.kind, body=None)
            for number, event in latest.items()
        ),
        ignore_conflicts=True,
    )
    rows = Practitioner.objects.select_for_update().filter(registration_no__in=latest)
    found = {row.registration_no: _Known(row, []) for row in rows}
    by_pk = {each.row.pk: each for each in found.values()}
    held = Engagement.objects.filter(practitioner__in=by_pk).select_related("body")
    for engagement in held.order_by("from_on"):
        by_pk[engagement.practitioner_id].engagements.append(engagement)
    return found


def _engage(upload: Upload, held: _Known, event: PractitionerRegistered, wanted: Engaged) -> None:
    """Write what the engagements are after one event, and who employs the practitioner now."""
    wanted_now = engagements_after(held.engaged(), wanted)
    own = [e for e in held.engagements if e.body_id == upload.body_id]
    others = [e for e in held.engagements if e.body_id != upload.body_id]
    is_own = [one for one in wanted_now if one.body == upload.body.approval_no]
    keys = {(e.from_on, e.to_on): e for e in own}
    kept = [keys[one.from_on, one.to_on] for one in is_own if (one.from_on, one.to_on) in keys]
    Engagement.objects.filter(pk__in=[e.pk for e in own if e not in kept]).delete()
    new = [
        Engagement.objects.create(
            practitioner=held.row,
            body=upload.body,
            from_on=one.from_on,
            to_on=one.to_on,
            upload=upload,
            line=event.line,
        )
        for one in is_own
        if (one.from_on, one.to_on) not in keys
    ]
    held.engagements = sorted([*others, *kept, *new], key=lambda e: e.from_on)
    open_ones = [e for e in held.engagements if e.to_on is None]
    held.row.body = open_ones[-1].body if open_ones else None
    held.row.name, held.row.is_fulltime = event.name, event.is_fulltime
    held.row.kind = event.kind or held.row.kind
    held.row.save(update_fields=["body", "name", "is_fulltime", "kind"])


def _register(told: list[PractitionerRegistered], known: dict[str, _Known]) -> None:
    Registration.objects.bulk_create(
        {
            (event.registration_no, event.domain, event.from_on): Registration(
                practitioner=known[event.registration_no].row,
                domain=event.domain,
                level=event.level,
                from_on=event.from_on,
                valid_until=event.valid_until,
            )
            for event in told
            if event.domain
        }.values(),
        update_conflicts=True,
        unique_fields=["practitioner", "domain", "from_on"],
        update_fields=["level", "valid_until"],
    )


def _identify(body: Body, told: list[PractitionerRegistered], known: dict[str, _Known]) -> None:
    """Keep identity documents and telephones apart, where few see them."""
    PractitionerIdentity.objects.bulk_create(
        {
            (event.document_type, event.document_no): PractitionerIdentity(
                body=body,
                practitioner=known[event.registration_no].row,
                name=event.name,
                document_type=event.document_type,
                document_no=event.document_no,
                phone=event.phone,
            )
            for event in told
            if event.document_no
        }.values(),
        update_conflicts=True,
        unique_fields=["body", "document_type", "document_no"],
        update_fields=["practitioner", "name", "phone"],
    )
