"""What certification bodies are approved for (REG 9, 10), and the standing of their approval."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """The standing of a body's approval, by the public list of bodies."""

    VALID = "valid"
    RESTRICTED = "restricted"  # suspended in part
    REVOKED = "revoked"
    CANCELLED = "cancelled"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What the list calls it."""
        return STANDING_TITLES[self]


STANDING_TITLES = {
    Standing.VALID: "有效",
    Standing.RESTRICTED: "部分暂停",
    Standing.REVOKED: "撤销",
    Standing.CANCELLED: "注销",
}


@dataclass(frozen=True)
class Approval:
    """One approved domain of a body; ``domain`` is a prefix of item codes, ``to_on`` the last day."""

    domain: str
    from_on: date
    to_on: date | None = None

    def covers(self, item_code: str, day: date) -> bool:
        """Whether a certificate of this item may be issued on a day under the approval."""
        in_time = self.from_on <= day and (self.to_on is None or day <= self.to_on)
        return in_time and item_code.startswith(self.domain)


def is_approved(approvals: Iterable[Approval], item_code: str, day: date) -> bool:
    """Whether any approved domain covers an item on a day (REG 9; outside it is CB-25's matter)."""
    return any(approval.covers(item_code, day) for approval in approvals)
