"""The heading rows of an uploaded table against the columns of its form."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from renjian.kernel.identifiers import normalise
from renjian.kernel.refusal import Reason, Refused, reason, shown
from renjian.registers.forms import best_form
from renjian.registers.rows import CERTIFICATES, Column, Form

MOST_COLUMNS = 100  # the widest report table known, of CCC certificates, has 77
MOST_NAMED = 10  # strangers named one by one; more of them say that it is another table
LOOKED_AT = 12  # rows among which the headings are looked for
TEMPLATE_ROWS = 7  # heading rows of a template of the platform, keys in the first of them (RPT)
OWN_ROWS = 3  # of our workbook: headings, and hidden below them keys and version
LABELS = 2  # columns of a template in front of the first field: number of the table, row labels
ENOUGH = 3  # headings that make a row a heading row of a table
_number = re.compile(r"^[0-9]+[.．、:：]?(?=[^0-9])")


@dataclass(frozen=True)
class Layout:
    """Where a sheet has what: its form, the heading row and the first row of data, from 0 on."""

    form: Form
    heading: int
    first: int
    columns: tuple[Column | None, ...]


def find_layout(rows: Sequence[Sequence[str]]) -> Layout:
    """The layout of a sheet by its first rows. Refused if they hold the headings of no table."""
    heading, form, fitting = _heading(rows)
    if fitting == 0:
        match_headers(rows[0] if rows else [], CERTIFICATES)
    names = rows[heading]
    by_keys = _fitting_keys(names, form) >= ENOUGH
    first = _first_row(rows, heading, form, by_keys=by_keys)
    if by_keys and first == TEMPLATE_ROWS:
        names = _without_labels(names, form)
    return Layout(form, heading, first, match_headers(names, form, line=heading + 1))


def _first_row(rows: Sequence[Sequence[str]], heading: int, form: Form, *, by_keys: bool) -> int:
    """The first row of data: below all heading rows of a template, ours or the platform's."""
    if by_keys and heading == 0:
        return TEMPLATE_ROWS if _is_template(rows) else 1
    below = rows[heading + 1] if len(rows) > heading + 1 else []
    return heading + (OWN_ROWS if _fitting_keys(below, form) >= ENOUGH else 1)


def _without_labels(names: Sequence[str], form: Form) -> list[str]:
    """The heading row of a template without the labels in front of it."""
    known = {normalise(name) for name in form.headers}
    return [
        "" if at < LABELS and normalise(name) not in known else name
        for at, name in enumerate(names)
    ]


def fits(rows: Sequence[Sequence[str]], title: str = "") -> bool:
    """Whether the first rows of a sheet called ``title`` hold the headings of a table.

    A list of codes shares a few words with a table: a sheet under another name has to have half of
    what the table cannot do without.
    """
    _, form, fitting = _heading(rows)
    needed = sum(column.is_required for column in form.columns)
    is_called = normalise(title) in (normalise(form.title), normalise(form.sheet))
    return fitting > 0 and (is_called or fitting >= needed / 2)


def _heading(rows: Sequence[Sequence[str]]) -> tuple[int, Form, int]:
    """The row that holds most headings of one form; a row of more cells counts if alike."""
    best = (0, CERTIFICATES, 0)
    for at, row in enumerate(rows[:LOOKED_AT]):
        if len(row) > MOST_COLUMNS * 10:
            continue
        found = best_form([_bare(cell) for cell in row])
        # A lone heading further down is the content of a cell.
        if found and found[1] > best[2] and (at == 0 or found[1] >= ENOUGH):
            best = (at, *found)
    return best


def _bare(name: str) -> str:
    """A heading as it is compared: without the running number of a template and a star."""
    return _number.sub("", shown(normalise(name).strip("*")))


def _fitting_keys(names: Sequence[str], form: Form) -> int:
    keys = {normalise(column.key or column.field) for column in form.columns}
    return len(keys & {normalise(name) for name in names})


def _is_template(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the keys stand above the other heading rows, and not above data at once."""
    types = {"VARCHAR2", "NUMBER", "DATE"}
    return len(rows) >= 3 and bool(types & {normalise(cell) for cell in rows[2]})


def match_headers(cells: Sequence[str], form: Form, *, line: int = 1) -> tuple[Column | None, ...]:
    """The column that each cell of the heading row names, None for cells without a name.

    Columns may come in any order and those that are not required may be missing; a heading that
    the form does not know is refused, since nothing of a file may be dropped unseen.
    """
    if len(cells) > MOST_COLUMNS:
        raise Refused(
            reason(
                "upload.header.too-many",
                "表格有 {count} 列，最多可以有 {most} 列。请按模板删去多余的列后重新上传。",
                count=len(cells),
                most=MOST_COLUMNS,
            )
        )
    known = {normalise(header): column for header, column in form.headers.items()}
    # No heading is as long as what is shown of one: more of a cell need not be looked at.
    names = [_bare(cell) for cell in cells]
    if not set(names) & set(known):
        if meant := _garbled(cells, known):
            raise Refused(
                reason(
                    "upload.header.garbled",
                    "第 {line} 行的列名是乱码（还原后是“{meant}”）：文件是 UTF-8 编码，"
                    "却按 GBK 打开过并且保存了。请回到来源系统重新导出，不要经过别的软件另存。",
                    line=line,
                    meant=meant,
                )
            )
        raise Refused(
            reason(
                "upload.header.none",
                "第 {line} 行不是“{title}”的表头：没有找到“{first}”等任何一个列名。"
                "请把模板的表头放在第 1 行，删去标题行，然后重新上传。",
                title=form.title,
                first=form.columns[0].header,
                line=line,
            )
        )
    if reasons := [*_missing(names, form), *_twice(names, known), *_unknown(names, known)]:
        raise Refused(*reasons)
    return tuple(known.get(name) for name in names)


def _garbled(cells: Sequence[str], known: dict[str, Column]) -> str:
    """A known heading that became of UTF-8 read as GBK; nothing if there is none."""
    for cell in cells:
        meant = cell.encode("gb18030", "replace").decode("utf-8", "replace").strip()
        # The last character may be lost where the number of bytes is odd.
        for header, column in known.items():
            if len(meant) > 2 and header[:2] == normalise(meant)[:2]:
                return column.header
    return ""


def _missing(names: Sequence[str], form: Form) -> list[Reason]:
    return [
        reason(
            "upload.header.missing",
            "缺少“{header}”列。请按模板补上这一列后重新上传。",
            header=column.header,
        )
        for column in form.columns
        if column.is_required
        and normalise(column.header) not in names
        and (not column.key or normalise(column.key) not in names)
    ]


def _twice(names: Sequence[str], known: dict[str, Column]) -> list[Reason]:
    counts = Counter(known[name].header for name in names if name in known)
    return [
        reason(
            "upload.header.twice",
            "“{header}”列出现了 {count} 次，无法确定以哪一列为准。请只保留一列后重新上传。",
            header=header,
            count=count,
        )
        for header, count in counts.items()
        if count > 1
    ]


def _unknown(names: Sequence[str], known: dict[str, Column]) -> list[Reason]:
    strangers = [name for name in dict.fromkeys(names) if name and name not in known]
    reasons = [_stranger(name, known) for name in strangers[:MOST_NAMED]]
    if len(strangers) > MOST_NAMED:
        reasons.append(
            reason(
                "upload.header.more-unknown",
                "另外还有 {count} 个列名不在模板中。请下载模板核对后重新上传。",
                count=len(strangers) - MOST_NAMED,
            )
        )
    return reasons


def _stranger(name: str, known: dict[str, Column]) -> Reason:
    free = [header for header in known if header != name and not header.isascii()]
    if nearest := get_close_matches(name, free, n=1, cutoff=0.5):
        return reason(
            "upload.header.unknown",
            "“{header}”不是本表的列名，是否应为“{nearest}”？请改正列名后重新上传。",
            header=name,
            nearest=known[nearest[0]].header,
        )
    return reason(
        "upload.header.unknown",
        "“{header}”不是本表的列名。请删去这一列或对照模板改正后重新上传。",
        header=name,
    )
