"""Pareto sampling by tickets: chances that differ inside a stratum, in exact fractions (RJ-DRAW/1 7).

An object of size w gets the target chance n w / sum of w. Its ticket is ranked by the odds of the
ticket over the odds of the target, and the n smallest ranks are drawn. No float decides anything.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

HALF_STEPS = 1 << 257  # u = (2 T + 1) / 2^257 lies inside 0 and 1 for every ticket T
PLACES = 12  # decimals of a rank that a record shows


def targets(sizes: Mapping[str, int], drawn: int) -> dict[str, Fraction]:
    """The target chance of each object; 1 for those so large that they are certain.

    Certain objects are set aside and the rest shared out anew, until no target reaches 1.
    ``ValueError`` for a size below 1, or a number that is not between 1 and that of the objects.
    """
    if not 1 <= drawn <= len(sizes):
        raise ValueError(f"{drawn} objects cannot be drawn from {len(sizes)}")
    if any(size < 1 for size in sizes.values()):
        raise ValueError("every size is at least 1, so that nobody has a zero chance")
    certain: set[str] = set()
    while True:
        left = drawn - len(certain)
        total = sum(size for id, size in sizes.items() if id not in certain)
        new = {id for id, size in sizes.items() if id not in certain and left * size >= total}
        if not new or not left:
            break
        certain |= new
    return {
        id: Fraction(1) if id in certain else Fraction(left * size, total)
        for id, size in sizes.items()
    }


def ranks(
    tickets: Iterable[tuple[bytes, str]], chances: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """The rank of each object that is not certain, exactly."""
    found = {}
    for value, id in tickets:
        chance = chances[id]
        if chance < 1:
            u = 2 * int.from_bytes(value, "big") + 1
            found[id] = Fraction(
                u * (chance.denominator - chance.numerator), (HALF_STEPS - u) * chance.numerator
            )
    return found


def in_order(
    tickets: Iterable[tuple[bytes, str]], sizes: Mapping[str, int], drawn: int
) -> tuple[list[tuple[bytes, str]], Fraction | None]:
    """The objects by rank, certain ones first by ticket, and tau: the rank of number n + 1.

    Tau is None where everybody is drawn.
    """
    known = list(tickets)
    rank = ranks(known, targets(sizes, drawn))
    first = Fraction(-1)
    order = sorted(known, key=lambda one: (rank.get(one[1], first), one))
    return order, rank[order[drawn][1]] if drawn < len(order) else None


def shown(rank: Fraction | None) -> str:
    """A rank as a record shows it: twelve decimals, cut off; a dash where there is none."""
    if rank is None:
        return "-"
    whole, rest = divmod(rank.numerator * 10**PLACES // rank.denominator, 10**PLACES)
    return f"{whole}.{rest:0{PLACES}d}"
