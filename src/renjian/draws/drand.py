"""The beacon of the League of Entropy, network quicknet: one value each three seconds (drand).

The number of the round at any future moment is known now, its value to nobody. The signature over
the number is checked against a key that is pinned here, by the library ``drand-verify`` where it
is installed; without it everything else is checked and that is said.
"""

import hashlib
import re

from renjian.draws.beacon_kind import Kind, Said
from renjian.kernel.refusal import Reason, reason

try:
    from drand_verify import verify_quicknet
except ImportError:  # an extra of the package: "beacon"
    verify_quicknet = None

CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
    "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
    "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
GENESIS, PERIOD = 1692803367, 3  # the second of round 1, and the seconds between rounds
SIGNATURE = re.compile(r"[0-9a-f]{96}")


def plan_of(round: int) -> dict[str, object]:
    """The beacon of one round, as a plan names it."""
    return {"kind": "drand", "chain": CHAIN, "round": round}


def second_of(round: int) -> int:
    """The second (Unix time) at which a round comes."""
    return GENESIS + PERIOD * (round - 1)


def round_at(second: int) -> int:
    """The first round that comes at this second (Unix time) or later."""
    return max(1, -(-(second - GENESIS) // PERIOD) + 1)


def can_check() -> bool:
    """Whether signatures can be checked here."""
    return verify_quicknet is not None


def randomness(signature: str) -> bytes:
    """The 32 bytes of a round: SHA-256 of its signature (hex), whatever hash the plan names."""
    return hashlib.sha256(bytes.fromhex(signature)).digest()


def is_signed(round: int, signature: str) -> bool | None:
    """Whether the network signed this round so (BLS12-381); None if that cannot be checked here."""
    if verify_quicknet is None:
        return None
    try:
        return verify_quicknet(round, signature, KEY) is not None
    except ValueError:
        return False


def _value(_beacon: Said, evidence: Said, _hash: str) -> bytes:
    return randomness(evidence["signature"])


def _why_not_plan(beacon: Said) -> list[Reason]:
    if beacon["chain"] != CHAIN or beacon["round"] < 1:
        return [
            reason(
                "draws.beacon.drand",
                "drand 随机源的链应当是 quicknet（{chain}），轮次从 1 起。请更正方案。",
                chain=CHAIN,
            )
        ]
    return []


def _why_not_believe(beacon: Said, evidence: Said, _hash: str) -> list[Reason]:
    signature = evidence["signature"]
    if not SIGNATURE.fullmatch(signature):
        return [
            reason(
                "draws.beacon.signature-form",
                "drand 第 {round} 轮的签名应当是 96 位小写十六进制数。请重新复制公布的签名。",
                round=beacon["round"],
            )
        ]
    if is_signed(beacon["round"], signature) is False:
        return [
            reason(
                "draws.beacon.signature",
                "这不是 drand 第 {round} 轮的签名：与内置公钥核对不符，可能是别的轮次，"
                "也可能被改动过。不得据此抽取；请重新取得方案指定那一轮的签名。",
                round=beacon["round"],
            )
        ]
    return []


KIND = Kind(
    fields={"chain": str, "round": int},
    evidence={"signature": str},
    value=_value,
    grade="verifiable",
    trust=reason(
        "draws.trust.drand",
        "可核验：drand quicknet 由多国机构共同产生，谁也不能预知或者挑选；"
        "任何人可以用公钥离线核对签名。",
    ),
    why_not_plan=_why_not_plan,
    why_not_believe=_why_not_believe,
    due=lambda beacon: second_of(beacon["round"]),
)
