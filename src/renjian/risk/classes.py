"""Credit-risk classes (企业信用风险分类) of organisations, each from a day (CRC6).

They are made elsewhere and imported by the province. Inside, they set how often and how closely an
organisation is checked; they are no ground for a penalty and are not shown to the public.
"""

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import StringIO

from renjian.kernel.identifiers import normalise, why_not_uscc
from renjian.kernel.refusal import Reason, Refused, reason, shown
from renjian.registers.days import read_day


class CreditClass(StrEnum):
    """The class of an organisation, A the lowest risk."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call this class."""
        return TITLES[self]


TITLES = {
    CreditClass.A: "信用风险低",
    CreditClass.B: "信用风险一般",
    CreditClass.C: "信用风险较高",
    CreditClass.D: "信用风险高",
}

USCC, CLASS, FROM = HEADER = ("统一社会信用代码", "信用风险分类", "起始日期")
LETTERS = tuple(found.value for found in CreditClass)
MOST_REASONS = 100  # more of them say no more: they are counted


@dataclass(frozen=True)
class ClassRow:
    """One line of a file of classes: which class an organisation has, and from which day."""

    line: int
    uscc: str
    credit_class: CreditClass
    from_on: date


def read_classes(text: str) -> list[ClassRow]:
    """The rows of a CSV file of classes, other columns left aside.

    Refused with everything that is wrong; then nothing of the file counts.
    """
    header, *lines = _cells(text)
    places = _places(header)
    rows: list[ClassRow] = []
    reasons: list[Reason] = []
    first_lines: dict[tuple[str, date], int] = {}
    # Lines as a spreadsheet counts them: the heading row is the first.
    for line, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = _row(line, *(cells[place] if place < len(cells) else "" for place in places))
        if isinstance(row, ClassRow):
            first = first_lines.setdefault((row.uscc, row.from_on), line)
            reasons += [_twice(row, first)] if first != line else []
            rows.append(row)
        else:
            reasons += row
    if reasons:
        raise Refused(*_capped(reasons))
    if not rows:
        raise Refused(reason("classes.none", "表头之下没有数据行。请检查导出是否成功后重新上传。"))
    return rows


def _cells(text: str) -> list[list[str]]:
    try:
        # strict: a quotation mark out of place would otherwise swallow the lines after it.
        cells = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        raise Refused(
            reason(
                "classes.unreadable",
                "文件不能按 CSV 表格读出，常见原因是英文双引号没有成对。"
                "请用表格软件另存为“CSV UTF-8”后重新上传。",
            )
        ) from error
    if not cells:
        raise Refused(reason("classes.empty", "文件是空的。请检查导出是否成功后重新上传。"))
    return cells


def _places(header: list[str]) -> list[int]:
    names = [normalise(cell) for cell in header]
    reasons = [
        reason(
            "classes.header",
            "第 1 行应当有且只有一个“{column}”列，现在有 {count} 个。请按模板改正表头后重新上传。",
            column=column,
            count=names.count(column),
        )
        for column in HEADER
        if names.count(column) != 1
    ]
    if reasons:
        raise Refused(*reasons)
    return [names.index(column) for column in HEADER]


def _row(line: int, code: str, letter: str, day: str) -> ClassRow | list[Reason]:
    """One line as a value, or every reason why it is none."""
    uscc, known, from_on = normalise(code), normalise(letter), read_day(day.strip())
    reasons = []
    if why_not_uscc(uscc):
        reasons.append(
            reason(
                "classes.uscc",
                "第 {line} 行“{column}”（{value}）不是统一社会信用代码：位数、字符或者校验码不符。"
                "请对照登记信息改正后重新上传。",
                line=line,
                column=USCC,
                value=shown(code),
            )
        )
    if known not in LETTERS:
        reasons.append(
            reason(
                "classes.class",
                "第 {line} 行“{column}”（{value}）不是 A、B、C、D 之一。请改正后重新上传。",
                line=line,
                column=CLASS,
                value=shown(letter),
            )
        )
    if from_on is None:
        reasons.append(
            reason(
                "classes.from",
                "第 {line} 行“{column}”（{value}）不是能识别的日期。"
                "请写成 2026-03-01 的形式后重新上传。",
                line=line,
                column=FROM,
                value=shown(day),
            )
        )
    if reasons or from_on is None:
        return reasons
    return ClassRow(line, uscc, CreditClass(known), from_on)


def _twice(row: ClassRow, first_line: int) -> Reason:
    return reason(
        "classes.twice",
        "第 {line} 行“{column}”（{value}）与第 {first_line} 行重复：同一天只能有一个分类。"
        "请只保留一行后重新上传。",
        line=row.line,
        column=USCC,
        value=row.uscc,
        first_line=first_line,
    )


def _capped(reasons: list[Reason]) -> list[Reason]:
    if len(reasons) <= MOST_REASONS:
        return reasons
    more = reason(
        "classes.more",
        "另外还有 {count} 处错误没有列出。请改正以上各处后重新上传，再看其余。",
        count=len(reasons) - MOST_REASONS,
    )
    return [*reasons[:MOST_REASONS], more]
