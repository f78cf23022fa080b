"""Signing in with a real browser: passwords, codes of a telephone, passkeys of a made-up device."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from make_sign_in import PASSWORD, code_of

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def at_localhost(site: str) -> str:
    """The same site by a name: a passkey belongs to a name and not to a number."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of a device with a fingerprint reader, whose owner always says yes."""
    found = context.new_page()
    session = context.new_cdp_session(found)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return found


def practise(page: Page, address: str, account: str) -> None:
    page.goto(f"{address}/sign-in/?q={account}")
    page.get_by_role("button", name=f"以 {account} 登录").last.click()
    expect(page.get_by_role("heading", name="我的待办")).to_be_visible()


def set_password(page: Page, address: str) -> None:
    page.goto(f"{address}/account/")
    page.get_by_role("link", name="设置密码").click()
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一遍新密码").fill(PASSWORD)
    page.get_by_role("button", name="修改密码").click()
    expect(page.get_by_text("密码已修改")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("link", name="工作人员登录")).to_be_visible()


def enter_password(page: Page, address: str, account: str, password: str = PASSWORD) -> None:
    page.goto(f"{address}/sign-in/")
    page.get_by_text("用账号和密码登录").click()
    page.get_by_label("账号", exact=True).fill(account)
    page.get_by_label("密码", exact=True).fill(password)
    page.locator("details").get_by_role("button", name="登录", exact=True).click()


def add_passkey(page: Page, address: str, *, alone: bool) -> None:
    page.goto(f"{address}/account/factors/")
    page.locator(".card", has_text="通行密钥").get_by_role("link", name="添加").click()
    page.get_by_label("名称").fill("办公室的电脑")
    page.get_by_label("只用它就能登录，不再输入密码").set_checked(alone)
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("heading", name="恢复代码")).to_be_visible()
    expect(page.locator("#recovery-codes li")).to_have_count(10)
    page.get_by_role("link", name="已经保存，继续").click()
    expect(page.get_by_text("办公室的电脑")).to_be_visible()


def test_a_passkey_is_enough_to_sign_in(page, at_localhost):
    practise(page, at_localhost, "330110.reviewer")
    add_passkey(page, at_localhost, alone=True)
    sign_out(page)
    page.goto(f"{at_localhost}/sign-in/?next=/ledger/")
    page.get_by_text("用账号和密码登录").click()
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(f"{at_localhost}/ledger/")
    page.goto(f"{at_localhost}/account/")
    expect(page.get_by_text("登录 通行密钥").first).to_be_visible()


def test_a_passkey_lets_the_owner_in_while_strangers_keep_the_password_locked(page, at_localhost):
    account = "330106.reviewer"
    practise(page, at_localhost, account)
    add_passkey(page, at_localhost, alone=True)
    sign_out(page)
    waits = page.get_by_text("本次没有验证密码")
    for _try in range(9):  # three cost no wait; a slow machine needs one of the longer ones
        enter_password(page, at_localhost, account, "wrong-password-1")
        page.wait_for_load_state()
        if waits.is_visible():
            break
    expect(waits).to_be_visible()
    page.goto(f"{at_localhost}/sign-in/?next=/account/")
    page.get_by_text("用账号和密码登录").click()
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(f"{at_localhost}/account/")


def test_a_passkey_is_the_second_factor_behind_a_password(page, at_localhost):
    practise(page, at_localhost, "330110.handler")
    set_password(page, at_localhost)
    add_passkey(page, at_localhost, alone=False)
    sign_out(page)
    enter_password(page, at_localhost, "330110.handler")
    expect(page.get_by_role("heading", name="第二因素")).to_be_visible()
    page.get_by_role("button", name="用通行密钥").click()
    expect(page.get_by_role("heading", name="我的待办")).to_be_visible()


def test_a_passkey_confirms_who_one_is_and_is_removed(page, at_localhost):
    practise(page, at_localhost, "330110.officer2")
    add_passkey(page, at_localhost, alone=True)
    page.goto(f"{at_localhost}/account/confirm/passkey/?next=/account/factors/")
    page.get_by_role("button", name="用通行密钥确认").click()
    page.wait_for_url(f"{at_localhost}/account/factors/")
    page.locator("tr", has_text="办公室的电脑").get_by_role("link", name="移除").click()
    page.get_by_role("button", name="移除").click()
    expect(page.get_by_role("heading", name="第二因素")).to_be_visible()
    expect(page.get_by_text("办公室的电脑")).to_have_count(0)


def test_the_code_of_a_telephone_is_asked_after_the_password(page, site):
    practise(page, site, "330110.officer1")
    set_password(page, site)
    page.goto(f"{site}/account/factors/")
    page.locator(".card", has_text="手机验证器").get_by_role("link", name="添加").click()
    secret = page.locator("code.rj-hash").inner_text()
    page.get_by_label("验证码").fill(code_of(secret))
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("heading", name="恢复代码")).to_be_visible()
    page.goto(f"{site}/account/")
    sign_out(page)
    enter_password(page, site, "330110.officer1")
    page.get_by_label("验证码").fill(code_of(secret, later=1))
    page.get_by_role("button", name="继续").click()
    expect(page.get_by_role("heading", name="我的待办")).to_be_visible()


def test_after_some_failures_the_page_says_how_long_to_wait(page, site):
    for _ in range(5):
        enter_password(page, site, "460105.head", "wrong")
        expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("登录失败次数过多")
    assert page.get_by_label("密码", exact=True).input_value() == ""


def test_what_one_types_as_a_password_is_not_shown(page, site):
    page.goto(f"{site}/sign-in/")
    page.get_by_text("用账号和密码登录").click()
    field = page.get_by_label("密码", exact=True)
    assert field.get_attribute("type") == "password"
    assert field.get_attribute("autocomplete") == "current-password"
