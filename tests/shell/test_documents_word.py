"""A document as a Word file: the same content, in the faces of official papers, to be edited."""

import io
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from make_documents import content, table
from renjian_site.kit.documents import word

TOOLS = Path(__file__).parents[2] / "tools"


def opened(*parts, **changes):
    return Document(io.BytesIO(word.docx(content(*parts, **changes))))


def text_of(document) -> str:
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    section = document.sections[0]
    edges = [p.text for part in (section.header, section.footer) for p in part.paragraphs]
    return "\n".join([*(p.text for p in document.paragraphs), *cells, *edges])


def test_the_same_content_gives_the_same_bytes():
    assert word.docx(content()) == word.docx(content())


def test_no_moment_is_in_the_file():
    with zipfile.ZipFile(io.BytesIO(word.docx(content()))) as archive:
        assert {member.date_time for member in archive.infolist()} == {word.FIRST_DAY}


@pytest.mark.parametrize("style", ["letter", "form"])
def test_it_says_what_the_pdf_says(style):
    parts = (
        {"paragraph": "第一行\n第二行"},
        {"heading": "一、标题"},
        {"facts": [["名称", "甲公司"]]},
        table([["1", "乙公司"]]),
        {"approval": ["审批意见", "同意立案"]},
        {"signatures": ["抽取人", "见证人", "对象"]},
        {"note": "小字说明"},
        {"seal": True},
    )
    text = text_of(opened(*parts, style=style, addressee="总局", replaces="旧〔2026〕1号"))
    wanted = "第一行 第二行 一、标题 甲公司 乙公司 同意立案 见证人 对象 小字说明 （印章） 总局："
    for words in [*wanted.split(), "2026年11月24日", "旧〔2026〕1号", "K7QF-2M9X-8WTR-4HJB"]:
        assert words in text, words
    assert "{" not in text


@pytest.mark.parametrize(
    ("style", "face"),
    [
        ("函正文", "仿宋_GB2312"),
        ("表格", "仿宋_GB2312"),
        ("标题一", "黑体"),
        ("文书名称", "方正小标宋简体"),
    ],
)
def test_the_styles_name_the_faces_of_official_papers(style, face):
    fonts = opened().styles[style].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == face


@pytest.mark.parametrize("style", ["letter", "form"])
def test_running_text_has_the_style_of_its_page(style):
    document = opened({"paragraph": "正文在此"}, style=style)
    (found,) = (p for p in document.paragraphs if p.text == "正文在此")
    assert found.style.name == {"letter": "函正文", "form": "表正文"}[style]


@pytest.mark.parametrize("text", ["<w:p>&amp;", "{{ code }}", "{% raw %}", "㐀𠮷", "a" * 500])
def test_facts_are_put_in_as_they_are(text):
    assert opened({"facts": [["名称", text]]}).tables[0].cell(0, 1).text == text


def test_a_fact_keeps_its_lines():
    assert opened({"facts": [["名称", "甲\n乙"]]}).tables[0].cell(0, 1).text == "甲\n乙"


@pytest.mark.parametrize("rows", [1, 400])
def test_a_list_repeats_its_head_and_keeps_the_shares_of_its_columns(rows):
    listed = opened(table([[str(n), "甲"] for n in range(rows)])).tables[0]
    assert len(listed.rows) == rows + 1
    assert [cell.text for cell in listed.rows[0].cells] == ["序号", "名称"]
    assert listed.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    narrow, wide = (cell.width for cell in listed.rows[1].cells)
    assert wide == pytest.approx(6 * narrow, rel=0.01)


def test_an_empty_list_says_so():
    document = opened(table([], empty="没有记录问题。"))
    assert "没有记录问题。" in text_of(document)
    assert len(document.tables[0].rows) == 1


def test_pages_are_counted_and_a4():
    section = opened().sections[0]
    fields = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


@pytest.mark.parametrize("practice", [True, False])
def test_papers_of_the_practice_country_say_what_they_are(practice):
    assert ("练习文书" in text_of(opened(practice=practice))) is practice


def test_the_word_page_is_what_its_tool_writes(monkeypatch):
    monkeypatch.syspath_prepend(str(TOOLS))
    import word_page

    kept = word_page.members(word_page.PAGE.read_bytes())
    assert kept == word_page.members(word_page.page())
    monkeypatch.setattr(word_page, "PAGE", word_page.PAGE.with_name("page-1.typ"))
    monkeypatch.setattr(sys, "argv", ["word_page.py", "--check"])
    with pytest.raises(zipfile.BadZipFile):
        word_page.main()
