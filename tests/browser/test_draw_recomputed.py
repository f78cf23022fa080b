"""The third implementation: a draw computed again in Chromium, by the files that the page loads."""

import copy
import json
import os
from importlib.resources import files
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings

import make_draws as make
from draws_at_random import drafts
from renjian.draws import record, verify

pytestmark = pytest.mark.browser
STATIC = files("renjian_site.portal").joinpath("static", "portal")
CHECK = """text => {
    try { return [...check(recordOf(text))].map(step => step[0]); }
    catch (wrong) { return [String(wrong.message)]; }
}"""
SCREENS = os.environ.get("RENJIAN_SCREENS")
PICTURES = [("", 1100, "zh-hans"), ("-en", 1100, "en"), ("-phone", 390, "zh-hans")]
STEPS = ["plan", "lists", "beacon", "seed", "selection", "teams"]


@pytest.fixture(scope="module")
def said(browser):
    """What Chromium says of the text of a record."""
    page = browser.new_page()
    for name in ("verify.js", "verify-teams.js", "recompute.js"):
        page.add_script_tag(content=STATIC.joinpath(name).read_text("utf-8"))
    yield lambda text: page.evaluate(CHECK, text)
    page.close()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_three_implementations_agree_on_any_plan(said, drafted):
    outcome = make.drawn(*drafted)
    lines = b"".join(record.lines(outcome)).decode()
    assert said(lines) == STEPS
    assert said(json.dumps(record.public(outcome), indent=1)) == STEPS
    assert list(verify.check(verify.load(StringIO(lines))))


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_what_was_altered_is_named(said, hash):
    whole = make.public_record(hash=hash)

    def altered(edit):
        other = copy.deepcopy(whole)
        edit(other)
        return said(json.dumps(other))[0]

    assert "record.plan_hash" in altered(lambda r: r["plan"].update(title="x"))
    assert "record.objects" in altered(lambda r: r["objects"][0].update(unit="x"))
    assert "record.seed" in altered(lambda r: r.update(seed="00" * 32))
    assert "selected" in altered(
        lambda r: r["strata"][0]["selected"].reverse() or r["strata"][0]["selected"].append({})
    )
    assert "record.assignment" in altered(lambda r: r["assignment"]["teams"][0].update(lead="x"))


@pytest.mark.parametrize(("name", "width", "language"), PICTURES)
def test_the_button_of_a_public_draw_computes_it_again(full_site, browser, name, width, language):
    address, matters = full_site
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.context.add_cookies([{"name": "django_language", "value": language, "url": address}])
    page.goto(f"{address}/public/draws/{matters['drawn']}/")
    page.locator("#recompute").click()
    page.locator("#recomputed li.ok").nth(len(STEPS)).wait_for()
    assert page.locator("#recomputed li.wrong").count() == 0
    if SCREENS:
        page.locator("#recompute").scroll_into_view_if_needed()
        page.screenshot(path=f"{SCREENS}/draw-recomputed{name}.png")
    page.close()
