"""How long a draw takes, beside a bare loop of SHA-256 in the same run.

    python benchmarks/draw.py [--objects 1000000]

A ratio of 2 means: as long as hashing twice as many ids. The figures of one machine say little,
the ratios say what the draw adds to the hashing that RJ-DRAW/1 cannot do without.
"""

import argparse
import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from timing import seconds_of

from renjian.draws import verify
from renjian.draws.assignment import Officer, assign, object_order, officer_order
from renjian.draws.selection import srs
from renjian.draws.tickets import tickets

SEED = bytes(range(32))


def main() -> None:
    """Run each measurement once and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=1_000_000)
    objects = parser.parse_args().objects
    ids = [f"org:{number:09d}" for number in range(objects)]
    one_hash = seconds_of(lambda: bare_hashes(ids))[0] / objects
    print(f"bare SHA-256 loop: {one_hash * 1e9:.0f} ns per id ({sys.version.split()[0]})")
    show(f"tickets and sort of {objects:,} objects", objects, one_hash, lambda: draw(ids))
    assign_and_check(one_hash, visits=1_000, each=200, units=1)
    assign_and_check(one_hash, visits=50_000, each=18, units=2_850)


def assign_and_check(one_hash: float, *, visits: int, each: int, units: int) -> None:
    """Measure the assignment and the stand-alone check of it."""
    hashes = visits + visits * each  # the order of the objects, and of the officers for each
    name = f"{visits:,} visits, {each} officers in each of {units:,} units"
    result = show(f"LRP, {name}", hashes, one_hash, lambda: teams(visits, each, units))
    show(f"the check of it, {name}", hashes, one_hash, lambda: check(result, each))


def show(what: str, hashes: int, one_hash: float, work: Callable[[], Any]) -> Any:
    """Print how long the work takes, also as a multiple of the hashes it must make."""
    seconds, result = seconds_of(work)
    ratio = seconds / (hashes * one_hash)
    print(f"{what}: {seconds:.2f} s, {ratio:.1f} x its {hashes:,} bare hashes")
    return result


def bare_hashes(ids: list[str]) -> None:
    """What no draw can do without: one hash for each id."""
    for one in ids:
        hashlib.sha256(one.encode()).digest()


def draw(ids: list[str]) -> None:
    """A tenth of the objects by their tickets."""
    srs(tickets(SEED, "2026H2", ids), len(ids) // 10, 10)


def teams(visits: int, each: int, units: int) -> Any:
    """Teams for visits spread over the units."""
    objects = {f"org:{n:06d}": f"u{n % units:04d}" for n in range(visits)}
    officers = [
        Officer(f"zf:{unit:04d}-{n:03d}", f"u{unit:04d}", n % 3 == 0)
        for unit in range(units)
        for n in range(each)
    ]
    return objects, assign(objects, officers, [], SEED)


def check(result: Any, each: int) -> None:
    """The stand-alone check of the teams, unit by unit."""
    objects, assignment = result
    asked, visits = {}, defaultdict(list)
    for team in assignment.teams:
        unit = objects[team.object]
        people = [f"zf:{unit[1:]}-{n:03d}" for n in range(each)]
        asked[team.object] = officer_order(team.object, people, SEED)
        row = {"object": team.object, "lead": team.lead, "second": team.second}
        visits[unit].append(row)
    if [team.object for team in assignment.teams] != object_order(objects, SEED):
        raise AssertionError("the teams are not in the order of the objects")
    for unit, rows in visits.items():
        fits = []
        for row in rows:
            able = asked[row["object"]]
            fits += [[one for one in able if int(one[-3:]) % 3 == 0], able]
        verify.check_unit(rows, fits, assignment.caps[unit])


if __name__ == "__main__":
    main()
