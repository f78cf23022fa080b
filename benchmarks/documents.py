"""How long a document takes as PDF and as Word, beside a bare typst page in the same run.

    python benchmarks/documents.py [--rows 400]

The unit is a bare compile of an empty page by a compiler that is kept, with the same fonts. The
figures of one machine say little; the ratios say what our page adds, and what keeping the
compiler saves.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst

from renjian_site.kit.documents import glyphs, printing, word

TIMES = 7
COLUMNS = [{"title": "序号"}, {"title": "检查对象", "share": 5}, {"title": "检查单位", "share": 4}]


def content(rows: int) -> dict[str, Any]:
    """A form with facts, a list of so many rows and a seal."""
    listed = [
        [str(n), f"第{n}家练习有限公司\n91330110RJ{n:08d}", "某区市场监督管理局"]
        for n in range(rows)
    ]
    facts = [[f"名称{n}", "一段不长不短的事实，写满一行左右。"] for n in range(12)]
    return {
        "kind": "benchmark",
        "title": "立案审批表",
        "style": "form",
        "addressee": "",
        "parts": [
            {"facts": facts},
            {"table": "rows", "columns": COLUMNS, "rows": listed, "empty": "没有。"},
            {"seal": True},
        ],
        "layout": 1,
        "authority": "某区市场监督管理局",
        "number": "某市监〔2026〕1号",
        "day": "2026-11-24",
        "code": "K7QF2M9X8WTR4HJB",
        "site": "http://127.0.0.1:8000",
        "practice": True,
        "replaces": "",
    }


def milliseconds(work: Callable[[], object], times: int = TIMES) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)[times // 2]


def bare_compiler(folder: Path) -> typst.Compiler:
    """A compiler of an empty page with the same fonts."""
    page = folder / "bare.typ"
    page.write_text('#set page(paper: "a4")\n', "utf-8")
    found = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(pylopdf_fonts_zh_cn.serif_path().parent)],
    )
    return typst.Compiler(page, root=folder, font_paths=found)


def main() -> None:
    """Print each figure, and how many bare pages it takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=400)
    rows = parser.parse_args().rows
    one, many = content(5), content(rows)
    with tempfile.TemporaryDirectory() as folder:
        first = milliseconds(lambda: printing.pdf(one), times=1)
        compiler = bare_compiler(Path(folder))
        bare = milliseconds(lambda: compiler.compile(format="pdf"))
        figures = {
            "bare page, compiler kept": bare,
            "bare page, compiler made anew": milliseconds(
                lambda: bare_compiler(Path(folder)).compile(format="pdf")
            ),
            "PDF, the first of a process": first,
            "PDF, warm": milliseconds(lambda: printing.pdf(one)),
            f"PDF, warm, {rows} rows": milliseconds(lambda: printing.pdf(many)),
            "Word": milliseconds(lambda: word.docx(one)),
            f"Word, {rows} rows": milliseconds(lambda: word.docx(many)),
            "which characters can be set": milliseconds(
                lambda: glyphs.unset_in(glyphs.texts_in(many), printing._fonts())
            ),
        }
    for name, figure in figures.items():
        print(f"{name:<32}{figure:9.2f} ms{figure / bare:9.1f} x bare")


if __name__ == "__main__":
    main()
