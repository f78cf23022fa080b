"""Why a new offence, a new sanction or a new kind of sanction does not fit the catalogue."""

import re
from collections.abc import Iterator, Mapping

from renjian.catalogue.adding import ENDED, NEW, NEW_SANCTION, adds, clauses_in
from renjian.catalogue.amendments import Amendment, Part, Table
from renjian.catalogue.laws import cite
from renjian.catalogue.offences import PenaltyClass
from renjian.catalogue.offenders import ANYONE, OffenderKind
from renjian.catalogue.validity import NotInForce, read
from renjian.kernel.refusal import Reason, reason

OFFENCE_FIELDS = (
    "title",
    "title_en",
    "group",
    "subjects",
    "element",
    "prohibits",
    "punishes",
    "jurisdiction",
)
SANCTION_FIELDS = (
    "kind",
    "min_yuan",
    "max_yuan",
    "min_multiple",
    "max_multiple",
    "serious",
    "mandatory",
)
KIND_FIELDS = ("title", "title_en", "class")
CODE = re.compile(r"^[A-Z]{2}-\d{2}[A-Z]?$")
NAME = re.compile(r"^[a-z][a-z_]{2,39}$")
JURISDICTIONS = ("SAMR", "LOCAL", "SPLIT", "SUPERVISION")


def new_part(table: Table, entry: str, name: str) -> Part | None:
    """What is asked for a new entry, or for a new or ended sanction of one that there is."""
    row = read(table).get(entry)
    match table, name:
        case Table.OFFENCES, "new" if row is None:
            return Part(NEW, OFFENCE_FIELDS, ())
        case Table.SANCTION_KINDS, "new" if row is None:
            return Part(NEW, KIND_FIELDS, ())
        case Table.OFFENCES, "sanctions.new" if row is not None:
            return Part(NEW_SANCTION, SANCTION_FIELDS, ())
        case Table.OFFENCES, _ if row is not None and name.startswith(ENDED):
            return _to_end(row["sanctions"], name)
    return None


def ending_parts(code: str) -> tuple[tuple[str, str], ...]:
    """The sanctions of an offence that can be ended, each with the kind that it is of."""
    kinds = read(Table.SANCTION_KINDS)
    return tuple(
        (f"{ENDED}{index}", str(kinds[row["kind"]]["zh"]))
        for index, row in enumerate(read(Table.OFFENCES)[code]["sanctions"])
        if "to" not in row
    )


def groups() -> tuple[str, ...]:
    """The groups in which offences stand."""
    return tuple(dict.fromkeys(row["group"] for row in read(Table.OFFENCES).values()))


def why_not_add(change: Amendment) -> tuple[Reason, ...]:
    """Every reason against a new entry or sanction; empty if it fits."""
    values = dict(change.values)
    if change.part.startswith(ENDED):
        return ()
    if change.part == NEW_SANCTION:
        return (*_wrong_sanction(values), *_too_early(change))
    return (*_wrong_code(change), *_wrong_title(values), *_wrong_entry(change, values))


def _to_end(sanctions: list[dict[str, object]], name: str) -> Part | None:
    index = name.removeprefix(ENDED)
    if not index.isdecimal() or int(index) >= len(sanctions):
        return None
    sanction = sanctions[int(index)]
    if "to" in sanction:
        return None
    return Part(name, (), (), str(sanction.get("when", "")))


def _wrong_code(change: Amendment) -> Iterator[Reason]:
    is_offence = change.table is Table.OFFENCES
    if not (CODE if is_offence else NAME).match(change.entry):
        yield reason(
            "catalogue.new.code",
            "“{written}”不能作代码。违法行为写成“CB-29”的形式，处罚种类用小写英文字母和下划线。",
            written=change.entry[:40],
        )


def _wrong_title(values: Mapping[str, object]) -> Iterator[Reason]:
    if not str(values.get("title") or "").strip():
        yield reason("catalogue.new.title", "没有填名称。请按条文填写。")


def _wrong_entry(change: Amendment, values: Mapping[str, object]) -> Iterator[Reason]:
    if not adds(change):
        return
    if change.table is Table.SANCTION_KINDS:
        if str(values.get("class")) not in set(PenaltyClass):
            yield _not_listed("class", values.get("class"))
        return
    subjects = str(values.get("subjects") or "").split("; ")
    known = {ANYONE, *(kind.value for kind in OffenderKind)}
    if wrong := [each for each in subjects if each not in known]:
        yield _not_listed("subjects", wrong[0])
    if values.get("jurisdiction") not in JURISDICTIONS:
        yield _not_listed("jurisdiction", values.get("jurisdiction"))
    if values.get("group") not in groups():
        yield _not_listed("group", values.get("group"))
    yield from _wrong_clauses(values)


def _wrong_clauses(values: Mapping[str, object]) -> Iterator[Reason]:
    written = [*clauses_in(values.get("prohibits")), *clauses_in(values.get("punishes"))]
    if not written:
        yield reason(
            "catalogue.new.clause",
            "没有填条款。违法行为至少写明禁止它或者处罚它的条款，如“REG 9.1”。",
        )
    for clause in written:
        if not can_be_cited(clause):
            yield reason(
                "catalogue.change.clause",
                "“{written}”不是本系统的条款写法。请写成“简称 条.款.项”，如“PROC 64.1”，"
                "多个条款用“; ”分开。",
                written=clause[:60],
            )


def _wrong_sanction(values: Mapping[str, object]) -> Iterator[Reason]:
    if values.get("kind") not in read(Table.SANCTION_KINDS):
        yield _not_listed("kind", values.get("kind"))
        return
    has_sum = any(values.get(name) is not None for name in ("max_yuan", "max_multiple"))
    if values["kind"] == "fine" and not has_sum:
        yield reason(
            "catalogue.new.fine", "罚款没有填最高数额或者货值金额最高倍数。请按条文填写其中一种。"
        )
    if values["kind"] != "fine" and has_sum:
        yield reason("catalogue.new.not-fine", "只有罚款有数额。请删去数额，或者改选罚款。")
    if values.get("max_yuan") is not None and values.get("max_multiple") is not None:
        yield reason("catalogue.new.both", "数额和倍数只填一种。两种并存的，分作两项法律后果提出。")


def _too_early(change: Amendment) -> Iterator[Reason]:
    start = read(change.table)[change.entry].get("from")
    if start is not None and change.from_on < start:
        yield reason(
            "catalogue.new.too-early",
            "法律后果的生效日期（{day}）早于违法行为施行之日（{start}）。请核对。",
            day=change.from_on,
            start=start,
        )


def _not_listed(field: str, value: object) -> Reason:
    return reason(
        "catalogue.new.choice",
        "“{field}”的“{value}”不在可选的范围内。请从列出的选项中选择。",
        field=NEW_FIELD_TITLES[field],
        value=str(value or "")[:40],
    )


def can_be_cited(clause: str) -> bool:
    """Whether clauses are written as the catalogue cites them, such as ``PROC 64.1; REG 59``."""
    for part in clauses_in(clause):
        name, _, article = part.partition(" ")
        try:
            cite(name, article)
        except (LookupError, NotInForce, ValueError):
            return False
    return True


NEW_FIELD_TITLES = {
    "title": "名称",
    "title_en": "英文名称",
    "group": "类别",
    "subjects": "违法主体",
    "element": "要件（按条文原意）",
    "prohibits": "禁止条款（如 REG 9.1，多个用“; ”分开）",
    "punishes": "处罚条款（如 REG 59.1.1）",
    "jurisdiction": "管辖",
    "kind": "处罚、措施的种类",
    "serious": "只在情节严重时",
    "mandatory": "必须给予",
    "class": "属于哪一类",
}
