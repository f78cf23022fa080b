"""Certificates of our own short table as columns, as they are staged: no row becomes a value.

A million rows as events (:mod:`renjian.registers.intake.reported`) are half a minute of Python. This
table has no details of a kind, so all that its rows need beyond their cells are three answers of the
library, and each is asked once for every combination of cells that occurs.
"""

from collections.abc import Callable, Iterator, Mapping

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from renjian.registers.events import effective_day
from renjian.registers.kinds import ORGANIC_MARK, kind_of
from renjian.registers.reading import Report
from renjian.registers.subjects import KEY_LENGTH, key_of

OWN_TABLE = "R01"
BATCH = 50_000
AS_THEY_ARE = (
    *("line", "number", "status", "item_code", "item", "standard", "division", "address"),
    *("issued_on", "expires_on", "first_issued_on", "suspended_until", "decided_on"),
)


def certificates_of(report: Report) -> Iterator[pa.RecordBatch]:
    """The rows of our own table of certificates in order of lines, by the names of their staging.

    What this table has no column for is left out.
    """
    table = report.table(OWN_TABLE)
    if table is None:
        return
    rows = _with_answers(table.rows)
    staged = rows.select(
        *AS_THEY_ARE,
        holder="organisation",
        kind="kind",
        key=ibis.ifelse(_is_key(rows), rows.uscc, rows.made_key),
        effective_on=ibis.coalesce(rows.effective_on, rows.said_on),
    )
    yield from staged.order_by("line").to_pyarrow().to_batches(max_chunksize=BATCH)


def _is_key(rows: ir.Table) -> ir.BooleanValue:
    return rows.uscc.length() == KEY_LENGTH


def _with_answers(rows: ir.Table) -> ir.Table:
    """The rows beside what the library says of them: kind, key of the subject, day."""
    # Of a number only its mark of organic certificates counts for the kind.
    has_mark = rows.number.substr(3, len(ORGANIC_MARK)) == ORGANIC_MARK
    rows = _answered(
        rows,
        "kind",
        pa.string(),
        lambda item_code, number: kind_of(item_code, number).value,
        {"item_code": rows.item_code, "number": ibis.ifelse(has_mark, rows.number, "")},
    )
    is_key = _is_key(rows)
    rows = _answered(
        rows,
        "made_key",
        pa.string(),
        key_of,
        {
            "code": ibis.ifelse(is_key, "", rows.uscc),
            "name": ibis.ifelse(is_key, "", rows.organisation),
        },
    )
    dates = {"expires_on": rows.expires_on, "decided_on": rows.decided_on}
    return _answered(rows, "said_on", pa.date32(), effective_day, {"status": rows.status, **dates})


def _answered(
    rows: ir.Table,
    name: str,
    kind: pa.DataType,
    answer: Callable[..., object],
    asked: Mapping[str, ir.Value],
) -> ir.Table:
    """The rows with a column of answers, each asked once for every combination that occurs."""
    cases = rows.select(**asked).distinct().to_pyarrow()
    answers = pa.array([answer(**case) for case in cases.to_pylist()], kind)
    known = ibis.memtable(
        cases.rename_columns([f"{name}_{one}" for one in asked]).append_column(name, answers)
    )
    alike = [value.identical_to(known[f"{name}_{one}"]) for one, value in asked.items()]
    return rows.left_join(known, alike).drop(*(f"{name}_{one}" for one in asked))
