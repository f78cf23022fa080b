"""The design of a sample, and the variance of what is added up over it.

Strata with sizes, within them units that were drawn first (of an object sample, the object itself),
within these perhaps parts that were drawn second. Every estimate below is a sum of values times
weights, or is made one by linearisation.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

NO_SIZES: Mapping[str, int] = {}


@dataclass(frozen=True)
class Design:
    """How a sample was drawn; row i of it has the i-th of each sequence.

    ``weights`` are one over the chance of a row. ``units`` names what was drawn first; without it
    each row was. ``stratum_sizes`` counts these units in each stratum of the register, without it
    they are taken as drawn with replacement; ``unit_sizes`` counts the parts of each unit. In the
    strata ``unequal`` chances differ, and the variance is that of Hájek and Deville.
    """

    strata: Sequence[str]
    weights: Sequence[float]
    units: Sequence[str] = ()
    stratum_sizes: Mapping[str, int] = field(default_factory=dict)
    unit_sizes: Mapping[str, int] = field(default_factory=dict)
    unequal: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if len(self.strata) != len(self.weights) or len(self.units) not in (0, len(self.weights)):
            raise ValueError("strata, weights and units need one entry for each row")

    @property
    def first_units(self) -> Sequence[str]:
        """What was drawn first, for each row."""
        return self.units or [str(row) for row in range(len(self.weights))]

    @property
    def degrees(self) -> int:
        """The degrees of freedom: first units less strata."""
        pairs = set(zip(self.strata, self.first_units, strict=True))
        return len(pairs) - len(set(self.strata))


@dataclass(frozen=True)
class Estimate:
    """A value with its variance; ``rows`` behind it and the degrees of freedom of its variance."""

    value: float
    variance: float
    rows: int
    degrees: int

    @property
    def error(self) -> float:
        """The standard error."""
        return sqrt(self.variance)


def variance_of_total(design: Design, values: Sequence[float]) -> float:
    """The variance of the sum of values times weights."""
    parts = _parts(design, values)
    variance = sum(_unequal(design, stratum, values) for stratum in sorted(design.unequal))
    equal = {stratum: inner for stratum, inner in parts.items() if stratum not in design.unequal}
    for group in _collapsed(equal):
        sums = [sum(inner) for stratum in group for inner in parts[stratum].values()]
        size = sum(design.stratum_sizes.get(stratum, 0) for stratum in group)
        taken = len(sums) / size if size else 0.0
        units = [one for stratum in group for one in parts[stratum].items()]
        inside = sum(_inside(design, unit, inner) for unit, inner in units)
        variance += (1 - taken) * _spread(sums) + taken * inside
    return variance


def _parts(design: Design, values: Sequence[float]) -> dict[str, dict[str, list[float]]]:
    """Weighted values by stratum and by the unit that was drawn first."""
    parts: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    rows = zip(design.strata, design.first_units, design.weights, values, strict=True)
    for stratum, unit, weight, value in rows:
        parts[stratum][unit].append(weight * value)
    return parts


def deville(expanded: Sequence[float], chances: Sequence[float]) -> float:
    """The variance of a sum of values over their chances, without joint probabilities."""
    n = len(expanded)
    factors = [(1 - p) * n / (n - 1) for p in chances] if n > 1 else []
    if not any(factors):
        return 0.0
    middle = sum(c * e for c, e in zip(factors, expanded, strict=True)) / sum(factors)
    return sum(c * (e - middle) ** 2 for c, e in zip(factors, expanded, strict=True))


def _unequal(design: Design, stratum: str, values: Sequence[float]) -> float:
    """The variance inside a stratum whose objects had chances of their own."""
    rows = [
        (weight * value, 1 / weight)
        for one, weight, value in zip(design.strata, design.weights, values, strict=True)
        if one == stratum
    ]
    return deville([row[0] for row in rows], [row[1] for row in rows])


def _inside(design: Design, unit: str, inner: Sequence[float]) -> float:
    """What drawing parts of a unit adds; nothing where all were taken or their number is unknown."""
    size = design.unit_sizes.get(unit, 0)
    return (1 - len(inner) / size) * _spread(inner) if size else 0.0


def _spread(sums: Sequence[float]) -> float:
    n = len(sums)
    if n < 2:
        return 0.0
    mean = sum(sums) / n
    return n / (n - 1) * sum((one - mean) ** 2 for one in sums)


def _collapsed(parts: Mapping[str, Mapping[str, object]]) -> list[list[str]]:
    """The strata in their order; one with a single unit goes with its neighbour, never dropped."""
    groups: list[list[str]] = []
    for stratum in sorted(parts):
        alone = len(parts[stratum]) == 1
        last_alone = groups and sum(len(parts[one]) for one in groups[-1]) == 1
        if groups and (alone or last_alone):
            groups[-1].append(stratum)
        else:
            groups.append([stratum])
    return groups
