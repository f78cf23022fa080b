"""What of the catalogue can be amended, with which values, and why a change does not fit.

A change names one entry of one table and one part of it; each part has its own few values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from renjian.catalogue.adding import ENDED, NEW, NEW_SANCTION
from renjian.catalogue.amendments import Amendment, Part, Table
from renjian.catalogue.laws import ARTICLE
from renjian.catalogue.new_entries import NEW_FIELD_TITLES, can_be_cited, new_part, why_not_add
from renjian.catalogue.validity import read
from renjian.kernel.refusal import Reason, reason

NUMBERS = frozenset({"length", "most", "min_yuan", "max_yuan", "min_multiple", "max_multiple"})
LARGEST = 10**9
RANGES = (("length", "most"), ("min_yuan", "max_yuan"), ("min_multiple", "max_multiple"))


FIELD_TITLES = {
    "value": "取值",
    "length": "期限长度",
    "most": "最长（有幅度的）",
    "article": "条号（如 59.1.2）",
    "min_yuan": "最低（元）",
    "max_yuan": "最高（元）",
    "min_multiple": "货值金额最低倍数",
    "max_multiple": "货值金额最高倍数",
    **NEW_FIELD_TITLES,
}


def parts_of(table: Table, entry: str) -> tuple[Part, ...]:
    """The parts of an entry that can be amended; none for an entry that is not there."""
    row = read(table).get(entry)
    if row is None:
        return ()
    match table:
        case Table.SETTINGS:
            part = _values(row["values"], ("value",))
            # Of other kinds the options are what was read so far, and another value may come.
            return (replace(part, options=tuple(row["options"])),) if _is_choice(row) else (part,)
        case Table.DEADLINES:
            return () if "date" in row else (_values(row["values"], ("length", "most")),)
        case Table.CHECKS:
            return (Part("", ("title",), (("title", row["title"]),)),)
        case Table.OFFENCES:
            return tuple(_of_offence(row))
        case Table.SANCTION_KINDS:
            return ()


def _is_choice(row: Mapping[str, object]) -> bool:
    return row["kind"] == "choice"


def part_of(table: Table, entry: str, name: str) -> Part | None:
    """One part of an entry, or none if it cannot be amended."""
    if _is_addition(name):
        return new_part(table, entry, name)
    return next((part for part in parts_of(table, entry) if part.name == name), None)


def _is_addition(part: str) -> bool:
    return part in (NEW, NEW_SANCTION) or part.startswith(ENDED)


def title_of(table: Table, entry: str) -> str:
    """The Chinese name of an entry; its own code where it is not there any more."""
    row = read(table).get(entry, {})
    return str(row.get("title") or row.get("zh") or entry)


def why_not_amend(change: Amendment) -> tuple[Reason, ...]:
    """Why a change does not fit the entry that it names; empty if it does."""
    part = part_of(change.table, change.entry, change.part)
    if part is None:
        return (
            reason(
                "catalogue.change.unknown",
                "{table}中没有“{entry}”的这一部分，或者它不能变更。请从条目页面提出变更。",
                table=change.table.title,
                entry=change.entry[:40],
            ),
        )
    values = dict(change.values)
    reasons = [*_wrong_values(part, values), *_wrong_setting(change, values)]
    if _is_addition(change.part):
        reasons += why_not_add(change)
    elif not reasons and _same_as_now(part, values) and change.from_on > _start_of(change):
        reasons.append(
            reason(
                "catalogue.change.same",
                "变更后的内容与现在相同。只确认现有内容的，生效日期填现有内容的起始日期{start}。",
                start=_start_of(change),
            )
        )
    if change.clause and not can_be_cited(change.clause):
        reasons.append(
            reason(
                "catalogue.change.clause",
                "“{written}”不是本系统的条款写法。请写成“简称 条.款.项”，如“PROC 64.1”，"
                "多个条款用“; ”分开。",
                written=change.clause[:60],
            )
        )
    return tuple(reasons)


def _values(rows: list[dict[str, object]], fields: tuple[str, ...]) -> Part:
    last = max(rows, key=lambda row: str(row["from"]))
    return Part("values", fields, tuple((name, last[name]) for name in fields if name in last))


def _of_offence(row: Mapping[str, list[dict[str, object]]]) -> Iterator[Part]:
    for which in ("prohibits", "punishes"):
        for index, provision in enumerate(row[which]):
            values: list[dict[str, object]] = provision["values"]  # type: ignore[assignment]  # of the table
            yield Part(
                f"{which}.{index}",
                ("article",),
                _values(values, ("article",)).now,
                str(provision["source"]),
            )
    for index, sanction in enumerate(row["sanctions"]):
        if sanction["kind"] == "fine" and "to" not in sanction:
            named = ("min_multiple", "max_multiple") if "max_multiple" in sanction else RANGES[1]
            now = tuple((name, sanction[name]) for name in named if name in sanction)
            yield Part(f"sanctions.{index}", named, now, str(sanction.get("when", "")))


def _wrong_values(part: Part, values: Mapping[str, object]) -> Iterator[Reason]:
    if strange := set(values) - set(part.fields):
        yield reason(
            "catalogue.change.field",
            "这一部分没有“{field}”。请从条目页面提出变更。",
            field=sorted(strange)[0],
        )
    if part.fields and all(value in ("", None) for value in values.values()):
        yield reason("catalogue.change.empty", "没有填变更后的内容。请填写。")
    if wrong := sorted(name for name in NUMBERS & set(values) if not _is_number(values[name])):
        yield reason(
            "catalogue.change.number",
            "“{title}”应当是数字。请核对。",
            title=FIELD_TITLES[wrong[0]],
        )
    else:
        yield from _wrong_ranges(values)
    article = values.get("article")
    if article is not None and not ARTICLE.match(str(article)):
        yield reason(
            "catalogue.change.article",
            "“{article}”不是条号。请写成“条.款.项”，如 59.1.2。",
            article=str(article)[:40],
        )


def _wrong_ranges(values: Mapping[str, object]) -> Iterator[Reason]:
    for low, high in RANGES:
        least, most = values.get(low), values.get(high)
        if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
            yield reason(
                "catalogue.change.range",
                "最低（{least}）大于最高（{most}）。请核对。",
                least=least,
                most=most,
            )


def _is_number(value: object) -> bool:
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return is_one and abs(value) <= LARGEST  # type: ignore[arg-type]  # a number, as just asked


def _wrong_setting(change: Amendment, values: Mapping[str, object]) -> Iterator[Reason]:
    if change.table is not Table.SETTINGS:
        return
    row, value = read(Table.SETTINGS)[change.entry], str(values.get("value", ""))
    if row["kind"] == "date" and not _is_day(value):
        yield reason(
            "catalogue.change.day",
            "“{value}”不是日期。请写成 2026-12-31 的形式。",
            value=value[:40],
        )
    elif row["kind"] == "yuan" and not value.isdecimal():
        yield reason(
            "catalogue.change.yuan", "“{value}”不是金额。请填以元为单位的整数。", value=value[:40]
        )
    elif row["kind"] == "choice" and value not in row["options"]:
        yield reason(
            "catalogue.change.choice",
            "“{value}”不在可选的取值（{options}）之内。",
            value=value[:40],
            options="、".join(row["options"]),
        )


def _same_as_now(part: Part, values: Mapping[str, object]) -> bool:
    return {name: str(value) for name, value in values.items()} == {
        name: str(value) for name, value in part.now
    }


def _start_of(change: Amendment) -> date:
    """The day from which the present content has been the law."""
    row = read(change.table)[change.entry]
    if change.part == "values":
        return _newest(row["values"])
    if change.part.startswith(("prohibits", "punishes")):
        name, _, index = change.part.partition(".")
        return _newest(row[name][int(index)]["values"])
    return date.max if change.table is Table.CHECKS else date.min


def _newest(rows: list[dict[str, date]]) -> date:
    return max(row["from"] for row in rows)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
