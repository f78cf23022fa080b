"""What the registers hold that a report is checked against."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

import pyarrow as pa
from django.db import connection
from django.db.models import Q
from pyarrow import csv

from renjian.registers.approvals import Approval
from renjian.registers.intake.facts import (
    CERTIFICATES,
    ENGAGEMENTS,
    RESTRICTIONS,
    Barred,
    Facts,
    table,
)
from renjian.registers.restrictions import Bar
from renjian_site.kit.actor import Actor
from renjian_site.kit.scope import EVERYTHING, within
from renjian_site.registers.models import (
    ApprovedDomain,
    AuditPlan,
    Body,
    Branch,
    Designation,
    Engagement,
    PractitionerIdentity,
    Restriction,
)
from renjian_site.registers.queries.certificates import uploads

# Copied and not fetched: a million certificates as rows of Python would take a gigabyte.
KNOWN = """
copy (select c.number, b.approval_no, c.status, c.effective_on, c.suspended_until, o.uscc,
        c.issued_on, c.expires_on
    from registers_certificate c join registers_body b on b.id = c.body_id
        join registers_organisation o on o.id = c.organisation_id
    where c.number = any(%s)) to stdout with (format csv)
"""


def facts_for(actor: Actor, upload_id: int, numbers: Iterable[str], day: date) -> Facts:
    """The registers as a report of these certificate numbers meets them on a day."""
    return facts_of(actor, uploads(actor).get(pk=upload_id).body, numbers, day)


def facts_of(actor: Actor, body: Body, numbers: Iterable[str], day: date) -> Facts:
    """The registers as certificates of a body meet them on a day, whoever reports them."""
    return Facts(
        body=body.approval_no,
        domains=_domains(body),
        designations=_designations(body),
        approved_on=body.approved_on,
        approved_until=body.approval_expires_on,
        branches=_branches(body),
        plans=_plans(body),
        certificates=_certificates(list(numbers)),
        engagements=_engagements(body),
        restrictions=_restrictions(day),
        barred=_barred(body),
    )


def _domains(body: Body) -> tuple[Approval, ...]:
    rows = ApprovedDomain.objects.filter(body=body)
    return tuple(Approval(row.domain, row.from_on, row.to_on) for row in rows)


def _designations(body: Body) -> tuple[Approval, ...]:
    rows = Designation.objects.filter(body=body)
    return tuple(Approval(row.product_class, row.from_on, row.to_on) for row in rows)


def _branches(body: Body) -> frozenset[str]:
    """The branches by name, and the body itself, which audits where there is no branch."""
    return frozenset(Branch.objects.filter(body=body).values_list("name", flat=True)) | {body.name}


def _plans(body: Body) -> frozenset[str]:
    held = AuditPlan.objects.filter(body=body, superseded_at=None)
    return frozenset(held.values_list("number", flat=True))


def _certificates(numbers: list[str]) -> pa.Table:
    kept = BytesIO()
    with connection.cursor() as cursor, cursor.cursor.copy(KNOWN, [numbers]) as rows:
        for block in rows:
            kept.write(block)
    if not kept.tell():
        return table(CERTIFICATES)
    return csv.read_csv(
        pa.BufferReader(kept.getvalue()),
        read_options=csv.ReadOptions(column_names=CERTIFICATES.names),
        convert_options=csv.ConvertOptions(
            column_types={field.name: field.type for field in CERTIFICATES},
            strings_can_be_null=False,
        ),
    )


def _engagements(body: Body) -> pa.Table:
    """Who works where, by registration; identity documents are known of the body's own people."""
    rows = Engagement.objects.values_list(
        "practitioner__registration_no", "body__approval_no", "from_on", "to_on"
    )
    known = [(number, "", own, from_on, to_on) for number, own, from_on, to_on in rows]
    people = PractitionerIdentity.objects.filter(Q(body=body) & ~Q(document_no=""))
    documents = [
        ("", number, body.approval_no, date.min, None)
        for number in people.values_list("document_no", flat=True)
    ]
    return table(ENGAGEMENTS, [*known, *documents])


def _restrictions(day: date) -> pa.Table:
    """What binds organisations today, whoever set it: a report is held against all of it."""
    with within(EVERYTHING):
        held = Restriction.objects.filter(from_on__lte=day, body=None).exclude(to_on__lt=day)
        rows = list(held.values_list("organisation__uscc", "because", "from_on", "to_on"))
    return table(RESTRICTIONS, rows)


def _barred(body: Body) -> tuple[Barred, ...]:
    with within(EVERYTHING):
        held = Restriction.objects.filter(body=body, kind=Bar.BARRED.value)
        return tuple(Barred(one.from_on, one.to_on, one.because) for one in held)
