"""A public dice ceremony as a beacon: ten-sided dice, thrown after the freeze before witnesses.

It proves no more than its witnesses do: two accounts of different units sign what was thrown.
"""

from renjian.draws.beacon_kind import Kind, Said
from renjian.draws.lottery import public_value
from renjian.kernel.refusal import Reason, reason

LEAST = 40  # decimal dice: 132 bits


def _why_not_plan(beacon: Said) -> list[Reason]:
    witnesses = beacon["witnesses"]
    fit = all(isinstance(one, str) and one for one in witnesses)
    if fit and len(set(witnesses)) >= 2 and beacon["count"] >= LEAST:
        return []
    return [
        reason(
            "draws.beacon.dice-plan",
            "掷骰至少 {least} 次，并写明两个不同单位的见证人。请更正方案。",
            least=LEAST,
        )
    ]


def _why_not_believe(beacon: Said, evidence: Said, _hash: str) -> list[Reason]:
    rolls = evidence["rolls"]
    wrong = [
        place for place, one in enumerate(rolls, 1) if type(one) is not int or not 0 <= one <= 9
    ]
    if len(rolls) == beacon["count"] and not wrong:
        return []
    return [
        reason(
            "draws.beacon.dice",
            "掷骰结果应当是 {count} 个 0 到 9 的数，现在是 {given} 个，不对的是第 {wrong} 个。"
            "请对照见证人签字的记录更正。",
            count=beacon["count"],
            given=len(rolls),
            wrong="、".join(map(str, wrong)) or "–",
        )
    ]


KIND = Kind(
    fields={"count": int, "witnesses": list},
    evidence={"rolls": list},
    value=lambda _beacon, evidence, hash: public_value(evidence["rolls"], hash),
    grade="witnessed",
    trust=reason(
        "draws.trust.dice",
        "有见证：由封存后当众掷骰的结果算出，可信程度取决于见证人，事后无法独立核验。",
    ),
    why_not_plan=_why_not_plan,
    why_not_believe=_why_not_believe,
)
