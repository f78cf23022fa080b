"""Every form that changes something carries the key that makes it happen once."""

import re

import pytest

from project_tree import ROOT

TEMPLATES = sorted((ROOT / "src" / "renjian_site").rglob("*.html"))
POSTS = re.compile(r'<form[^>]*method="post"[^>]*>.*?</form>', re.DOTALL)
# They change the session only: sent twice they do nothing twice. Those that count a try to sign in
# keep the count when the try is refused, which a key would take back.
SESSION_ONLY = ("set_language", "authorities:sign-out", 'name="post"', "data-counted")
FORMS = [
    (path.relative_to(ROOT).as_posix(), form)
    for path in TEMPLATES
    for form in POSTS.findall(path.read_text("utf-8"))
    if not any(mark in form for mark in SESSION_ONLY)
]


def test_the_forms_of_the_site_are_found():
    assert len(FORMS) > 8


@pytest.mark.parametrize(("path", "form"), FORMS)
def test_a_form_carries_the_token_and_the_key(path, form):
    assert "{% csrf_token %}" in form, path
    assert "{% submit_key %}" in form, path


VIEWS = sorted((ROOT / "src" / "renjian_site").rglob("views*/**/*.py"))
VIEWS += sorted((ROOT / "src" / "renjian_site").rglob("*views*.py"))


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_form_that_was_sent_empty_is_told_apart_from_one_that_was_opened(path):
    assert "POST or None" not in path.read_text("utf-8")
