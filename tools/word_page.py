"""Write the page of Word documents: the styles, and where the text of a document goes.

    python tools/word_page.py            write page-1.docx anew
    python tools/word_page.py --check    fail when it is not what would be written

The page can also be opened and edited in Word; then it is a new layout with a new number.
"""

import argparse
import io
import sys
import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as Page
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from renjian_site.kit.documents.word import without_clock

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "src/renjian_site/kit/documents/data/page-1.docx"
FANGSONG, HEI, TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
# Name of the style, face, size in points, alignment, first line indented, space above
STYLES = (
    ("机关", TITLE, 16, ALIGN.CENTER, False, 0),
    ("函头机关", TITLE, 26, ALIGN.CENTER, False, 0),
    ("文书名称", TITLE, 22, ALIGN.CENTER, False, 6),
    ("文号", FANGSONG, 12, ALIGN.RIGHT, False, 6),
    ("函文号", FANGSONG, 16, ALIGN.CENTER, False, 6),
    ("主送", FANGSONG, 16, ALIGN.LEFT, False, 12),
    ("函正文", FANGSONG, 16, ALIGN.JUSTIFY, True, 0),
    ("表正文", FANGSONG, 12, ALIGN.JUSTIFY, True, 0),
    ("标题一", HEI, 12, ALIGN.LEFT, False, 12),
    ("表格", FANGSONG, 10.5, ALIGN.LEFT, False, 3),
    ("表头", HEI, 10.5, ALIGN.CENTER, False, 3),
    ("说明", FANGSONG, 9, ALIGN.LEFT, False, 4),
    ("落款", FANGSONG, 16, ALIGN.RIGHT, False, 0),
)
LABEL, TEXT = Mm(32), Mm(124)


def page() -> bytes:
    """The bytes of the page."""
    made = Document()
    set_up(made)
    head(made)
    say(made, "{%p for part in parts %}")
    for fill in (
        headings,
        paragraphs,
        facts,
        lists,
        approvals,
        signatures,
        seals,
        notes,
        new_pages,
    ):
        fill(made)
    say(made, "{%p endfor %}")
    verification(made)
    properties = made.core_properties
    properties.author = properties.title = properties.comments = ""
    out = io.BytesIO()
    made.save(out)
    return without_clock(out.getvalue())


def set_up(made: Page) -> None:
    """A4 with the margins of official papers, the styles, and the page numbers."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30), Mm(28)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    for name, face, size, side, is_indented, above in STYLES:
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size = LATIN, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
        style.paragraph_format.alignment = side
        style.paragraph_format.space_before = Pt(above)
        style.paragraph_format.space_after = Pt(3 if size == 10.5 else 0)
        style.paragraph_format.line_spacing = 1.4 if size > 10.5 else 1.2
        if is_indented:
            style.paragraph_format.first_line_indent = Pt(2 * size)
    above_all = section.header.paragraphs[0]
    above_all.style, above_all.alignment = "说明", ALIGN.CENTER
    above_all.add_run(
        "{% if practice %}练习文书：机构、企业和人员均为编造，不作为任何凭证{% endif %}"
    )
    foot = section.footer.paragraphs[0]
    foot.style, foot.alignment = "说明", ALIGN.CENTER
    foot.add_run("{{ number }}　第 ")
    field(foot, "PAGE")
    foot.add_run(" 页　共 ")
    field(foot, "NUMPAGES")
    foot.add_run(" 页　查验码 {{ code }}")


def head(made: Page) -> None:
    """Authority, title, number, and whom it is sent to."""
    say(made, "{%p if is_letter %}")
    rule_below(say(made, "{{ authority }}", "函头机关"))
    say(made, "{%p else %}")
    say(made, "{{ authority }}", "机关")
    say(made, "{%p endif %}")
    say(made, "{{ title }}", "文书名称")
    say(made, "{%p if is_letter %}")
    say(made, "{{ number }}", "函文号")
    say(made, "{%p else %}")
    say(made, "{{ number }}", "文号")
    say(made, "{%p endif %}")
    say(made, "{%p if replaces %}")
    say(made, "替换 {{ replaces }}", "文号")
    say(made, "{%p endif %}")
    say(made, "{%p if addressee %}")
    say(made, "{{ addressee }}：", "主送")
    say(made, "{%p endif %}")


def headings(made: Page) -> None:
    """A heading."""
    say(made, "{%p if part.heading %}")
    say(made, "{{ part.heading }}", "标题一")
    say(made, "{%p endif %}")


def paragraphs(made: Page) -> None:
    """Running text, by its lines."""
    say(made, "{%p if part.lines %}")
    say(made, "{%p for line in part.lines %}")
    say(made, "{%p if is_letter %}")
    say(made, "{{ line }}", "函正文")
    say(made, "{%p else %}")
    say(made, "{{ line }}", "表正文")
    say(made, "{%p endif %}")
    say(made, "{%p endfor %}")
    say(made, "{%p endif %}")


def facts(made: Page) -> None:
    """A table of a name and its fact in each row."""
    say(made, "{%p if part.facts %}")
    table = grid(made, 3, 2)
    write(table.cell(0, 0), "{%tr for row in part.facts %}")
    write(table.cell(1, 0), "{{ row[0] }}", "表头")
    write(table.cell(1, 1), "{{ row[1] }}")
    write(table.cell(2, 0), "{%tr endfor %}")
    say(made, "{%p endif %}")


def lists(made: Page) -> None:
    """A table with a head that is repeated on each page; a line says when it is empty."""
    say(made, "{%p if part.columns %}")
    table = grid(made, 4, 3)
    for place, text in enumerate(
        ("{%tc for column in part.columns %}", "{{ column.title }}", "{%tc endfor %}")
    ):
        write(table.cell(0, place), text, "表头")
    write(table.cell(1, 0), "{%tr for row in part.rows %}")
    for place, text in enumerate(("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")):
        write(table.cell(2, place), text)
    write(table.cell(3, 0), "{%tr endfor %}")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    say(made, "{%p if not part.rows %}")
    say(made, "{{ part.empty }}", "表正文")
    say(made, "{%p endif %}")
    say(made, "{%p endif %}")


def approvals(made: Page) -> None:
    """An opinion with room to sign it."""
    say(made, "{%p if part.approval %}")
    table = grid(made, 1, 2)
    write(table.cell(0, 0), "{{ part.approval[0] }}", "表头")
    write(table.cell(0, 1), "{{ part.approval[1] }}")
    for text in ("", "", "签名：　　　　　　　　年　　月　　日"):
        line = table.cell(0, 1).add_paragraph(text, style="表格")
        line.alignment = ALIGN.RIGHT
    say(made, "{%p endif %}")


def signatures(made: Page) -> None:
    """Places to sign, two in a row."""
    say(made, "{%p if part.signatures %}")
    say(made, "{%p for pair in part.signatures %}")
    line = say(
        made,
        "{{ pair[0] }}（签名）：　　　　　　　　"
        "{% if pair[1] %}{{ pair[1] }}（签名）：　　　　　　　　{% endif %}",
        "表格",
    )
    line.paragraph_format.space_before = Pt(20)
    say(made, "{%p endfor %}")
    say(made, "{%p endif %}")


def seals(made: Page) -> None:
    """The authority and the day, where the seal goes."""
    say(made, "{%p if part.seal %}")
    say(made, "{{ authority }}", "落款").paragraph_format.space_before = Pt(36)
    say(made, "{{ day }}", "落款")
    say(made, "（印章）", "落款")
    say(made, "{%p endif %}")


def notes(made: Page) -> None:
    """Small print."""
    say(made, "{%p if part.note %}")
    say(made, "{{ part.note }}", "说明")
    say(made, "{%p endif %}")


def new_pages(made: Page) -> None:
    """The rest begins on a new page."""
    say(made, "{%p if part.new_page %}")
    say(made, "", "说明").add_run().add_break(WD_BREAK.PAGE)
    say(made, "{%p endif %}")


def verification(made: Page) -> None:
    """How to find out whether a document is genuine."""
    rule_below(say(made, "", "说明"))
    say(made, "{{ qr }}", "说明")
    say(made, "查验：扫描二维码，或者打开 {{ entry }} 输入文号和查验码。", "说明")
    say(made, "文号 {{ number }}　查验码 {{ code }}", "说明")
    say(
        made, "查验页列出本文书 PDF 的 SHA-256 值；本 Word 文件供编辑使用，改动后不再一致。", "说明"
    )


def say(made: Page, text: str, style: str = "说明") -> Paragraph:
    """A paragraph at the end of the page."""
    return made.add_paragraph(text, style=style)


def write(cell: _Cell, text: str, style: str = "表格") -> None:
    """The text of a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)


def grid(made: Page, rows: int, columns: int) -> Table:
    """A table with black lines over the whole width."""
    table: Table = made.add_table(rows, columns, style="Table Grid")
    table.autofit = False
    if columns == 2:
        for place, width in enumerate((LABEL, TEXT)):
            table.columns[place].width = width
            for cell in table.columns[place].cells:
                cell.width = width
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return table


def field(paragraph: Paragraph, name: str) -> None:
    """A number that Word fills in."""
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), name)
    paragraph._p.append(simple)


def rule_below(paragraph: Paragraph) -> None:
    """A line under a paragraph."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def members(archive: bytes) -> dict[str, bytes]:
    """What lies in a zip: how it is packed differs between machines."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def main() -> None:
    """Write the page, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        PAGE.write_bytes(page())
    elif members(PAGE.read_bytes()) != members(page()):
        sys.exit(f"{PAGE.relative_to(ROOT)} is not what tools/word_page.py writes: run it")


if __name__ == "__main__":
    main()
