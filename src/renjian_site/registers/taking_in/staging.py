"""Events of a file on their way into the registers: copied into tables that end with the transaction.

A million rows are merged in sets, so they are first copied next to the register as they are; what is
new, what corrects and what is refused is then asked in SQL. Where a rule decides, SQL hands the
library the few combinations that occur and gets its answers back as a table (decision 33).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from renjian.kernel.refusal import Refused
from renjian.registers.events import CertificateReported
from renjian.registers.kinds import Kind, private_part, public_part, why_not_details
from renjian.registers.subjects import KEY_LENGTH, key_of

EMPTY = "{}"
NONE = "[]"
PARTS = ("applicant", "producer", "factory")
CERTIFICATES = """
create temp table {name} (
    line integer, number text, kind text, status text, effective_on date, item_code text,
    item text, standard text, holder text, key text, country text, division text, address text,
    issued_on date, expires_on date, first_issued_on date, suspended_until date, decided_on date,
    report_type text, activity text, causes text, change_types text, main_number text,
    former_body text, former_number text, details text, private text, contacts text
) on commit drop
"""


def make(name: str, sql: str) -> None:
    """Make a table that ends with the transaction; a second upload in it begins with an empty one."""
    with connection.cursor() as cursor:
        cursor.execute(f"drop table if exists {name}")
        cursor.execute(sql.format(name=name))


def copy(name: str, rows: Iterable[Sequence[object]]) -> int:
    """Copy rows into a staged table and say how many there were."""
    count = 0
    with connection.cursor() as cursor:
        with cursor.cursor.copy(f"copy {name} from stdin") as into:
            for row in rows:
                into.write_row(row)
                count += 1
        if count:
            cursor.execute(f"analyze {name}")
    return count


def table(name: str, columns: str, rows: Iterable[Sequence[object]]) -> int:
    """Make a staged table of some columns and fill it."""
    make(name, f"create temp table {{name}} ({columns}) on commit drop")
    return copy(name, rows)


def execute(sql: str, **values: Any) -> int:
    """Run one statement and say how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return int(cursor.rowcount)


def fetch(sql: str, **values: Any) -> list[tuple[object, ...]]:
    """Ask one question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        found: list[tuple[object, ...]] = cursor.fetchall()
        return found


def certificate_rows(
    events: Iterable[CertificateReported],
) -> Iterable[tuple[object, ...]]:
    """Certificate events as the staged table has them: keys made, details parted, lists as JSON."""
    for event in events:
        (*before, holder, uscc, country, division, address) = event[:13]
        key = uscc if len(uscc) == KEY_LENGTH else key_of(uscc, holder, country)
        dates, report = event[13:18], event[18:20]
        yield (
            *before,
            holder,
            key,
            country,
            division,
            address,
            *dates,
            *report,
            _list(event.causes),
            _list(event.change_types),
            event.main_number,
            event.former_body,
            event.former_number,
            *_details(event),
            _json(event.contacts),
        )


def _details(event: CertificateReported) -> tuple[str, str]:
    if not event.details:
        return EMPTY, EMPTY
    kind = Kind(event.kind)
    if reasons := why_not_details(kind, event.details):
        raise Refused(*reasons)
    details = with_keys(event.details)
    return _json(public_part(kind, details)), _json(private_part(kind, details))


def with_keys(details: Mapping[str, object]) -> dict[str, object]:
    """Details in which each party names the key of its subject."""
    found = dict(details)
    for part in PARTS:
        parties = found.get(part)
        if isinstance(parties, list | tuple):
            found[part] = [
                {
                    **party,
                    "key": key_of(
                        party.get("uscc", ""), party.get("name", ""), party.get("country", "156")
                    ),
                }
                for party in parties
            ]
    return found


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain) if value else EMPTY


def _list(values: Sequence[str]) -> str:
    return json.dumps(values, ensure_ascii=False) if values else NONE


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
