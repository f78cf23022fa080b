"""A checkpoint is made, countersigned and looked up by mouse; no page of it has a barrier."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "axe" / "axe.min.js"
SCREENS = os.environ.get("RENJIAN_SCREENS")
SERIOUS = {"serious", "critical"}
PHONE = {"width": 390, "height": 800}


def signed_in(page: Page, account: str) -> None:
    page.context.clear_cookies()
    page.goto(f"/sign-in/?q={account}")
    page.locator("tr", has_text=account).get_by_role("button").last.click()
    page.wait_for_url("**/inbox/")


def look(page: Page, name: str) -> None:
    """The page has no serious barrier and fits a phone; its picture is kept when asked for."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    barriers = [(o["id"], o["nodes"][0]["html"]) for o in found if o["impact"] in SERIOUS]
    assert barriers == [], name
    size = page.viewport_size
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
    page.set_viewport_size(size)
    if SCREENS:
        page.screenshot(path=str(Path(SCREENS) / f"{name}.png"), full_page=True)


def test_from_the_button_to_the_public_page(context: BrowserContext):
    page = context.new_page()
    signed_in(page, "000000.audit")
    page.get_by_role("link", name="台账").click()
    page.get_by_role("link", name="检查点与会签").click()
    page.get_by_role("button", name="现在做检查点").click()
    expect(page.get_by_text("已做检查点")).to_be_visible()
    look(page, "ledger-checkpoints")
    signed_in(page, "330000.witness")
    page.get_by_role("link", name="核对并会签").first.click()
    look(page, "ledger-witness")
    page.get_by_role("button", name="核对并会签").click()
    expect(page.get_by_text("一致性核对无误")).to_be_visible()
    page.get_by_role("link", name="公众页面").click()
    expect(page.get_by_text("witness/330000").first).to_be_visible()
    look(page, "portal-checkpoint")
    page.get_by_role("link", name="台账检查点").first.click()
    look(page, "portal-checkpoints")


def test_an_entry_of_another_ledger_is_opened_and_the_look_is_found(context: BrowserContext):
    page = context.new_page()
    signed_in(page, "000000.audit")
    page.goto("/ledger/?of=system")
    page.get_by_label("行为").select_option("建立机构树")
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_text("建立了机构树")).to_be_visible()
    look(page, "ledger-entries")
    page.get_by_role("link", name="1", exact=True).click()
    expect(page.get_by_text("封存的原文")).to_be_visible()
    look(page, "ledger-entry")
    page.get_by_role("link", name="查阅日志").click()
    page.get_by_label("姓名、账号、单位代码、台账").fill("000000.audit system")
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_role("cell", name="整本").first).to_be_visible()
    look(page, "ledger-looks")
