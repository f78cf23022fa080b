"""The second stage: inside each drawn body, certificates, files, sites or practitioners (draw.md 8).

Both stages use one seed. The tickets of the second hang on campaign and body, so what is drawn in
one body says nothing of another.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from renjian.draws.selection import srs
from renjian.draws.tickets import Ticket, tickets


@dataclass(frozen=True, slots=True)
class Part:
    """Something inside an object that the second stage can draw."""

    object: str
    id: str

    def to_json(self) -> dict[str, str]:
        """The part as hashed into the root of the list."""
        return {"id": self.id, "object": self.object}


@dataclass(frozen=True)
class SecondStage:
    """What a plan fixes of the second stage: the list of parts, and how many of each object."""

    root: str
    size: int
    drawn: int

    def to_json(self) -> dict[str, object]:
        """The second stage as it stands in the plan."""
        return asdict(self)


@dataclass(frozen=True)
class PartsDrawn:
    """What was drawn inside one object; ``size`` is how many parts it has."""

    object: str
    size: int
    selected: tuple[Ticket, ...]


def group_of(merge_group: str, object: str) -> str:
    """The merge group of the parts of one object."""
    return f"{merge_group}/{object}"


def draw_parts(
    objects: Sequence[str],
    parts: Iterable[Part],
    drawn: int,
    seed: bytes,
    merge_group: str,
    hash: str = "sha256",
) -> tuple[PartsDrawn, ...]:
    """The parts of each drawn object: ``drawn`` of them, or all if there are no more."""
    wanted, inside = set(objects), defaultdict[str, list[str]](list)
    for part in parts:
        if part.object in wanted:
            inside[part.object].append(part.id)
    found = []
    for object in objects:
        theirs = inside[object]
        known = tickets(seed, group_of(merge_group, object), theirs, hash)
        selected = srs(known, min(drawn, len(theirs)), 0).selected
        found.append(PartsDrawn(object, len(theirs), selected))
    return tuple(found)
