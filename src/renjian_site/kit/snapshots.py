"""Tables of a day as Parquet files that never change; loaded by jobs only.

``snapshots/<slice>/<day>/<table>.parquet`` under the folder for what is written. A file has its
name only when it is whole, and its name is given once.
"""

import hashlib
import itertools
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from renjian_site.kit.commands import Taken
from renjian_site.kit.roles import sweeping

BATCH = 20_000
TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "whole": pa.int64(),
    "day": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
    "truth": pa.bool_(),
}


@dataclass(frozen=True)
class Table:
    """A table that a slice owes: its columns, the path of each and the type of its values."""

    slice: str
    name: str
    columns: Mapping[str, tuple[str, str]]  # name in the file -> path and type
    rows: QuerySet[Any]


def path_of(slice_name: str, table: str, day: date) -> Path:
    """Where the snapshot of a table for a day lies."""
    return Path(settings.VAR) / "snapshots" / slice_name / day.isoformat() / f"{table}.parquet"


def take(table: Table, day: date, *, at: datetime) -> Taken:
    """Write the snapshot of a table for a day; one that exists is left as it is."""
    path = path_of(table.slice, table.name, day)
    if not path.exists():
        _write(table, path, at)
    return Taken(table.slice, table.name, day, _hash(path), pq.read_metadata(path).num_rows)


def _write(table: Table, path: Path, at: datetime) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix="incoming-") as file:
        schema = pa.schema(
            [(name, TYPES[kind]) for name, (_path, kind) in table.columns.items()],
            metadata={"taken_at": at.isoformat()},
        )
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for rows in _batches(table):
                columns = zip(*rows, strict=True)
                arrays = [pa.array(c, t.type) for c, t in zip(columns, schema, strict=True)]
                writer.write_batch(pa.record_batch(arrays, schema=schema))
        file.flush()
        os.fsync(file.fileno())
        os.chmod(file.name, 0o444)
        # A second name fails if it is taken; giving the file another name would replace.
        os.link(file.name, path)


def _batches(table: Table) -> Iterator[Iterable[tuple[object, ...]]]:
    """The rows as they stood at one moment, some thousands at a time."""
    paths = [path for path, _kind in table.columns.values()]
    with transaction.atomic(), sweeping():
        rows = table.rows.order_by("pk").values_list(*paths).iterator(chunk_size=BATCH)
        while batch := list(itertools.islice(rows, BATCH)):
            yield batch


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
