"""The report tables there are, each in its versions, from the data files.

The platform's templates carry seven heading rows and the table's number in the first cell (RPT);
our own workbook has one heading row and two hidden ones below it with keys and version.
"""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from renjian.kernel.identifiers import normalise
from renjian.registers.rows import CERTIFICATES, Column, Content, Form

OWN = ("R01", "R02", "R03", "R04", "R05")
CERTIFICATE_TABLES = ("R01", "103010", "203010")
PLAN_TABLES = ("102010", "202010")


@cache
def forms() -> tuple[Form, ...]:
    """Every version of every table, our own short table of certificates first."""
    data = files("renjian.registers").joinpath("data")
    tables = tomllib.loads(data.joinpath("report_tables.toml").read_text("utf-8"))
    fields: dict[str, list[dict[str, Any]]] = {}
    for row in csv.DictReader(data.joinpath("report_fields.csv").read_text("utf-8").splitlines()):
        fields.setdefault(row["table"], []).append(row)
    made = [
        _form(number, table, version, fields[number])
        for number, table in tables.items()
        for version in table["versions"]
    ]
    return (CERTIFICATES, *made)


def newest(number: str) -> Form:
    """The newest version of a table: the first named one that took effect last."""
    return max((form for form in forms() if form.number == number), key=lambda form: form.version)


def _form(
    number: str,
    table: Mapping[str, Any],
    version: Mapping[str, Any],
    fields: Sequence[Mapping[str, Any]],
) -> Form:
    dropped, titles = set(version.get("drop", ())), version.get("retitle", {})
    rows = [row for row in fields if row["key"] not in dropped]
    columns = [
        _column(number, {**row, "title": titles.get(row["key"], row["title"])}) for row in rows
    ]
    columns += [_column(number, row) for row in version.get("add", ())]
    return Form(
        title=table["title"],
        columns=tuple(columns),
        number=table.get("fills", number),
        version=version["name"],
        template=table["template"],
        sheet=table.get("sheet", ""),
        mark=version["mark"],
    )


def _column(number: str, row: Mapping[str, Any]) -> Column:
    is_own = number in OWN
    return Column(
        header=row["title"],
        field=row["field"],
        content=Content(row["content"]),
        is_required=row["need"] == "must",
        longest=int(row.get("longest") or 4000),
        key=row["key"] if not is_own else "",
        codes=row.get("codes", ""),
        decimals=int(row["decimals"]) if row.get("decimals") else None,
        is_expected=row["need"] == "should",
        is_strict=row.get("level", "1") == "1",
        is_public=row.get("is_public", "0") == "1",
        may_be_absent=row["key"].startswith("FETCH_") or (is_own and row["need"] != "must"),
    )


@dataclass(frozen=True)
class _Headings:
    """The headings of a form as they are compared, and of each column that a file must have."""

    form: Form
    known: frozenset[str]
    needed: tuple[tuple[str, str], ...]  # heading and key


@cache
def _headings() -> tuple[_Headings, ...]:
    return tuple(
        _Headings(
            form,
            frozenset(normalise(name) for name in form.headers),
            tuple(
                (normalise(column.header), normalise(column.key or "?"))
                for column in form.columns
                if not column.may_be_absent
            ),
        )
        for form in forms()
    )


def best_form(names: Sequence[str]) -> tuple[Form, int] | None:
    """The version whose headings fit a row best, and how many of them do; none if none does."""
    given = {normalise(name) for name in names if name}
    best: tuple[int, int, Form] | None = None
    for headings in _headings():
        fitting = len(given & headings.known)
        missing = sum(header not in given and key not in given for header, key in headings.needed)
        # Of versions that fit alike, the one of which less is missing and less is strange.
        rank = -missing - len(given - headings.known)
        if fitting and (best is None or (fitting, rank) > best[:2]):
            best = (fitting, rank, headings.form)
    return (best[2], best[0]) if best else None
