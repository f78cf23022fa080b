"""Every form that changes something carries the key that makes it happen once."""

import re

import pytest

from project_tree import ROOT

TEMPLATES = sorted((ROOT / "src" / "renjian_site").rglob("*.html"))
POSTS = re.compile(r'<form[^>]*method="post"[^>]*>.*?</form>', re.DOTALL)
# They change the session only: sent twice they do nothing twice.
SESSION_ONLY = ("set_language", "authorities:sign-out", 'name="post"')
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
