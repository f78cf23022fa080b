"""The whole loop by mouse and keyboard, in a real browser on a real site with its worker."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
SCREENS = os.environ.get("RENJIAN_SCREENS")
PHONE = {"width": 390, "height": 800}
CHECKED = 60_000  # ms within which the worker must have started and checked a file


def test_the_thread_from_a_file_to_a_filed_case(context, tmp_path):
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    upload_reports(page, tmp_path)
    import_classes(page, tmp_path)
    plan_and_freeze(page)
    draw(page, tmp_path)
    task = hand_out(page)
    visit(page, task)
    review(page, task)
    file_against_the_organisation(page, task)
    send_up_against_the_body(page, task)
    look_up_as_a_citizen(page)
    assert [text for text in wrong if "409" not in text] == []


def sign_in(page: Page, account: str) -> None:
    page.goto(f"/sign-in/?q={account}")
    page.get_by_role("button", name=f"以 {account} 登录").last.click()
    expect(page.get_by_role("heading", name="我的待办")).to_be_visible()


def shoot(page: Page, name: str) -> None:
    """Keep pictures for the documentation when asked to: Chinese, English, phone width."""
    if not SCREENS:
        return
    page.screenshot(path=str(Path(SCREENS) / f"{name}.png"))
    state = page.context.storage_state()
    variants = {"en": {"locale": "en-US"}, "phone": {"locale": "zh-CN", "viewport": PHONE}}
    for variant, settings in variants.items():
        context = page.context.browser.new_context(storage_state=state, **settings)
        other = context.new_page()
        other.goto(page.url)
        other.wait_for_load_state("networkidle")
        other.screenshot(path=str(Path(SCREENS) / f"{name}-{variant}.png"))
        context.close()


def download(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("link", name=name, exact=True).click()
    target = folder / name
    started.value.save_as(target)
    return target


def upload_reports(page: Page, folder: Path) -> None:
    sign_in(page, "clerk1")
    page.get_by_role("link", name="上传证书报告").first.click()
    names = ("certificates-broken.csv", "certificates.csv", "certificates.xlsx")
    files = {name: download(page, name, folder) for name in names}
    send(page, files["certificates-broken.csv"])
    expect(page.get_by_text("有 1 处问题，文件未入库")).to_be_visible(timeout=CHECKED)
    expect(page.get_by_text("第 17 行").first).to_be_visible()
    shoot(page, "upload-refused")
    for name in names[1:]:
        send(page, files[name])
        expect(page.get_by_text("核验完成，可以提交")).to_be_visible(timeout=CHECKED)
        shoot(page, "upload-checked")
        page.get_by_role("button", name="提交入库").click()
        expect(page.locator(".rj-verdict", has_text="已入库")).to_be_visible(timeout=CHECKED)


def send(page: Page, file: Path) -> None:
    page.goto("/registers/uploads/")
    page.get_by_label("证书报告文件").set_input_files(file)
    page.get_by_role("button", name="上传并核验").click()
    expect(page.get_by_role("heading", name=file.name)).to_be_visible()


def import_classes(page: Page, folder: Path) -> None:
    sign_in(page, "330000.planner")
    page.get_by_role("link", name="风险分类").click()
    file = download(page, "classes-330000.csv", folder)
    page.get_by_label("风险分类文件（CSV）").set_input_files(file)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("已导入")).to_be_visible()


def plan_and_freeze(page: Page) -> None:
    page.get_by_role("link", name="双随机抽查").click()
    page.get_by_role("link", name="制定抽查计划").click()
    page.get_by_label("名称").fill("管理体系认证有效性抽查")
    page.get_by_label("抽查事项").select_option("CI-07")
    today = datetime.now(UTC).astimezone().date()
    page.get_by_label("检查开始日期").fill(today.isoformat())
    page.get_by_label("检查截止日期").fill((today + timedelta(days=30)).isoformat())
    page.get_by_label("信用风险一般").fill("20")
    shoot(page, "form")
    page.get_by_role("button", name="保存计划").click()
    expect(page.get_by_text("冻结前请核对")).to_be_visible()
    shoot(page, "wizard")
    page.get_by_role("button", name="冻结名单").click()
    expect(page.locator("#plan-hash")).to_be_visible()


def draw(page: Page, folder: Path) -> None:
    page.get_by_role("button", name="取公开随机数并抽取").click()
    expect(page.get_by_role("heading", name="抽取结果")).to_be_visible()
    page.get_by_role("link", name="公众页面").click()
    shoot(page, "portal-draw")
    with page.expect_download() as record:
        page.get_by_role("link", name="下载抽取记录").click()
    record.value.save_as(folder / "record.json")
    check = [sys.executable, "-m", "renjian.draws.verify", str(folder / "record.json")]
    assert subprocess.run(check, check=False, capture_output=True).returncode == 0
    text = (folder / "record.json").read_text("utf-8")
    (folder / "record.json").write_text(text.replace("抽查", "检查", 1), "utf-8")
    assert subprocess.run(check, check=False, capture_output=True).returncode == 1
    page.go_back()


def hand_out(page: Page) -> str:
    """Hand the tasks out; give the address of one that a county got."""
    page.get_by_role("button", name="下发检查任务").click()
    expect(page.get_by_text("已下发")).to_be_visible()
    page.get_by_role("link", name="查看进展").click()
    shoot(page, "board")
    page.go_back()
    page.get_by_role("link", name="查看检查任务").click()
    row = page.locator("tbody tr", has_text="余杭区市场监督管理局").first
    row.get_by_role("link").first.click()
    return page.url


def visit(page: Page, task: str) -> None:
    page.get_by_role("link", name="以此人登录（练习）").first.click()
    page.get_by_role("button", name="登录", exact=False).last.click()
    expect(page.get_by_role("heading", name="录入结果")).to_be_visible()
    findings = (
        ("获证组织", "CM-07 混淆使用认证证书和认证标志", "产品包装上印有管理体系认证标志。"),
        ("认证机构", "CB-01", "审核记录写明到过现场，企业门卫登记没有审核员来过。"),
    )
    today = datetime.now(UTC).astimezone().date().isoformat()
    for offender, offence, facts in findings:
        page.get_by_text("记录一个问题").click()
        page.get_by_role("radio", name=offender).check()
        options = page.get_by_label("涉嫌违法行为")
        value = options.locator("option", has_text=offence).first.get_attribute("value")
        options.select_option(value)
        page.get_by_label("事实").fill(facts)
        page.get_by_label("行为日期").fill(today)
        page.get_by_role("button", name="保存问题").click()
        expect(page.get_by_text("问题已记录")).to_be_visible()
    page.get_by_role("checkbox", name="发现问题待后续处理").check()
    page.get_by_label("检查日期").fill(today)
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_text("结果已提交，等待审核")).to_be_visible()


def review(page: Page, task: str) -> None:
    sign_in(page, "330110.reviewer")
    page.goto(task)
    page.get_by_role("button", name="审核通过并公示").click()
    expect(page.get_by_text("结果已公示。")).to_be_visible()
    page.goto("/public/results/")
    expect(page.get_by_text("发现问题待后续处理")).to_be_visible()


def register(page: Page, offender: str) -> None:
    sign_in(page, "330110.handler")
    row = page.locator("tbody tr", has_text="检查发现的问题").filter(has_text=offender)
    row.get_by_role("link", name="登记线索").click()
    page.get_by_role("button", name="登记为线索").click()
    expect(page.get_by_text("线索已登记")).to_be_visible()


def file_against_the_organisation(page: Page, task: str) -> None:
    register(page, "余杭")
    sign_in(page, "330110.head")
    shoot(page, "inbox")
    page.get_by_role("link", name="决定是否立案").click()
    expect(page.locator("#ruling")).to_contain_text("由市级、县（区）级市场监管部门管辖")
    page.get_by_role("button", name="批准立案").click()
    expect(page.get_by_text("已立案").first).to_be_visible()
    expect(page.get_by_text("办理期限").first).to_be_visible()


def send_up_against_the_body(page: Page, task: str) -> None:
    register(page, "认证有限公司")
    sign_in(page, "330110.head")
    page.get_by_role("link", name="决定是否立案").click()
    expect(page.locator("#ruling")).to_contain_text("由市场监管总局管辖")
    expect(page.get_by_role("button", name="批准立案")).to_be_disabled()
    shoot(page, "detail")
    page.get_by_role("button", name="移交上级市场监管部门").click()
    expect(page.get_by_text("已移交上级").first).to_be_visible()
    sign_in(page, "000000.handler1")
    page.get_by_role("link", name="接收", exact=True).click()
    page.get_by_role("button", name="接收线索").click()
    sign_in(page, "000000.head")
    page.get_by_role("link", name="决定是否立案").click()
    page.get_by_role("button", name="批准立案").click()
    expect(page.get_by_text("已立案").first).to_be_visible()
    page.get_by_role("link", name="台账").click()
    expect(page.get_by_text("case.filed")).to_be_visible()
    shoot(page, "ledger")


def look_up_as_a_citizen(page: Page) -> None:
    page.get_by_role("link", name="名录库").click()
    shoot(page, "list")
    number = page.locator("tbody tr td a").first.inner_text()
    page.goto("/")
    shoot(page, "portal")
    page.get_by_label("证书编号").fill(f" {number.lower()} ")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text(number)).to_be_visible()
    shoot(page, "portal-certificate")
