"""Totals, means, shares, ratios and domains, with weights that are one over the chance."""

from collections.abc import Sequence
from dataclasses import replace

from renjian.estimates.design import Design, Estimate, variance_of_total

Values = Sequence[float]


def total(design: Design, values: Values) -> Estimate:
    """The total in the register (Horvitz-Thompson)."""
    found = _sum(design, values)
    return _estimate(design, found, variance_of_total(design, values))


def mean(design: Design, values: Values) -> Estimate:
    """The mean in the register, or the share where values are 0 and 1 (Hájek)."""
    return ratio(design, values, [1.0] * len(values))


def ratio(design: Design, values: Values, by: Values) -> Estimate:
    """The ratio of two totals, its variance by linearisation."""
    below = _sum(design, by)
    if not below:
        raise ValueError("the total below the line is zero")
    found = _sum(design, values) / below
    residuals = [(y - found * x) / below for y, x in zip(values, by, strict=True)]
    rows = sum(1 for x in by if x)
    variance = variance_of_total(design, residuals)
    return Estimate(found, variance, rows, design.degrees)


def domain_mean(design: Design, values: Values, inside: Sequence[bool]) -> Estimate:
    """The mean in a part of the register; rows outside stay in the design with the value 0."""
    flags = [1.0 if one else 0.0 for one in inside]
    return ratio(design, [y * x for y, x in zip(values, flags, strict=True)], flags)


def domain_total(design: Design, values: Values, inside: Sequence[bool]) -> Estimate:
    """The total in a part of the register."""
    return total(design, [y if x else 0.0 for y, x in zip(values, inside, strict=True)])


def design_effect(design: Design, values: Values) -> float:
    """The variance of the mean over that of a simple random sample of as many rows."""
    n, size = len(values), sum(design.weights)
    found = mean(design, values)
    rows = zip(design.weights, values, strict=True)
    spread = sum(w * (y - found.value) ** 2 for w, y in rows) / size * n / (n - 1)
    return found.variance / (spread / n * (1 - n / size))


def calibrated(
    design: Design, known: Sequence[Sequence[float]], totals: Sequence[float]
) -> "Calibrated":
    """The design with weights changed as little as needed to give the ``totals`` of the register.

    ``known`` holds for each row what is also known of the whole register: with one column of 0 and
    1 for each class this is post-stratification. ``ValueError`` if the columns depend on each other.
    """
    width = range(len(totals))
    rows = list(zip(design.weights, known, strict=True))
    square = [[sum(w * x[i] * x[j] for w, x in rows) for j in width] for i in width]
    missing = [totals[i] - sum(w * x[i] for w, x in rows) for i in width]
    factors = solved(square, missing)
    weights = [w * (1 + sum(f * x for f, x in zip(factors, row, strict=True))) for w, row in rows]
    return Calibrated(design, replace(design, weights=weights), known, square)


class Calibrated:
    """A design that was fitted to known totals; its variances are those of the residuals."""

    def __init__(
        self,
        before: Design,
        after: Design,
        known: Sequence[Sequence[float]],
        square: Sequence[Sequence[float]],
    ) -> None:
        self._before, self.design, self._known, self._square = before, after, known, square

    def total(self, values: Values) -> Estimate:
        """The total in the register."""
        variance = variance_of_total(self.design, self._residuals(values))
        return _estimate(self.design, _sum(self.design, values), variance)

    def mean(self, values: Values) -> Estimate:
        """The mean in the register."""
        size = sum(self.design.weights)
        found = _sum(self.design, values) / size
        residuals = self._residuals([(y - found) / size for y in values])
        return _estimate(self.design, found, variance_of_total(self.design, residuals))

    def _residuals(self, values: Values) -> list[float]:
        """What the known columns do not explain, by the weights before."""
        rows = list(zip(self._before.weights, self._known, values, strict=True))
        width = range(len(self._square))
        slopes = solved(self._square, [sum(w * x[i] * y for w, x, y in rows) for i in width])
        return [y - sum(b * x for b, x in zip(slopes, row, strict=True)) for _, row, y in rows]


def solved(square: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of linear equations; ``ValueError`` if there is not exactly one."""
    rows = [[*row, value] for row, value in zip(square, right, strict=True)]
    n = len(rows)
    for step in range(n):
        pivot = max(range(step, n), key=lambda place: abs(rows[place][step]))
        rows[step], rows[pivot] = rows[pivot], rows[step]
        if abs(rows[step][step]) < 1e-12:
            raise ValueError("the known columns depend on each other")
        for place in range(n):
            if place != step:
                share = rows[place][step] / rows[step][step]
                rows[place] = [a - share * b for a, b in zip(rows[place], rows[step], strict=True)]
    return [row[n] / row[place] for place, row in enumerate(rows)]


def _sum(design: Design, values: Values) -> float:
    return sum(w * y for w, y in zip(design.weights, values, strict=True))


def _estimate(design: Design, value: float, variance: float) -> Estimate:
    return Estimate(value, variance, len(design.weights), design.degrees)
