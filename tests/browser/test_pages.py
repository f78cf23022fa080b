"""Every page in a real browser: no serious barrier, nothing to scroll sideways, both languages.

Which pages there are is told by the walk over the addresses; tests/visits.py says who looks at them.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from pages import HAN
from visits import VISITS, Visit

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "axe" / "axe.min.js"
SCREENS = os.environ.get("RENJIAN_SCREENS")
SERIOUS = {"serious", "critical"}
PATIENT = 10_000  # ms
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}
# What the page itself says: headings, links, labels, buttons. What people, organisations and
# matters are called stays Chinese and is marked as such.
SAID = """[...document.querySelectorAll("nav a, h1, h2, th, label, legend, button, summary")]
    .filter(part => !part.closest("[lang=zh-Hans]"))
    .map(part => {
        const copy = part.cloneNode(true);
        copy.querySelectorAll("[lang=zh-Hans]").forEach(name => name.remove());
        return copy.textContent.trim();
    })"""
LOADING = ".htmx-request"  # a part of the page that is on its way
WAYS = {
    "wide": {"locale": "zh-CN", "viewport": WIDE},
    "phone": {"locale": "zh-CN", "viewport": PHONE},
    "en": {"locale": "en-US", "viewport": WIDE},
}
each_visit = pytest.mark.parametrize("visit", VISITS, ids=str)


class Visitors:
    """Browser profiles of those who look: each account signs in once for each way of looking."""

    def __init__(self, browser: Browser, site: str, matters: dict[str, int | str]) -> None:
        self._browser, self._site, self._matters = browser, site, matters
        self._contexts: dict[tuple[str, str], BrowserContext] = {}

    def look(self, visit: Visit, way: str) -> tuple[Page, Response, list[str]]:
        """The page of a visit, its answer, and what went wrong in it."""
        page = self._context(visit.account(self._matters), way).new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        response = page.goto(visit.path(self._matters))
        expect(page.locator(LOADING)).to_have_count(0)
        keep_picture(page, f"{way}-{visit}")
        assert response is not None
        return page, response, wrong

    def _context(self, account: str, way: str) -> BrowserContext:
        if (account, way) not in self._contexts:
            self._contexts[account, way] = context = self._browser.new_context(
                base_url=self._site, **WAYS[way]
            )
            context.set_default_timeout(PATIENT)
            if account:
                page = context.new_page()
                page.goto(f"/sign-in/?q={account}")
                called = page.locator("code", has_text=re.compile(f"^{re.escape(account)}$"))
                page.locator("tr", has=called).get_by_role("button").last.click()
                page.wait_for_url("**/inbox/")
        return self._contexts[account, way]

    def leave(self) -> None:
        """Close all profiles."""
        for context in self._contexts.values():
            context.close()


@pytest.fixture(scope="module")
def visitors(browser: Browser, full_site) -> Iterator[Visitors]:
    address, matters = full_site
    found = Visitors(browser, address, matters)
    yield found
    found.leave()


@each_visit
def test_a_page_has_no_serious_barrier_and_loads_without_error(visitors, visit):
    page, response, wrong = visitors.look(visit, "wide")
    assert response.status == visit.status
    # The policy of the pages allows no foreign script: the checker comes in beside the page.
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    page.close()
    barriers = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in SERIOUS]
    assert barriers == []
    assert [text for text in wrong if "404" not in text] == []


@each_visit
def test_nothing_scrolls_sideways_at_phone_width(visitors, visit):
    page, _response, _wrong = visitors.look(visit, "phone")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= PHONE["width"]


@each_visit
def test_a_page_speaks_english(visitors, visit):
    page, _response, _wrong = visitors.look(visit, "en")
    language = page.locator("html").get_attribute("lang")
    said = page.evaluate(SAID)
    page.close()
    assert language == "en"
    assert [text for text in said if HAN.search(text)] == []


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture when asked to."""
    if SCREENS:
        plain = re.sub(r"[^\w.=-]+", "-", name).strip("-")
        page.screenshot(path=str(Path(SCREENS) / f"{plain}.png"), full_page=True)
