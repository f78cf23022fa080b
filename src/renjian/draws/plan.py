"""The plan of a draw: everything that decides it, fixed and hashed before the seed can be known."""

import hmac
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any, Self

from renjian.kernel.canonical import HASHES, canonical, digest
from renjian.kernel.refusal import Refused, reason

VERSION = "rj-draw/1"
OPEN_SECRET = bytes(32)  # the secret of a draw that hides nothing (open mode)


@dataclass(frozen=True)
class Stratum:
    """A part of the pool with its own chance: ``drawn`` of ``size`` objects."""

    label: str
    size: int
    drawn: int
    algorithm: str


def _two_of_one_unit() -> dict[str, object]:
    """Two officers of the unit of the object, the first with the item's qualification (PPL 42)."""
    return {"size": 2, "pairs": "same-unit"}


@dataclass(frozen=True)
class Plan:
    """A frozen plan; ``to_json`` is what is hashed, shown and stored.

    ``reserve`` objects of each stratum stand ready behind the drawn ones, as far as there are any.
    """

    number: str
    authority: str
    item: str
    title: str
    merge_group: str
    register_root: str
    register_size: int
    officers_root: str
    officers_size: int
    recusals_root: str
    recusals_size: int
    strata: tuple[Stratum, ...]
    reserve: int
    beacon: Mapping[str, object]
    team: Mapping[str, object] = field(default_factory=_two_of_one_unit)
    sealed: None = None
    hash: str = "sha256"
    v: str = VERSION

    def to_json(self) -> dict[str, object]:
        """The plan as a JSON value."""
        strata = [asdict(stratum) for stratum in self.strata]
        return {**vars(self), "strata": strata, "beacon": {**self.beacon}, "team": {**self.team}}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The plan that was stored; unknown or missing fields are a ``TypeError``."""
        strata = tuple(Stratum(**stratum) for stratum in value["strata"])
        return cls(**{**value, "strata": strata})


def plan_hash(plan: Mapping[str, object], hash: str = "sha256") -> bytes:
    """The hash P that is logged at the freeze (RJ-DRAW/1 step 2)."""
    return digest(hash, b"RJ-PLAN/1\x00" + canonical(plan))


def seed(secret: bytes, plan_hash: bytes, beacon_value: bytes, hash: str = "sha256") -> bytes:
    """The seed S, a function of the logged plan and the beacon alone (RJ-DRAW/1 step 5)."""
    if hash not in HASHES:
        raise ValueError(f"unknown hash {hash!r}: use one of {', '.join(HASHES)}")
    return hmac.digest(secret, b"RJ-SEED/1\x00" + plan_hash + beacon_value, hash)


def quotas_by_rate(sizes: Mapping[str, int], rates: Mapping[str, int]) -> dict[str, int]:
    """How many objects of each stratum are drawn at its own rate, given per ten thousand.

    The sum of the targets is rounded and shared out by largest remainder, ties by the key of the
    stratum. No object has a zero chance: a stratum whose target is below one draws one, on top.
    """
    for stratum in sizes:
        if not 0 <= rates.get(stratum, -1) <= 10_000:
            raise Refused(
                reason(
                    "draws.quota.rate",
                    "“{stratum}”层的抽查比例没有填写，或者不在万分之 0 至 10000 之间。"
                    "请填写后再计算抽取数。",
                    stratum=stratum,
                )
            )
    targets = {
        stratum: Fraction(size * rates[stratum], 10_000) for stratum, size in sizes.items() if size
    }
    lifted = {stratum: 1 for stratum, target in targets.items() if target < 1}
    rest = {stratum: target for stratum, target in targets.items() if target >= 1}
    shared = _largest_remainder(rest, int(sum(rest.values()) + Fraction(1, 2)))
    return {stratum: (lifted | shared).get(stratum, 0) for stratum in sizes}


def quotas_by_total(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """How many objects of each stratum are drawn if ``total`` are drawn at one rate for all.

    Shared out by largest remainder, ties by the key of the stratum. No object has a zero chance:
    a stratum whose target is below one draws one, and the others share what is left.
    """
    occupied = {stratum: size for stratum, size in sizes.items() if size}
    most = sum(occupied.values())
    if not len(occupied) <= total <= most:
        raise Refused(
            reason(
                "draws.quota.total",
                "计划抽取 {total} 个：应当不少于有对象的层数 {least}，不多于对象总数 {most}。"
                "请调整抽取总数。",
                total=total,
                least=len(occupied),
                most=most,
            )
        )
    lifted: dict[str, int] = {}
    while True:
        rest = {stratum: size for stratum, size in occupied.items() if stratum not in lifted}
        left = total - len(lifted)
        targets = {
            stratum: Fraction(size * left, sum(rest.values())) for stratum, size in rest.items()
        }
        small = {stratum: 1 for stratum, target in targets.items() if target < 1}
        if not small:
            break
        lifted |= small
    shared = _largest_remainder(targets, left)
    return {stratum: (lifted | shared).get(stratum, 0) for stratum in sizes}


def _largest_remainder(targets: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """Whole numbers that add up to ``total``, each its target rounded down or up."""
    whole = {stratum: int(target) for stratum, target in targets.items()}
    by_remainder = sorted(targets, key=lambda stratum: (whole[stratum] - targets[stratum], stratum))
    for stratum in by_remainder[: total - sum(whole.values())]:
        whole[stratum] += 1
    return whole
