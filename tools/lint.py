"""Run every check that needs no test, and say of each whether it passed and how long it took.

    python tools/lint.py              all checks
    python tools/lint.py ruff mypy    those whose name holds one of the words

All run, whatever fails; the failures are shown in full at the end.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
BIN = Path(PYTHON).parent
LIMITS = (
    "module lines, max=400",
    "function lines, max=60",
    "function lines, p90=25",
    "complexity, max=12",
    "cycles with deferred imports=0",
    "deferred own imports=0",
    "broad excepts per 1000 lines=0",
    "TODOs per 1000 lines=0",
)
CONCISE = ("--output-format", "concise")
SETTINGS = {"DJANGO_SETTINGS_MODULE": "renjian_site.settings.web", "PYTHONPATH": "src"}


@dataclass(frozen=True)
class Check:
    """A command that must end with 0."""

    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a check said, and after how long."""

    check: Check
    passed: bool
    output: str
    seconds: float


def tool(name: str, *arguments: str) -> Check:
    """A check of our own tools."""
    title = " ".join([name, *(a.lstrip("-") for a in arguments)])
    return Check(title, [PYTHON, f"tools/{name}.py", *arguments], SETTINGS)


def limits_of_verifier() -> list[str]:
    """The same limits for the file that may be longer."""
    longer = [limit.replace("max=400", "max=660") for limit in LIMITS[:1]]
    return [part for limit in [*longer, *LIMITS[1:]] for part in ("--at-most", limit)]


def checks() -> list[Check]:
    """All checks, the slowest first."""
    scripts = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tools").glob("*.py"))
    limits = [part for limit in LIMITS for part in ("--at-most", limit)]
    measured = [PYTHON, "tools/measure.py", ".", "--exclude", "var", "--worst", "3", *limits]
    # docs/decisions/0031: one file of standard library, so that one reader can read all of it.
    measured += ["--exclude", "verify.py"]
    apart = [PYTHON, "tools/measure.py", "src/renjian/draws", *limits_of_verifier()]
    alone = ["--config-file=", "--strict", "--follow-imports=silent"]
    typed = [str(BIN / "mypy"), *alone, *scripts, "run.py"]
    migrated = [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"]
    return [
        Check("mypy", [str(BIN / "mypy")], SETTINGS),
        Check("mypy, tools and run.py", typed, {"MYPYPATH": "tools:src"}),
        Check("import contracts", [str(BIN / "lint-imports"), "--no-cache"], SETTINGS),
        Check("migrations equal models", migrated, SETTINGS),
        Check("ruff check", [str(BIN / "ruff"), "check", *CONCISE, "."]),
        Check("ruff format", [str(BIN / "ruff"), "format", "--check", *CONCISE, "."]),
        Check("limits of size and shape", measured),
        Check("limits of verify.py", apart),
        tool("glossary"),
        tool("translate", "check"),
        tool("vendor", "--check"),
        tool("diagrams", "--check"),
        tool("traces"),
    ]


def run(check: Check) -> Outcome:
    """Run one check and print its line."""
    started = time.monotonic()
    environment = {**os.environ, **check.environment}
    done = subprocess.run(
        check.command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - started
    passed = done.returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'}  {check.name:<28}{seconds:6.1f} s", flush=True)
    return Outcome(check, passed, (done.stdout + done.stderr).strip(), seconds)


def main() -> None:
    """Run the checks, two at a time; fail when one failed."""
    parser = argparse.ArgumentParser(description="Run every check that needs no test")
    parser.add_argument("words", nargs="*", help="only checks whose name holds one of these")
    words = parser.parse_args().words
    chosen = [c for c in checks() if not words or any(word in c.name for word in words)]
    if not chosen:
        parser.error("no check is called so; without words all run")
    with ThreadPoolExecutor(max_workers=2) as pool:
        failed = [outcome for outcome in pool.map(run, chosen) if not outcome.passed]
    for outcome in failed:
        print(f"\n--- {outcome.check.name}\n{outcome.output}")
    if failed:
        sys.exit(f"\n{len(failed)} of {len(chosen)} checks failed")
    print(f"all {len(chosen)} checks passed")


if __name__ == "__main__":
    main()
