"""Code lists that several slices share, each code with its text and its mark."""

from dataclasses import dataclass

from renjian.catalogue.validity import Mark, kept, read

CODE_LIST_TITLES = {
    "inspection_result": "抽查检查结果",
    "inspection_disposition": "检查处理方式",
    "case_source": "案件来源",
    "not_filed_ground": "不予立案的情形",
    "certificate_status": "证书状态",
    "certification_item": "认证项目",
    "public_query_templates": "公开查询的证书类别",
    "audit_mode": "审核方式",
    "audit_type": "审核类型",
    "accreditation_mark": "认可标识",
    "sign_in_exception": "签到异常",
    "credit_class": "信用风险分类",
    "factory_class": "生产企业分类",
    "dishonesty_tier": "失信程度",
    "item_class": "检查事项类别",
    "check_method": "检查方式",
    "ccc_group": "强制性产品认证目录大类",
}


@dataclass(frozen=True)
class Code:
    """One entry of a code list."""

    code: str
    title: str
    title_en: str
    mark: Mark

    def __str__(self) -> str:
        return self.title


@kept
def code_list(name: str) -> dict[str, Code]:
    """A code list by code, in its own order."""
    try:
        rows = read("code_lists")[name]
    except KeyError:
        raise LookupError(f"{name}: no such code list in the catalogue") from None
    return {code: Code(code, row["zh"], row["en"], Mark(row["mark"])) for code, row in rows.items()}


def code_list_names() -> tuple[str, ...]:
    """The names of all code lists."""
    return tuple(read("code_lists"))
