"""Inside the site of ``recompute.py``: the command of the job, and how long it took."""

import time

from django.utils import timezone

from renjian_site.cases import commands
from renjian_site.kit.actor import SYSTEM
from renjian_site.kit.scope import EVERYTHING, within

ALLOWED = 60.0  # seconds
YEAR = 2026


def measure() -> int:
    """Time it, print the seconds and the ratio; 1 if it took too long."""
    with within(EVERYTHING):
        begun = time.perf_counter()
        found = commands.follow_arrangement(SYSTEM, YEAR, at=timezone.now())
        seconds = time.perf_counter() - begun
    print(f"{found:,} limits in {seconds:.1f} s; ratio {seconds / ALLOWED:.2f} (at most 1)")
    return 0 if seconds <= ALLOWED else 1
