"""Chance in the made-up country: a stream of its own for each subject, the same for a seed."""

import random


def stream(seed: int, subject: str) -> random.Random:
    """The chance of one subject, so that a change in another subject does not move it."""
    return random.Random(f"renjian-world/{seed}/{subject}")
