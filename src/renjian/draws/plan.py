"""The plan of a draw: everything that decides it, fixed and hashed before the seed can be known."""

import hmac
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from renjian.draws import secret as secrets
from renjian.draws.stages import SecondStage
from renjian.kernel.canonical import HASHES, canonical, digest

VERSION = "rj-draw/1"
OPEN_SECRET = secrets.OPEN


@dataclass(frozen=True)
class Stratum:
    """A part of the pool with its own chance: ``drawn`` of ``size`` objects."""

    label: str
    size: int
    drawn: int
    algorithm: str


@dataclass(frozen=True)
class Escalation:
    """Who lends officers when those of a unit do not suffice: unit by unit, in this order."""

    unit: str
    lends: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One of several items that are merged into one visit: its number drawn of each stratum."""

    item: str
    drawn: tuple[int, ...]


@dataclass(frozen=True)
class Experts:
    """What a plan fixes of experts: their list, and how many go to each object."""

    root: str
    size: int
    each: int


def _two_of_one_unit() -> dict[str, object]:
    """Two officers of the unit of the object, the first with the item's qualification (PPL 42).

    A plan may name more than two.
    """
    return {"size": 2, "pairs": "same-unit"}


@dataclass(frozen=True)
class Plan:
    """A frozen plan; ``to_json`` is what is hashed, shown and stored.

    ``reserve`` objects of each stratum stand ready behind the drawn ones, as far as there are any.
    ``sealed`` is the commitment to a secret, None in open mode. Some fields stand in the plan only
    if they are used: ``second_stage``; ``most_visits`` that an officer may make; ``escalation``, who
    lends officers to a unit that has too few; ``succeeds``, the hash of the plan whose draw was
    voided after its seed was known, and whose seed input is used again; ``items``, where one visit
    serves several; ``experts`` who go along.
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
    sealed: str | None = None
    hash: str = "sha256"
    v: str = VERSION
    second_stage: SecondStage | None = None
    most_visits: int | None = None
    escalation: tuple[Escalation, ...] = ()
    succeeds: str | None = None
    items: tuple[Item, ...] = ()
    experts: Experts | None = None

    def to_json(self) -> dict[str, object]:
        """The plan as a JSON value."""
        value = {name: one for name, one in vars(self).items() if name not in OPTIONAL or one}
        value["strata"] = [asdict(stratum) for stratum in self.strata]
        if self.second_stage:
            value["second_stage"] = self.second_stage.to_json()
        if self.escalation:
            steps = [{"unit": one.unit, "lends": list(one.lends)} for one in self.escalation]
            value["escalation"] = steps
        if self.items:
            value["items"] = [{"item": one.item, "drawn": list(one.drawn)} for one in self.items]
        if self.experts:
            value["experts"] = asdict(self.experts)
        return {**value, "beacon": {**self.beacon}, "team": {**self.team}}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The plan that was stored; unknown or missing fields are a ``TypeError``."""
        known = {**value, "strata": tuple(Stratum(**stratum) for stratum in value["strata"])}
        if "second_stage" in value:
            known["second_stage"] = SecondStage(**value["second_stage"])
        if "escalation" in value:
            steps = (Escalation(one["unit"], tuple(one["lends"])) for one in value["escalation"])
            known["escalation"] = tuple(steps)
        if "items" in value:
            items = (Item(one["item"], tuple(one["drawn"])) for one in value["items"])
            known["items"] = tuple(items)
        if "experts" in value:
            known["experts"] = Experts(**value["experts"])
        return cls(**known)


OPTIONAL = ("second_stage", "most_visits", "escalation", "succeeds", "items", "experts")


def plan_hash(plan: Mapping[str, object], hash: str = "sha256") -> bytes:
    """The hash P that is logged at the freeze (RJ-DRAW/1 step 2)."""
    return digest(hash, b"RJ-PLAN/1\x00" + canonical(plan))


def seed(secret: bytes, plan_hash: bytes, beacon_value: bytes, hash: str = "sha256") -> bytes:
    """The seed S, a function of the logged plan and the beacon alone (RJ-DRAW/1 step 5)."""
    if hash not in HASHES:
        raise ValueError(f"unknown hash {hash!r}: use one of {', '.join(HASHES)}")
    return hmac.digest(secret, b"RJ-SEED/1\x00" + plan_hash + beacon_value, hash)
