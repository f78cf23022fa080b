"""Intervals that keep what they promise (estimation.md 3): Korn-Graubard with a cap for shares.

Simulated over seven designs, ordinary intervals covered 73 to 87 % where 95 % were promised, and
those made stratum by stratum (Jeffreys) 0 % with small strata; both are refused for shares.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from renjian.estimates.design import Estimate
from renjian.estimates.distributions import beta_quantile, t_quantile

LEAST_ROWS, WIDEST, WIDEST_RELATIVE = 30, 0.30, 1.30  # NCHS presentation standards for proportions
LEAST_FOR_JEFFREYS = 20
REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "normal": "an ordinary interval of a share covers 73 to 87 % where it promises 95 %",
        "jeffreys": "intervals by stratum cover nothing where strata are small",
    }
)


@dataclass(frozen=True)
class Interval:
    """A 95 % interval of a share; ``rows`` is the effective number of rows behind it."""

    low: float
    high: float
    rows: float

    def flags(self, share: float) -> tuple[str, ...]:
        """Why the share should not be published without a warning: few rows, or too wide."""
        width = self.high - self.low
        found = {
            "few-rows": self.rows < LEAST_ROWS,
            "wide": width > WIDEST,
            "relatively-wide": share > 0 and width / share > WIDEST_RELATIVE,
        }
        return tuple(name for name, is_so in found.items() if is_so)


def of_share(estimate: Estimate, method: str = "korn-graubard", level: float = 0.95) -> Interval:
    """The interval of a share: Korn and Graubard, with no more rows than were inspected.

    ``ValueError`` for another method, with the ground on which it is refused.
    """
    if method != "korn-graubard":
        why = REFUSED.get(method, "only korn-graubard is known")
        raise ValueError(f"no {method} interval for a share: {why}")
    share, rows = min(max(estimate.value, 0.0), 1.0), float(estimate.rows)
    if 0 < share < 1 and estimate.variance > 0:
        rows = min(rows, share * (1 - share) / estimate.variance)
        rows *= _by_degrees(estimate, level)
    return Interval(*clopper_pearson(share * rows, rows, level), rows)


def uncapped(estimate: Estimate, level: float = 0.95) -> Interval:
    """The interval that R calls ``beta``: without the cap; for comparison with R alone."""
    share = estimate.value
    rows = share * (1 - share) / estimate.variance * _by_degrees(estimate, level)
    return Interval(*clopper_pearson(share * rows, rows, level), rows)


def of_mean(estimate: Estimate, level: float = 0.95) -> tuple[float, float]:
    """The interval of a mean or total of sizes by t; not for shares, nor for counts of objects."""
    reach = t_quantile((1 + level) / 2, estimate.degrees) * estimate.error
    return estimate.value - reach, estimate.value + reach


def clopper_pearson(found: float, rows: float, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of a share; numbers need not be whole."""
    tail = (1 - level) / 2
    low = beta_quantile(tail, found, rows - found + 1) if found > 0 else 0.0
    high = beta_quantile(1 - tail, found + 1, rows - found) if found < rows else 1.0
    return low, high


def _by_degrees(estimate: Estimate, level: float) -> float:
    """What few degrees of freedom take away from the rows."""
    if estimate.rows < 2 or estimate.degrees < 1:
        return 1.0
    tail = (1 + level) / 2
    return (t_quantile(tail, estimate.rows - 1) / t_quantile(tail, estimate.degrees)) ** 2
