"""Who can be drawn, who cannot and why, and what of it everybody may see (N102 四(二) 底数清).

The public sees every object's id, the unit whose officers would visit it and a neutral stratum
label. The risk class lies only inside a salted commitment, which the full record opens for the
superior authority, the discipline body and a notary.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from renjian.kernel.canonical import canonical, canonical_flat, digest
from renjian.kernel.refusal import Reason, Refused, reason
from renjian.ledger.tree import leaf_hash, root, root_at_once


@dataclass(frozen=True, slots=True)
class Candidate:
    """An object of the register that a draw could reach, as it stood on the day of the freeze."""

    id: str
    unit: str
    risk_class: str
    open_matter: bool = False
    certificate_valid: bool = True
    size: int = 0


@dataclass(frozen=True, slots=True)
class Excluded:
    """An object that stays out of the pool, and why."""

    candidate: Candidate
    reason: Reason


@dataclass(frozen=True)
class Pool:
    """The objects that are drawn from, by id, and those left out."""

    objects: tuple[Candidate, ...]
    excluded: tuple[Excluded, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """What everybody may see of an object in the pool; ``sealed`` commits to its risk class.

    ``size`` is the object's weight where chances differ inside its stratum, else 0.
    """

    id: str
    unit: str
    stratum: str
    sealed: str
    size: int = 0

    def to_json(self) -> dict[str, str | int]:
        """The leaf as it is hashed into the register root; without a size unless it has one."""
        leaf: dict[str, str | int] = {
            "id": self.id,
            "unit": self.unit,
            "stratum": self.stratum,
            "sealed": self.sealed,
        }
        if self.size:
            leaf["size"] = self.size
        return leaf


def build(candidates: Iterable[Candidate]) -> Pool:
    """Make the pool of a draw. Two candidates of one id, or one without a class, are refused."""
    ordered = sorted(candidates, key=lambda candidate: candidate.id)
    if reasons := [*_repeated(ordered), *_unclassified(ordered)]:
        raise Refused(*reasons)
    excluded = tuple(Excluded(one, why) for one in ordered if (why := _why_not_draw_from(one)))
    out = {one.candidate.id for one in excluded}
    return Pool(tuple(one for one in ordered if one.id not in out), excluded)


def sizes_by_class(pool: Pool) -> dict[str, int]:
    """How many objects of the pool stand in each risk class."""
    return dict(Counter(one.risk_class for one in pool.objects))


def leaves(
    pool: Pool,
    *,
    labels: Mapping[str, str],
    salts: Mapping[str, str],
    model: str,
    hash: str = "sha256",
) -> tuple[Leaf, ...]:
    """The pool as everybody may see it, by id.

    ``labels`` gives each risk class its neutral stratum label, ``salts`` each id 32 random bytes
    as hex: without a salt of its own anybody could try the few classes one after another.
    """
    if len(set(labels.values())) < len(labels):
        raise ValueError("two risk classes may not share a stratum label")
    opened = openings(pool, salts=salts, model=model)
    return tuple(
        Leaf(one.id, one.unit, labels[one.risk_class], sealed(opened[one.id], hash), one.size)
        for one in pool.objects
    )


def openings(pool: Pool, *, salts: Mapping[str, str], model: str) -> dict[str, dict[str, str]]:
    """What opens the commitment of each object; for the full record only."""
    for one in pool.objects:
        if len(bytes.fromhex(salts[one.id])) != 32:
            raise ValueError(f"the salt of {one.id} is not 32 bytes of hex")
    return {
        one.id: {"class": one.risk_class, "model": model, "salt": salts[one.id]}
        for one in pool.objects
    }


def sealed(opening: Mapping[str, str], hash: str = "sha256") -> str:
    """The commitment to a risk class and to the version of the model that gave it."""
    return digest(hash, b"RJ-LEAF/1\x00" + canonical(opening)).hex()


def register_root(records: Iterable[Mapping[str, object]], hash: str = "sha256") -> str:
    """The root over the canonical records of a register in their order (RJ-DRAW/1 step 1)."""
    return root((leaf_hash(canonical(record), hash) for record in records), hash).hex()


def list_root(records: Iterable[Mapping[str, str | int]], hash: str = "sha256") -> str:
    """The same root for flat records, of which there may be millions."""
    return root_at_once((canonical_flat(record) for record in records), hash).hex()


def _why_not_draw_from(one: Candidate) -> Reason | None:
    """Why an object cannot be drawn though it stands in the register."""
    if not one.certificate_valid:
        return reason(
            "draws.pool.certificate",
            "“{object}”没有在有效期内且状态有效的证书，不列入本次抽查对象。"
            "证书恢复有效后进入下一次抽查。",
            object=one.id,
        )
    if one.open_matter:
        return reason(
            "draws.pool.open-matter",
            "“{object}”有尚未办结的案件或者核查，不列入本次抽查对象，以免重复检查。"
            "办结后进入下一次抽查。",
            object=one.id,
        )
    return None


def _repeated(ordered: Sequence[Candidate]) -> list[Reason]:
    """Every id that stands in the register more than once: it would have more than one chance."""
    counts = Counter(one.id for one in ordered)
    return [
        reason(
            "draws.pool.repeated",
            "抽查对象“{object}”在对象库中出现 {times} 次，会得到不止一次机会。请先合并重复的记录。",
            object=id,
            times=times,
        )
        for id, times in counts.items()
        if times > 1
    ]


def _unclassified(ordered: Sequence[Candidate]) -> list[Reason]:
    """Every object without a risk class: it would stand in no stratum and have no chance at all."""
    return [
        reason(
            "draws.pool.unclassified",
            "抽查对象“{object}”没有风险等级，无法归入任何一层，会没有被抽中的机会。请先确定其等级。",
            object=one.id,
        )
        for one in ordered
        if not one.risk_class
    ]
