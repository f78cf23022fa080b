"""What may leave the factory, be sold, imported or used without a CCC certificate."""

from datetime import date

from renjian.kernel.refusal import Reason, reason

# CCCR 42 lists nine purposes for which the local authority may issue an exemption. They are known
# here by their number in the article; its wording was not read.
PURPOSES = range(1, 10)


def why_not_exempt(purpose: int, issued_on: date, expires_on: date) -> tuple[Reason, ...]:
    """Every reason against a CCC exemption certificate (免予办理强制性产品认证证明)."""
    reasons = []
    if purpose not in PURPOSES:
        reasons.append(
            reason(
                "exemption.purpose",
                "免办用途应为第四十二条所列第 1 至第 9 项之一，不能是第 {purpose} 项。",
                clause="CCCR 42",
                purpose=purpose,
            )
        )
    if expires_on < issued_on:
        reasons.append(
            reason(
                "exemption.period",
                "有效期止（{expires_on}）早于出具日期（{issued_on}）。请核对后重新填写。",
                expires_on=expires_on,
                issued_on=issued_on,
            )
        )
    return tuple(reasons)


def is_exempt_on(issued_on: date, expires_on: date, day: date) -> bool:
    """Whether an exemption holds on a day, both ends included."""
    return issued_on <= day <= expires_on
