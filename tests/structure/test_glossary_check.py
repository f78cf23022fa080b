"""One thing has one word; each rule of the check can fail."""

import ast

import glossary
import pytest

TERMS = {
    "认证机构": {"body"},
    "暂停": {"suspended"},
    "移送": {"transfer"},
    "一般检查事项": {"general_item"},
}
TABLE = """# Glossary

2 terms.

| 中文 | English | code |
| --- | --- | --- |
| 认证机构 | certification body | `body` |
| 暂停 | suspended | `suspended` |
"""


def test_the_project_keeps_to_the_glossary():
    assert list(glossary.problems()) == []


def test_the_glossary_has_all_its_terms():
    terms = glossary.read(glossary.GLOSSARY.read_text("utf-8"))
    assert len(terms) > 200
    assert terms["认证机构"] == "body"


def test_a_sound_table_passes():
    assert list(glossary.table_problems(TABLE)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("`suspended`", "`body`", "stands twice: body"),
        ("暂停", "认证机构", "stands twice: 认证机构"),
        ("| `body` |", "| body |", "not a row of three columns"),
        ("2 terms", "3 terms", "how many terms"),
    ],
)
def test_a_broken_table_is_found(old, new, told):
    assert any(told in line for line in glossary.table_problems(TABLE.replace(old, new)))


@pytest.mark.parametrize(
    "code",
    [
        'body = models.CharField("认证机构", max_length=40)',
        'issuing_body = models.ForeignKey("registers.Body", verbose_name=_("认证机构"))',
        'TITLES = {Status.SUSPENDED: "暂停"}',
        'class Status(TextChoices):\n    SUSPENDED = "suspended", "暂停"',
        'TITLES = {ItemKind.GENERAL: "一般检查事项"}',
        'TITLES = {Stage.TRANSFERRED: "移送"}',
        'class Body(Model):\n    class Meta:\n        verbose_name = "认证机构"',
    ],
)
def test_a_name_with_its_own_title_passes(code):
    assert list(glossary.misnamed(ast.parse(code), TERMS)) == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ('issuer = models.CharField("认证机构", max_length=40)', "issuer"),
        ('agency = models.CharField(_("认证机构"))', "agency"),
        ('TITLES = {Status.PAUSED: "暂停"}', "paused"),
        ('TITLES = {ItemKind.USUAL: "一般检查事项"}', "usual"),
        ('class Status(TextChoices):\n    PAUSED = "paused", "暂停"', "paused"),
        ('class Agency(Model):\n    class Meta:\n        verbose_name = "认证机构"', "agency"),
    ],
)
def test_a_name_with_the_title_of_another_is_found(code, name):
    assert [told.split()[0] for _line, told in glossary.misnamed(ast.parse(code), TERMS)] == [name]


@pytest.mark.parametrize(
    "name",
    [
        "inspector",
        "inspectors_of",
        "CertificationBody",
        "withdrawn_at",
        "date_helpers",
        "FileManager",
        "company_name",
        "license_no",
        "handle",
        "common",
    ],
)
def test_a_replaced_word_is_found(name):
    assert list(glossary.why_not(name, is_definition=True))


@pytest.mark.parametrize(
    "name",
    [
        "product_inspector",
        "InspectorRegister",
        "body",
        "confirm",
        "confirmed_on",
        "file_from_finding",
        "common_superior",
        "service_certification",
        "working_days",
        "certified_organisation",
    ],
)
def test_a_right_word_passes(name):
    assert list(glossary.why_not(name, is_definition=True)) == []


@pytest.mark.parametrize(
    "text", ["撤消证书", "获证企业", "吊销证书", "登陆", "社会信用代码", "从业人员"]
)
def test_a_second_chinese_word_is_found(text):
    assert list(glossary.mixed(text))


@pytest.mark.parametrize(
    "text",
    ["撤销证书", "获证组织", "吊销营业执照", "登录", "统一社会信用代码", "认证从业人员", "其他"],
)
def test_the_right_chinese_word_passes(text):
    assert list(glossary.mixed(text)) == []
