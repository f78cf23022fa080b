"""Samples with unequal chances: Hájek-Deville variance, and the check by conditioning on the rank."""

from collections.abc import Sequence

from renjian.estimates.design import Estimate, deville

Values = Sequence[float]


def hajek_deville(values: Values, chances: Sequence[float]) -> Estimate:
    """The total by Horvitz-Thompson, its variance without joint probabilities."""
    n = len(values)
    if n < 2:
        raise ValueError("one row has no variance")
    expanded = [y / p for y, p in zip(values, chances, strict=True)]
    return Estimate(sum(expanded), deville(expanded, chances), n, n - 1)


def hajek_mean(values: Values, chances: Sequence[float]) -> Estimate:
    """The mean by Hájek, its variance by the residuals."""
    size = sum(1 / p for p in chances)
    found = sum(y / p for y, p in zip(values, chances, strict=True)) / size
    residuals = hajek_deville([(y - found) / size for y in values], chances)
    return Estimate(found, residuals.variance, len(values), len(values) - 1)


def rank_conditioned(values: Values, targets: Sequence[float], tau: float) -> Estimate:
    """The total given the rank of the first unit not drawn: exactly unbiased, no assumption.

    Each drawn unit has the chance p = tau o / (1 + tau o), o the odds of its target; covariances
    vanish, so the sum of y squared (1 - p) / p squared is an unbiased variance.
    """
    chances = conditional_chances(targets, tau)
    pairs = list(zip(values, chances, strict=True))
    variance = sum(y * y * (1 - p) / p**2 for y, p in pairs)
    return Estimate(sum(y / p for y, p in pairs), variance, len(pairs), max(len(pairs) - 1, 1))


def conditional_chances(targets: Sequence[float], tau: float) -> list[float]:
    """The chance of each drawn unit given tau; certain ones have 1."""
    odds = [t / (1 - t) if t < 1 else None for t in targets]
    return [1.0 if o is None else tau * o / (1 + tau * o) for o in odds]
