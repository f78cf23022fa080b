"""What authorities import themselves: exports of other systems, and lists that no body reports.

No public format of these exports is known. So the columns of a file are guessed by their names, the
officer confirms them once, and they are kept as the profile of the authority.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from renjian.kernel.identifiers import normalise
from renjian.kernel.refusal import Reason, reason
from renjian.registers.rows import CERTIFICATES, Column, Content, Form

FEWEST = 3  # filled cells that make a row the heading row
CLOSE = 0.75  # how alike a heading has to be to a known name


class Inbound(StrEnum):
    """What an import brings."""

    SUPERVISION = "supervision"
    PUBLICITY = "publicity"
    EXEMPTIONS = "exemptions"
    DECLARATIONS = "declarations"
    DESIGNATIONS = "designations"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return INBOUND_TITLES[self]


INBOUND_TITLES = {
    Inbound.SUPERVISION: "认证行政监管系统导出的证书",
    Inbound.PUBLICITY: "企业信用信息公示系统导出的主体",
    Inbound.EXEMPTIONS: "免办证明",
    Inbound.DECLARATIONS: "自我声明",
    Inbound.DESIGNATIONS: "指定认证机构和指定实验室的业务范围",
}
NUMBERS = {
    Inbound.SUPERVISION: CERTIFICATES.number,
    Inbound.PUBLICITY: "I02",
    Inbound.EXEMPTIONS: "I03",
    Inbound.DECLARATIONS: "I04",
    Inbound.DESIGNATIONS: "I05",
}


# How lists of designations call the two kinds of designated organisations.
BODY_WORDS, DESIGNATED_LAB_WORDS = (
    ("认证机构", "指定认证机构"),
    ("实验室", "指定实验室", "检测机构"),
)


def key_of_body(cell: str) -> str:
    """What an export calls a body, as it is compared: half-width, without blanks."""
    return normalise(cell)


@cache
def form_of(kind: Inbound) -> Form:
    """The columns that a kind of import has to give, under the names of our template."""
    told = _told()[kind.value]
    columns = tuple(_column(one) for one in told["column"])
    if kind is Inbound.SUPERVISION:
        columns = (*columns, *(replace(one, by_words=True) for one in CERTIFICATES.columns))
    return Form(told["title"], columns, number=NUMBERS[kind], version="1", template="导入模板")


def guess(headings: Iterable[str], kind: Inbound) -> dict[str, str]:
    """Heading -> the field that it probably gives, empty where none is alike; no field twice."""
    known = {normalise(name): field for field, names in _names(kind).items() for name in names}
    found: dict[str, str] = {}
    taken: set[str] = set()
    wanted = list(dict.fromkeys(headings))
    exact = {heading: known.get(normalise(heading), "") for heading in wanted}
    # Better names first: what is called by a first name is that field.
    order = sorted(wanted, key=lambda one: _rank(kind, exact[one], one))
    for heading in order:
        field = exact[heading] or _alike(normalise(heading), known)
        found[heading] = "" if field in taken else field
        taken.add(field)
    return {heading: found[heading] for heading in wanted}


def _rank(kind: Inbound, field: str, heading: str) -> int:
    names = [normalise(name) for name in _names(kind).get(field, ())]
    return names.index(normalise(heading)) if normalise(heading) in names else len(names) + 1000


def _alike(heading: str, known: Mapping[str, str]) -> str:
    nearest = get_close_matches(heading, known, n=1, cutoff=CLOSE)
    return known[nearest[0]] if nearest else ""


def why_not_columns(kind: Inbound, columns: Mapping[str, str]) -> tuple[Reason, ...]:
    """Every reason against reading a file by these columns (heading -> field, empty: left aside)."""
    form = form_of(kind)
    counts = Counter(field for field in columns.values() if field)
    missing = [
        reason(
            "import.column-missing",
            "没有指明哪一列是“{header}”。请选择；文件里没有这一列的，请在来源系统补全后重新导出。",
            header=column.header,
        )
        for column in form.columns
        if column.is_required and not counts[column.field]
    ]
    twice = [
        reason(
            "import.column-twice",
            "“{header}”指定了 {count} 列。请只保留一列。",
            header=form.column(field).header,
            count=count,
        )
        for field, count in counts.items()
        if count > 1
    ]
    return (*missing, *twice)


def fits(columns: Mapping[str, str], headings: Iterable[str]) -> bool:
    """Whether a kept profile tells of every heading of a file, and the file has all that it uses."""
    given = set(headings)
    return given <= set(columns) and {one for one, field in columns.items() if field} <= given


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows of a sheet holds the headings: the first with most filled cells."""
    filled = [len({cell for cell in row if cell.strip()}) for row in rows]
    most = max(filled, default=0)
    enough = [at for at, count in enumerate(filled) if count >= FEWEST and count * 2 > most]
    return enough[0] if enough else 0


def _column(told: Mapping[str, Any]) -> Column:
    return Column(
        told["names"][0],
        told["field"],
        Content(told["content"]),
        is_required=told["need"] == "must",
        longest=told.get("longest", 300),
        may_be_absent=told["need"] != "must",
    )


@cache
def _names(kind: Inbound) -> Mapping[str, Sequence[str]]:
    told: Mapping[str, Any] = _told()[kind.value]
    names: dict[str, Sequence[str]] = {one["field"]: one["names"] for one in told["column"]}
    others: Mapping[str, Sequence[str]] = told.get("names", {})
    return {**names, **others}


@cache
def _told() -> Mapping[str, Any]:
    data = files("renjian.registers").joinpath("data", "inbound_tables.toml")
    return tomllib.loads(data.read_text("utf-8"))
