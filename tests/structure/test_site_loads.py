"""What the site loads, which pages it has, who may open them, and that no link is dead."""

import ast
import re

from project_tree import SITE, loaded_site, modules, templates, url_names

HEAVY = {"ibis", "duckdb", "pandas", "pyarrow", "scipy", "typst", "docx", "docxtpl", "numpy"}
PUBLIC_SPACES = ("portal:",)
PUBLIC_PAGES = {
    "authorities:sign-in",
    "authorities:sign-in-rules",
    "authorities:sign-out",
    "authorities:portal-sign-in",
    "authorities:portal-logged-out",
    "account_login",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_callback",
    "healthz",
}
URL_TAG = re.compile(r"""\{%-?\s*url\s+(["'])(?P<name>[^"']+)\1""")
INCLUDE_TAG = re.compile(r"""\{%-?\s*(?:include|extends)\s+(["'])(?P<name>[^"']+)\1""")
URL_CALLS = {"redirect", "reverse", "reverse_lazy", "redirect_to"}


def test_the_web_process_loads_nothing_heavy():
    loaded = {name.partition(".")[0] for name in loaded_site()["loaded"]}
    assert "django" in loaded
    assert not loaded & HEAVY


def test_every_page_of_the_officers_has_a_door():
    officers = [
        view
        for view in loaded_site()["views"]
        if not view["name"].startswith(PUBLIC_SPACES)
        and view["name"] not in PUBLIC_PAGES
        and view["view"].startswith("renjian_site")
    ]
    assert len(officers) > 10
    assert not [view["name"] for view in officers if view["roles"] is None]


def test_public_pages_are_few_and_named():
    open_pages = [
        v["name"]
        for v in loaded_site()["views"]
        if v["roles"] is None and "renjian_site" in v["view"]
    ]
    assert open_pages
    assert all(n.startswith(PUBLIC_SPACES) or n in PUBLIC_PAGES for n in open_pages)


def test_every_link_in_a_template_leads_somewhere():
    wanted = {
        (match["name"], path.name)
        for path in templates()
        for match in URL_TAG.finditer(path.read_text("utf-8"))
    }
    assert len(wanted) > 10
    assert not {(name, path) for name, path in wanted if name not in url_names()}


def test_every_redirect_leads_somewhere():
    wanted = {(name, path.name) for path in modules(SITE) for name in named_urls(path)}
    assert wanted
    assert not {(name, path) for name, path in wanted if name not in url_names()}


def named_urls(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in URL_CALLS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and ":" in str(first.value):
                yield first.value


def test_every_template_that_is_named_exists():
    known = {str(path.relative_to(path.parents[1])) for path in templates()}
    known |= {path.as_posix().rpartition("/templates/")[2] for path in templates()}
    wanted = {m["name"] for p in templates() for m in INCLUDE_TAG.finditer(p.read_text("utf-8"))}
    rendered = {name for path in modules(SITE) for name in named_templates(path)}
    assert wanted
    assert rendered
    assert not (wanted | rendered) - known


def named_templates(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        text = node.value if isinstance(node, ast.Constant) else ""
        if isinstance(text, str) and re.fullmatch(r"[\w/]+\.html", text):
            yield text


def test_no_template_is_left_over():
    texts = [path.read_text("utf-8") for path in (*modules(SITE), *templates())]
    known = {path.as_posix().rpartition("/templates/")[2] for path in templates()}
    foreign = {"404.html", "500.html", "403.html", "403_csrf.html", "400.html"}
    assert not {n for n in known - foreign if not any(n in text for text in texts)}


def test_pages_load_nothing_from_other_servers():
    for path in templates():
        text = path.read_text("utf-8")
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text), path
        assert "<script>" not in text and "onclick=" not in text, path
