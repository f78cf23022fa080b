"""How long a search in either tree takes, beside its limit: `python benchmarks/trees.py`.

A throw-away database with the practice country: some 3,600 authorities, and beside it the 42
thousand divisions of the library. Each search is asked as code and as the list that a form gets,
through all of the site but the network. Fails when one takes more than 20 ms.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from api import environment, made_site

from renjian_site.kit.boot.throwaway import throwaway_server

LIMIT = 20.0  # ms
SEARCHES = Path(__file__).with_name("searches.py")


def main() -> int:
    """Print each figure and its limit."""
    with throwaway_server() as database, tempfile.TemporaryDirectory() as var:
        settings = environment(database, var)
        made_site(settings, database)
        done = subprocess.run(
            [sys.executable, str(SEARCHES)],
            env=settings,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    *told, last = done.stdout.splitlines()
    figures: dict[str, float] = json.loads(last)
    print(*told, sep="\n")
    for name, figure in figures.items():
        print(f"{name:<36} {figure:6.1f} ms  limit {LIMIT:.0f} ms  {figure / LIMIT:4.0%}")
    return int(max(figures.values()) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
