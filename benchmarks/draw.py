"""How long a draw takes, beside a bare loop of SHA-256 in the same run.

    python benchmarks/draw.py [--objects 1000000] [--growth] [--chromium]

``--growth`` repeats the whole draw from 10^4 to 5 x 10^6 objects, ``--chromium`` computes a record of
100 000 objects again in a browser. Beside it, where they are installed (the extra ``bench``):
consistent-sampler, numpy's choice, scipy's linear_sum_assignment, OR-tools' min-cost flow.

A ratio of 2 means: as long as hashing twice as many ids. The figures of one machine say little,
the ratios say what the draw adds to the hashing that RJ-DRAW/1 cannot do without.
"""

import argparse
import hashlib
import resource
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright
from timing import seconds_of

from renjian.draws import beacon, freezing, record, verify
from renjian.draws.assignment import Officer, assign, object_order, officer_order
from renjian.draws.plan import plan_hash
from renjian.draws.pool import Leaf
from renjian.draws.selection import srs
from renjian.draws.tickets import tickets

SEED = bytes(range(32))
GROWTH = (10_000, 100_000, 1_000_000, 5_000_000)
WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
IN_PAGE = """text => {
    const start = performance.now();
    const steps = [...check(recordOf(text))];
    if (steps.length !== 6) throw new Error(steps.length);
    return performance.now() - start;
}"""


def main() -> None:
    """Run each measurement once and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=1_000_000)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--chromium", action="store_true")
    options = parser.parse_args()
    objects = options.objects
    ids = [f"org:{number:09d}" for number in range(objects)]
    one_hash = seconds_of(lambda: bare_hashes(ids))[0] / objects
    print(f"bare SHA-256 loop: {one_hash * 1e9:.0f} ns per id ({sys.version.split()[0]})")
    show(f"tickets and sort of {objects:,} objects", objects, one_hash, lambda: draw(ids))
    assign_and_check(one_hash, visits=1_000, each=200, units=1)
    assign_and_check(one_hash, visits=50_000, each=18, units=2_850)
    with TemporaryDirectory() as folder:
        for size in GROWTH if options.growth else [objects]:
            whole_draw(size, Path(folder) / "record.jsonl")
        if options.chromium:
            whole_draw(100_000, Path(folder) / "record.jsonl")
            in_chromium(Path(folder) / "record.jsonl")
    rivals(ids)


def whole_draw(size: int, path: Path) -> None:
    """Freeze, draw, write and verify a register with 28 objects to a stratum."""
    strata = max(1, size // 28)
    draft = draft_of(size, strata)
    start = now()
    frozen = freezing.freeze(draft, practice=True)
    committed = plan_hash(frozen.to_json(), frozen.hash)
    outcome = record.carry_out(frozen, committed, draft.leaves, draft.officers, draft.recusals)
    drawn = now()
    with path.open("wb") as file:
        file.writelines(record.lines(outcome))
    written = now()
    subprocess.run(
        [sys.executable, verify.__file__, str(path)], check=True, stdout=subprocess.DEVNULL
    )
    checked = now()
    memory = max(resource.getrusage(who).ru_maxrss for who in WHO) / 1e6
    print(
        f"{size:,} objects in {strata:,} strata: freeze and draw {between(start, drawn)}, "
        f"write {between(drawn, written)}, verify {between(written, checked)}, {memory:.2f} GB",
        flush=True,
    )


def now() -> tuple[float, float]:
    """The clock, and the seconds of the processor that this program and its children took."""
    used = [resource.getrusage(who) for who in WHO]
    return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)


def between(start: tuple[float, float], end: tuple[float, float]) -> str:
    """How long something took, and in brackets of the processor, as on a machine of its own."""
    return f"{end[0] - start[0]:.1f} s ({end[1] - start[1]:.1f} s)"


def draft_of(size: int, strata: int) -> freezing.Draft:
    """A draft of a whole country: 2 850 units, one object drawn in each stratum."""
    units = [f"u{n:04d}" for n in range(min(2_850, max(1, size // 4)))]
    leaves = tuple(
        Leaf(f"9151010RMA{n:08d}", units[n % len(units)], f"S{n % strata:06d}", f"{n:064x}")
        for n in range(size)
    )
    return freezing.Draft(
        number="1",
        authority="1",
        item="1",
        title="1",
        merge_group="1",
        leaves=leaves,
        officers=tuple(Officer(f"{u}-{n}", u, n % 3 == 0) for u in units for n in range(18)),
        recusals=(),
        quotas={f"S{n:06d}": 1 for n in range(strata)},
        reserve=1,
        beacon=beacon.practice(round=1, seed="1"),
    )


def in_chromium(path: Path) -> None:
    """Compute the record again in Debian's Chromium, with the files of the public page."""
    static = Path(__file__).parents[1] / "src/renjian_site/portal/static/portal"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        for name in ("verify.js", "verify-teams.js", "recompute.js"):
            page.add_script_tag(content=(static / name).read_text("utf-8"))
        text = path.read_text("utf-8")
        milliseconds = page.evaluate(IN_PAGE, text)
        print(
            f"the same {text.count(chr(10)) - 1:,} thousand objects in Chromium: {milliseconds / 1000:.1f} s"
        )
        browser.close()


def rivals(ids: list[str]) -> None:
    """What others take for a part of it, where they are installed."""
    if find_spec("numpy"):
        numpy = import_module("numpy")
        rng = numpy.random.default_rng(1)
        seconds, _ = seconds_of(lambda: rng.choice(len(ids), len(ids) // 10, replace=False))
        print(f"numpy choice without replacement, {len(ids):,} rows: {seconds:.2f} s")
    if find_spec("consistent_sampler"):
        sampler = import_module("consistent_sampler")
        few = ids[:20_000]
        seconds, _ = seconds_of(lambda: list(sampler.sampler(few, take=len(few) // 10, seed=1)))
        print(f"consistent-sampler, {len(few):,} ids: {seconds:.2f} s")
    if find_spec("scipy"):
        seconds, _ = seconds_of(lambda: by_matching(1_000, 1_000))
        print(f"scipy linear_sum_assignment, 1,000 visits of one officer each: {seconds:.2f} s")
    if find_spec("ortools"):
        seconds, _ = seconds_of(lambda: by_flow(1_000, 200))
        print(f"OR-tools min-cost flow, 1,000 visits x 200 officers: {seconds:.2f} s")


def by_matching(visits: int, officers: int) -> Any:
    """One officer for each visit by hashed costs."""
    numpy, optimize = import_module("numpy"), import_module("scipy.optimize")
    costs = numpy.random.default_rng(1).random((visits, officers))
    return optimize.linear_sum_assignment(costs)


def by_flow(visits: int, officers: int) -> Any:
    """Two officers for each visit, each at most as often as needed, at the least hashed cost."""
    flow = import_module("ortools.graph.python.min_cost_flow").SimpleMinCostFlow()
    source, sink = visits + officers, visits + officers + 1
    most = -(-2 * visits // officers)
    for officer in range(officers):
        flow.add_arc_with_capacity_and_unit_cost(source, visits + officer, most, 0)
        for visit in range(visits):
            cost = hash((officer, visit)) & 0xFFFFF
            flow.add_arc_with_capacity_and_unit_cost(visits + officer, visit, 1, cost)
    for visit in range(visits):
        flow.add_arc_with_capacity_and_unit_cost(visit, sink, 2, 0)
    flow.set_node_supply(source, 2 * visits)
    flow.set_node_supply(sink, -2 * visits)
    return flow.solve()


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
    """The teams computed again by the stand-alone check, unit by unit."""
    objects, assignment = result
    order = [team.object for team in assignment.teams]
    if order != object_order(objects, SEED):
        raise AssertionError("the teams are not in the order of the objects")
    fits: dict[str, dict[str, list[list[str]]]] = defaultdict(dict)
    for object in order:
        unit = objects[object]
        people = [f"zf:{unit[1:]}-{n:03d}" for n in range(each)]
        able = officer_order(object, people, SEED)
        fits[unit][object] = [[one for one in able if int(one[-3:]) % 3 == 0], able]
    again = {unit: verify.arranged(theirs, len(theirs)) for unit, theirs in fits.items()}
    for team in assignment.teams:
        cap, teams = again[objects[team.object]] or (0, {})
        if (cap, teams[team.object]) != (assignment.caps[objects[team.object]], [*team.officers]):
            raise AssertionError(f"the check finds another team for {team.object}")


if __name__ == "__main__":
    main()
