"""Measure the shape of a Python codebase: sizes, docs, hints, tests, cycles.

    python measure.py FOLDER [FOLDER ...] [--exclude PART] [--worst N] [--json]
                      [--at-most "FIGURE=NUMBER"]

Only the standard library is used, nothing is imported or run: every figure
comes from reading the source text. The figures are for comparing codebases
with one another, so what counts is that each is measured in the same way:

* migrations, vendored and generated folders, docs and examples are left out;
* a file is a test when its name or one of its folders says so, all other files
  are code, and modules with no statement in them (empty ``__init__``) are not
  counted as modules;
* code lines hold code or docstring: blank lines and lines with only a comment
  are not counted;
* the length of a function is its lines from ``def`` to its end less its
  docstring; functions nested in functions count as part of their parent;
* a function is "fully hinted" when every parameter but self/cls and the return
  value have an annotation (an ``__init__`` with hinted parameters needs none for
  its return value);
* import cycles are strongly connected groups of modules, counted twice: with
  the imports that run when a module loads, and with the imports inside
  functions as well (a cycle that was only hidden shows up in the second);
  imports for type checkers alone are not counted.
"""

import argparse
import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from importgraph import cycles, resolve
from modules import Module, is_test, python_files, read_module

# -- import cycles ------------------------------------------------------------


def edges(modules: list[Module], deferred_too: bool) -> dict[str, set[str]]:
    known = {m.name for m in modules}
    graph: dict[str, set[str]] = {name: set() for name in known}
    for module in modules:
        names = module.loads | module.defers if deferred_too else module.loads
        targets = {resolve(name, known) for name in names}
        graph[module.name] |= {t for t in targets if t and t != module.name}
    return graph


# -- the figures --------------------------------------------------------------


def percentile(values: list[int], share: float) -> int:
    """The smallest value that at least ``share`` of the values do not exceed."""
    if not values:
        return 0
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def per_thousand(count: int, lines: int) -> float:
    return round(1000 * count / lines, 1) if lines else 0.0


def total(code: list[Module], figure: str) -> int:
    """A figure of each module, added up."""
    return sum(getattr(module, figure) for module in code)


def figures(code: list[Module], tests: list[Module]) -> dict[str, float | int]:
    """All figures of a codebase, in the order of the table."""
    return {**sizes(code), **habits(code), **testing(code, tests), **tangles(code)}


def sizes(code: list[Module]) -> dict[str, float | int]:
    """How long modules and functions are, and how branched."""
    functions = [f for m in code for f in m.functions]
    lines = [m.lines for m in code] or [0]
    lengths = [f.lines for f in functions] or [0]
    branches = [f.complexity for f in functions] or [0]
    return {
        "modules": len(code),
        "code lines": sum(m.code_lines for m in code),
        "module lines, median": round(statistics.median(lines)),
        "module lines, p90": percentile(lines, 0.9),
        "module lines, max": max(lines),
        "functions": len(functions),
        "function lines, median": round(statistics.median(lengths)),
        "function lines, p90": percentile(lengths, 0.9),
        "function lines, max": max(lengths),
        "complexity, p90": percentile(branches, 0.9),
        "complexity, max": max(branches),
        "parameters, p90": percentile([f.parameters for f in functions], 0.9),
    }


def habits(code: list[Module]) -> dict[str, float | int]:
    """How much is documented and hinted, and what is silenced or put off."""
    functions = [f for m in code for f in m.functions]
    public = [f.documented for f in functions if f.public]
    lines = sum(m.code_lines for m in code)
    comments = per_thousand(total(code, "comment_lines"), lines)
    return {
        "modules with docstring, %": percent(total(code, "documented"), len(code)),
        "classes with docstring, %": percent(total(code, "documented_classes"), total(code, "classes")),
        "public functions with docstring, %": percent(sum(public), len(public)),
        "functions fully hinted, %": percent(sum(f.fully_hinted for f in functions), len(functions)),
        "functions partly hinted, %": percent(sum(f.partly_hinted for f in functions), len(functions)),
        "comment lines per 100 code lines": round(comments / 10, 1),
        "broad excepts per 1000 lines": per_thousand(total(code, "broad_excepts"), lines),
        "TODOs per 1000 lines": per_thousand(total(code, "todos"), lines),
        "suppressions per 1000 lines": per_thousand(total(code, "suppressions"), lines),
    }


def testing(code: list[Module], tests: list[Module]) -> dict[str, float | int]:
    """How much test there is for the code."""
    lines = sum(m.code_lines for m in code)
    functions = [f for m in tests for f in m.functions if f.where.split(" ")[1].split(".")[-1].startswith("test")]
    return {
        "test lines per code line": round(sum(m.code_lines for m in tests) / lines, 2) if lines else 0.0,
        "test functions": len(functions),
        "test function lines, median": round(statistics.median([f.lines for f in functions] or [0])),
    }


def tangles(code: list[Module]) -> dict[str, float | int]:
    """The import cycles, and the imports inside functions that may hide one."""
    loading = cycles(edges(code, deferred_too=False))
    every = cycles(edges(code, deferred_too=True))
    known = {m.name for m in code}
    return {
        "import cycles on load": len(loading),
        "modules in them": sum(map(len, loading)),
        "largest": max(map(len, loading), default=0),
        "cycles with deferred imports": len(every),
        "modules in those": sum(map(len, every)),
        "largest of those": max(map(len, every), default=0),
        "deferred own imports": sum(1 for m in code for d in m.defers if resolve(d, known) not in (None, m.name)),
    }


def worst(code: list[Module], count: int) -> Iterator[str]:
    functions = [f for m in code for f in m.functions]
    yield "  longest modules"
    for module in sorted(code, key=lambda m: -m.lines)[:count]:
        yield f"    {module.lines:>6}  {module.path}"
    yield "  longest functions"
    for function in sorted(functions, key=lambda f: -f.lines)[:count]:
        yield f"    {function.lines:>6}  {function.where}"
    yield "  most complex functions"
    for function in sorted(functions, key=lambda f: -f.complexity)[:count]:
        yield f"    {function.complexity:>6}  {function.where}"
    yield "  largest import cycles on load"
    for group in cycles(edges(code, deferred_too=False))[: max(1, count // 3)]:
        shown = ", ".join(group[:count])
        yield f"    {len(group):>6}  {shown}{' …' if len(group) > count else ''}"
    yield "  modules most imported from"
    importers: dict[str, int] = defaultdict(int)
    for targets in edges(code, deferred_too=True).values():
        for target in targets:
            importers[target] += 1
    for name in sorted(importers, key=lambda n: (-importers[n], n))[:count]:
        yield f"    {importers[name]:>6}  {name}"


def measure(root: Path, exclude: set[str]) -> tuple[list[Module], list[Module]]:
    code: list[Module] = []
    tests: list[Module] = []
    for path in python_files(root, exclude):
        module = read_module(path, root)
        if module:
            (tests if is_test(path, root) else code).append(module)
    return code, tests


def over_limit(columns: dict[str, dict[str, float | int]], limits: list[str]) -> Iterator[str]:
    """One line for each figure that is greater than its limit, or that does not exist."""
    for limit in limits:
        row, _, number = limit.rpartition("=")
        for name, figure in columns.items():
            if row not in figure:
                yield f"{name}: there is no figure called {row!r}"
            elif figure[row] > float(number):
                yield f"{name}: {row} is {figure[row]}, at most {number} is allowed"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--exclude", action="append", default=[], metavar="PART", help="folder name to leave out")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also list the N worst of each kind")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--at-most", action="append", default=[], metavar="FIGURE=NUMBER", help="fail when it is more")
    options = parser.parse_args()
    exclude = set(options.exclude)

    columns: dict[str, dict[str, float | int]] = {}
    listings: list[str] = []
    for folder in options.folders:
        if not folder.is_dir():
            parser.error(f"{folder} is not a folder: give the folder that holds the Python packages")
        code, tests = measure(folder.resolve(), exclude)
        name = folder.resolve().name if folder.resolve().name not in columns else str(folder)
        columns[name] = figures(code, tests)
        if options.worst:
            listings += [name, *worst(code, options.worst)]

    if options.json:
        print(json.dumps(columns, indent=1, ensure_ascii=False))
    else:
        print("| figure | " + " | ".join(columns) + " |")
        print("|---|" + "---:|" * len(columns))
        for row in next(iter(columns.values())):
            print(f"| {row} | " + " | ".join(str(figure[row]) for figure in columns.values()) + " |")
        print("\n".join(listings))
    if failures := list(over_limit(columns, options.at_most)):
        sys.exit("\n".join(failures))


if __name__ == "__main__":
    main()
