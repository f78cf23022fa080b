"""Objects that could not be inspected: their share, and the bounds within which the truth lies."""

from collections.abc import Sequence
from dataclasses import dataclass

from renjian.estimates.design import Design, Estimate
from renjian.estimates.estimators import mean


@dataclass(frozen=True)
class WithoutAnswer:
    """A share when some of the drawn were not inspected (``None``).

    ``lowest`` takes all of them as compliant, ``highest`` as in violation, ``adjusted`` lets the
    inspected of a class stand for those of their class that were not.
    """

    answered: Estimate
    lowest: Estimate
    highest: Estimate
    adjusted: Estimate


def share(design: Design, results: Sequence[bool | None]) -> WithoutAnswer:
    """The share in violation, with bounds; ``ValueError`` if a stratum has no result at all."""
    known = [result is not None for result in results]
    weight_all: dict[str, float] = {}
    weight_known: dict[str, float] = {}
    for stratum, weight, has in zip(design.strata, design.weights, known, strict=True):
        weight_all[stratum] = weight_all.get(stratum, 0.0) + weight
        weight_known[stratum] = weight_known.get(stratum, 0.0) + weight * has
    if silent := sorted(stratum for stratum, weight in weight_known.items() if not weight):
        raise ValueError(f"no result in {silent[0]}")
    return WithoutAnswer(
        answered=mean(design, [float(has) for has in known]),
        lowest=mean(design, [float(bool(one)) for one in results]),
        highest=mean(design, [float(one is not False) for one in results]),
        adjusted=_adjusted(design, results, weight_all, weight_known),
    )


def _adjusted(
    design: Design,
    results: Sequence[bool | None],
    weight_all: dict[str, float],
    weight_known: dict[str, float],
) -> Estimate:
    rows = [
        (stratum, weight * weight_all[stratum] / weight_known[stratum], unit, float(result))
        for stratum, weight, unit, result in zip(
            design.strata, design.weights, design.first_units, results, strict=True
        )
        if result is not None
    ]
    answering = Design(
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
        design.stratum_sizes,
        design.unit_sizes,
        design.unequal,
    )
    return mean(answering, [row[3] for row in rows])
