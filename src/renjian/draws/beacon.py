"""The public value that comes after the freeze, so that nobody can fit a plan to it.

Each kind of beacon says how its value is made from what the plan fixed and what the world said
afterwards, and how far it can be trusted. The plan names the beacon before the freeze; nobody
chooses one afterwards (RJ-DRAW/1 4).
"""

from renjian.draws import dice, drand, lottery, two_parties
from renjian.draws.beacon_kind import NOTHING, Kind, Said
from renjian.kernel.canonical import canonical, digest
from renjian.kernel.refusal import Reason, Refused, reason

MARGIN = 600  # seconds between the freeze and the beacon, at least (RJ-DRAW/1 2, A13)


def practice(*, round: int, seed: str) -> dict[str, object]:
    """The beacon of the practice country, as a plan names it."""
    return {"kind": "practice", "round": round, "seed": seed}


def kind_of(beacon: Said) -> Kind:
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


def value(beacon: Said, hash: str, evidence: Said = NOTHING) -> bytes:
    """The 32 bytes of the beacon that the plan names. Refused if the evidence is not its own."""
    kind = kind_of(beacon)
    if reasons := why_not_believe(beacon, evidence, hash):
        raise Refused(*reasons)
    return kind.value(beacon, evidence, hash)


def why_not_believe(beacon: Said, evidence: Said, hash: str = "sha256") -> list[Reason]:
    """Why this evidence is not the public value that the plan names."""
    kind = kind_of(beacon)
    if {name: type(item) for name, item in evidence.items()} != dict(kind.evidence):
        return [
            reason(
                "draws.beacon.evidence",
                "“{kind}”随机源的公开结果应当正好包括：{wanted}；现在有：{given}。请按公布的内容补齐。",
                kind=str(beacon["kind"]),
                wanted="、".join(kind.evidence) or "（无）",
                given="、".join(evidence) or "（无）",
            )
        ]
    return kind.why_not_believe(beacon, evidence, hash)


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


def why_not_name(beacon: Said) -> list[Reason]:
    """Why a plan may not name this beacon: a field is missing, or one has no fit value."""
    name = str(beacon.get("kind"))
    if name not in KINDS:
        return why_not_use(name, practice=True)
    try:
        return kind_of(beacon).why_not_plan(beacon)
    except ValueError:
        return [
            reason(
                "draws.beacon.fields",
                "“{kind}”随机源要写明且只写明：{fields}。请更正方案中的随机源。",
                kind=name,
                fields="、".join(KINDS[name].fields),
            )
        ]


def why_not_freeze_at(beacon: Said, frozen_at: int) -> list[Reason]:
    """Why a plan frozen at this second (Unix time) may not wait for this beacon (A13).

    A value that is there already, or nearly, could be one to which the plan was fitted.
    """
    due = kind_of(beacon).due(beacon)
    if due is None or due >= frozen_at + MARGIN:
        return []
    return [
        reason(
            "draws.beacon.near",
            "随机源的这一轮离封存太近，还差 {late} 秒。"
            "公开随机数必须晚于封存至少 {margin} 秒，否则可能已有人知道。请改用更晚的轮次。",
            late=frozen_at + MARGIN - due,
            margin=MARGIN,
        )
        if due > frozen_at
        else reason(
            "draws.beacon.past",
            "随机源的这一轮在封存前 {late} 秒就已产生，方案可能是照着结果定的。"
            "公开随机数必须晚于封存至少 {margin} 秒。请改用更晚的轮次。",
            late=frozen_at - due,
            margin=MARGIN,
        )
    ]


def why_not_yet(beacon: Said, now: int) -> list[Reason]:
    """Why the value cannot be there at this second (Unix time)."""
    due = kind_of(beacon).due(beacon)
    if due is None or due <= now:
        return []
    return [
        reason(
            "draws.beacon.not-yet",
            "方案指定的公开随机数还要 {wait} 秒才产生，现在给出的不可能是真的。请到时再抽取。",
            wait=due - now,
        )
    ]


def _practice_value(beacon: Said, _evidence: Said, hash: str) -> bytes:
    known = {"round": beacon["round"], "seed": beacon["seed"]}
    return digest(hash, b"RJ-PRACTICE/1\x00" + canonical(known))


KINDS: dict[str, Kind] = {
    "drand": drand.KIND,
    "lottery": lottery.KIND,
    "dice": dice.KIND,
    "commit-reveal": two_parties.KIND,
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
