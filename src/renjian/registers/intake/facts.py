"""What the registers hold that the rows of a report are checked against, as tables and values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from hashlib import sha256

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

    def fingerprint(self, day: date) -> str:
        """A hash in hex of all that the checks read beside the file and its rules, on a day.

        The checks find the same again while it is the same, whatever the order in which the
        registers tell it.
        """
        told = sha256(f"{day}".encode())
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, pa.Table):
                for block in _blocks(value):
                    told.update(block)
            else:
                plain = sorted(map(str, value)) if isinstance(value, tuple | frozenset) else value
                told.update(f"{one.name}:{plain!r}".encode())
        return told.hexdigest()


def _blocks(rows: pa.Table) -> Iterator[pa.Buffer]:
    """A table as bytes, its rows in an order of their own."""
    ordered = rows.sort_by([(name, "ascending") for name in rows.column_names])
    for batch in ordered.combine_chunks().to_batches():
        with pa.BufferOutputStream() as kept:
            with pa.ipc.new_stream(kept, batch.schema) as stream:
                stream.write_batch(batch)
            yield kept.getvalue()
