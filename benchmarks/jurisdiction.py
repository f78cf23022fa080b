"""Rulings a second on one core, beside a bare loop that makes as many reasons.

    .venv/bin/python benchmarks/jurisdiction.py

The matters are those of the table that jurists review, each put at a county of its own, so that
level, documents, territory, bars and open facts are all judged. Beside them a bare loop makes one
reason for each reason that the rulings say: what is left is the judging itself.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

import make_law as make  # noqa: E402 - found by the line above
from renjian.authorities.divisions import divisions, is_county_level  # noqa: E402
from renjian.jurisdiction.judging import judge  # noqa: E402
from renjian.jurisdiction.matters import Matter, Place  # noqa: E402
from renjian.kernel.refusal import reason  # noqa: E402

FEWEST = 20_000  # rulings a second
Dated = tuple[Matter, date]


def matters(count: int) -> list[Dated]:
    """As many matters: those of the table in turn, at one county after the other."""
    rows = make.read_table("jurisdiction.csv")
    of_table = [(make.matter_of(row), date.fromisoformat(row["日期"])) for row in rows]
    counties = [code for code in divisions() if is_county_level(code)]
    return [
        (replace(matter, places=matter.places or (Place(counties[n % len(counties)]),)), day)
        for n in range(count)
        for matter, day in [of_table[n % len(of_table)]]
    ]


def seconds(act: Callable[[], object]) -> float:
    """How many seconds of one core something takes, whatever else the machine does."""
    started = time.process_time()
    act()
    return time.process_time() - started


def main() -> None:
    """Measure a round to warm up and one that counts; fail below the limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--matters", type=int, default=100_000)
    count = parser.parse_args().matters
    asked = matters(count)
    said = sum(len(list(judge(matter, on=day).everything())) for matter, day in asked)
    taken = seconds(lambda: [judge(matter, on=day) for matter, day in asked])
    bare = seconds(lambda: [reason("bare", "{a}", clause="PROC 7", a=n) for n in range(said)])
    rate = count / taken
    print(
        f"{count:,} rulings with {said:,} reasons: {rate:,.0f} a second, {1e6 / rate:.1f} us each"
    )
    print(f"bare loop over as many reasons: {said / bare:,.0f} a second; ratio {bare / taken:.2f}")
    if rate < FEWEST:
        sys.exit(f"fewer than {FEWEST:,} rulings a second")


if __name__ == "__main__":
    main()
