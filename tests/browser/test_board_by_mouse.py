"""The board of a superior by mouse: down a level, to the rows behind a number, and on paper."""

import os
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser
SCREENS = os.environ.get("RENJIAN_SCREENS")


@pytest.fixture(scope="module")
def page(browser, full_site):
    address, _matters = full_site
    context: BrowserContext = browser.new_context(base_url=address, locale="zh-CN")
    page = context.new_page()
    page.goto("/sign-in/?q=000000.head")
    page.locator("tr", has_text="000000.head").get_by_role("button").last.click()
    page.wait_for_url("**/inbox/")
    yield page
    context.close()


def test_one_goes_down_and_reads_the_rows_behind_a_number(page: Page):
    page.get_by_role("link", name="下级办理情况").click()
    page.get_by_role("link", name="浙江省市场监督管理局").click()
    expect(page.locator("tfoot")).to_contain_text("合计")
    late = page.locator("tbody a.rj-state.bad").first
    number = late.inner_text()
    late.click()
    expect(page.locator("#rows")).to_contain_text(f"共 {number} 条")
    expect(page.locator("#rows .rj-clock.late")).to_have_count(int(number))


def test_printed_it_begins_on_the_first_page_and_shows_every_column(page: Page):
    page.goto("/board/330000/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    heading = page.locator("thead tr").last.locator("th").last.bounding_box()
    assert heading is not None
    assert heading["x"] + heading["width"] <= 720
    pdf = page.pdf(format="A4", path=f"{SCREENS}/board.pdf" if SCREENS else None)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
