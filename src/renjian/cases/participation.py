"""Who else may take part in a matter that one authority handles, and on what ground.

The handling authority keeps jurisdiction: whoever takes part may look at the matter and add to it,
until the day that was named.
"""

from dataclasses import dataclass
from enum import StrEnum

from renjian.authorities.scope import covers
from renjian.authorities.tree import is_above
from renjian.kernel.refusal import Reason, reason


class Part(StrEnum):
    """The ways in which another authority is brought in."""

    ENTRUSTED_INVESTIGATION = "entrusted_investigation"  # 委托调查
    ASSISTANCE_REQUEST = "assistance_request"  # 协助调查
    SUPERVISED_HANDLING = "supervised_handling"  # 督办


@dataclass(frozen=True)
class Ground:
    """What a part is called, and the clause that allows it."""

    title: str
    clause: str


GROUNDS = {
    Part.ENTRUSTED_INVESTIGATION: Ground("委托调查", "N102 二(四)"),
    Part.ASSISTANCE_REQUEST: Ground("协助调查", "PROC 45"),
    Part.SUPERVISED_HANDLING: Ground("督办", "N102 二"),
}


def why_not_take_part(part: Part, handler: str, asker: str, other: str) -> tuple[Reason, ...]:
    """Every reason against bringing an authority into a matter; the three are paths in the tree.

    The handler asks another for assistance, or entrusts one below it with an investigation (N102
    二(四), PROC 45). Supervising (督办) is a superior's own decision about what is handled below.
    """
    clause = GROUNDS[part].clause
    reasons = []
    if other == handler:
        reasons.append(
            reason(
                "participation.own",
                "该单位就是承办单位，不需要另行参与。请选择其他单位。",
                clause=clause,
            )
        )
    if part is Part.SUPERVISED_HANDLING:
        if not is_above(asker, handler) or other != asker:
            reasons.append(
                reason(
                    "participation.supervise",
                    "督办由承办单位的上级市场监管部门决定，并由其自己督办。",
                    clause=clause,
                )
            )
        return tuple(reasons)
    if asker != handler:
        reasons.append(
            reason(
                "participation.not-handler",
                "委托调查和请求协助由承办单位提出，您的单位不是承办单位。",
                clause=clause,
            )
        )
    if part is Part.ENTRUSTED_INVESTIGATION and not (other != handler and covers(handler, other)):
        reasons.append(
            reason(
                "participation.not-below",
                "只能委托下级市场监管部门调查。对其他单位，请改用“协助调查”。",
                clause=clause,
            )
        )
    return tuple(reasons)
