"""Commit and reveal as a beacon: each party fixes a secret before the freeze, and shows it after.

As long as one party keeps its secret, nobody knows the value. Whoever shows his last could refuse
to, so a refusal voids the draw in public.
"""

import re

from renjian.draws.beacon_kind import Kind, Said
from renjian.draws.lottery import public_value
from renjian.draws.secret import commitment
from renjian.kernel.refusal import Reason, reason

HEX = re.compile(r"[0-9a-f]{64}")


def _why_not_plan(beacon: Said) -> list[Reason]:
    parties = beacon["parties"]
    fit = all(
        isinstance(one, dict)
        and set(one) == {"name", "commitment"}
        and all(isinstance(text, str) for text in one.values())
        and one["name"]
        and HEX.fullmatch(one["commitment"])
        for one in parties
    )
    several = fit and len(parties) >= 2
    if several and all(len({one[key] for one in parties}) == len(parties) for key in parties[0]):
        return []
    return [
        reason(
            "draws.beacon.parties",
            "承诺—揭示要有至少两方，各写 name（名称）和 commitment（承诺值，64 位小写十六进制），"
            "名称和承诺值都不得相同。请更正方案。",
        )
    ]


def _why_not_believe(beacon: Said, evidence: Said, hash: str) -> list[Reason]:
    reveals, parties = evidence["reveals"], beacon["parties"]
    if len(reveals) != len(parties):
        return [
            reason(
                "draws.beacon.reveals",
                "应当有 {parties} 方揭示，现在有 {given} 方。缺一方就不能抽取；"
                "有人拒绝揭示的，公开作废本次抽取。",
                parties=len(parties),
                given=len(reveals),
            )
        ]
    return [
        reason(
            "draws.beacon.reveal",
            "“{name}”揭示的数与封存前的承诺不符。不得据此抽取；请该方核对。",
            name=party["name"],
        )
        for party, shown in zip(parties, reveals, strict=True)
        if not _opens(party["commitment"], shown, hash)
    ]


def _opens(committed: str, shown: object, hash: str) -> bool:
    if not isinstance(shown, str) or not HEX.fullmatch(shown):
        return False
    return commitment(bytes.fromhex(shown), hash) == committed


KIND = Kind(
    fields={"parties": list},
    evidence={"reveals": list},
    value=lambda _beacon, evidence, hash: public_value(evidence["reveals"], hash),
    grade="witnessed",
    trust=reason(
        "draws.trust.parties",
        "有见证：由各方封存前承诺、封存后揭示的数算出；只要有一方守信，谁也不能预知或者操纵。",
    ),
    why_not_plan=_why_not_plan,
    why_not_believe=_why_not_believe,
)
