"""What a certificate was on a past day, over a long history, and what it costs to take reports in.

    python benchmarks/as_at.py [--rows 1000000]

A throw-away database with the practice country. So many certificates are taken in by
``commands.take_in`` in one transaction, beside a raw COPY of as many rows of the same columns into a
bare table; then each gets three more versions, and random certificates are asked for random days as
a page asks, beside the bare query by psycopg. Limit: 95 of 100 answers within 2 ms.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from renjian_site.kit.boot.programmes import renjian
from renjian_site.kit.boot.throwaway import throwaway_server


def main() -> None:
    """Fill a database and measure in a process with the site's settings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with throwaway_server() as database, tempfile.TemporaryDirectory() as var:
        os.environ |= {
            "DATABASE_URL": database,
            "RENJIAN_VAR": var,
            "RENJIAN_PRACTICE": "1",
            "DJANGO_SETTINGS_MODULE": "renjian_site.settings.worker",
        }
        subprocess.run(renjian("migrate"), check=True, stdout=subprocess.DEVNULL)
        subprocess.run(renjian("world", "load"), check=True, stdout=subprocess.DEVNULL)
        asked = f"import django; django.setup(); import as_at_asked; as_at_asked.measure({rows})"
        subprocess.run([sys.executable, "-c", asked], check=True, cwd=Path(__file__).parent)


if __name__ == "__main__":
    main()
