"""How many random inspections a claim needs, and whether those there are suffice (estimation.md 6)."""

from math import ceil, sqrt
from statistics import NormalDist

from renjian.estimates.distributions import normal_quantile


def rows_for_lift(
    base: float, lift: float, *, top: float = 0.25, power: float = 0.80, level: float = 0.95
) -> int:
    """Random inspections that show, one-sided, that the top-risk share is worse than the rest.

    ``base`` is the rate over all, ``lift`` that of the ``top`` share over it. ``ValueError`` if such
    rates cannot be.
    """
    worse, rest = _rates(base, lift, top)
    if not 0 < base < 1 or lift <= 1 or not (0 < worse < 1 and 0 <= rest < 1):
        raise ValueError("such rates cannot be: lower the lift or the base rate")
    inverse = 1 / top + 1 / (1 - top)
    spread = normal_quantile(level) * sqrt(base * (1 - base) * inverse)
    spread += normal_quantile(power) * _spread(worse, rest, top)
    return ceil((spread / (worse - rest)) ** 2)


def power_for_lift(
    rows: int, base: float, lift: float, *, top: float = 0.25, level: float = 0.95
) -> float:
    """The probability that so many random inspections show such a lift."""
    worse, rest = _rates(base, lift, top)
    inverse = 1 / top + 1 / (1 - top)
    reach = (worse - rest) * sqrt(rows) - normal_quantile(level) * sqrt(base * (1 - base) * inverse)
    return NormalDist().cdf(reach / _spread(worse, rest, top))


def rows_for_width(share: float, width: float, *, level: float = 0.95) -> int:
    """Rows of a simple random sample whose interval of a share is about so wide in all."""
    reach = normal_quantile((1 + level) / 2)
    return ceil(share * (1 - share) * (2 * reach / width) ** 2)


def _rates(base: float, lift: float, top: float) -> tuple[float, float]:
    worse = base * lift
    return worse, (base - top * worse) / (1 - top)


def _spread(worse: float, rest: float, top: float) -> float:
    return sqrt(worse * (1 - worse) / top + rest * (1 - rest) / (1 - top))
