"""The made-up country, made once for all tests that only look at it."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from renjian_world.country import Country, make

SEED = 102


@cache
def country(scale: int = 1, seed: int = SEED) -> Country:
    """A country that several tests share."""
    return make(scale, seed)


def digests(paths: Iterable[Path]) -> dict[str, str]:
    """The hash of each file by its name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
