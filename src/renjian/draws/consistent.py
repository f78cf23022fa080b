"""Selections by consistent sampling (Rivest), to verify draws that others made so.

Every id has a ticket of its own, as in RJ-DRAW/1: the decimal digits of SHA-256 over the hash of
the seed and the id, the last digit first, read as a fraction. The smallest are drawn.
"""

import hashlib
from collections.abc import Iterable


def in_order(ids: Iterable[str], seed: str) -> list[tuple[str, str]]:
    """The ids with their tickets as decimal fractions, the smallest first."""
    start = hashlib.sha256(seed.encode()).hexdigest()
    return sorted((_fraction(start + one), one) for one in ids)


def _fraction(text: str) -> str:
    number = int(hashlib.sha256(text.encode()).hexdigest(), 16)
    return "0." + f"{number:064d}"[::-1]
