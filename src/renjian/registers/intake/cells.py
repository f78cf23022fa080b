"""Checks of single cells of any table: filled, readable, short enough, in their code list."""

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir

from renjian.registers.codes import code_list
from renjian.registers.intake.check import Check, made
from renjian.registers.intake.cleaning import JOINT, WRITTEN
from renjian.registers.intake.words import Level
from renjian.registers.rows import VALUES, Column, Content

# Lists of which not every code was read: a strange one is told and hinders nothing.
INCOMPLETE = frozenset({"ccc_activity", "ccc_report_type", "ccc_nonconformity", "witness_flag"})
COORDINATES = frozenset({"lat", "lng"})
MOST_NAMED = 8  # codes that a sentence names
# What is left where bytes could not be read, and what a text in UTF-8 read as GBK looks like.
GARBLED = "[\ufffd]|锟斤拷|锘縗|烫烫烫"


def checks_of(column: Column) -> Iterator[Check]:
    """The checks that the content of a column calls for."""
    if column.is_required:
        yield blank(column, "blank")
    elif column.is_expected:
        yield blank(column, "expected")
    if column.content is Content.DAY:
        yield _no_value(column, "no-date")
    elif column.content is Content.MOMENT:
        yield _no_value(column, "no-moment")
    elif column.content is Content.NUMBER:
        yield from _of_numbers(column)
    elif column.codes and column.content is not Content.TEAM:
        yield not_listed(column)
    if column.content in (Content.TEXT, Content.TEAM):
        yield _too_long(column)
        yield made("garbled", lambda r: r[column.field].re_search(GARBLED), column=column.field)


def blank(column: Column, code: str) -> Check:
    """The check that a column is filled."""
    name = column.field + WRITTEN * (column.content in VALUES)
    return made(code, lambda r: r[name] == "", column=column.field)


def _no_value(column: Column, code: str) -> Check:
    def breaks(r: ir.Table) -> ir.BooleanValue:
        return (r[column.field + WRITTEN] != "") & r[column.field].isnull()

    return made(code, breaks, column=column.field)


def _of_numbers(column: Column) -> Iterator[Check]:
    yield _no_value(column, "no-number")
    if column.field not in COORDINATES:
        yield made("negative", lambda r: r[column.field] < 0, column=column.field)
    if column.decimals is not None:
        pattern = rf"\.[0-9]{{{column.decimals}}}[0-9]*[1-9]"
        yield made(
            "decimals",
            lambda r: r[column.field + WRITTEN].re_search(pattern),
            column=column.field,
            values={"decimals": lambda _: ibis.literal(column.decimals)},
        )


def _too_long(column: Column) -> Check:
    return made(
        "too-long",
        lambda r: r[column.field].length() > column.longest,
        column=column.field,
        values={
            "length": lambda r: r[column.field].length(),
            "longest": lambda _: ibis.literal(column.longest),
        },
    )


def not_listed(column: Column) -> Check:
    """The check that codes are in their list, as it is today."""
    listed = code_list(column.codes)
    known = [code for code in listed.meanings if code not in listed.later]
    known += [later for later in listed.later.values() if later not in known]
    told = [f"{code} {listed.meanings.get(code, '')}".strip() for code in known[:MOST_NAMED]]
    shown = "、".join(told) + ("……" if len(known) > MOST_NAMED else "")
    one = "(" + "|".join(known) + ")"

    def breaks(r: ir.Table) -> ir.BooleanValue:
        cell = r[column.field]
        if column.content is Content.CODES:
            return (cell != "") & ~cell.re_search(f"^{one}({JOINT}{one})*$")
        return (cell != "") & ~cell.isin(known)

    return made(
        "not-listed",
        breaks,
        column=column.field,
        level=Level.WARNING if column.codes in INCOMPLETE else None,
        values={"codes": lambda _: ibis.literal(shown)},
    )
