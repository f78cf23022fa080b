"""A draw of two items with an expert, sealed, given up and drawn again, in a real browser."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from make_voids import ROLLS

pytestmark = pytest.mark.browser
PATIENT = 30_000  # ms
STEPS = 6
LONG = timedelta(days=40)


@pytest.fixture
def pages(full_site, browser):
    """A page for each account that is asked for, on a site with a matter of every kind."""
    address, _matters = full_site
    contexts = []

    def page_of(account: str = "") -> Page:
        contexts.append(browser.new_context(base_url=address, locale="zh-CN"))
        contexts[-1].set_default_timeout(PATIENT)
        page = contexts[-1].new_page()
        if account:
            page.goto(f"/sign-in/?q={account}")
            page.get_by_role("button", name=f"以 {account} 登录").last.click()
            expect(page.get_by_role("heading", name="我的待办")).to_be_visible()
        return page

    yield page_of
    for context in contexts:
        context.close()


def test_a_sealed_draw_of_two_items_is_given_up_and_drawn_again(pages):
    planner, head, witness = pages("330000.planner"), pages("330000.head"), pages("330100.head")
    engage_an_expert(head)
    first = plan(planner, "/draws/new/", "两个事项的密封抽查")
    choose_sealed_dice(planner, first)
    draw(planner, witness, first)
    expect(planner.get_by_text("抽取完成，结果密封。")).to_be_visible()
    citizen = pages()
    citizen.goto(f"/public/draws/{first}/")
    expect(citizen.get_by_role("heading", name="密封的结果")).to_be_visible()
    give_up(planner, head, first)
    second = plan(planner, f"/draws/new/?after={first}", "替代的抽查")
    draw(planner, witness, second)
    expect(planner.get_by_text("抽取完成，结果密封。")).to_be_visible()
    replace_an_object(planner, second)
    planner.goto(f"/draws/{first}/")
    expect(planner.get_by_role("button", name="公布密封的结果")).to_be_disabled()


def test_a_public_draw_of_two_items_with_experts_is_computed_again(pages, tmp_path):
    planner = pages("330000.planner")
    engage_an_expert(pages("330000.head"))
    number = plan(planner, "/draws/new/", "两个事项的公开抽查")
    press(planner, f"/draws/{number}/", "冻结名单")
    press(planner, f"/draws/{number}/", "取公开随机数并抽取")
    citizen = pages()
    citizen.goto(f"/public/draws/{number}/")
    citizen.locator("#recompute").click()
    citizen.locator("#recomputed li.ok").nth(STEPS).wait_for()
    assert citizen.locator("#recomputed li.wrong").count() == 0
    with citizen.expect_download() as started:
        citizen.get_by_role("link", name="下载抽取记录").click()
    record = tmp_path / "record.json"
    started.value.save_as(record)
    assert '"experts"' in record.read_text("utf-8") and '"CI-07"' in record.read_text("utf-8")
    program = str(files("renjian.draws").joinpath("verify.py"))
    subprocess.run([sys.executable, program, str(record)], check=True)


def press(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.get_by_role("button", name=name, exact=True).first.click()


def engage_an_expert(head: Page) -> None:
    today = datetime.now(UTC).date()
    head.goto("/experts/engage/")
    head.fill("#id_name", "陈工")
    head.fill("#id_employer", "某质量研究院")
    head.fill("#id_field", "管理体系")
    for field, day in (("from_on", today), ("to_on", today + 3 * LONG)):
        head.fill(f"#id_{field}", str(day))
    head.fill("#id_secrecy_signed_on", str(today))
    head.get_by_role("button", name="聘任", exact=True).click()
    expect(head.get_by_text("专家已聘任。")).to_be_visible()


def plan(planner: Page, address: str, title: str) -> int:
    """Plan a draw of CI-04, merged with CI-07, with three officers and an expert."""
    today = datetime.now(UTC).date()
    planner.goto(address)
    planner.fill("#id_title", title)
    planner.select_option("#id_item_code", "CI-04")
    planner.fill("#id_from_on", str(today + timedelta(days=1)))
    planner.fill("#id_to_on", str(today + LONG))
    planner.get_by_role("button", name="保存计划").click()
    planner.wait_for_url("**/draws/*/")
    number = int(planner.url.rstrip("/").rpartition("/")[2])
    planner.goto(f"/draws/{number}/visits/")
    planner.fill("#id_team_size", "3")
    planner.fill("#id_experts_each", "1")
    planner.select_option("#id_item_1", "CI-07")
    planner.get_by_role("button", name="保存安排").click()
    expect(planner.get_by_text("检查安排已保存。")).to_be_visible()
    return number


def choose_sealed_dice(planner: Page, number: int) -> None:
    planner.goto(f"/draws/{number}/source/?kind=dice")
    planner.select_option("#id_shown", "sealed")
    planner.fill("#id_first", "省纪委监委驻局组")
    planner.fill("#id_second", "省公证处")
    planner.get_by_role("button", name="选定", exact=True).click()
    expect(planner.get_by_text("随机源已选定")).to_be_visible()


def draw(planner: Page, witness: Page, number: int) -> None:
    """Freeze, say what the dice showed as two people of two units, and draw."""
    press(planner, f"/draws/{number}/", "冻结名单")
    for page in (planner, witness):
        page.goto(f"/draws/{number}/value/")
        page.fill("#id_rolls", "".join(map(str, ROLLS)))
        page.get_by_role("button", name="录入", exact=True).click()
        expect(page.get_by_text("已记下您录入的公开随机数。")).to_be_visible()
    press(planner, f"/draws/{number}/", "取公开随机数并抽取")


def give_up(planner: Page, head: Page, number: int) -> None:
    planner.goto(f"/draws/{number}/void/")
    planner.fill("#id_because", "名单里有已经注销的单位")
    planner.fill("#id_document", "浙市监函〔2026〕18号")
    planner.get_by_role("button", name="提出申请").click()
    expect(planner.get_by_text("已提出作废申请")).to_be_visible()
    press(head, f"/draws/{number}/", "同意作废")
    expect(head.get_by_role("heading", name="本次抽查已作废")).to_be_visible()


def replace_an_object(planner: Page, number: int) -> None:
    """Hand the tasks out, and take the object of the one due last out."""
    press(planner, f"/draws/{number}/", "下发检查任务")
    planner.goto(f"/inspections/estimates/{number}/")
    expect(planner.get_by_text("一个结果也没有，不能推断全体").first).to_be_visible()
    planner.goto("/inspections/?situation=open&sort=-due_on")
    planner.locator("[data-open]").first.click()
    planner.locator("summary", has_text="按候补替换").click()
    planner.locator("input[name=ground]").first.check()
    planner.fill("#id_facts", "登记机关核准注销")
    planner.get_by_role("button", name="替换", exact=True).click()
    expect(planner.get_by_text("已按候补次序替换")).to_be_visible()
