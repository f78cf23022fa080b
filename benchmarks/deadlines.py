"""A year of deadlines for a million matters on one core, as a ratio to one minute."""

import argparse
import time
from datetime import date, timedelta

from renjian.catalogue.deadlines import deadline
from renjian.kernel.calendar import published
from renjian.kernel.stops import Stop

LIMITS = ("DL-C-01", "DL-C-05", "DL-C-06", "DL-C-07", "DL-C-11", "DL-C-12", "DL-C-14", "DL-C-20")
"""The clocks that one matter meets from its clue to its closing."""
ALLOWED = 60.0  # seconds for a million matters
MILLION = 1_000_000
EVERY = 10  # of so many matters one was stopped for a test and extended
FIRST = date(2026, 1, 1)


def reckon(matters: int) -> int:
    """Compute all limits of so many matters spread over a year; give how many there were."""
    calendar = published()
    found = 0
    for number in range(matters):
        day = FIRST + timedelta(days=number % 365)
        stops = (Stop(day + timedelta(days=5), day + timedelta(days=14)),)
        for name in LIMITS:
            limit = deadline(name, day)
            is_stopped = number % EVERY == 0 and limit.excluded
            limit.due(day, calendar, stops=stops if is_stopped else ())
            found += 1
    return found


def main() -> int:
    """Time it, print the seconds for a million matters and the ratio; 1 if it took too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matters", type=int, default=MILLION)
    options = parser.parse_args()
    reckon(1000)
    begun = time.perf_counter()
    found = reckon(options.matters)
    seconds = (time.perf_counter() - begun) * MILLION / options.matters
    print(
        f"deadlines {found:,} for {options.matters:,} matters;"
        f" {seconds:.1f} s per million matters; ratio {seconds / ALLOWED:.2f} (at most 1)"
    )
    return 0 if seconds <= ALLOWED else 1


if __name__ == "__main__":
    raise SystemExit(main())
