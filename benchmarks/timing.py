"""How long something takes, and whether that is within its limit."""

import statistics
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

ROUNDS = 15
Result = TypeVar("Result")


def seconds_of(work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds and result of some work."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some rounds. The first round, which warms up, is not counted."""
    return median_of(lambda: seconds_of(work)[0] * 1000, rounds)


def median_of(figure: Callable[[], float], rounds: int = ROUNDS) -> float:
    """The median of a figure that is taken anew in each round; the first is not counted."""
    return statistics.median([figure() for _ in range(rounds + 1)][1:])


def judged(figures: Mapping[str, float], limits: Mapping[str, float], unit: str = "ms") -> int:
    """Print each figure beside its limit; 1 when one of them is above, for the exit status."""
    for name, figure in figures.items():
        limit = limits[name]
        print(
            f"{name:<36}{figure:>9.2f} {unit}, limit {limit:g} {unit}{figure / limit:>8.2f} of it"
        )
    return int(any(figure > limits[name] for name, figure in figures.items()))
