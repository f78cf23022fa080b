"""Documents as Word files that officers can go on editing, from the Word page of their layout.

The page names 仿宋_GB2312 and the other faces of official papers; it can be opened in Word itself.
"""

import io
import zipfile
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from renjian_site.kit.documents.printing import address_of, qr_code, spaced

MADE_WITH = f"docxtpl {version('docxtpl')}"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
QR_SIZE = Mm(20)
WIDTH = Mm(156)
TABLES = {"facts", "table", "approval"}


def docx(content: dict[str, Any]) -> bytes:
    """The Word file of a document; the same content gives the same bytes."""
    page = DocxTemplate(io.BytesIO(_page(content["layout"])))
    qr = InlineImage(page, io.BytesIO(qr_code(address_of(content), "png")), width=QR_SIZE)
    year, month, day = map(int, content["day"].split("-"))
    page.render(
        {
            **content,
            "parts": [_part(part) for part in content["parts"]],
            "is_letter": content["style"] == "letter",
            "day": f"{year}年{month}月{day}日",
            "code": spaced(content["code"]),
            "entry": f"{content['site']}/documents/",
            "qr": qr,
        },
        autoescape=True,
    )
    _share_out(page.docx, content["parts"])
    properties = page.docx.core_properties
    properties.title = f"{content['title']} {content['number']}"
    properties.author = content["authority"]
    made = io.BytesIO()
    page.save(made)
    return without_clock(made.getvalue())


def without_clock(archive: bytes) -> bytes:
    """The same zip with no moment in it, its members in the order of their names."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist()):
            member = zipfile.ZipInfo(name, FIRST_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()


def _share_out(document: Document, parts: list[dict[str, Any]]) -> None:
    """Give the columns of each list their shares of the width; the other tables have theirs."""
    tables = [part for part in parts if TABLES & set(part)]
    for part, table in zip(tables, document.tables, strict=True):
        if "columns" not in part:
            continue
        shares = [column.get("share", 1) for column in part["columns"]]
        widths = [str(round(WIDTH.twips * share / sum(shares))) for share in shares]
        for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
            column.set(qn("w:w"), width)
        for row in table._tbl.tr_lst:
            for cell, width in zip(row.tc_lst, widths, strict=True):
                size = cell.get_or_add_tcPr().get_or_add_tcW()
                size.set(qn("w:w"), width)
                size.set(qn("w:type"), "dxa")


@cache
def _page(layout: int) -> bytes:
    return files("renjian_site.kit.documents").joinpath("data", f"page-{layout}.docx").read_bytes()


def _part(part: dict[str, Any]) -> dict[str, Any]:
    """A part as the Word page asks for it: text by its lines, places to sign two in a row."""
    if "paragraph" in part:
        return {"lines": part["paragraph"].split("\n")}
    if "signatures" in part:
        places = part["signatures"]
        return {"signatures": [[*places[i : i + 2], ""][:2] for i in range(0, len(places), 2)]}
    return part
