"""Rows are ticked by mouse and keys, and an act is done with them: in a real browser, by a worker."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser
TOP = "000000.handler1"
LIST = "/cases/?stage=transferred"
PATIENT = 30_000  # ms


def at_the_list(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(f"/sign-in/?q={TOP}")
    page.locator("tr", has_text=TOP).get_by_role("button").last.click()
    page.wait_for_url("**/inbox/")
    page.goto(LIST)
    return page


@pytest.fixture
def page(browser: Browser, full_site) -> Page:
    context = browser.new_context(base_url=full_site[0], locale="zh-CN")
    context.set_default_timeout(PATIENT)
    yield at_the_list(context)
    context.close()


def ticked(page: Page) -> list[bool]:
    return [box.is_checked() for box in page.locator("input[name=row]").all()]


def test_x_ticks_the_row_under_the_keys_and_the_help_says_so(page):
    assert len(ticked(page)) >= 4
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    assert ticked(page)[:3] == [False, True, False]
    expect(page.get_by_text("已勾选 1 条")).to_be_visible()
    page.keyboard.press("x")
    assert not any(ticked(page))
    page.keyboard.press("?")
    expect(page.locator("#rj-keys")).to_contain_text("x")
    expect(page.locator("#rj-keys")).to_contain_text("勾选所在行")


def test_with_shift_all_rows_between_are_ticked(page):
    boxes = page.locator("input[name=row]")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    assert ticked(page)[:4] == [True, True, True, False]
    boxes.nth(1).click(modifiers=["Shift"])
    assert ticked(page)[:4] == [True, False, False, False]


def test_one_box_ticks_the_whole_page_and_shows_when_it_is_not_whole(page):
    whole = page.get_by_label("本页全部")
    whole.check()
    assert all(ticked(page))
    page.locator("input[name=row]").first.uncheck()
    expect(whole).not_to_be_checked()
    assert page.evaluate("document.querySelector('[data-tick-all]').indeterminate")
    whole.check()
    whole.uncheck()
    assert not any(ticked(page))


def test_other_rows_begin_with_no_tick(page):
    page.get_by_label("本页全部").check()
    page.select_option("#f-stage", "verifying")
    page.wait_for_url("**stage=verifying")
    expect(page.get_by_text("勾选下面的行")).to_be_visible()
    assert not any(ticked(page))


def test_ticked_rows_are_told_beforehand_and_then_done_by_the_worker(page):
    page.locator("input[name=row]").nth(1).check()
    page.locator("input[name=row]").nth(2).check()
    page.get_by_role("button", name="批量接收", exact=True).click()
    expect(page.get_by_text("将办理 2 条")).to_be_visible()
    page.get_by_role("button", name="批量接收 2 条").dblclick()
    expect(page.get_by_text("已办理 2 条")).to_be_visible()
    expect(page.get_by_text("台账 000000/").first).to_be_visible()


def test_it_works_without_any_script(browser, full_site):
    context = browser.new_context(base_url=full_site[0], locale="zh-CN", java_script_enabled=False)
    page = at_the_list(context)
    expect(page.get_by_text("本页全部")).to_be_hidden()
    page.locator("input[name=row]").last.check()
    page.get_by_role("button", name="批量接收", exact=True).click()
    page.get_by_role("button", name="批量接收 1 条").click()
    expect(page.get_by_role("heading", name="批量接收")).to_be_visible()
    context.close()
