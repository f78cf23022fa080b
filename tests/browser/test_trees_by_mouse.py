"""The trees in a real browser: levels open in place, and one of thousands is chosen while typing."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser
ACCOUNT = "330000.system"


def signed_in(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(f"/sign-in/?q={ACCOUNT}")
    page.locator("tr", has_text=ACCOUNT).get_by_role("button").last.click()
    page.wait_for_url("**/inbox/")
    return page


@pytest.fixture
def page(context) -> Page:
    return signed_in(context)


def editor(page: Page, words: str, act: str) -> None:
    """Open the editor of a unit by the search of the tree."""
    page.goto(f"/units/?q={words}")
    page.locator("[data-open]").first.click()
    page.get_by_role("link", name=act).click()


def test_a_level_of_the_tree_opens_in_place(page):
    page.goto("/units/")
    province = page.locator("li", has=page.get_by_role("link", name="浙江省市场监督管理局")).last
    province.locator("summary").first.click()
    city = province.locator(
        "li", has=page.get_by_role("link", name="杭州市市场监督管理局", exact=True)
    )
    city.locator("summary").first.click()
    expect(city.get_by_role("link", name="杭州市余杭区市场监督管理局")).to_be_visible()
    assert page.url.endswith("/units/")


def test_a_superior_is_chosen_while_its_name_is_typed(page):
    editor(page, "余杭区市场监督管理局", "调整隶属关系")
    page.get_by_role("searchbox", name="新的上级").press_sequentially("宁波市市场")
    found = page.locator(".rj-options label")
    expect(found.first).to_contain_text("宁波市市场监督管理局")
    found.first.click()
    expect(page.locator(".rj-picked")).to_contain_text("浙江省市场监督管理局")
    expect(found).to_have_count(0)
    page.get_by_label("依据文件").fill("练习函〔2026〕9号")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", name="核对未办结事项")).to_be_visible()
    expect(page.get_by_role("button", name="提交批准")).to_be_enabled()
    expect(page.locator(".rj-picked input")).to_be_checked()


def test_the_arrows_walk_through_what_was_found_and_enter_chooses(page):
    editor(page, "余杭区市场监督管理局", "调整管辖区域")
    box = page.get_by_role("searchbox", name="划入的行政区划")
    for words in ("鼓楼区", "市中区"):
        box.press_sequentially(words)
        expect(page.locator(".rj-options label").nth(1)).to_contain_text(words)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(box).to_be_focused()
    chosen = page.locator(".rj-picked label")
    expect(chosen).to_have_count(2)
    expect(chosen.first).to_contain_text("徐州市鼓楼区")
    chosen.first.click()
    expect(chosen).to_have_count(1)


def test_without_a_script_a_unit_is_chosen_from_the_page_that_comes_back(browser, site):
    plain = browser.new_context(base_url=site, locale="zh-CN", java_script_enabled=False)
    page = signed_in(plain)
    editor(page, "余杭区市场监督管理局", "撤销机构")
    page.get_by_role("searchbox", name="承接机构").fill("西湖区市场监督")
    page.get_by_label("依据文件").fill("练习函〔2026〕9号")
    page.get_by_role("button", name="下一步：核对").click()
    page.locator("label", has_text="杭州市西湖区市场监督管理局 330106").locator("input").check()
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_text("转入杭州市西湖区市场监督管理局")).to_be_visible()
    expect(page.get_by_role("button", name="提交批准")).to_be_enabled()
    plain.close()
