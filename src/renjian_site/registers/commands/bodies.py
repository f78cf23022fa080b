"""Acts on certification bodies, what they may do, and designated laboratories."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from renjian_site.authorities.queries import coverage_on
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.jobs import defer
from renjian_site.registers.commands.names import ALL
from renjian_site.registers.models import (
    ApprovedDomain,
    Body,
    Branch,
    DesignatedLab,
    Designation,
    Engagement,
    Practitioner,
)
from renjian_site.registers.taking_in import entries


@dataclass(frozen=True)
class Approved:
    """A domain (a prefix of item codes), or a class of CCC products, from a day on."""

    code: str
    title: str
    from_on: date
    to_on: date | None = None
    because: str = ""


@dataclass(frozen=True)
class NewBranch:
    """A branch of a body."""

    name: str
    division: str
    address: str
    from_on: date


@dataclass(frozen=True)
class NewBody:
    """A certification body to be entered."""

    approval_no: str
    uscc: str
    name: str
    division: str
    is_designated: bool
    practitioners: tuple[tuple[str, str, str], ...]  # registration number, name, kind
    is_foreign: bool = False
    approved_on: date | None = None
    approval_expires_on: date | None = None
    fulltime_staff: int | None = None
    domains: tuple[Approved, ...] = ()
    designations: tuple[Approved, ...] = ()
    branches: tuple[NewBranch, ...] = field(default=())


@dataclass(frozen=True)
class NewDesignatedLab:
    """A designated laboratory to be entered, with the classes it may test."""

    code: str
    uscc: str
    name: str
    division: str
    designations: tuple[Approved, ...] = ()


@command
def enter_bodies(actor: Actor, bodies: Iterable[NewBody], *, at: datetime) -> int:
    """Enter certification bodies with their approvals, branches and practitioners."""
    bodies = list(bodies)
    today = timezone.localdate(at)
    responsible = coverage_on(actor, today, {body.division for body in bodies})
    rows = Body.objects.bulk_create(
        Body(
            approval_no=b.approval_no,
            uscc=b.uscc,
            name=b.name,
            division=b.division,
            authority=responsible.get(b.division),
            is_designated=b.is_designated,
            is_foreign=b.is_foreign,
            approved_on=b.approved_on,
            approval_expires_on=b.approval_expires_on,
            fulltime_staff=b.fulltime_staff,
        )
        for b in bodies
    )
    pairs = list(zip(rows, bodies, strict=True))
    _approve(pairs)
    _staff(pairs, today)
    entries.follow_approvals(today)
    defer("registers.note_names", lock="names", upload_id=ALL)
    record("bodies.entered", "bodies", count=len(bodies))
    return len(bodies)


@command
def enter_designated_labs(
    actor: Actor, designated_labs: Iterable[NewDesignatedLab], *, at: datetime
) -> int:
    """Enter designated laboratories with their scope."""
    designated_labs = list(designated_labs)
    today = timezone.localdate(at)
    responsible = coverage_on(
        actor, today, {designated_lab.division for designated_lab in designated_labs}
    )
    rows = DesignatedLab.objects.bulk_create(
        DesignatedLab(
            code=designated_lab.code,
            uscc=designated_lab.uscc,
            name=designated_lab.name,
            division=designated_lab.division,
            authority=responsible.get(designated_lab.division),
        )
        for designated_lab in designated_labs
    )
    Designation.objects.bulk_create(
        Designation(designated_lab=row, **_scope(one))
        for row, designated_lab in zip(rows, designated_labs, strict=True)
        for one in designated_lab.designations
    )
    entries.follow_approvals(today)
    defer("registers.note_names", lock="names", upload_id=ALL)
    record("designated-labs.entered", "designated-labs", count=len(designated_labs))
    return len(designated_labs)


def _approve(pairs: Sequence[tuple[Body, NewBody]]) -> None:
    ApprovedDomain.objects.bulk_create(
        ApprovedDomain(
            body=row,
            domain=one.code,
            title=one.title,
            from_on=one.from_on,
            to_on=one.to_on,
            because=one.because,
        )
        for row, body in pairs
        for one in body.domains
    )
    Designation.objects.bulk_create(
        Designation(body=row, **_scope(one)) for row, body in pairs for one in body.designations
    )
    Branch.objects.bulk_create(
        Branch(body=row, **vars(branch)) for row, body in pairs for branch in body.branches
    )


def _scope(one: Approved) -> dict[str, object]:
    return {
        "product_class": one.code,
        "from_on": one.from_on,
        "to_on": one.to_on,
        "because": one.because,
    }


def _staff(pairs: Sequence[tuple[Body, NewBody]], today: date) -> None:
    """Practitioners work for their body from the day of its approval, as far as is known."""
    told = [(row, body, each) for row, body in pairs for each in body.practitioners]
    people = Practitioner.objects.bulk_create(
        Practitioner(registration_no=number, name=name, kind=kind, body=row)
        for row, _body, (number, name, kind) in told
    )
    Engagement.objects.bulk_create(
        Engagement(practitioner=person, body=row, from_on=body.approved_on or today)
        for person, (row, body, _each) in zip(people, told, strict=True)
    )
