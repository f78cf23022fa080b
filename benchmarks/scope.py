"""What the second wall costs: pages, look-ups and counts of private rows with and without it.

    python benchmarks/scope.py [--rows 1000000]

A throw-away database with the practice country, 3,600 authorities and so many tasks and clues, one
clue in twenty with another authority that takes part. The same queries and the same whole page (all
middleware, in process) run once as the application's role in the scope of an officer, and once as
the owner of the tables, whom no policy binds. Limits: a look-up by key 0.5 ms, a page 15 ms, a
count 150 ms in the database.
"""

import argparse
import sys
from dataclasses import replace

from matters import fill
from sites import practice_site


def main() -> int:
    """Fill a database, measure, and print the figures; 1 when one is above its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with practice_site() as site:
        fill(site.owner, rows)
        # Who logs in as the owner takes the role on, and can lay it down to see what it costs.
        as_owner = replace(site, environment={**site.environment, "DATABASE_URL": site.owner})
        return as_owner.measure("scope_asked", rows)


if __name__ == "__main__":
    sys.exit(main())
