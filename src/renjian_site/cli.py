"""The site's words of the ``renjian`` command: from a shell, on the same commands and queries as the pages.

Each slice adds its own words by the entry point ``renjian.commands``, as packages outside the site
do; they are loaded once Django stands. What may stand against working is asked by the entry point
``renjian.before_work``.
"""

import argparse
import os
import sys
from importlib.metadata import entry_points

import django

from renjian_site.kit.scope import see_everything

WORKER = "worker"
MIGRATE = "migrate"


def main() -> None:
    """Run one subcommand; the worker needs the settings that find the tasks."""
    kind = WORKER if sys.argv[1:2] == [WORKER] else "web"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"renjian_site.settings.{kind}")
    if sys.argv[1:2] == [MIGRATE]:
        _become_owner()
    django.setup()
    if kind != WORKER:
        see_everything()
    parser = argparse.ArgumentParser(prog="renjian", description="认监 Renjian")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    points = [*entry_points(group="renjian.commands"), *entry_points(group="renjian.alone")]
    for point in sorted(points, key=lambda point: point.name):
        point.load()(subparsers)
    options = parser.parse_args()
    if kind == WORKER:
        for point in entry_points(group="renjian.before_work"):
            point.load()()
    sys.exit(options.run(options))


def _become_owner() -> None:
    """Connect as the owner of the tables, whom the site itself never is."""
    if owner := os.environ.get("DATABASE_OWNER_URL"):
        os.environ["RENJIAN_DATABASE_LOGIN"] = os.environ.get("DATABASE_URL", "")
        os.environ["DATABASE_URL"] = owner
    os.environ["RENJIAN_DATABASE_ROLE"] = ""
