"""Technical experts (技术专家): they assist at inspections and are never one of the two officers."""

from datetime import date

from renjian.authorities.appointments import Period, Somebody
from renjian.authorities.posts import CARRY_A_CARD
from renjian.kernel.refusal import Reason, reason


def why_not_engage(
    whom: Somebody, *, from_on: date, to_on: date, secrecy_signed_on: date | None
) -> tuple[Reason, ...]:
    """Every reason against engaging an expert; ``whom`` knows nothing if there is no account."""
    term = Period(from_on, to_on)
    found = []
    if term.is_empty:
        found.append(
            reason(
                "expert.ends-before",
                "聘期止 {to} 早于聘期起 {start}。请核对。",
                to=to_on,
                start=from_on,
            )
        )
    if secrecy_signed_on is None or secrecy_signed_on > from_on:
        found.append(
            reason(
                "expert.no-secrecy",
                "聘期开始前须签订保密承诺。请填写签订日期，不晚于聘期起 {start}。",
                start=from_on,
            )
        )
    held = [one for one in whom.terms if one.role in CARRY_A_CARD and one.period.overlaps(term)]
    found += [
        reason(
            "expert.officer",
            "{name}在这段时间是“{role}”（{place}），不能同时是技术专家：专家协助检查，不作为执法人员。",
            clause="PROC 22",
            name=whom.name,
            role=one.role.title,
            place=one.place_name or one.place,
        )
        for one in held
    ]
    if any(one.overlaps(term) for one in whom.expert_terms):
        found.append(
            reason(
                "expert.again",
                "{name}在这段时间已经受聘为技术专家。请核对聘期。",
                name=whom.name,
            )
        )
    return tuple(found)
