"""What drawing by rotation would do on the same list: every k-th row from one random start.

Some systems draw so. Only k different samples exist, and rows behind the last that a start can
reach have no chance at all; in a list sorted by place these are always the same counties.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, log10

from renjian.draws.desk.intake import Listed


@dataclass(frozen=True)
class Comparison:
    """A list drawn by rotation beside a draw by tickets.

    ``samples`` different samples exist by rotation, ten to the power of ``digits_by_ticket`` by
    tickets. ``never`` rows can never be drawn and ``always`` rows always are; ``units`` says how
    many of them each unit has, with the unit's rows in all.
    """

    size: int
    drawn: int
    step: int
    samples: int
    never: int
    always: int
    digits_by_ticket: float
    units: tuple[tuple[str, int, int], ...]


def compare(objects: Sequence[Listed], drawn: int) -> Comparison:
    """Draw ``drawn`` rows of the list, sorted by unit, by rotation; above half, those left out."""
    if not 1 <= drawn <= len(objects):
        raise ValueError(f"{drawn} rows cannot be drawn from {len(objects)}")
    rows = sorted(objects, key=lambda one: (one.unit, one.id))
    size = len(rows)
    leaves_out = drawn * 2 > size
    chosen = size - drawn if leaves_out else drawn
    step = size // chosen if chosen else size
    unreached = rows[step * chosen :] if chosen else []
    counts, per_unit = Counter(one.unit for one in unreached), Counter(one.unit for one in rows)
    return Comparison(
        size=size,
        drawn=drawn,
        step=step,
        samples=step if chosen else 1,
        never=0 if leaves_out else len(unreached),
        always=len(unreached) if leaves_out else 0,
        digits_by_ticket=log10(comb(size, drawn)) if size <= 5000 else _digits(size, drawn),
        units=tuple((unit, n, per_unit[unit]) for unit, n in counts.most_common()),
    )


def _digits(size: int, drawn: int) -> float:
    few = min(drawn, size - drawn)
    return sum(log10(size - n) - log10(n + 1) for n in range(few))
