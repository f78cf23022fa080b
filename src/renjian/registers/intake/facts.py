"""What the registers hold that the rows of a report are checked against, as tables and values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from renjian.registers.approvals import Approval

CERTIFICATES = pa.schema(
    {
        "number": pa.string(),
        "body": pa.string(),
        "status": pa.string(),
        "effective_on": pa.date32(),
        "suspended_until": pa.date32(),
        "uscc": pa.string(),
        "issued_on": pa.date32(),
        "expires_on": pa.date32(),
    }
)
ENGAGEMENTS = pa.schema(
    {
        "registration_no": pa.string(),
        "document_no": pa.string(),  # known to the body itself alone
        "body": pa.string(),
        "from_on": pa.date32(),
        "to_on": pa.date32(),
    }
)
RESTRICTIONS = pa.schema(
    {"uscc": pa.string(), "because": pa.string(), "from_on": pa.date32(), "to_on": pa.date32()}
)


def table(schema: pa.Schema, rows: Iterable[tuple[object, ...]] = ()) -> pa.Table:
    """Rows as a table of one of the schemas above."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, kind.type) for column, kind in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)


@dataclass(frozen=True)
class Barred:
    """A time in which the body may not certify, both ends included, and the decision."""

    from_on: date
    to_on: date | None
    because: str


@dataclass(frozen=True)
class Facts:
    """The registers as a body's report meets them on a day.

    ``certificates`` are those that the file may speak of: the body's own, and those of others with
    the same numbers. ``approved`` is the time of the body's approval, open where it is not known.
    """

    body: str
    domains: tuple[Approval, ...] = ()
    designations: tuple[Approval, ...] = ()
    approved_on: date | None = None
    approved_until: date | None = None
    barred: tuple[Barred, ...] = ()
    branches: frozenset[str] = frozenset()
    plans: frozenset[str] = frozenset()
    certificates: pa.Table = field(default_factory=lambda: table(CERTIFICATES))
    engagements: pa.Table = field(default_factory=lambda: table(ENGAGEMENTS))
    restrictions: pa.Table = field(default_factory=lambda: table(RESTRICTIONS))
