"""How a certificate may go from one state to another, and what each step is called.

    (none) -> valid -> suspended -> valid
    valid or suspended -> revoked, cancelled, expired: final

From ``domain``: suspension and revocation by fault or overdue surveillance (QMS25; CCCR 27, 28),
cancellation on request or when production ended (CCCR 26); an organic certificate that was
cancelled or revoked cannot be restored for any reason. A new certificate is a new application.
Bodies use the type of a report loosely, so what happened is read from the state before.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from renjian.kernel.refusal import Reason, reason
from renjian.registers.certificates import TITLES as STATUS_TITLES
from renjian.registers.certificates import Status
from renjian.registers.kinds import Kind


class Happening(StrEnum):
    """What a report says that happened to a certificate, beside what was known before."""

    GRANTED = "granted"  # the first that the register hears of it
    REPORTED = "reported"  # surveillance: the same state again
    CHANGED = "changed"
    EXCHANGED = "exchanged"
    SUSPENDED = "suspended"
    PROLONGED = "prolonged"  # a suspension lasts longer than was said
    RESTORED = "restored"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    CORRECTED = "corrected"  # 证书信息勘误, the same day said again

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return TITLES[self]


TITLES = {
    Happening.GRANTED: "颁发",
    Happening.REPORTED: "监督上报",
    Happening.CHANGED: "变更",
    Happening.EXCHANGED: "换证",
    Happening.SUSPENDED: "暂停",
    Happening.PROLONGED: "延长暂停",
    Happening.RESTORED: "恢复",
    Happening.REVOKED: "撤销",
    Happening.CANCELLED: "注销",
    Happening.EXPIRED: "到期失效",
    Happening.CORRECTED: "更正",
}
FINAL = frozenset({Status.REVOKED, Status.CANCELLED, Status.EXPIRED})
_OPEN = (Status.VALID, Status.SUSPENDED)
# From -> to. A first report may show any state: the register begins where the reports begin.
LAWFUL: dict[Status, frozenset[Status]] = {
    **{state: frozenset(Status) for state in _OPEN},
    **{state: frozenset({state}) for state in FINAL},
}
# An organic certificate keeps its number when it is renewed, even after its period ran out.
RENEWABLE = frozenset({Kind.ORGANIC})
_NEW_STATE = {
    Status.VALID: Happening.RESTORED,
    Status.SUSPENDED: Happening.SUSPENDED,
    Status.REVOKED: Happening.REVOKED,
    Status.CANCELLED: Happening.CANCELLED,
    Status.EXPIRED: Happening.EXPIRED,
}
EXCHANGE, CCC_TRANSFER = "02", "03"  # types of report


@dataclass(frozen=True)
class Said:
    """What counts of one report to tell what happened."""

    status: Status
    effective_on: date
    expires_on: date
    suspended_until: date | None = None
    is_exchange: bool = False
    has_changes: bool = False
    kind: Kind = Kind.SYSTEM


def happening(before: Said | None, now: Said) -> Happening:
    """What happened between two reports that follow each other."""
    if before is None:
        return Happening.GRANTED if now.status is Status.VALID else _NEW_STATE[now.status]
    if before.effective_on == now.effective_on and before.status is now.status:
        return Happening.CORRECTED
    if before.status is not now.status:
        return _NEW_STATE[now.status]
    if now.status is Status.SUSPENDED:
        is_longer = (now.suspended_until or date.max) > (before.suspended_until or date.max)
        return Happening.PROLONGED if is_longer else Happening.REPORTED
    if now.is_exchange:
        return Happening.EXCHANGED
    return Happening.CHANGED if now.has_changes else Happening.REPORTED


def is_lawful(before: Said, now: Said) -> bool:
    """Whether a certificate may go from one state to the other."""
    is_renewal = (before.status, now.status) == (Status.EXPIRED, Status.VALID)
    return now.status in LAWFUL[before.status] or (is_renewal and now.kind in RENEWABLE)


def why_not_follow(
    number: str, before: Said | None, now: Said, *, line: int = 0
) -> tuple[Reason, ...]:
    """Every reason why a report cannot follow the one before it; ``line`` where it stands in a file."""
    if before is None or is_lawful(before, now):
        return ()
    return (_final_in_file(number, before, now, line) if line else _final(number, before, now),)


def _final(number: str, before: Said, now: Said) -> Reason:
    return reason(
        "certificate.final",
        "证书 {number} 自 {since} 起{before}，这是最终状态，不能再变为{now}（{effective_on}）。"
        "需要重新认证的，请使用新证书编号；原先上报有误的，请先撤回那次上传。",
        number=number,
        since=before.effective_on,
        before=STATUS_TITLES[before.status],
        now=STATUS_TITLES[now.status],
        effective_on=now.effective_on,
    )


def _final_in_file(number: str, before: Said, now: Said, line: int) -> Reason:
    return reason(
        "certificate.final-in-file",
        "第 {line} 行：证书 {number} 自 {since} 起{before}，这是最终状态，不能再变为{now}"
        "（{effective_on}）。需要重新认证的，请使用新证书编号；原先上报有误的，"
        "请先撤回那次上传。本文件未保存任何一行。",
        line=line,
        number=number,
        since=before.effective_on,
        before=STATUS_TITLES[before.status],
        now=STATUS_TITLES[now.status],
        effective_on=now.effective_on,
    )
