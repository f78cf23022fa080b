"""The command ``renjian world``: make a country as files."""

import argparse
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from renjian_world import files, year
from renjian_world.country import make

SCALE, SEED = 1, 102


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to those of ``renjian``; ``run`` of the parsed arguments carries it out."""
    world = subparsers.add_parser("world", help="a made-up country for practice")
    commands = world.add_subparsers(required=True, metavar="COMMAND")
    making = commands.add_parser("make", help="write a made-up country as files")
    _add_size(making)
    making.add_argument("--out", type=Path, required=True, help="folder for the files")
    making.set_defaults(run=write_files)
    loading = commands.add_parser("load", help="load the country into an empty site")
    _add_size(loading)
    loading.set_defaults(run=load_country)


def write_files(arguments: argparse.Namespace) -> int:
    """Make the country and write its files."""
    country = make(arguments.scale, arguments.seed)
    try:
        written = files.write(country, arguments.out)
        written += files.write_fraud(country, arguments.out)
    except OSError as error:
        told = f"cannot write {error.filename or arguments.out}: {error.strerror}"
        raise SystemExit(f"{told}. Choose another folder with --out.") from error
    for path in written:
        print(path)
    return 0


def load_country(arguments: argparse.Namespace) -> int:
    """Make the country as it stands today and load it; a site in use is left alone."""
    country = make(arguments.scale, arguments.seed, day=timezone.localdate())
    if year.load(country, Path(settings.SAMPLES), at=timezone.now()):
        print(f"练习国已装入 loaded: {len(country.organisations)} organisations")
    else:
        print("数据库里已有机构，没有装入练习国 the site is in use: nothing was loaded")
    return 0


def _add_size(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scale", type=_scale, default=SCALE, help="size: 6 bodies each")
    parser.add_argument("--seed", type=int, default=SEED, help="same seed, same country")


def _scale(text: str) -> int:
    """A whole number from 1 on; argparse tells of anything else."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no size: use a whole number from 1 on")
    return int(text)
