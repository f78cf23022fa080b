"""How fast the ledger takes entries and is proved whole, beside bare inserts in the same run.

    python benchmarks/ledger.py [--entries 1000000] [--acts 4000] [--writers 8]

On a throw-away server of its own. Appends come from processes with connections of their own, each
for an authority of its own and then all for one; the same rows are inserted bare, in transactions
of one row, by as many processes. The check is that of ``renjian ledger verify``, on one stream.
"""

import argparse
import sys

from sites import migrated_site


def main() -> int:
    """Measure on a server of its own; 1 when the check takes longer than its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--acts", type=int, default=4_000)
    parser.add_argument("--writers", type=int, default=8)
    options = parser.parse_args()
    with migrated_site() as site:
        told = (site.owner, options.entries, options.acts, options.writers)
        return site.measure("ledger_asked", *told)


if __name__ == "__main__":
    sys.exit(main())
