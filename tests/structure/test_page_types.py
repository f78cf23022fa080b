"""The pages of officers are of a few types, each written once in kit/pages."""

import re

import pytest

from project_tree import ROOT

SITE = ROOT / "src" / "renjian_site"
TYPES = SITE / "kit" / "templates" / "kit" / "pages"
PAGES = sorted(
    path
    for path in SITE.rglob("*.html")
    if '{% extends "base.html" %}' not in path.read_text("utf-8") and path.parent != TYPES
)
EXTENDS = re.compile(r'\{% extends "kit/pages/(\w+)\.html" %\}')


def test_the_types_are_those_of_the_architecture():
    names = {path.stem for path in TYPES.glob("*.html")}
    assert names == {"page", "detail", "form", "wizard", "board"}
    told = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert all(f"`{name}`" in told for name in names)


@pytest.mark.parametrize("name", ["page", "detail", "form", "wizard", "board"])
def test_a_type_has_pages(name):
    found = [path for path in PAGES if EXTENDS.findall(path.read_text("utf-8")[:200]) == [name]]
    assert found, name


@pytest.mark.parametrize("path", sorted(SITE.rglob("*.html")), ids=lambda path: path.name)
def test_no_page_writes_the_head_or_the_columns_again(path):
    text = path.read_text("utf-8")
    if path.parent != TYPES:
        assert 'class="rj-head"' not in text
        assert 'class="col-lg-8"' not in text
