"""An upload of a million rows as CSV beside the raw COPY of the same file, and workbooks of 100 000.

    python benchmarks/uploads.py [--rows 1000000] [--book-rows 100000]

A throw-away database with the practice country. The job that checks the file reads it, runs every
listed check against the registers and keeps the outcome; the job that takes it in reads it again and
merges it with its b-trees. Both stand beside a raw COPY of the file into a bare table. Limits: 4 and
12 times the COPY, 15 s for a workbook, 1.5 GB of memory.
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
    parser.add_argument("--book-rows", type=int, default=100_000)
    asked = parser.parse_args()
    with throwaway_server() as database, tempfile.TemporaryDirectory() as var:
        os.environ |= {
            "DATABASE_URL": database,
            "RENJIAN_VAR": var,
            "RENJIAN_PRACTICE": "1",
            "DJANGO_SETTINGS_MODULE": "renjian_site.settings.worker",
        }
        subprocess.run(renjian("migrate"), check=True, stdout=subprocess.DEVNULL)
        subprocess.run(renjian("world", "load"), check=True, stdout=subprocess.DEVNULL)
        for call in (f"books({asked.book_rows})", f"million({asked.rows})"):
            # A process each, since memory is told as the most that a process ever had.
            code = f"import django; django.setup(); import uploads_asked; uploads_asked.{call}"
            subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent)


if __name__ == "__main__":
    main()
