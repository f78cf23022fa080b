"""What a decision forbids a subject for a time: to be certified, or to certify."""

from datetime import date
from enum import StrEnum

from renjian.kernel.refusal import Reason, reason


class Bar(StrEnum):
    """What is forbidden."""

    APPLICATION = "application"
    BARRED = "barred"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return BAR_TITLES[self]


BAR_TITLES = {
    Bar.APPLICATION: "不予受理认证申请",  # ORGM 44, for organisations
    Bar.BARRED: "暂停认证业务",  # a suspended approval, for bodies
}
LONGEST = 300


def why_not_bar(document: str, from_on: date, to_on: date | None) -> tuple[Reason, ...]:
    """Every reason against writing down a restriction: it needs its decision and a period."""
    reasons = []
    if not document.strip():
        reasons.append(
            reason("restriction.document", "请写明作出限制的决定：机关、文书名称和文号。")
        )
    if to_on is not None and to_on < from_on:
        reasons.append(
            reason(
                "restriction.period",
                "限制的最后一天（{to_on}）早于第一天（{from_on}）。请按决定核对后重新填写。",
                to_on=to_on,
                from_on=from_on,
            )
        )
    return tuple(reasons)


def why_not_lift(document: str, on: date, from_on: date, to_on: date | None) -> tuple[Reason, ...]:
    """Every reason against ending a restriction early, ``on`` being the first free day."""
    reasons = []
    if not document.strip():
        reasons.append(
            reason("restriction.lift-document", "请写明解除限制的依据：文书名称和文号。")
        )
    if on <= from_on or (to_on is not None and on > to_on):
        reasons.append(
            reason(
                "restriction.lift-day",
                "解除日期（{on}）应当在限制期间之内：{from_on} 之后，{to_on} 之前。",
                on=on,
                from_on=from_on,
                to_on=to_on or "–",
            )
        )
    return tuple(reasons)
