"""Lists of subjects for the object registers: enterprise lists, complaints, finds on the web.

A list is a text file with a heading row: 名称, 统一社会信用代码, 行政区划代码, 地址, 标签. Tags are told by
what officers call them. All that is wrong is named at once, by line.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from renjian.authorities.divisions import division
from renjian.kernel.identifiers import normalise, why_not_uscc
from renjian.kernel.refusal import Reason, Refused, reason, shown
from renjian.registers.objects import BY_HAND, TAG_TITLES, Tag

HEADER = ("名称", "统一社会信用代码", "行政区划代码", "地址", "标签")
MOST_ROWS = 20_000
MOST_REASONS = 20
ENCODINGS = ("utf-8-sig", "gb18030")
LONGEST_NAME, LONGEST_ADDRESS = 300, 450


@dataclass(frozen=True)
class ListedObject:
    """One subject of a list; without a credit code it is known by its name."""

    line: int
    name: str
    uscc: str
    division: str
    address: str
    tag: Tag


def read_list(content: bytes) -> tuple[ListedObject, ...]:
    """The subjects of a list, or ``Refused`` with what is wrong in it."""
    rows = list(csv.reader(StringIO(_text(content))))
    if not rows or tuple(normalise(cell) for cell in rows[0][: len(HEADER)]) != HEADER:
        raise Refused(
            reason(
                "object-list.header",
                "第 1 行应为表头“{header}”。请对照样例改正后重新导入；没有录入任何一行。",
                header="、".join(HEADER),
            )
        )
    if len(rows) - 1 > MOST_ROWS:
        raise Refused(
            reason(
                "object-list.too-long",
                "名单有 {count} 行，一次最多导入 {most} 行。请拆分后分别导入。",
                count=len(rows) - 1,
                most=MOST_ROWS,
            )
        )
    found, reasons = [], []
    for line, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        name, uscc, place, address, tag = (*(cell.strip() for cell in cells), *[""] * 5)[:5]
        wrong = list(_wrong(line, name, normalise(uscc), normalise(place), tag))
        reasons += wrong
        if not wrong:
            one = ListedObject(
                line,
                name[:LONGEST_NAME],
                normalise(uscc),
                normalise(place),
                address[:LONGEST_ADDRESS],
                _tags[tag],
            )
            found.append(one)
    if reasons:
        raise Refused(*reasons[:MOST_REASONS])
    return tuple(found)


_tags = {TAG_TITLES[tag]: tag for tag in BY_HAND}


def _text(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(
        reason(
            "object-list.encoding",
            "文件不是 UTF-8 或 GB18030 编码的文本。请另存为 CSV 后重新导入。",
        )
    )


def _wrong(line: int, name: str, uscc: str, place: str, tag: str) -> Iterator[Reason]:
    if not name:
        yield reason("object-list.name", "第 {line} 行没有名称。请补上后重新导入。", line=line)
    if uscc:
        for why in why_not_uscc(uscc):
            yield reason(
                "object-list.uscc",
                "第 {line} 行：{why}",
                line=line,
                why=why.text,
            )
    if division(place) is None:
        yield reason(
            "object-list.division",
            "第 {line} 行的行政区划代码“{place}”不存在。请填写六位代码后重新导入。",
            line=line,
            place=shown(place),
        )
    if tag not in _tags:
        yield reason(
            "object-list.tag",
            "第 {line} 行的标签“{tag}”不能手工录入。可以使用：{known}。",
            line=line,
            tag=shown(tag),
            known="、".join(_tags),
        )
