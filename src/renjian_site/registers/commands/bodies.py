"""Acts on certification bodies, what they may do, and designated laboratories."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from renjian.kernel.refusal import Refused, reason
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

MOST_NAMED = 20


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


@dataclass(frozen=True)
class NewDesignation:
    """A class of CCC products for which a body or a laboratory is designated, as a list says it."""

    is_designated_lab: bool
    code: str  # of the laboratory, or the approval number of the body
    name: str
    uscc: str
    division: str
    product_class: str
    from_on: date
    to_on: date | None
    because: str


@command
def enter_designations(actor: Actor, told: Iterable[NewDesignation], *, at: datetime) -> int:
    """Enter designations, and laboratories not known yet; the end of a known one is brought up to date.

    Raises ``Refused`` where a list names a body that is not in the register. Returns how many
    designations were new.
    """
    told = list(told)
    today = timezone.localdate(at)
    bodies = _known_bodies([one for one in told if not one.is_designated_lab])
    designated_labs = _known_designated_labs(
        actor, [one for one in told if one.is_designated_lab], today
    )
    new = 0
    for one in told:
        subject = (
            {"designated_lab": designated_labs[one.code]}
            if one.is_designated_lab
            else {"body": bodies[one.code]}
        )
        _row, is_new = Designation.objects.update_or_create(
            **subject,
            product_class=one.product_class,
            from_on=one.from_on,
            defaults={"to_on": one.to_on, "because": one.because},
        )
        new += is_new
    entries.follow_approvals(today)
    record("designations.entered", "designations", rows=len(told), new=new)
    return new


def _known_bodies(told: Sequence[NewDesignation]) -> dict[str, Body]:
    known = {
        one.approval_no: one for one in Body.objects.filter(approval_no__in=[o.code for o in told])
    }
    strangers = [one for one in told if one.code not in known]
    if strangers:
        raise Refused(
            *(
                reason(
                    "designation.body",
                    "认证机构名录里没有批准号“{number}”（{name}）。请核对批准号，或者先更新名录。",
                    number=one.code,
                    name=one.name,
                )
                for one in strangers[:MOST_NAMED]
            )
        )
    return known


def _known_designated_labs(
    actor: Actor, told: Sequence[NewDesignation], today: date
) -> dict[str, DesignatedLab]:
    responsible = coverage_on(actor, today, {one.division for one in told})
    DesignatedLab.objects.bulk_create(
        (
            DesignatedLab(
                code=one.code,
                uscc=one.uscc,
                name=one.name,
                division=one.division,
                authority=responsible.get(one.division),
            )
            for one in {one.code: one for one in told}.values()
        ),
        ignore_conflicts=True,
    )
    found = DesignatedLab.objects.filter(code__in=[one.code for one in told])
    known = {one.code: one for one in found}
    if strangers := [one for one in told if one.code not in known]:
        raise Refused(
            *(
                reason(
                    "designation.lab",
                    "“{name}”（{number}）的统一社会信用代码 {uscc} 已经属于另一个指定实验室。请核对编号。",
                    number=one.code,
                    name=one.name,
                    uscc=one.uscc,
                )
                for one in strangers[:MOST_NAMED]
            )
        )
    return known


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
