"""Run the listed checks over an uploaded report and say what they found."""

from collections.abc import Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from renjian.kernel.refusal import shown
from renjian.registers.intake.check import Check
from renjian.registers.intake.facts import Facts
from renjian.registers.intake.links import Linked, linked
from renjian.registers.intake.listed import checks_for
from renjian.registers.intake.words import Level
from renjian.registers.problems import Examination, Problem
from renjian.registers.reading import WRITTEN, Report, Table

MOST_PROBLEMS = 1000  # more of them say no more: they are counted


def examine(
    report: Report,
    day: date,
    *,
    facts: Facts | None = None,
    checks: Sequence[Check] | None = None,
    only: str = "",
    most: int = MOST_PROBLEMS,
) -> Examination:
    """Find what breaks a rule on ``day``: the first problems by line, and the count of all.

    ``facts`` are what the registers hold; without them nothing is held against the registers.
    ``checks`` and ``only``, the number of a table, narrow what is looked at.
    """
    problems: list[Problem] = []
    count = warnings = 0
    for table in report.tables:
        if only and table.form.number != only:
            continue
        listed = checks or checks_for(table.form, with_facts=facts is not None)
        beside = linked(report, table, day, facts)
        # A column that the file does not have is told by its headings, not row by row.
        listed = [check for check in listed if check.column in table.present or _is_whole(check)]
        found, broken = _examine(beside, listed, most)
        problems += found
        count += sum(n for check, n in broken if check.level is Level.ERROR)
        warnings += sum(n for check, n in broken if check.level is Level.WARNING)
    problems = [one for one in problems if one.level == Level.ERROR][:most] + [
        one for one in problems if one.level == Level.WARNING
    ][:most]
    return Examination(tuple(problems), count, warnings)


def _is_whole(check: Check) -> bool:
    return check.code not in ("blank", "expected")


def _examine(
    beside: Linked, checks: Sequence[Check], most: int
) -> tuple[list[Problem], list[tuple[Check, int]]]:
    broken: list[tuple[Check, int]] = []
    problems: list[Problem] = []
    for rows, of_members in ((beside.rows, False), (beside.members, True)):
        those = [check for check in checks if check.is_of_members is of_members]
        if rows is None or not those:
            continue
        counts = list(zip(those, _counts(rows, those), strict=True))
        broken += counts
        for check, count in counts:
            if count:
                problems += _problems(beside.table, rows, check, most)
    order = [column.header for column in beside.table.form.columns]
    problems.sort(key=lambda problem: (problem.line, order.index(problem.column)))
    return problems, broken


def _counts(rows: ir.Table, checks: Sequence[Check]) -> list[int]:
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
        shown_value=value,
        **{f"told_{name}": expression.cast("string") for name, expression in told.items()},
    )
    first = found.filter(found.broken).order_by("line").limit(most)
    columns = ["line", "shown_value", *(f"told_{name}" for name in names)]
    return [
        Problem(
            sheet=table.sheet,
            line=row["line"],
            column=header,
            value=shown(row["shown_value"] or ""),
            rule=check.code,
            template=check.text,
            values={"header": header, "value": shown(row["shown_value"] or "")}
            | {name: shown(row[f"told_{name}"] or "") for name in names},
            cure=check.cure,
            level=check.level,
        )
        for row in first.select(columns).to_pyarrow().to_pylist()
    ]
