"""The heading row of an uploaded table against the columns of its form."""

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches

from renjian.kernel.identifiers import normalise
from renjian.kernel.refusal import Reason, Refused, reason, shown
from renjian.registers.rows import Column, Form

MOST_COLUMNS = 100  # the widest report table known, of CCC certificates, has 77
MOST_NAMED = 10  # strangers named one by one; more of them say that it is another table


def match_headers(cells: Sequence[str], form: Form) -> tuple[Column | None, ...]:
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
    names = [shown(normalise(cell).strip("*")) for cell in cells]
    if not set(names) & set(known):
        raise Refused(
            reason(
                "upload.header.none",
                "第 1 行不是“{title}”的表头：没有找到“{first}”等任何一个列名。"
                "请把模板的表头放在第 1 行，删去标题行，然后重新上传。",
                title=form.title,
                first=form.columns[0].header,
            )
        )
    if reasons := [*_missing(names, form), *_twice(names, known), *_unknown(names, known)]:
        raise Refused(*reasons)
    return tuple(known.get(name) for name in names)


def _missing(names: Sequence[str], form: Form) -> list[Reason]:
    return [
        reason(
            "upload.header.missing",
            "缺少“{header}”列。请按模板补上这一列后重新上传。",
            header=column.header,
        )
        for column in form.columns
        if column.is_required and normalise(column.header) not in names
    ]


def _twice(names: Sequence[str], known: dict[str, Column]) -> list[Reason]:
    return [
        reason(
            "upload.header.twice",
            "“{header}”列出现了 {count} 次，无法确定以哪一列为准。请只保留一列后重新上传。",
            header=known[name].header,
            count=count,
        )
        for name, count in Counter(names).items()
        if count > 1 and name in known
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
    free = [header for header in known if header != name]
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
