"""Certificates (认证证书): their states and what holds on a day."""

from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """The state of a certificate, by the codes of the public query of certificates.

    Revoked (撤销) is for fault, cancelled (注销) without fault or on request; these two and
    expired are final.
    """

    VALID = "01"
    SUSPENDED = "02"
    REVOKED = "03"
    CANCELLED = "04"
    EXPIRED = "05"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers and certificates call this state."""
        return TITLES[self]


TITLES = {
    Status.VALID: "有效",
    Status.SUSPENDED: "暂停",
    Status.REVOKED: "撤销",
    Status.CANCELLED: "注销",
    Status.EXPIRED: "过期失效",
}


def is_valid_on(status: Status, issued_on: date, expires_on: date, day: date) -> bool:
    """Whether a certificate of this state and period is valid on a day, both ends included.

    The state is the one reported for that day: a body may report the end of a certificate late, so
    the period counts as well.
    """
    return status is Status.VALID and issued_on <= day <= expires_on
