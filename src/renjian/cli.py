"""The ``renjian`` command: words of the library run alone, all others by the site.

Who has no site and no Django can draw, verify and estimate all the same: the words of the entry
point ``renjian.alone`` need neither. For any other word the site is asked, by ``renjian.site``.
"""

import argparse
import sys
from importlib.metadata import entry_points

ALONE, SITE = "renjian.alone", "renjian.site"


def main() -> None:
    """Run one subcommand."""
    words = {point.name: point for point in entry_points(group=ALONE)}
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    if asked in words:
        parser = argparse.ArgumentParser(prog="renjian", description="认监 Renjian")
        words[asked].load()(parser.add_subparsers(required=True, metavar="COMMAND"))
        options = parser.parse_args()
        sys.exit(options.run(options))
    for point in entry_points(group=SITE):
        point.load()()
