"""How long `./run up` takes to its first page, beside the limits: `python benchmarks/start.py`.

Both starts have `.venv` installed: the first begins with an empty `var/`, the second finds the
practice country loaded. The state lies in a temporary folder; a running site is not touched.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sites import free_port
from timing import judged

from renjian_site.kit.boot.port import answers

PROJECT = Path(__file__).resolve().parents[1]
LIMITS = {"empty var/ -> first 200": 30.0, "data loaded -> first 200": 6.0}
LOADED = "the practice country is loaded"
NOT_LOADED = "was not loaded"
PATIENCE = 600.0


def seconds_to_first_page(var: Path, log: Path, *, until_loaded: bool) -> float:
    """Start the site, measure, wait for the practice country if asked to, stop."""
    port = free_port()
    began = time.perf_counter()
    with log.open("w") as file:
        site = subprocess.Popen(
            [str(PROJECT / "run"), "up", "--port", str(port)],
            env={**os.environ, "RENJIAN_VAR": str(var)},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        while not answers(port):
            if site.poll() is not None or time.perf_counter() - began > PATIENCE:
                sys.exit(f"the site did not start:\n{log.read_text()}")
            time.sleep(0.01)
        seconds = time.perf_counter() - began
        while until_loaded and LOADED not in log.read_text():
            if NOT_LOADED in log.read_text() or time.perf_counter() - began > PATIENCE:
                sys.exit(f"the practice country was not loaded:\n{log.read_text()}")
            time.sleep(0.1)
        return seconds
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(timeout=60)


def main() -> int:
    """Print each figure, its limit, and the figure as a share of the limit."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory(prefix="renjian-start-") as folder:
        # Open to the account that root hands the database server to, as an installed project is.
        Path(folder).chmod(0o755)
        var, log = Path(folder) / "var", Path(folder) / "up.log"
        figures = {
            name: seconds_to_first_page(var, log, until_loaded=until_loaded)
            for name, until_loaded in zip(LIMITS, (True, False), strict=True)
        }
    return judged(figures, LIMITS, unit="s")


if __name__ == "__main__":
    sys.exit(main())
