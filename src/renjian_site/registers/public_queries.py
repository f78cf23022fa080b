"""What anybody may ask the registers."""

from dataclasses import dataclass
from datetime import date

from renjian.registers.certificates import TITLES, Status, is_valid_on
from renjian_site.registers.models import Certificate


@dataclass(frozen=True)
class PublicCertificate:
    """What a citizen may know of a certificate, as last reported by its body."""

    number: str
    status: Status
    is_valid: bool
    organisation: str
    uscc: str
    body: str
    approval_no: str
    item: str
    standard: str
    issued_on: date
    expires_on: date

    @property
    def status_title(self) -> str:
        """The state in words."""
        return TITLES[self.status]


def certificate(number: str, day: date) -> PublicCertificate | None:
    """The certificate with this number (blanks and width do not matter) and whether it is valid."""
    rows = Certificate.objects.select_related("body", "organisation")
    row = rows.filter(number=number).first()
    if row is None:
        return None
    status = Status(row.status)
    return PublicCertificate(
        number=row.number,
        status=status,
        is_valid=is_valid_on(status, row.issued_on, row.expires_on, day),
        organisation=row.organisation.name,
        uscc=row.organisation.uscc,
        body=row.body.name,
        approval_no=row.body.approval_no,
        item=row.item,
        standard=row.standard,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
    )
