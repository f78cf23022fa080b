"""The frame in a real browser: one submit, keys, drafts, the end of a session."""

import time

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser


def signed_in(context: BrowserContext, account: str) -> Page:
    page = context.new_page()
    page.goto(f"/sign-in/?q={account}")
    page.get_by_role("button", name=f"以 {account} 登录").last.click()
    expect(page.get_by_role("heading", name="我的待办")).to_be_visible()
    return page


def fill_plan(page: Page, title: str) -> None:
    page.goto("/draws/new/")
    page.get_by_label("名称").fill(title)
    page.get_by_label("检查开始日期").fill("2026-12-01")
    page.get_by_label("检查截止日期").fill("2026-12-31")


def test_a_double_click_on_save_makes_one_plan(context):
    page = signed_in(context, "460000.planner")
    fill_plan(page, "双击一次")
    page.get_by_role("button", name="保存计划").dblclick()
    expect(page.get_by_role("heading", name="双击一次")).to_be_visible()
    page.goto("/draws/")
    expect(page.get_by_role("link", name="双击一次")).to_have_count(1)


def test_the_back_button_and_a_second_submit_lead_to_the_same_plan(context):
    page = signed_in(context, "460000.planner")
    fill_plan(page, "返回再交")
    page.get_by_role("button", name="保存计划").click()
    expect(page.get_by_text("回执：台账 460000/")).to_be_visible()
    first = page.url
    page.go_back()
    page.get_by_role("button", name="保存计划").click()
    expect(page.get_by_text("这张表单已经提交过，没有重复办理。")).to_be_visible()
    assert page.url == first


def test_the_slash_finds_and_the_letters_walk_through_a_list(context):
    page = signed_in(context, "330110.officer1")
    page.keyboard.press("/")
    expect(page.locator("#rj-search")).to_be_focused()
    page.keyboard.type("余杭")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="全站查找")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("tbody tr").nth(1)
    expect(second).to_have_class("rj-here")
    title = second.locator("[data-open]").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()


def test_the_question_mark_shows_the_keys_and_closes_them(context):
    page = signed_in(context, "330110.officer1")
    page.keyboard.press("?")
    expect(page.locator("#rj-keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#rj-keys")).to_be_hidden()


def test_what_was_typed_outlives_the_session_and_is_gone_once_sent(context):
    page = signed_in(context, "460000.planner")
    fill_plan(page, "没来得及提交")
    context.clear_cookies()
    page.goto("/draws/new/")
    page.get_by_role("row", name="460000.planner").or_(page.get_by_text("练习账号").first)
    page.goto("/sign-in/?q=460000.planner&next=/draws/new/")
    page.get_by_role("button", name="以 460000.planner 登录").last.click()
    expect(page.get_by_label("名称")).to_have_value("没来得及提交")
    expect(page.get_by_text("已恢复上次没有提交的填写内容")).to_be_visible()
    page.get_by_role("button", name="保存计划").click()
    expect(page.get_by_role("heading", name="没来得及提交")).to_be_visible()
    page.goto("/draws/new/")
    expect(page.get_by_label("名称")).to_have_value("")


def test_five_minutes_before_the_end_the_page_says_so_and_goes_on_by_one_click(context):
    page = signed_in(context, "460000.planner")
    page.clock.install()
    page.goto("/inbox/")
    expect(page.locator("#rj-session")).to_be_hidden()
    page.clock.fast_forward("26:00")
    expect(page.locator("#rj-session")).to_be_visible()
    page.get_by_role("button", name="继续使用").click()
    expect(page.locator("#rj-session")).to_be_hidden()


def test_the_pages_work_without_any_script(browser, site):
    context = browser.new_context(base_url=site, locale="zh-CN", java_script_enabled=False)
    page = signed_in(context, "460000.planner")
    fill_plan(page, f"没有脚本 {time.time_ns()}")
    page.get_by_role("button", name="保存计划").click()
    expect(page.get_by_text("冻结前请核对")).to_be_visible()
    context.close()


def test_every_entry_of_the_menu_is_in_sight_on_a_phone(browser, site):
    context = browser.new_context(
        base_url=site, locale="zh-CN", viewport={"width": 390, "height": 800}
    )
    page = signed_in(context, "330000.planner")
    entries = page.get_by_role("navigation", name="主导航").get_by_role("link").all()
    edges = [box["x"] + box["width"] for entry in entries if (box := entry.bounding_box())]
    context.close()
    assert len(edges) == len(entries) > 5
    assert max(edges) <= 390


def test_a_list_that_cannot_be_fetched_keeps_what_was_typed_and_says_why(context):
    page = signed_in(context, "330110.officer1")
    page.goto("/registers/certificates/")
    words = page.locator("#filters input[type=search]").first
    page.route("**/registers/certificates/?*", lambda route: route.fulfill(status=503))
    words.fill("余杭")
    page.get_by_role("button", name="查找", exact=True).click()
    expect(page.locator("#rj-recovering")).to_be_visible()
    expect(words).to_have_value("余杭")
    page.unroute_all()
    page.get_by_role("button", name="查找", exact=True).click()
    expect(page.locator("#rj-recovering")).to_be_hidden()
