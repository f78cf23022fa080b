"""Which column of a table means what: guessed by its name, confirmed by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from renjian.kernel.identifiers import normalise
from renjian.kernel.refusal import Refused, reason


@dataclass(frozen=True)
class Column:
    """What a column can mean, by the words that people write above it, the likeliest first."""

    field: str
    title: str
    words: tuple[str, ...]
    is_required: bool = True
    may_be_several: bool = False


@dataclass(frozen=True)
class Sheet:
    """A kind of table that a draw takes."""

    key: str
    title: str
    columns: tuple[Column, ...]


UNITS = ("检查单位", "监管机关", "监管部门", "监管单位", "管辖单位", "所属市县", "市县", "管辖机关", "所属机关", "登记机关", "属地", "区县", "县区", "县（市、区）", "所在地", "行政区划", "单位", "unit")  # fmt: skip
USCC = ("统一社会信用代码", "信用代码", "主体代码")
OBJECTS = Sheet("objects", "抽查对象", (
    Column("id", "编号", (*USCC, "证书编号", "对象编号", "编号", "代码", "id")),
    Column("name", "名称", ("企业名称", "单位全称", "企业全称", "组织名称", "获证组织名称", "机构名称", "单位名称", "检查对象", "对象名称", "全称", "名称", "name"), False),
    Column("unit", "检查单位", UNITS),
    Column("stratum", "分层", ("风险等级", "风险类别", "风险分类", "信用等级", "信用风险分类", "信用分类", "分层", "分类", "类别", "等级", "stratum", "class"), True, True),
    Column("size", "规模", ("规模", "权重", "size"), False),
))  # fmt: skip
OFFICERS = Sheet("officers", "执法人员", (
    Column("id", "证号", ("执法证号", "执法证件号", "证件编号", "证件号", "证号", "工号", "警号", "编号", "id")),
    Column("name", "姓名", ("姓名", "名字", "name"), False),
    Column("unit", "单位", ("所在单位", "工作单位", "执法单位", "所属单位", "所在部门", "部门", "科室", *UNITS)),
    Column("lead", "能否主办", ("能否主办", "可否主办", "可以主办", "主办", "专业资格", "检查资格", "lead"), False),
    Column("items", "可主办的事项", ("可主办事项", "主办事项", "资格事项", "items"), False),
))  # fmt: skip
EXPERTS = Sheet("experts", "专家", (
    Column("id", "专家编号", ("专家编号", "专家证号", "编号", "证号", "工号", "id")),
    Column("name", "姓名", ("姓名", "名字", "name"), False),
))  # fmt: skip
RECUSALS = Sheet("recusals", "回避", (
    Column("officer", "执法人员证号", ("执法证号", "执法人员证号", "人员证号", "证号", "执法人员", "officer")),
    Column("object", "对象编号", (*USCC, "对象编号", "回避对象", "对象", "object")),
))  # fmt: skip
PARTS = Sheet("parts", "第二阶段清单", (
    Column("object", "所属对象编号", (*USCC, "所属对象编号", "对象编号", "所属对象", "object")),
    Column("id", "编号", ("证书编号", "档案编号", "场所编号", "编号", "id")),
))  # fmt: skip
RESULTS = Sheet("results", "检查结果", (
    Column("id", "编号", OBJECTS.columns[0].words),
    Column("result", "检查结果", ("检查结果", "结果", "是否违法", "是否发现问题", "result")),
    Column("part", "第二阶段编号", ("第二阶段编号", "证书编号", "档案编号", "场所编号", "part"), False),
    Column("domain", "分组", ("分组", "地区", "行业", "domain"), False),
    Column("officer", "主办人员", ("主办人员", "执法证号", "主办", "officer"), False),
))  # fmt: skip
Mapped = dict[str, tuple[str, ...]]


def guessed(sheet: Sheet, names: Sequence[str]) -> Mapped:
    """The column that each field most likely means: the same word, else one that holds it."""
    free = {name: normalise(name).strip("*").casefold() for name in names if name}
    found: Mapped = {}
    for exact in (True, False):
        for column in sheet.columns:
            words = [normalise(word).casefold() for word in column.words]
            match = next(
                (n for w in words for n, plain in free.items() if _is(w, plain, exact)), None
            )
            if match is not None and column.field not in found:
                found[column.field] = (match,)
                free.pop(match)
    return found


def chosen(sheet: Sheet, names: Sequence[str], said: Mapping[str, object]) -> Mapped:
    """The columns as the plan names them, guesses for the rest.

    Refused if the plan names a column that is not there, or a field has none that needs one.
    """
    found = guessed(sheet, names)
    for field, value in said.items():
        found[field] = tuple(map(str, value)) if isinstance(value, list) else (str(value),)
    if wrong := _wrong(sheet, names, found, said):
        raise Refused(
            reason(
                "desk.columns",
                "“{title}”表的列对不上：{wrong}。表中的列有：{names}。"
                '请在方案的 [columns.{key}] 里写明，例如 {example} = "列名"。',
                title=sheet.title,
                wrong="；".join(wrong),
                names="、".join(names),
                key=sheet.key,
                example=sheet.columns[0].field,
            )
        )
    return found


def _wrong(
    sheet: Sheet, names: Sequence[str], found: Mapped, said: Mapping[str, object]
) -> list[str]:
    """What stands against taking the columns so."""
    known = {column.field for column in sheet.columns}
    named = [name for columns in found.values() for name in columns]
    missing = [one.title for one in sheet.columns if one.is_required and one.field not in found]
    return [
        *(f"没有“{name}”这一列" for name in named if name not in names),
        *(f"不认识的项目“{field}”" for field in said if field not in known),
        *(f"没有找到“{title}”列" for title in missing),
    ]


def _is(word: str, plain: str, exact: bool) -> bool:
    return plain == word if exact else len(word) > 1 and word in plain
