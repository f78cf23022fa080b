"""The ``renjian`` command: from a shell, on the same commands and queries as the pages.

Each slice adds its own words by the entry point ``renjian.commands``, as packages outside the site
do; they are loaded once Django stands.
"""

import argparse
import os
import sys
from importlib.metadata import entry_points

import django

WORKER = "worker"


def main() -> None:
    """Run one subcommand; the worker needs the settings that find the tasks."""
    kind = WORKER if sys.argv[1:2] == [WORKER] else "web"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"renjian_site.settings.{kind}")
    django.setup()
    parser = argparse.ArgumentParser(prog="renjian", description="认监 Renjian")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for point in sorted(entry_points(group="renjian.commands"), key=lambda point: point.name):
        point.load()(subparsers)
    options = parser.parse_args()
    sys.exit(options.run(options))
