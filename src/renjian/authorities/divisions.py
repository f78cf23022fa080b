"""Administrative divisions (行政区划): provinces, cities, counties, townships.

The table in ``data`` names its source in NOTICE. Three shapes differ from the plain ladder of
province, city and county: municipalities and directly governed counties (直辖市的区、省直辖县级行政
单位) have no city above them, and a few cities have no counties (不设区的地级市), so that the city
does county work itself. Names are not unique: show the full one.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType


class DivisionLevel(IntEnum):
    """How high a division stands; a smaller number is higher."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4

    @property
    def title(self) -> str:
        """What officers call this level."""
        return TITLES[self]


TITLES = {
    DivisionLevel.PROVINCE: "省级",
    DivisionLevel.CITY: "地级",
    DivisionLevel.COUNTY: "县级",
    DivisionLevel.TOWNSHIP: "乡级",
}


@dataclass(frozen=True, slots=True)
class Division:
    """A division; ``parent`` is empty for a province. Abolished ones stay, for what was decided."""

    code: str
    name: str
    level: DivisionLevel
    parent: str
    is_abolished: bool = False


@cache
def divisions() -> Mapping[str, Division]:
    """All divisions by code, parents before children."""
    table = files("renjian.authorities").joinpath("data/divisions.csv")
    with table.open(encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        kept = {
            code: Division(code, name, _level(code, parent), parent or _county(code), bool(gone))
            for code, name, parent, gone in rows
        }
    ordered = sorted(kept.values(), key=lambda found: found.level)
    return MappingProxyType({found.code: found for found in ordered})


def division(code: str) -> Division | None:
    """The division of a code, or None if no division ever had it."""
    return divisions().get(code)


def ladder(code: str) -> tuple[Division, ...]:
    """A division and those it lies in, the province first. Raises ``KeyError`` if unknown."""
    found = divisions()[code]
    return (*ladder(found.parent), found) if found.parent else (found,)


def full_name(code: str) -> str:
    """The name with those of all divisions above: 浙江省杭州市余杭区."""
    return "".join(found.name for found in ladder(code))


def code_of(name: str) -> str:
    """The code of the one division in use, down to the county, of a name; empty if none or several.

    The full name counts, and what is left of it without the province or the city, or with neither.
    """
    codes = _named().get(name, frozenset())
    return next(iter(codes)) if len(codes) == 1 else ""


@cache
def _named() -> Mapping[str, frozenset[str]]:
    named: dict[str, frozenset[str]] = {}
    for found in divisions().values():
        if len(found.code) == 6 and not found.is_abolished:
            *above, own = (one.name for one in ladder(found.code))
            shorter = {"".join(above), *above, ""}
            for start in shorter:
                named[start + own] = named.get(start + own, frozenset()) | {found.code}
    return named


def children(code: str) -> tuple[Division, ...]:
    """The divisions directly below one, in the order of codes."""
    return _children().get(code, ())


def is_county_level(code: str) -> bool:
    """Whether a place can be given by this code: a county, or a city that has no counties."""
    found = division(code)
    if found is None or found.level is DivisionLevel.COUNTY:
        return found is not None
    return found.level is DivisionLevel.CITY and not any(
        below.level is DivisionLevel.COUNTY for below in children(code)
    )


@cache
def _children() -> Mapping[str, tuple[Division, ...]]:
    below: dict[str, list[Division]] = {}
    for found in divisions().values():
        below.setdefault(found.parent, []).append(found)
    return {parent: tuple(sorted(kept, key=_code)) for parent, kept in below.items()}


def _code(found: Division) -> str:
    return found.code


def _county(code: str) -> str:
    return code[:6] if len(code) == 9 else ""


def _level(code: str, parent: str) -> DivisionLevel:
    if len(code) == 9:
        return DivisionLevel.TOWNSHIP
    if not parent:
        return DivisionLevel.PROVINCE
    return DivisionLevel.CITY if code.endswith("00") else DivisionLevel.COUNTY
