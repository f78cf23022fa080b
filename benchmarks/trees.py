"""How long a search in either tree takes, beside its limit: `python benchmarks/trees.py`.

A throw-away database with the practice country: some 3,600 authorities, and beside it the 42
thousand divisions of the library. Each search is asked as code and as the list that a form gets,
through all of the site but the network. Fails when one takes more than 20 ms.
"""

import argparse
import sys

from sites import practice_site


def main() -> int:
    """Print each figure and its limit; 1 when one is above it."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with practice_site() as site:
        return site.measure("trees_asked")


if __name__ == "__main__":
    sys.exit(main())
