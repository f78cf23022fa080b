"""The chances that a Pareto sample really gives, by numeric integration (draw.md 3, worst deviation).

Unit k is drawn if fewer than n others have a smaller rank. Given its rank x each other unit i lies
below with p = x o / (1 + x o), so the number below is a sum of independent coins.
"""

from collections.abc import Sequence
from functools import cache
from math import cos, pi

POINTS = 120
NEGLIGIBLE = 1e-13


def inclusion(targets: Sequence[float], drawn: int) -> list[float]:
    """The chance of each unit whose target is below 1, with ``drawn`` of them; they sum to it."""
    odds = [target / (1 - target) for target in targets]
    found = [0.0] * len(odds)
    for s, weight in _gauss(POINTS):
        x = s / (1 - s)
        below = [x * o / (1 + x * o) for o in odds]
        counts = _counts(below, drawn)
        if sum(counts) < NEGLIGIBLE:
            continue
        for k, o in enumerate(odds):
            density = o / (1 + x * o) ** 2 / (1 - s) ** 2
            found[k] += weight * density * _fewer(below, k, counts, drawn)
    return found


def worst_deviation(targets: Sequence[float], drawn: int) -> float:
    """How far a chance is from its target at most, in proportion."""
    pairs = zip(inclusion(targets, drawn), targets, strict=True)
    return max(abs(chance / target - 1) for chance, target in pairs)


def _counts(below: Sequence[float], most: int) -> list[float]:
    """The probabilities that 0 to ``most`` of the coins fall."""
    counts = [1.0] + [0.0] * most
    for reached, p in enumerate(below, 1):
        for n in range(min(reached, most), 0, -1):
            counts[n] += p * (counts[n - 1] - counts[n])
        counts[0] *= 1 - p
    return counts


def _fewer(below: Sequence[float], k: int, counts: Sequence[float], drawn: int) -> float:
    """The probability that fewer than ``drawn`` of the others fall: the coin k is taken out again."""
    p = below[k]
    if p > 0.5:  # taking it out would lose all digits
        return sum(_counts([*below[:k], *below[k + 1 :]], drawn - 1))
    without = counts[0] / (1 - p)
    found = without
    for n in range(1, drawn):
        without = (counts[n] - p * without) / (1 - p)
        found += without
    return found


@cache
def _gauss(points: int) -> list[tuple[float, float]]:
    """Points and weights of Gauss and Legendre between 0 and 1."""
    found = []
    for place in range(points):
        x = cos(pi * (place + 0.75) / (points + 0.5))
        for _ in range(50):
            value, slope = _legendre(points, x)
            x -= value / slope
        _, slope = _legendre(points, x)
        found.append(((1 - x) / 2, 1 / ((1 - x * x) * slope * slope)))
    return found


def _legendre(degree: int, x: float) -> tuple[float, float]:
    before, value = 1.0, x
    for n in range(2, degree + 1):
        before, value = value, ((2 * n - 1) * x * value - (n - 1) * before) / n
    return value, degree * (x * value - before) / (x * x - 1)
