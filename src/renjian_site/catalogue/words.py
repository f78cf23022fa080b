"""The catalogue in words: groups and levels, and the values of changes as they are chosen and told."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from renjian.catalogue.adding import NEW_SANCTION, SEPARATOR
from renjian.catalogue.amending import FIELD_TITLES
from renjian.catalogue.amendments import TABLE_TITLES
from renjian.catalogue.law import PART_TITLES, SOURCES, Difference
from renjian.catalogue.new_entries import JURISDICTIONS, groups
from renjian.catalogue.offences import PENALTY_CLASS_TITLES, sanction_kinds
from renjian.catalogue.offenders import ANYONE, OFFENDER_TITLES
from renjian_site.kit.words import titled

SUBJECTS = "subjects"
TEXTS = gettext_noop("法规文本")
ANYBODY = gettext_noop("任何单位和个人")
NO_OR_YES = {"no": gettext_noop("否"), "yes": gettext_noop("是")}
GROUP_TITLES = {
    "body": "认证机构",
    "designated": "指定机构",
    "lab": "实验室",
    "practitioner": "认证从业人员",
    "cert_mark": "证书和标志",
    "ccc": "强制性产品认证",
    "organic": "有机产品",
    "other": "其他",
}
LEVEL_TITLES = {
    "SAMR": "总局管辖或者授权",
    "LOCAL": "违法行为发生地的市、县管辖",
    "SPLIT": "罚款归地方，能力罚归总局",
    "TRANSFER_AGRICULTURE": "移送农业农村部门",
    "SUPERVISION": "移送纪检监察机关",
}
KIND_TITLES = {
    "values": "内容",
    "prohibits": "禁止条款的条号",
    "punishes": "处罚条款的条号",
    "sanctions": "罚款幅度",
    "ended": "法律后果终止",
    "new": "新增",
    "": "名称",
}
NEW_SANCTION_TITLE = "新增法律后果"


def kind_of(part: str) -> str:
    """What a change is about, by the part that it changes."""
    return NEW_SANCTION_TITLE if part == NEW_SANCTION else KIND_TITLES[part.partition(".")[0]]


def choices_of(field: str) -> list[tuple[str, str]]:
    """What can be chosen for a value of a new entry; empty where it is written."""
    match field:
        case "subjects":
            known = {str(kind): title for kind, title in OFFENDER_TITLES.items()}
            return _in_words({ANYONE: ANYBODY, **known})
        case "jurisdiction":
            return _in_words({name: LEVEL_TITLES[name] for name in JURISDICTIONS})
        case "group":
            return _in_words({name: GROUP_TITLES[name] for name in groups()})
        case "class":
            return _in_words({str(sort): title for sort, title in PENALTY_CLASS_TITLES.items()})
        case "kind":
            return [(kind.name, titled(kind)) for kind in sanction_kinds().values()]
        case "serious" | "mandatory":
            return _in_words(NO_OR_YES)
    return []


def value_told(field: str, value: object) -> str:
    """A value of a change as it is read; what nothing names stays as it is."""
    known = dict(choices_of(field))
    if value in (None, ""):
        return ""
    return _("、").join(known.get(each, each) for each in str(value).split(SEPARATOR))


def values_told(values: Mapping[str, object]) -> str:
    """All values of a change in one line."""
    told = (
        _("%(name)s：%(value)s") % {"name": _(FIELD_TITLES[name]), "value": value_told(name, value)}
        for name, value in values.items()
        if name in FIELD_TITLES
    )
    return _("；").join(told)


def told_with_titles(each: Difference) -> tuple[Difference, str, str]:
    """A difference with the names of its table and of what differs."""
    tables = {**{table.value: title for table, title in TABLE_TITLES.items()}, SOURCES: TEXTS}
    return each, tables[each.table], PART_TITLES[each.part]


def _in_words(titles: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, _(title)) for name, title in titles.items()]
