"""From rows to objects, officers, recusals and parts; every row that cannot be taken is named."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from renjian.draws.assignment import Officer, Recusal
from renjian.draws.desk.columns import Mapped
from renjian.draws.desk.tables import EXACT, Row, Table
from renjian.draws.stages import Part
from renjian.kernel.identifiers import normalise
from renjian.kernel.refusal import Reason, reason

YES = {"是", "能", "可", "可以", "有", "√", "Y", "YES", "TRUE", "1", "主办"}
NO = {"否", "不能", "不可", "不可以", "无", "没有", "×", "N", "NO", "FALSE", "0", "协办", ""}
SEPARATORS = re.compile(r"[\s、,，;；/]+")
JOINED = "·"  # between the values of several columns that make up a stratum


@dataclass(frozen=True)
class Listed:
    """An object of the list: what is drawn from, with the name that only the authority's files show."""

    id: str
    name: str
    unit: str
    stratum: str
    size: int


Thing = TypeVar("Thing")


@dataclass
class Taken(Generic[Thing]):
    """What was taken from a table, and the lines that were not, each with its reasons."""

    things: list[Thing] = field(default_factory=list)
    bad: list[tuple[int, Reason]] = field(default_factory=list)


def objects(table: Table, columns: Mapped, by_size: Collection[str]) -> Taken[Listed]:
    """The objects of a table; in the strata ``by_size`` each needs a size from 1 on.

    Not taken: no id, an id that stood there before, no unit, no stratum, no fit size.
    """

    def make(cells: Mapping[str, str]) -> Listed | Reason:
        sized = cells["stratum"] in by_size
        size = cells["size"].replace(",", "") if sized else "0"
        if sized and not (size.isdecimal() and int(size) >= 1):
            return _unfit("规模", cells["size"], "应当是 1 以上的整数")
        return Listed(cells["id"], cells["name"], cells["unit"], cells["stratum"], int(size))

    return _taken(
        table, columns, ("id",), {"id": "编号", "unit": "检查单位", "stratum": "分层"}, make
    )


def officers(
    table: Table, columns: Mapped, item: str, *, is_alone: bool
) -> Taken[tuple[Officer, str]]:
    """The officers of a table with their names; without a column that says so, all may lead.

    Where ``item`` is alone in the plan, whoever may not lead it leads nothing.
    """

    def make(cells: Mapping[str, str]) -> tuple[Officer, str] | Reason:
        said = cells["lead"].upper() if "lead" in columns else "是"
        items = sorted({one for one in SEPARATORS.split(cells["items"]) if one})
        if said not in YES | NO:
            return _unfit("能否主办", cells["lead"], "应当是“是”或者“否”")
        leads = said in YES and (not is_alone or not items or item in items)
        known = "" if is_alone else " ".join(items)
        return Officer(cells["id"], cells["unit"], leads, known), cells["name"]

    return _taken(table, columns, ("id",), {"id": "证号", "unit": "单位"}, make)


def experts(table: Table, columns: Mapped) -> Taken[tuple[str, str]]:
    """The experts of a table: id and name."""

    def make(cells: Mapping[str, str]) -> tuple[str, str] | Reason:
        return cells["id"], cells["name"]

    return _taken(table, columns, ("id",), {"id": "专家编号"}, make)


def recusals(table: Table, columns: Mapped, known: tuple[set[str], set[str]]) -> Taken[Recusal]:
    """The recusals of a table; each must name an officer and an object of the other tables."""

    def make(cells: Mapping[str, str]) -> Recusal | Reason:
        for title, name, names in (
            ("执法人员证号", cells["officer"], known[0]),
            ("对象编号", cells["object"], known[1]),
        ):
            if name not in names:
                return _unfit(title, name, "不在本次的名单中")
        return Recusal(cells["officer"], cells["object"])

    needed = {"officer": "执法人员证号", "object": "对象编号"}
    return _taken(table, columns, ("officer", "object"), needed, make)


def parts(table: Table, columns: Mapped, known: set[str]) -> Taken[Part]:
    """The parts of a second stage; each must belong to an object of the list."""

    def make(cells: Mapping[str, str]) -> Part | Reason:
        if cells["object"] not in known:
            return _unfit("所属对象编号", cells["object"], "不在抽查对象表中")
        return Part(cells["object"], cells["id"])

    return _taken(table, columns, ("object", "id"), {"object": "所属对象编号", "id": "编号"}, make)


IDENTIFIERS = ("id", "object", "officer")


def _taken(
    table: Table,
    columns: Mapped,
    key: Iterable[str],
    needed: Mapping[str, str],
    make: Callable[[Mapping[str, str]], Thing | Reason],
) -> Taken[Thing]:
    """Each row as a thing, or with the first reason why it is none."""
    taken = Taken[Thing]()
    first_line: dict[tuple[str, ...], int] = {}
    for row in table.rows:
        cells = _cells(row, columns)
        own = tuple(cells[field] for field in key)
        if why := _why_not(row, cells, columns, needed, table) or _repeated(own, first_line):
            taken.bad.append((row.line, why))
            continue
        first_line[own] = row.line
        made = make(cells)
        if isinstance(made, Reason):
            taken.bad.append((row.line, made))
        else:
            taken.things.append(made)
    return taken


def _cells(row: Row, columns: Mapped) -> dict[str, str]:
    """The cells by field; several columns are joined, identifiers are normalised."""
    cells = dict.fromkeys(("id", "name", "unit", "stratum", "size", "lead", "items"), "")
    for name, those in columns.items():
        values = [row.cells[one] for one in those]
        value = JOINED.join(values) if all(values) else ""
        text = normalise(value) if name in IDENTIFIERS else " ".join(value.split())
        cells[name] = unicodedata.normalize("NFC", text)
    return cells


def _why_not(
    row: Row, cells: Mapping[str, str], columns: Mapped, needed: Mapping[str, str], table: Table
) -> Reason | None:
    for field_, title in needed.items():
        if not cells[field_]:
            return reason("desk.row.empty", "“{title}”是空的。请补上。", title=title)
        if field_ in IDENTIFIERS and any(
            (row.line, one) in table.rounded for one in columns[field_]
        ):
            return reason(
                "desk.row.rounded",
                "“{title}”（{value}）在工作簿里存成了数字，超过 {digits} 位的末几位已经丢失。"
                "请把这一列改成文本格式，重新填写。",
                title=title,
                value=cells[field_],
                digits=EXACT,
            )
    return None


def _repeated(own: tuple[str, ...], first_line: Mapping[tuple[str, ...], int]) -> Reason | None:
    if own not in first_line:
        return None
    return reason(
        "desk.row.repeated",
        "“{id}”在第 {line} 行已经有了，会得到不止一次机会。请删去重复的一行。",
        id="／".join(own),
        line=first_line[own],
    )


def _unfit(title: str, value: str, why: str) -> Reason:
    return reason(
        "desk.row.unfit",
        "“{title}”是“{value}”，{why}。请更正。",
        title=title,
        value=value,
        why=why,
    )
