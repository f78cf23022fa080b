"""A list in a real browser: rows are swapped, the address tells what is shown, keys move about."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
LIST = "/registers/certificates/"


@pytest.fixture
def page(context) -> Page:
    page = context.new_page()
    page.goto("/sign-in/?q=330110.head")
    page.locator("tr", has_text="330110.head").get_by_role("button").last.click()
    page.wait_for_url("**/inbox/")
    page.goto(LIST)
    return page


def test_a_filter_swaps_the_rows_and_stands_in_the_address(page):
    page.evaluate("window.same = true")
    page.select_option("#f-status", "02")
    page.wait_for_url(f"**{LIST}?status=02")
    page.get_by_role("columnheader").first.get_by_role("link").click()
    page.wait_for_url(f"**{LIST}?status=02&sort=-number")
    page.select_option("#f-status", "01")
    page.wait_for_url(f"**{LIST}?status=01&sort=-number")
    assert page.evaluate("window.same")


def test_the_back_button_shows_what_was_there(page):
    first = page.locator("[data-open]").first.inner_text()
    page.locator("a[rel=next]").click()
    page.wait_for_url("**?after=*")
    expect(page.locator("[data-open]").first).not_to_have_text(first)
    page.go_back()
    expect(page.locator("[data-open]").first).to_have_text(first)
    expect(page.locator("#filters")).to_have_count(1)


def test_the_keyboard_walks_through_the_rows_and_opens_one(page):
    number = page.locator("[data-open]").nth(1).inner_text()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LIST}{number}/")


def test_a_search_is_saved_and_found_above_the_filters(page):
    page.select_option("#f-status", "03")
    page.wait_for_url("**status=03")
    page.locator(".rj-foot summary").click()
    page.fill("#save-name", "撤销的证书")
    page.locator(".rj-foot details button").click()
    saved = page.locator(".rj-saved").get_by_role("link", name="撤销的证书")
    expect(saved).to_have_attribute("aria-current", "true")


def test_an_export_is_made_and_downloaded(page):
    page.get_by_role("button", name="导出 CSV").click()
    page.wait_for_url("**/downloads/")
    ready = page.locator("#downloads a").first
    expect(ready).to_be_visible(timeout=30_000)
    with page.expect_download() as found:
        ready.click()
    assert found.value.suggested_filename.endswith(".csv")
