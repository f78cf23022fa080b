"""English readers get every sentence: the catalogue is complete and the check can fail."""

import tomllib

import messages
import polib
import pytest
import translate

ROOT = translate.ROOT


def found(text, name="slice/views.py"):
    path = ROOT / "src" / name
    read = messages.in_template if name.endswith(".html") else messages.in_python
    return list(read(path, text))


def words(text, name="slice/views.py"):
    return [each.message.singular for each in found(text, name) if each.message]


def troubles(text, name="slice/views.py"):
    return [each.problem for each in found(text, name) if each.problem]


def test_the_english_catalogue_is_complete():
    everything = list(messages.found_in(translate.SOURCE))
    assert len(everything) > 50
    assert list(translate.problems(everything, polib.pofile(str(translate.CATALOGUE)))) == []


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ('_("立案")', ["立案"]),
        ('gettext_lazy("已立案：%s") % number', ["已立案：%s"]),
        ('ngettext("一件", "多件", n)', ["一件"]),
        ('pgettext("act", "移送")', ["移送"]),
        ('reason("case.late", "案件{number}" "已逾期。", number=n)', ["案件{number}已逾期。"]),
        ('check(column="有效期止", text="早于（{issued_on}）。")', ["早于（{issued_on}）。"]),
        ('TITLES = {Stage.FILED: "已立案"}', ["已立案"]),
        ('ROLE_TITLES: Final = {"a": "负责人"}', ["负责人"]),
        ('print("不译")', []),
        ("_(role.title)", []),
    ],
)
def test_python_gives_its_sentences(code, wanted):
    assert words(code) == wanted
    assert troubles(code) == []


@pytest.mark.parametrize(
    "code",
    ['_(f"已立案：{n}")', '_("已" + x)', '_("已%s" % x)', '_("{}".format(x))', "reason('a', TEXT)"],
)
def test_a_sentence_put_together_before_it_is_looked_up_is_found(code):
    assert len(troubles(code)) == 1


@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        ('{% translate "案件" %}', ["案件"]),
        ("{% trans '案件' %}", ["案件"]),
        ('   {% if a %}\n {% translate "案件" %}\n{% endif %}', ["案件"]),
        ("{% blocktranslate with n=x.n %}第 {{ n }} 行{% endblocktranslate %}", ["第 %(n)s 行"]),
        ("{% blocktranslate trimmed %}\n  一\n  二\n{% endblocktranslate %}", ["一 二"]),
        ('{% include "a.html" with title=_("标题") %}', ["标题"]),
        ('{{ _("按钮") }}', ["按钮"]),
        ("{# 注释 #}{% comment %}说明{% endcomment %}", []),
    ],
)
def test_templates_give_their_sentences(template, wanted):
    assert words(template, "slice/templates/slice/page.html") == wanted
    assert troubles(template, "slice/templates/slice/page.html") == []


def test_chinese_without_a_tag_is_found_with_its_line():
    text = '{% load i18n %}\n<h1>{% translate "案件" %}</h1>\n<p>没有标记</p>\n'
    path = "slice/templates/slice/page.html"
    assert [each.line for each in found(text, path) if each.problem] == [3]


def test_plural_and_context_are_part_of_a_message():
    (one,) = found('npgettext("clock", "还有一天", "还有 %(n)s 天", n)')
    assert one.message == messages.Message("还有一天", "还有 %(n)s 天", "clock")


DATA = """
[CI-01]
title = "证书使用"
title_en = "Use of certificates"
[codes]
1 = { zh = "未发现问题", en = "No problem found" }
[REG]
title = "只有中文"
"""


def from_data():
    return list(messages.in_data(ROOT / "src/slice/data/a.toml", tomllib.loads(DATA)))


def test_the_data_of_the_law_bring_their_english():
    assert [(each.message.singular, each.english) for each in from_data()] == [
        ("证书使用", "Use of certificates"),
        ("未发现问题", "No problem found"),
    ]
    made = translate.extract(from_data(), catalogue(("证书使用", "Older words")))
    assert [entry.msgstr for entry in made] == ["Use of certificates", "No problem found"]
    assert list(translate.problems(from_data(), made)) == []


def test_english_that_is_not_that_of_the_data_is_found():
    told = translate.problems(
        from_data(), catalogue(("证书使用", "X"), ("未发现问题", "No problem found"))
    )
    assert list(told) == ["not the English of the data, run extract: 证书使用"]


# -- the catalogue ---------------------------------------------------------------


def catalogue(*entries, **options):
    made = polib.POFile()
    made.extend(polib.POEntry(msgid=zh, msgstr=en, **options) for zh, en in entries)
    return made


def test_extract_keeps_what_is_translated_and_drops_what_is_gone():
    new = translate.extract(
        found('_("立案")\n_("移送")'), catalogue(("立案", "File"), ("旧", "Old"))
    )
    assert [(entry.msgid, entry.msgstr) for entry in new] == [("立案", "File"), ("移送", "")]


def test_extract_twice_is_extract_once(tmp_path):
    first = translate.extract(
        found('_("立案")\nngettext("一", "多", n)'), catalogue(("立案", "File"))
    )
    first.save(str(tmp_path / "a.po"))
    again = translate.extract(
        found('_("立案")\nngettext("一", "多", n)'), polib.pofile(str(tmp_path / "a.po"))
    )
    again.save(str(tmp_path / "b.po"))
    assert (tmp_path / "a.po").read_text("utf-8") == (tmp_path / "b.po").read_text("utf-8")


@pytest.mark.parametrize(
    ("entry", "options", "told"),
    [
        (("第 {line} 行", "Row {line}"), {}, None),
        (("第 {line} 行", ""), {}, "untranslated"),
        (("第 {line} 行", "Row {row}"), {}, "placeholders differ (line, row)"),
        (("第 {line} 行", "Row {line}"), {"flags": ["fuzzy"]}, "fuzzy"),
        (("另一句", "Another"), {}, "obsolete"),
    ],
)
def test_each_fault_of_the_catalogue_is_named(entry, options, told):
    source = found('reason("a", "第 {line} 行", line=1)')
    lines = list(translate.problems(source, catalogue(entry, **options)))
    assert any(line.startswith(told) for line in lines) if told else lines == []


def test_a_new_sentence_is_missing_until_it_is_extracted():
    lines = list(translate.problems(found('_("立案")'), catalogue()))
    assert lines == ["missing, run extract: 立案 (src/slice/views.py)"]
