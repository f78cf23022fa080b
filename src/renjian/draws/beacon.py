"""The public value that comes after the freeze, so that nobody can fit a plan to it.

Each kind of beacon says how its value is made from what the plan fixed, and how far it can be
trusted. The plan names the beacon before the freeze; nobody chooses one afterwards (RJ-DRAW/1 4).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from renjian.kernel.canonical import canonical, digest
from renjian.kernel.refusal import Reason, reason


@dataclass(frozen=True)
class Kind:
    """A kind of beacon: its fields in the plan, its value, and what it proves."""

    fields: Mapping[str, type]
    value: Callable[[Mapping[str, object], str], bytes]
    grade: str
    trust: Reason
    practice_only: bool


def practice(*, round: int, seed: str) -> dict[str, object]:
    """The beacon of the practice country, as a plan names it."""
    return {"kind": "practice", "round": round, "seed": seed}


def kind_of(beacon: Mapping[str, object]) -> Kind:
    """The kind of beacon that a plan names; ``ValueError`` if unknown or wrongly described."""
    name = str(beacon.get("kind"))
    if name not in KINDS:
        raise ValueError(f"unknown beacon {name!r}: use one of {', '.join(KINDS)}")
    kind = KINDS[name]
    given = {field: type(item) for field, item in beacon.items() if field != "kind"}
    if given != dict(kind.fields):
        wanted = ", ".join(f"{field}: {type_.__name__}" for field, type_ in kind.fields.items())
        raise ValueError(f"the beacon {name} needs just {wanted}")
    return kind


def value(beacon: Mapping[str, object], hash: str) -> bytes:
    """The 32 bytes of the beacon that the plan names."""
    return kind_of(beacon).value(beacon, hash)


def why_not_use(kind: str, *, practice: bool) -> list[Reason]:
    """Why a plan may not name this kind of beacon; ``practice``: the site is a practice one."""
    known = KINDS.get(kind)
    if known is None:
        return [
            reason(
                "draws.beacon.unknown",
                "没有“{kind}”这种公开随机源。请从下列种类中选择：{kinds}。",
                kind=kind,
                kinds="、".join(KINDS),
            )
        ]
    if known.practice_only and not practice:
        return [
            reason(
                "draws.beacon.practice-only",
                "“{kind}”随机源的值事先就能算出，只供练习，正式抽查不得使用。"
                "请改用可核验的公开随机源。",
                kind=kind,
            )
        ]
    return []


def _practice_value(beacon: Mapping[str, object], hash: str) -> bytes:
    known = {"round": beacon["round"], "seed": beacon["seed"]}
    return digest(hash, b"RJ-PRACTICE/1\x00" + canonical(known))


KINDS: dict[str, Kind] = {
    "practice": Kind(
        fields={"round": int, "seed": str},
        value=_practice_value,
        grade="worthless",
        trust=reason(
            "draws.trust.practice",
            "练习随机源：随机值由练习国的种子算出，任何人事先都能知道，"
            "对抽取的公正没有任何证明力。",
        ),
        practice_only=True,
    ),
}
