"""Kinds of certificate (认证证书) and what each has beside what all of them have.

All certificates stand in one register. What only one kind knows, such as the factory of a
compulsory product certificate (CCCR 14) or the base of an organic one (ORGM 14), is kept by name in
``details``, and the schema of the kind says which names there are, how they are called and whether
the public may read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from renjian.kernel.refusal import Reason, reason, shown


class Kind(StrEnum):
    """The five kinds; the public query of certificates has a page template for each group."""

    SYSTEM = "system"
    SERVICE = "service"
    VOLUNTARY = "voluntary"  # 自愿性产品认证, other food and agriculture schemes included
    CCC = "ccc"
    ORGANIC = "organic"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call certificates of this kind."""
        return TITLES[self]


TITLES = {
    Kind.SYSTEM: "管理体系认证",
    Kind.SERVICE: "服务认证",
    Kind.VOLUNTARY: "自愿性产品认证",
    Kind.CCC: "强制性产品认证",
    Kind.ORGANIC: "有机产品认证",
}
OF_PRODUCTS = frozenset({Kind.VOLUNTARY, Kind.CCC, Kind.ORGANIC})
CCC_ITEM = "B01"
ORGANIC_MARK = "OP"  # stands in the number that the national system gives an organic certificate


def kind_of(item_code: str, number: str = "") -> Kind:
    """The kind by the item code of the report: A systems, C services, B01 CCC, other B products.

    Food and agriculture items have no published code of their own, so an organic certificate is
    known by its number: body, ``OP``, two digits of the year, serial.
    """
    if item_code.startswith(CCC_ITEM):
        return Kind.CCC
    if is_organic_number(number):
        return Kind.ORGANIC
    by_letter = {"A": Kind.SYSTEM, "C": Kind.SERVICE}
    return by_letter.get(item_code[:1], Kind.VOLUNTARY)


def is_organic_number(number: str) -> bool:
    """Whether a number has the form of the national food and agriculture system."""
    body, mark, rest = number[:3], number[3:5], number[5:]
    is_body = body.isdigit() or (body[:1] == "F" and body[1:].isdigit())
    return len(body) == 3 and is_body and mark == ORGANIC_MARK and rest[:7].isdigit()


class Shape(StrEnum):
    """What a value of ``details`` looks like."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"
    LIST = "list"  # texts
    ROWS = "rows"  # mappings, one for each product, base or party


DETAIL_TITLES = {
    "branch": "实施审核的分支机构",
    "decided_by": "认证决定人员",
    "fee": "实收认证费用（元）",
    "contract": "合同号码",
    "remark": "备注",
    "activity": "审核活动",
    "scope": "认证覆盖的业务活动范围",
    "scope_codes": "业务范围分类代码",
    "is_multi_site": "是否覆盖多场所",
    "sites": "认证覆盖的场所名称及地址",
    "recertifications": "再认证次数",
    "surveillances": "监督次数",
    "headcount": "员工数",
    "covered_headcount": "体系覆盖的员工数",
    "audited_from": "审核开始日期",
    "audited_to": "审核截止日期",
    "man_days": "审核人日数",
    "base_man_days": "基础人日数",
    "combined": "结合审核类型",
    "accreditation_marks": "使用的认可标志",
    "accreditation_no": "证书使用的认可号",
    "risk_level": "风险系数",
    "is_overdue": "是否超期审核",
    "overdue_causes": "超期原因",
    "planned_start": "策划审核的开始日期",
    "programme_no": "审核方案编号",
    "procedure_no": "程序文件编号",
    "attachments": "附件",
    "product": "产品名称",
    "models": "规格型号",
    "applicant": "认证委托人",
    "producer": "生产者（制造商）",
    "factory": "生产企业",
    "mode": "认证模式",
    "qms_coverage": "工程建设施工企业质量管理体系覆盖范围",
    "energy_boundary": "能源管理体系边界",
    "service_area": "服务认证所属领域",
    "product_class": "产品种类",
    "factory_code": "工厂编号",
    "factory_class": "生产企业分类",
    "factory_headcount": "生产企业人数",
    "lat": "生产企业纬度",
    "lng": "生产企业经度",
    "application_no": "认证申请编号",
    "mutual_recognition": "互认标识",
    "hs_code": "HS 编码",
    "laboratory": "指定实验室",
    "type_test_no": "型式试验报告编号",
    "bases": "基地",
    "products": "产品",
    "area_mu": "基地面积（亩）",
    "output": "产量",
    "output_unit": "产量单位",
    "is_conversion": "是否转换期",
    "conversion_from": "转换期开始",
    "related_headcount": "认证相关员工数量",
}


@dataclass(frozen=True)
class Detail:
    """One thing that certificates of a kind have, by its name in ``details``."""

    name: str
    form: Shape = Shape.TEXT
    is_public: bool = True

    @property
    def title(self) -> str:
        """How it is called on pages."""
        return DETAIL_TITLES[self.name]


_COMMON = (
    Detail("branch"),
    Detail("decided_by", is_public=False),
    Detail("fee", Shape.NUMBER, is_public=False),
    Detail("contract", is_public=False),
    Detail("remark", is_public=False),
)
_AUDITED = (
    Detail("activity"),
    Detail("scope"),
    Detail("scope_codes", Shape.LIST, is_public=False),
    Detail("is_multi_site", Shape.FLAG),
    Detail("sites"),
    Detail("recertifications", Shape.NUMBER),
    Detail("surveillances", Shape.NUMBER),
    Detail("headcount", Shape.NUMBER, is_public=False),
    Detail("covered_headcount", Shape.NUMBER),
    Detail("audited_from", Shape.DAY, is_public=False),
    Detail("audited_to", Shape.DAY, is_public=False),
    Detail("man_days", Shape.NUMBER, is_public=False),
    Detail("base_man_days", Shape.NUMBER, is_public=False),
    Detail("combined", is_public=False),
    Detail("accreditation_marks", Shape.LIST),
    Detail("accreditation_no", is_public=False),
    Detail("risk_level", is_public=False),
    Detail("is_overdue", Shape.FLAG, is_public=False),
    Detail("overdue_causes", Shape.LIST, is_public=False),
    Detail("planned_start", Shape.DAY, is_public=False),
    Detail("programme_no", is_public=False),
    Detail("procedure_no", is_public=False),
    Detail("attachments", Shape.LIST),
)
_PRODUCT = (
    Detail("product"),
    Detail("models"),
    Detail("applicant", Shape.ROWS),
    Detail("producer", Shape.ROWS),
    Detail("factory", Shape.ROWS),
    Detail("mode"),
    Detail("attachments", Shape.LIST),
)

SCHEMAS: Mapping[Kind, tuple[Detail, ...]] = {
    Kind.SYSTEM: (
        *_AUDITED,
        Detail("qms_coverage"),
        Detail("energy_boundary"),
        *_COMMON,
    ),
    Kind.SERVICE: (*_AUDITED, Detail("service_area"), *_COMMON),
    Kind.VOLUNTARY: (*_PRODUCT, *_COMMON),
    Kind.CCC: (
        Detail("product_class"),
        *_PRODUCT,
        Detail("factory_code"),
        Detail("factory_class"),
        Detail("factory_headcount", Shape.NUMBER, is_public=False),
        Detail("lat", Shape.NUMBER, is_public=False),
        Detail("lng", Shape.NUMBER, is_public=False),
        Detail("application_no", is_public=False),
        Detail("mutual_recognition"),
        Detail("hs_code", is_public=False),
        Detail("laboratory"),
        Detail("type_test_no"),
        *_COMMON,
    ),
    Kind.ORGANIC: (
        Detail("bases", Shape.ROWS),
        Detail("products", Shape.ROWS),
        Detail("area_mu", Shape.NUMBER),
        Detail("output", Shape.NUMBER),
        Detail("output_unit"),
        Detail("is_conversion", Shape.FLAG),
        Detail("conversion_from", Shape.DAY),
        Detail("related_headcount", Shape.NUMBER, is_public=False),
        *_COMMON,
    ),
}
_by_name = {kind: {one.name: one for one in schema} for kind, schema in SCHEMAS.items()}


def details_of(kind: Kind) -> Mapping[str, Detail]:
    """What certificates of a kind have beside the common fields, by name."""
    return _by_name[kind]


def why_not_details(kind: Kind, names: Mapping[str, object]) -> tuple[Reason, ...]:
    """Every reason why certificates of a kind cannot have these details."""
    known = _by_name[kind]
    return tuple(
        reason(
            "certificate.detail.unknown",
            "{kind}证书没有“{name}”这一项。请对照模板核对。",
            kind=kind.title,
            name=shown(name),
        )
        for name in names
        if name not in known
    )


def public_part(kind: Kind, details: Mapping[str, object]) -> dict[str, object]:
    """Of these details, what the public may read."""
    known = _by_name[kind]
    return {name: value for name, value in details.items() if known[name].is_public}


def private_part(kind: Kind, details: Mapping[str, object]) -> dict[str, object]:
    """Of these details, what only authorities and the body itself may read."""
    known = _by_name[kind]
    return {name: value for name, value in details.items() if not known[name].is_public}
