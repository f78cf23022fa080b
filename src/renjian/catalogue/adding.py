"""What a new entry of the catalogue looks like as a row of its table: offences, sanctions, kinds.

A new entry is an amendment like any other. Nothing is ever taken away by one; a sanction that ends
does so on a day.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from renjian.catalogue.amendments import Amendment, Table

NEW = "new"
NEW_SANCTION = "sanctions.new"
ENDED = "ended."
SEPARATOR = "; "
ONE_DAY = timedelta(days=1)


def adds(amendment: Amendment) -> bool:
    """Whether it adds a whole entry to its table."""
    return amendment.part == NEW


def new_row(amendment: Amendment) -> dict[str, Any]:
    """The row of a new entry: an offence with its clauses, or a kind of sanction."""
    values = dict(amendment.values)
    if amendment.table is Table.SANCTION_KINDS:
        return {
            "zh": values["title"],
            "en": values.get("title_en") or values["title"],
            "class": values["class"],
            "from": amendment.from_on,
        }
    return {
        "group": values["group"],
        "zh": values["title"],
        "en": values.get("title_en") or values["title"],
        "subjects": str(values["subjects"]).split(SEPARATOR),
        "notice": [],
        "focus": False,
        "capability": "none",
        "reprimand": "none",
        "jurisdiction": values["jurisdiction"],
        "mark": amendment.mark,
        "note": amendment.document,
        "from": amendment.from_on,
        "elements": [{"zh": values["element"], "en": values["element"]}]
        if values.get("element")
        else [],
        "prohibits": _provisions(values.get("prohibits", ""), amendment.from_on, amendment.mark),
        "punishes": _provisions(values.get("punishes", ""), amendment.from_on, amendment.mark),
        "sanctions": [],
    }


def new_sanction(amendment: Amendment) -> dict[str, Any]:
    """The row of a new sanction of an offence, from its day on."""
    values = dict(amendment.values)
    flags = {name: True for name in ("serious", "mandatory") if values.pop(name, "") == "yes"}
    clause = {"clause": amendment.clause} if amendment.clause else {}
    return {
        **values,
        **flags,
        **clause,
        "target": "单位",
        "from": amendment.from_on,
        "mark": amendment.mark,
        "start_mark": "V",
    }


def end_sanction(row: dict[str, Any], amendment: Amendment) -> None:
    """Let a sanction be the law for the last time on the day before."""
    index = int(amendment.part.removeprefix(ENDED))
    row["sanctions"][index]["to"] = amendment.from_on - ONE_DAY


def clauses_in(written: object) -> tuple[str, ...]:
    """The clauses that were written, such as ``REG 9.1; REG 59``."""
    return tuple(part.strip() for part in str(written or "").split(";") if part.strip())


def _provisions(written: object, from_on: date, mark: str) -> list[Mapping[str, Any]]:
    pairs = (clause.partition(" ") for clause in clauses_in(written))
    return [
        {"source": source, "values": [{"from": from_on, "article": article, "mark": mark}]}
        for source, _, article in pairs
    ]
