"""What people read of the checks of an upload: their order, their weight and their sentences.

The sentences stand in a data file in the words of the law, with their English; each rule is a
function of the same code (:mod:`renjian.registers.intake.listed`), which a page need not load.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


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


def listed() -> tuple[Words, ...]:
    """Every check as people read it, in the order of examination."""
    order = list(Stage)
    return tuple(sorted(words().values(), key=lambda told: order.index(told.stage)))
