"""Quantiles of the distributions that intervals need, from the standard library alone."""

from collections.abc import Callable
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

TINY = 1e-300
STEPS = 200


def normal_quantile(share: float) -> float:
    """The point below which a standard normal value lies with this probability."""
    return NormalDist().inv_cdf(share)


def beta_share(x: float, a: float, b: float) -> float:
    """The probability that a beta variable with parameters a and b lies below x."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def beta_quantile(share: float, a: float, b: float) -> float:
    """The point below which a beta variable lies with this probability."""
    return _bisected(lambda x: beta_share(x, a, b), share, 0.0, 1.0)


def t_quantile(share: float, degrees: float) -> float:
    """The point below which a t variable with these degrees of freedom lies so probably."""
    if share < 0.5:
        return -t_quantile(1 - share, degrees)
    ratio = beta_quantile(2 * (1 - share), degrees / 2, 0.5)
    return sqrt(degrees * (1 - ratio) / ratio)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function (Lentz)."""
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, STEPS * 10):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 / _away_from_zero(1 + step * d)
            c = _away_from_zero(1 + step / c)
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def _away_from_zero(x: float) -> float:
    return x if abs(x) > TINY else TINY


def _bisected(
    share_below: Callable[[float], float], share: float, low: float, high: float
) -> float:
    for _ in range(STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if share_below(middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2
