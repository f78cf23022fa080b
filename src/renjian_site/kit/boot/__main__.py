"""The part of `./run` that needs what was installed; `environment` hands over to it."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

import psycopg

from renjian_site.kit.boot.checks import lint, test
from renjian_site.kit.boot.down import down, reset
from renjian_site.kit.boot.places import Places, disk_full, is_disk_full, places_of
from renjian_site.kit.boot.status import psql, run_renjian, status
from renjian_site.kit.boot.terminal import CannotRun, say, speak_utf8
from renjian_site.kit.boot.up import Site, up

DEFAULT_PORT = "8000"
HIGHEST_PORT = 65535


def port_number(text: str) -> int:
    """A port as typed."""
    if text.isdigit() and 0 < int(text) <= HIGHEST_PORT:
        return int(text)
    raise CannotRun(
        "run.port-number",
        f"端口“{text}”不是 1 到 {HIGHEST_PORT} 之间的整数。请改为例如 ./run up --port 8001",
        f"The port {text!r} is not a number from 1 to {HIGHEST_PORT}. Try ./run up --port 8001",
    )


def start(places: Places, rest: Sequence[str]) -> int:
    """`./run up`."""
    parser = argparse.ArgumentParser(prog="./run up")
    parser.add_argument("--port", default=os.environ.get("RENJIAN_PORT") or DEFAULT_PORT)
    return up(Site(places, port_number(parser.parse_args(rest).port), dict(os.environ)))


VERBS: dict[str, Callable[[Places, Sequence[str]], int]] = {
    "up": start,
    "down": lambda places, rest: down(places),
    "status": lambda places, rest: status(places),
    "psql": lambda places, rest: psql(places, os.environ, rest),
    "reset": lambda places, rest: reset(places, is_confirmed="--yes" in rest),
    "renjian": lambda places, rest: run_renjian(places, os.environ, rest),
    "test": lambda places, rest: test(places, os.environ, rest),
    "lint": lambda places, rest: lint(os.environ, rest),
}


def main(arguments: Sequence[str]) -> int:
    """Do it, and turn what a person can cure into a sentence."""
    speak_utf8()
    try:
        return VERBS[arguments[0]](places_of(os.environ), arguments[1:])
    except CannotRun as refusal:
        say(f"\n{refusal}")
    except psycopg.errors.DiskFull:
        say(f"\n{disk_full(places_of(os.environ).var)}")
    except OSError as problem:
        if not is_disk_full(problem):
            raise
        say(f"\n{disk_full(places_of(os.environ).var)}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
