"""A document as PDF: the same content gives the same bytes, and nothing breaks the page."""

import hashlib
import json
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from make_documents import content, table
from refusals import refused
from renjian_site.kit.documents import printing

PDF = b"%PDF-"
SRC = Path(printing.__file__).parents[3]


def pages(pdf: bytes) -> int:
    return max(int(n) for n in re.findall(rb"/Count (\d+)", pdf))


@pytest.mark.parametrize("style", ["letter", "form"])
def test_the_same_content_gives_the_same_bytes(style):
    first = printing.pdf(content(style=style))
    assert first.startswith(PDF)
    assert printing.pdf(content(style=style)) == first


@pytest.mark.parametrize("change", [{"number": "余市监立审〔2026〕2号"}, {"day": "2026-11-25"}])
def test_another_number_or_day_gives_other_bytes(change):
    assert printing.pdf(content(**change)) != printing.pdf(content())


def test_another_process_makes_the_same_bytes():
    code = (
        "import hashlib, json, sys; from renjian_site.kit.documents import printing;"
        "print(hashlib.sha256(printing.pdf(json.load(sys.stdin))).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(content()),
        env={"PYTHONPATH": str(SRC), "TZ": "America/Lima", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(printing.pdf(content())).hexdigest()


def test_it_is_a4_for_archives_and_for_readers_who_cannot_see():
    pdf = printing.pdf(content())
    assert b"/MediaBox [0 0 595.2" in pdf or b"/MediaBox[0 0 595.2" in pdf
    assert b"pdfaid:part" in pdf and b"pdfuaid:part" in pdf


def test_only_the_two_fonts_of_the_package_are_in_it():
    pdf = printing.pdf(content({"paragraph": "ABC 甲 ①"}, {"heading": "一、标题"}))
    names = set(re.findall(rb"/FontName */[A-Z]+\+(\w+)", pdf))
    assert names and names <= {b"NotoSerifSC", b"NotoSansSC"}


PARTS = [
    {"paragraph": "甲\n乙"},
    {"heading": "一、标题"},
    {"facts": [["名称", "甲\n乙"]]},
    {"approval": ["意见", "同意"]},
    {"signatures": ["抽取人"]},
    {"signatures": ["甲", "乙", "丙"]},
    {"note": "说明"},
    {"seal": True},
    table([]),
    table([["1", "甲"]]),
]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: next(iter(part)))
@pytest.mark.parametrize("style", ["letter", "form"])
def test_every_part_can_be_set(part, style):
    pdf = printing.pdf(content(part, style=style, addressee="总局", replaces="甲〔2026〕1号"))
    assert pages(pdf) == 1


@pytest.mark.parametrize("rows", [0, 1, 400])
def test_lists_of_any_length_can_be_set(rows):
    pdf = printing.pdf(content(table([[str(n), f"第{n}家"] for n in range(rows)])))
    assert pages(pdf) == (1 if rows < 2 else pytest.approx(11, abs=3))


def test_a_new_page_begins_where_the_form_says_so():
    assert pages(printing.pdf(content({"note": "甲"}, {"new_page": True}, {"note": "乙"}))) == 2


@pytest.mark.parametrize("name", ["很长的名称" * 200, "A" * 3000, "x" * 30 + "甲" * 30, "𠮷" * 500])
def test_long_names_stay_on_the_page(name):
    facts = {"facts": [["名称", name], [name[:40], "甲"]]}
    long = content(facts, table([["1", name]]), authority=name[:60], addressee=name[:100])
    assert printing.pdf(long).startswith(PDF)


@pytest.mark.parametrize("text", ['#panic("x")', "$a$ *b* @c `d`", "\\ // /*", '"}]', "[#x]"])
def test_text_is_never_read_as_markup(text):
    assert printing.pdf(content({"paragraph": text}, {"facts": [[text, text]]})).startswith(PDF)


def test_a_page_that_cannot_be_set_is_refused_with_what_typst_says():
    with refused("document.not-set") as caught:
        printing.pdf(content({"facts": [["只有一格"]]}))
    assert "文号和内容不变" in str(caught.value)


def test_missing_fonts_are_named(monkeypatch, tmp_path):
    monkeypatch.setattr(printing.fonts_package, "_BASE", tmp_path)
    with refused("document.no-font") as caught:
        printing.pdf(content())
    assert "NotoSerifSC-Regular.otf" in str(caught.value)


def test_two_jobs_may_set_pages_at_once():
    made: list[bytes] = []
    work = [
        threading.Thread(
            target=lambda: made.append(printing.pdf(content(table([["1", "甲"]] * 99))))
        )
        for _ in range(4)
    ]
    for one in work:
        one.start()
    for one in work:
        one.join()
    assert len(made) == 4
    assert len(set(made)) == 1


def test_the_code_leads_to_the_verification_page():
    assert printing.address_of(content()) == "http://127.0.0.1:8000/documents/K7QF2M9X8WTR4HJB/"
    assert printing.spaced("K7QF2M9X8WTR4HJB") == "K7QF-2M9X-8WTR-4HJB"
