"""What is wrong with the parameters of a call, in sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from renjian_site.kit.api.problems import FieldError

# By the rule that a value breaks, as pydantic names it; what is not here gets the last sentence.
SENTENCES = {
    "missing": gettext_noop("缺少“{field}”。请补上。"),
    "extra_forbidden": gettext_noop("没有“{field}”这一项。请核对拼写，或者去掉它。"),
    "int_parsing": gettext_noop("“{field}”应当是整数。请修改。"),
    "int_type": gettext_noop("“{field}”应当是整数。请修改。"),
    "less_than_equal": gettext_noop("“{field}”不能大于 {le}。请改小。"),
    "greater_than_equal": gettext_noop("“{field}”不能小于 {ge}。请改大。"),
    "string_type": gettext_noop("“{field}”应当是文本。请修改。"),
    "string_too_long": gettext_noop("“{field}”不能多于 {max_length} 个字符。请改短。"),
    "string_too_short": gettext_noop("“{field}”不能少于 {min_length} 个字符。请补全。"),
    "list_type": gettext_noop("“{field}”应当是列表。请修改。"),
    "too_long": gettext_noop("“{field}”不能多于 {max_length} 项。请分几次提交。"),
    "too_short": gettext_noop("“{field}”不能少于 {min_length} 项。请补上。"),
    "enum": gettext_noop("“{field}”只能是 {expected} 之一。请修改。"),
    "datetime_from_date_parsing": gettext_noop(
        "“{field}”应当是日期时间，例如 2026-11-01T08:00:00+08:00。请修改。"
    ),
    "timezone_aware": gettext_noop(
        "“{field}”没有时区。请写成 2026-11-01T08:00:00+08:00 这样的形式。"
    ),
    "model_attributes_type": gettext_noop("内容应当是一个 JSON 对象。请修改。"),
}
OTHER = gettext_noop("“{field}”的值不合要求（规则 {rule}）。请对照接口文档修改。")


def field_errors(errors: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """The faults that pydantic found, each with its place and a sentence."""
    return [_one(error) for error in errors]


def _one(error: Mapping[str, Any]) -> FieldError:
    rule = str(error["type"])
    # ("query", "limit"), ("body", "wanted", "numbers", 3): the name of the argument is ours alone.
    place = [str(part) for part in error["loc"]]
    field = ".".join(place[2:] if place[0] == "body" else place[1:]) or place[0]
    values = {**error.get("ctx", {}), "field": field, "rule": rule}
    if "expected" in values:
        values["expected"] = str(values["expected"]).replace(" or ", ", ").replace("'", "")
    return FieldError(field, rule, _(SENTENCES.get(rule, OTHER)).format(**values))
