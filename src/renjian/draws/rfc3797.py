"""Selections by RFC 3797, to verify draws that others made so; the site draws none itself.

Each pick is MD5 of the key between two counters, modulo those left: one name more or less in the
list changes every later pick, which is why RJ-DRAW/1 gives every object a ticket of its own.
"""

import hashlib
from collections.abc import Iterator, Sequence


def key_of(sources: Sequence[Sequence[str | int]]) -> str:
    """The key of public results: each source sorted, its numbers ended by points, then a slash."""
    return "".join("".join(f"{one}." for one in sorted(source)) + "/" for source in sources)


def picks(key: str, pool: int) -> Iterator[int]:
    """The numbers picked from 1 to ``pool``, all of them in their order (RFC 3797 section 4)."""
    left = list(range(1, pool + 1))
    for step in range(pool):
        counter = step.to_bytes(2, "big")
        number = hashlib.md5(counter + key.encode() + counter, usedforsecurity=False).digest()
        yield left.pop(int.from_bytes(number, "big") % len(left))
