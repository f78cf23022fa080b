"""What a checked row of a report table becomes: an event in the registers.

A row of the reporting platform is an event, not a state: the same certificate is reported again at
each issue, surveillance, change and change of state, and history is the series of these rows. So a
row of any table becomes one of the values below, and the registers take them in by
``renjian_site.registers.commands.take_in``. Tables are named by their numbers on the platform.

The values are named tuples, not dataclasses: a million of them pass through an upload, and they go
into the database as they are (decision 33). Their fields stand in the order in which they are
staged. Identifiers come normalised (``renjian.kernel.identifiers.normalise``), texts stripped, lists
split. ``line`` is the line of the file, from which provenance is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from renjian.registers.certificates import Status
from renjian.registers.kinds import Kind, kind_of
from renjian.registers.rows import CertificateRow

CHINA = "156"  # GB/T 2659, three digits
NOTHING: Mapping[str, object] = MappingProxyType({})


class CertificateReported(NamedTuple):
    """One row of 103010 or 203010, or of our own workbook: a certificate as of a day.

    ``effective_on`` is the day from which it holds; :func:`effective_day` works it out from the
    columns of the tables. None means that the row says none: it is the day of issue where a valid
    certificate is reported for the first time, else the day on which the report was taken in. ``causes`` are the codes for the state or change that is reported.
    ``uscc`` is what the body gave as the holder's code: 18 characters, 9 in old reports, empty
    abroad. ``details`` go by the schema of the kind; ``contacts`` are of people and never public.
    """

    line: int
    number: str
    kind: Kind
    status: str  # certificates.Status
    effective_on: date | None
    item_code: str
    item: str
    standard: str
    holder: str
    uscc: str
    country: str
    division: str
    address: str
    issued_on: date
    expires_on: date
    first_issued_on: date | None = None
    suspended_until: date | None = None
    decided_on: date | None = None
    report_type: str = ""
    activity: str = ""
    causes: tuple[str, ...] = ()
    change_types: tuple[str, ...] = ()
    main_number: str = ""  # of the main certificate, for a child certificate
    former_body: str = ""  # approval number, at an exchange
    former_number: str = ""
    details: Mapping[str, object] = NOTHING
    contacts: Mapping[str, object] = NOTHING  # person, phone, fax, zip, legal_person


@dataclass(frozen=True)
class Columns:
    """Certificates as columns: their names among those of staging, and the rows as CSV in blocks.

    A million rows of a table without details of a kind need not be values of Python; what has no
    column is not said. The blocks are read once.
    """

    names: tuple[str, ...]
    text: Iterator[bytes]


class TeamMember(NamedTuple):
    """One person of an audit or factory inspection team."""

    name: str
    registration_no: str = ""
    role: str = ""  # 01 leader, 02 member, 03 technical expert
    qualification: str = ""
    document_type: str = ""
    document_no: str = ""
    phone: str = ""


class AuditPlanned(NamedTuple):
    """One row of 102010 or 202010: an audit or a factory inspection that is to take place."""

    line: int
    number: str
    is_factory: bool  # 202010
    stages: tuple[str, ...]
    mode: str  # FS01, FS02, FS03; empty before 2021-09-15
    starts_at: datetime
    ends_at: datetime
    holder: str
    uscc: str
    country: str
    division: str
    address: str
    item_codes: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    team: tuple[TeamMember, ...] = ()
    factory_code: str = ""
    lat: float | None = None
    lng: float | None = None
    remark: str = ""
    contact_person: str = ""
    contact_way: str = ""


class SignIn(StrEnum):
    """Which of the two meetings a team signed at."""

    OPENING = "in"
    CLOSING = "out"


class SignedIn(NamedTuple):
    """A team signed in at the opening meeting, or out at the closing one (SIGN3)."""

    line: int
    plan_number: str
    kind: SignIn
    signer: str
    at: datetime
    lat: float | None = None
    lng: float | None = None
    photos: int = 0
    exception: str = ""
    explanation: str = ""
    explained_by_auditor_at: datetime | None = None
    explained_by_body_at: datetime | None = None


class AuditDone(NamedTuple):
    """One row of 103011: what one member did in one stage for one certificate."""

    line: int
    certificate: str
    stage: str
    starts_at: datetime
    ends_at: datetime
    member: TeamMember
    is_competent: bool = False
    is_fulltime: bool = False
    witness: str = ""


class FactoryInspected(NamedTuple):
    """One row of 204010: a factory inspection that took place.

    ``decisions`` pairs the number of each certificate with what was decided on it.
    """

    line: int
    plan_number: str
    activity: str
    starts_on: date
    ends_on: date
    holder: str
    uscc: str
    country: str
    division: str
    address: str
    factory_code: str
    man_days: float
    result: str
    nonconformities: tuple[str, ...] = ()
    decisions: tuple[tuple[str, str], ...] = ()
    team: tuple[TeamMember, ...] = ()
    lat: float | None = None
    lng: float | None = None
    remark: str = ""
    contact_person: str = ""
    contact_way: str = ""


class EnergyReported(NamedTuple):
    """One row of 103012: the energy that one product took in one period."""

    line: int
    certificate: str
    cycle: str  # 01 before certification, 02 the period audited
    from_on: date
    to_on: date
    output_value: float
    energy: float
    product: str
    output: float
    unit: str
    unit_text: str
    product_energy: float


class PractitionerRegistered(NamedTuple):
    """A practitioner is registered with the body from a day on, for one domain.

    With ``to_on`` the body says that the practitioner left it.
    """

    line: int
    registration_no: str
    name: str
    kind: str  # practitioners.PractitionerKind
    from_on: date
    to_on: date | None = None
    domain: str = ""
    level: str = ""  # qualification codes of the report
    valid_until: date | None = None
    is_fulltime: bool = True
    document_type: str = ""
    document_no: str = ""
    phone: str = ""


class TransactionCertified(NamedTuple):
    """A transaction certificate (销售证) of organic goods; their sum may not exceed the output (ORGM 14)."""

    line: int
    number: str
    certificate: str
    product: str
    quantity: float
    unit: str
    buyer: str
    buyer_uscc: str
    issued_on: date


class CodesGiven(NamedTuple):
    """Organic codes (有机码, 17 digits) that a body gave out for one product."""

    line: int
    certificate: str
    product: str
    codes: tuple[str, ...]
    given_on: date


Event = (
    CertificateReported
    | AuditPlanned
    | SignedIn
    | AuditDone
    | FactoryInspected
    | EnergyReported
    | PractitionerRegistered
    | TransactionCertified
    | CodesGiven
)
# The report tables of the platform, and what their rows become.
BY_TABLE: Mapping[str, type[Event]] = {
    "102010": AuditPlanned,
    "103010": CertificateReported,
    "103011": AuditDone,
    "103012": EnergyReported,
    "202010": AuditPlanned,
    "203010": CertificateReported,
    "204010": FactoryInspected,
}
# The order in which events of one file are taken in: what others refer to comes first.
ORDER: tuple[type[Event], ...] = (
    PractitionerRegistered,
    CertificateReported,
    AuditPlanned,
    SignedIn,
    AuditDone,
    FactoryInspected,
    EnergyReported,
    TransactionCertified,
    CodesGiven,
)


def effective_day(
    status: str,
    *,
    expires_on: date,
    suspended_from: date | None = None,
    ended_on: date | None = None,
    changed_on: date | None = None,
    exchanged_on: date | None = None,
    decided_on: date | None = None,
) -> date | None:
    """The day from which a row holds, by the dates that it carries; None where it says none.

    The start of a suspension; the day of revocation or cancellation; the day after the end for an
    expired certificate; else the day of change, of exchange or of decision.
    """
    if status == Status.SUSPENDED and suspended_from:
        return suspended_from
    if status in (Status.REVOKED, Status.CANCELLED) and ended_on:
        return ended_on
    if status == Status.EXPIRED:
        return date.fromordinal(expires_on.toordinal() + 1)
    return changed_on or exchanged_on or decided_on


def of_row(row: CertificateRow) -> CertificateReported:
    """The event of a row of our own short table, which says no day but those of the period."""
    return CertificateReported(
        line=row.line,
        number=row.number,
        kind=kind_of(row.item_code, row.number),
        status=row.status,
        effective_on=effective_day(row.status, expires_on=row.expires_on),
        item_code=row.item_code,
        item=row.item,
        standard=row.standard,
        holder=row.organisation,
        uscc=row.uscc,
        country=CHINA,
        division=row.division,
        address=row.address,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
    )
