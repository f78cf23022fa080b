"""Run the listed checks over an uploaded table and say what they found."""

from collections.abc import Iterable
from datetime import date

import ibis
import ibis.expr.types as ir

from renjian.kernel.refusal import shown
from renjian.registers.intake.check import Check
from renjian.registers.intake.checks import CHECKS
from renjian.registers.problems import Examination, Problem
from renjian.registers.reading import WRITTEN, Table

MOST_PROBLEMS = 1000  # more of them say no more: they are counted


def examine(
    table: Table,
    day: date,
    *,
    checks: tuple[Check, ...] = CHECKS,
    most: int = MOST_PROBLEMS,
) -> Examination:
    """Find what breaks a rule on ``day``: the first problems by line, and the count of all."""
    rows = table.rows.mutate(today=ibis.literal(day))
    counts = _counts(rows, checks)
    problems = [
        problem
        for check, count in zip(checks, counts, strict=True)
        if count
        for problem in _problems(table, rows, check, most)
    ]
    order = [column.header for column in table.form.columns]
    problems.sort(key=lambda problem: (problem.line, order.index(problem.column)))
    return Examination(tuple(problems[:most]), sum(counts))


def _counts(rows: ir.Table, checks: Iterable[Check]) -> list[int]:
    """How many rows break each rule, in one pass over the table."""
    broken = {f"rule_{index}": check.breaks(rows) for index, check in enumerate(checks)}
    flags = rows.select(**broken)
    sums = flags.aggregate(**{name: ibis.ifelse(flags[name], 1, 0).sum() for name in broken})
    found = sums.to_pyarrow().to_pylist()[0]
    return [found[name] or 0 for name in broken]


def _problems(table: Table, rows: ir.Table, check: Check, most: int) -> list[Problem]:
    header = table.form.column(check.column).header
    written = check.column + WRITTEN
    value = rows[written] if written in rows.columns else rows[check.column]
    names = sorted(check.names - {"header", "value"})
    told = {
        name: check.values[name](rows) if name in check.values else rows[name] for name in names
    }
    found = rows.mutate(
        broken=check.breaks(rows),
        value=value,
        **{f"told_{name}": expression.cast("string") for name, expression in told.items()},
    )
    first = found.filter(found.broken).order_by("line").limit(most)
    columns = ["line", "value", *(f"told_{name}" for name in names)]
    return [
        Problem(
            sheet=table.sheet,
            line=row["line"],
            column=header,
            value=shown(row["value"]),
            rule=check.code,
            template=check.text,
            values={"header": header, "value": shown(row["value"])}
            | {name: shown(row[f"told_{name}"] or "") for name in names},
            cure=check.cure,
        )
        for row in first.select(columns).to_pyarrow().to_pylist()
    ]
