"""Documents as PDF, set by typst with the fonts of one package and nothing of the machine.

The same content gives the same bytes: no clock, no system font, no network goes into a page.
"""

import io
import json
import threading
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn as fonts_package
import segno
import typst

from renjian.kernel import glyphs
from renjian.kernel.refusal import Refused, reason

STANDARDS: list[Any] = ["a-2a", "ua-1"]  # for archives, and for readers who cannot see
MADE_WITH = f"typst {version('typst')}"
ONE_AT_A_TIME = threading.Lock()  # a compiler belongs to one thread while it sets a page
DATA = Path(str(files("renjian_site.kit.documents").joinpath("data")))


def pdf(content: dict[str, Any]) -> bytes:
    """The PDF of a document. Raises ``Refused`` when fonts are missing or it cannot be set."""
    fonts = _fonts()
    unset = glyphs.unset_in(glyphs.texts_in(content), fonts)
    inputs = {
        "content": json.dumps(
            glyphs.with_codes(content, unset), ensure_ascii=False, sort_keys=True
        ),
        "unset": json.dumps([glyphs.code_of(c) for c in unset]),
        "qr": qr_code(address_of(content), "svg").decode(),
        "entry": f"{content['site']}/documents/",
        "code": spaced(content["code"]),
    }
    compiler = _compiler(content["layout"], fonts[0].parent)
    try:
        with ONE_AT_A_TIME:
            made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS)
    except typst.TypstError as error:
        raise Refused(
            reason(
                "document.not-set",
                "排版没有成功：{message}。文书已经签发，文号和内容不变；请告知系统管理岗，"
                "排除后在本页重新制作。",
                message=str(error)[:300],
            )
        ) from error
    assert isinstance(made, bytes)
    return made


def address_of(content: dict[str, Any]) -> str:
    """Where this document is verified; its QR code says so."""
    return f"{content['site']}/documents/{content['code']}/"


def spaced(code: str) -> str:
    """A verification code in groups of four, as it is printed."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def qr_code(text: str, form: str) -> bytes:
    """A QR code in black, as SVG or PNG."""
    out = io.BytesIO()
    options: dict[str, Any] = {"scale": 8} if form == "png" else {"xmldecl": False}
    segno.make(text, error="m", micro=False).save(out, kind=form, border=0, **options)
    return out.getvalue()


def _fonts() -> tuple[Path, Path]:
    found = (fonts_package.serif_path(), fonts_package.sans_path())
    if missing := [path.name for path in found if not path.is_file()]:
        raise Refused(
            reason(
                "document.no-font",
                "排版字库 {fonts} 不在，没有制成文件。文书已经签发，文号和内容不变；"
                "请告知系统管理岗重新安装，然后在本页重新制作。",
                fonts="、".join(missing),
            )
        )
    return found


@cache
def _compiler(layout: int, fonts: Path) -> typst.Compiler:
    """A compiler of one layout, kept: reading the fonts again would take most of the time."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
    )
    return typst.Compiler(DATA / f"page-{layout}.typ", root=DATA, font_paths=found)
