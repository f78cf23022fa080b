"""How much results depend on who inspected; comparable, since officers are assigned by chance.

Only visits of one cell (region, item, class) are compared with each other.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Visit:
    """A visit that was drawn at random, its officer, and whether it found a violation."""

    cell: str
    officer: str
    found: bool


@dataclass(frozen=True)
class OfficerEffect:
    """``between`` is the variance of rates between officers of a cell, not below 0.

    ``standardised`` is the rate that officers of average strictness would find; ``deviations`` how
    far each officer lies above (below) what his cells find, as a share, with the number of visits.
    """

    between: float
    standardised: float
    deviations: dict[str, tuple[float, int]]


def effect(visits: Sequence[Visit]) -> OfficerEffect:
    """The effect of the officers, by analysis of variance within cells.

    ``ValueError`` without a cell in which two officers made visits.
    """
    cells: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for visit in visits:
        cells[visit.cell][visit.officer].append(float(visit.found))
    compared = [one for one in cells.values() if len(one) > 1]
    if not compared:
        raise ValueError("no cell in which two officers made visits")
    between = officers = within = rows = spread = 0.0
    gaps: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for cell in compared:
        everyone = [one for results in cell.values() for one in results]
        middle, n = _mean(everyone), len(everyone)
        for officer, results in cell.items():
            between += len(results) * (_mean(results) - middle) ** 2
            within += _around_mean(results)
            gaps[officer].append((_mean(results) - middle, len(results)))
        officers += len(cell) - 1
        rows += n - len(cell)
        spread += n - sum(len(results) ** 2 for results in cell.values()) / n
    noise = within / rows if rows else 0.0
    return OfficerEffect(
        between=max(0.0, (between - officers * noise) / spread) if spread else 0.0,
        standardised=_standardised(cells),
        deviations={officer: _together(those) for officer, those in gaps.items()},
    )


def _standardised(cells: dict[str, dict[str, list[float]]]) -> float:
    """The mean over cells by their visits, where each officer of a cell counts the same."""
    visits = {key: sum(map(len, cell.values())) for key, cell in cells.items()}
    rates = {key: _mean([_mean(own) for own in cell.values()]) for key, cell in cells.items()}
    return sum(rates[key] * visits[key] for key in cells) / sum(visits.values())


def _together(gaps: Sequence[tuple[float, int]]) -> tuple[float, int]:
    """The mean gap by visits, and the number of visits."""
    visits = sum(n for _, n in gaps)
    return sum(gap * n for gap, n in gaps) / visits, visits


def _around_mean(values: Sequence[float]) -> float:
    return sum((one - _mean(values)) ** 2 for one in values)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
