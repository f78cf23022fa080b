"""What anybody may ask the registers."""

from dataclasses import dataclass
from datetime import date

from renjian.registers.certificates import TITLES, Status, is_valid_on
from renjian_site.kit.statements import Asked, Statement
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


_BY_NUMBER = Statement(
    lambda: Certificate.objects.filter(number=str(Asked("number"))).values_list(
        *("number", "status", "item", "standard", "issued_on", "expires_on"),
        *("organisation__name", "organisation__uscc", "body__name", "body__approval_no"),
    )
)


def certificate(number: str, day: date) -> PublicCertificate | None:
    """The certificate with this number (blanks and width do not matter) and whether it is valid."""
    rows = _BY_NUMBER.ask(number=number)
    if not rows:
        return None
    known, state, item, standard, issued_on, expires_on, organisation, uscc, body, approval = rows[
        0
    ]
    status = Status(state)
    return PublicCertificate(
        number=known,
        status=status,
        is_valid=is_valid_on(status, issued_on, expires_on, day),
        organisation=organisation,
        uscc=uscc,
        body=body,
        approval_no=approval,
        item=item,
        standard=standard,
        issued_on=issued_on,
        expires_on=expires_on,
    )
