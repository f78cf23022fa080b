"""Who has to say what the public value was before it counts (RJ-DRAW/1 4, 8).

A value that proves itself needs one person. Numbers of a lottery are typed by two, each without
seeing what the other typed. A dice ceremony proves no more than its witnesses do: two of different
units.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from renjian.draws import drand
from renjian.draws.beacon_kind import Said
from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Reason, reason

PROVE_THEMSELVES = frozenset({"commit-reveal", "practice"})


@dataclass(frozen=True)
class Testified:
    """What one person says that the value was; ``unit`` is the unit that person acts for."""

    said: Said
    person: str
    unit: str


def people_needed(kind: str) -> int:
    """How many people must say the same; two where nothing can be checked here."""
    if kind in PROVE_THEMSELVES or (kind == "drand" and drand.can_check()):
        return 1
    return 2


def why_not_counts(kind: str, known: Sequence[Testified]) -> list[Reason]:
    """Why what was said so far is not the value of a beacon yet."""
    needed = people_needed(kind)
    if len({canonical(dict(one.said)) for one in known}) > 1:
        return [
            reason(
                "draw.value-differs",
                "几个人录入的公开随机数不一致。请各自对照公布的原文核对，由录错的人重新录入。",
            )
        ]
    if len({one.person for one in known}) < max(needed, 1):
        return [
            reason(
                "draw.value-awaited",
                "公开随机数要由 {needed} 人各自录入并且一致，现在有 {given} 人录入。",
                needed=needed,
                given=len({one.person for one in known}),
            )
        ]
    if kind == "dice" and len({one.unit for one in known}) < 2:
        return [
            reason(
                "draw.value-one-unit",
                "掷骰结果要由两个不同单位的人各自录入，现在录入的人都在同一单位。",
            )
        ]
    return []
