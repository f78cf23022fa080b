"""What a check of an upload is: a rule over columns, and the sentence for a cell that breaks it.

The sentences stand in a data file in the words of the law, with their English; the rule itself is a
function of the same code. That the two lists are alike is tested.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import ibis.expr.types as ir

Rule = Callable[[ir.Table], ir.BooleanValue]
Value = Callable[[ir.Table], ir.Value]


class Stage(StrEnum):
    """The order in which an upload is examined."""

    CELL = "cell"
    ROW = "row"
    TABLE = "table"  # rows beside each other
    SHEETS = "sheets"
    REGISTER = "register"
    TIME = "time"


STAGE_TITLES = {
    Stage.CELL: "单元格",
    Stage.ROW: "同一行",
    Stage.TABLE: "行与行之间",
    Stage.SHEETS: "表与表之间",
    Stage.REGISTER: "与名录核对",
    Stage.TIME: "时间规则",
}


class Level(StrEnum):
    """What a broken rule does: an error hinders the whole file, a warning nothing."""

    ERROR = "error"
    WARNING = "warning"


LEVEL_TITLES = {
    Level.ERROR: "必须改正",
    Level.WARNING: "提示核对",
}


@dataclass(frozen=True)
class Words:
    """What people read of a check, in the source language; ``on`` are tables, empty for all."""

    code: str
    on: tuple[str, ...]
    column: str
    stage: Stage
    level: Level
    clause: str
    title: str
    text: str
    cure: str


@cache
def words() -> Mapping[str, Words]:
    """Every check by its code, in the order in which they are listed."""
    data = files("renjian.registers").joinpath("data/report_checks.toml").read_text("utf-8")
    return {row["code"]: _words(row) for row in tomllib.loads(data)["check"]}


def _words(row: Mapping[str, Any]) -> Words:
    return Words(
        code=row["code"],
        on=tuple(row["on"]),
        column=row["column"],
        stage=Stage(row["stage"]),
        level=Level(row["level"]),
        clause=row["clause"],
        title=row["title"]["zh"],
        text=row["text"]["zh"],
        cure=row["cure"]["zh"],
    )


@dataclass(frozen=True)
class Check:
    """A listed check: it says of each row whether the cell in ``column`` breaks the rule.

    ``values`` are computed for the sentence in addition to the fields of the row. ``is_of_members``
    if the rule looks at the members of a team one by one.
    """

    code: str
    column: str
    text: str
    cure: str
    breaks: Rule
    level: Level = Level.ERROR
    stage: Stage = Stage.CELL
    values: Mapping[str, Value] = field(default_factory=dict)
    is_of_members: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The names in braces of the sentence."""
        parts = Formatter().parse(self.text + self.cure)
        return frozenset(name for _, name, _, _ in parts if name)


def made(
    code: str,
    rule: Rule,
    *,
    column: str = "",
    values: Mapping[str, Value] | None = None,
    level: Level | None = None,
    is_of_members: bool = False,
) -> Check:
    """The check of a code with its words; ``column`` where the words leave it open."""
    told = words()[code]
    return Check(
        code=code,
        column=column or told.column,
        text=told.text,
        cure=told.cure,
        breaks=rule,
        level=level or told.level,
        stage=told.stage,
        values=values or {},
        is_of_members=is_of_members,
    )
