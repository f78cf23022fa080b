"""Every page in a real browser: no serious barrier, nothing to scroll sideways, both languages."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "axe" / "axe.min.js"
SCREENS = os.environ.get("RENJIAN_SCREENS")
PUBLIC = (
    "/",
    "/public/draws/",
    "/public/results/",
    "/certificate/none/",
    "/documents/",
    "/documents/none/",
    "/api/v1/docs",
    "/sign-in/",
)
PAGES = {
    "": PUBLIC,
    "clerk1": (
        "/inbox/",
        "/registers/certificates/",
        "/registers/uploads/",
        "/registers/uploads/all/",
        "/ledger/",
        "/keys/",
        "/keys/new/",
    ),
    "330000.planner": ("/inbox/", "/risk/classes/", "/draws/", "/draws/new/", "/inspections/"),
    "330110.officer1": ("/inbox/?tab=unit", "/inspections/", "/cases/", "/search/?q=余杭"),
    "330110.head": ("/inbox/?tab=waiting", "/cases/", "/cases/filed/", "/registers/bodies/"),
    "system": ("/jobs/", "/downloads/"),
}
EACH = [(account, path) for account, paths in PAGES.items() for path in paths]
SERIOUS = {"serious", "critical"}
PHONE = {"width": 390, "height": 800}


def signed_in(context: BrowserContext, account: str) -> Page:
    page = context.new_page()
    if account:
        page.goto(f"/sign-in/?q={account}")
        page.locator("tr", has_text=account).get_by_role("button").last.click()
        page.wait_for_url("**/inbox/")
    return page


@pytest.mark.parametrize(("account", "path"), EACH)
def test_a_page_has_no_serious_barrier_and_loads_without_error(context, account, path):
    page = signed_in(context, account)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(path)
    # The policy of the pages allows no foreign script: the checker comes in beside the page.
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    barriers = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in SERIOUS]
    assert barriers == []
    assert [text for text in wrong if "404" not in text] == []


@pytest.mark.parametrize(("account", "path"), EACH)
def test_nothing_scrolls_sideways_at_phone_width(browser: Browser, site: str, account, path):
    context = browser.new_context(base_url=site, locale="zh-CN", viewport=PHONE)
    page = signed_in(context, account)
    page.goto(path)
    width = page.evaluate("document.documentElement.scrollWidth")
    shoot(page, f"phone{path}")
    context.close()
    assert width <= PHONE["width"]


@pytest.mark.parametrize("account", list(PAGES))
def test_the_pages_of_a_role_speak_english(browser: Browser, site: str, account):
    context = browser.new_context(base_url=site, locale="en-US")
    page = signed_in(context, account)
    for path in PAGES[account]:
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("lang", "en")
        heading = page.get_by_role("heading", level=1).inner_text()
        assert heading.isascii(), (path, heading)
        shoot(page, f"en{path}")
    context.close()


def shoot(page: Page, name: str) -> None:
    """Keep a picture when asked to."""
    if SCREENS:
        plain = name.replace("/", "-").replace("?", "-").strip("-")
        page.screenshot(path=str(Path(SCREENS) / f"{plain}.png"), full_page=True)
