"""How long a document takes as PDF and as Word, beside a bare typst page in the same run.

    python benchmarks/documents.py [--rows 400]

The unit is a bare compile of an empty page but for one line, by a compiler that is kept, with the
same fonts. Each run sets another number, since typst remembers what it has set before. The figures
of one machine say little; the ratios say what our page adds, and what keeping the compiler saves.
"""

import argparse
import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst
from timing import milliseconds, seconds_of

from renjian_site.kit.documents import printing, word

ROUNDS = 7
COUNTER = itertools.count(1)
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


def numbered(work: Callable[[str], object]) -> Callable[[], object]:
    """The work, with a number of its own each time."""
    return lambda: work(f"某市监〔2026〕{next(COUNTER)}号")


def bare_compiler(folder: Path) -> typst.Compiler:
    """A compiler of an empty page with the same fonts."""
    page = folder / "bare.typ"
    page.write_text('#set page(paper: "a4")\n#sys.inputs.number', "utf-8")
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
        first, _pdf = seconds_of(numbered(lambda n: printing.pdf({**one, "number": n})))
        kept = bare_compiler(Path(folder))
        timed: dict[str, Callable[[str], object]] = {
            "bare page, compiler kept": lambda n: compiled(kept, n),
            "bare page, compiler made anew": lambda n: compiled(bare_compiler(Path(folder)), n),
            "PDF, warm": lambda n: printing.pdf({**one, "number": n}),
            f"PDF, warm, {rows} rows": lambda n: printing.pdf({**many, "number": n}),
            "Word": lambda n: word.docx({**one, "number": n}),
            f"Word, {rows} rows": lambda n: word.docx({**many, "number": n}),
        }
        figures = {name: milliseconds(numbered(work), ROUNDS) for name, work in timed.items()}
    bare = figures["bare page, compiler kept"]
    figures["PDF, the first of a process"] = first * 1000
    for name, figure in figures.items():
        print(f"{name:<32}{figure:9.2f} ms{figure / bare:9.1f} x bare")


def compiled(compiler: typst.Compiler, number: str) -> object:
    """The bare page with its one line."""
    return compiler.compile(format="pdf", sys_inputs={"number": number})


if __name__ == "__main__":
    main()
