"""A whole site for the browser, and Debian's Chromium."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from make_site import Matters, made_in, running_site
from renjian_site.kit.boot.throwaway import throwaway_server
from renjian_site.kit.boot.translations import compile_catalogues

CHROMIUM = os.environ.get("RENJIAN_CHROMIUM") or shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
PATIENT = 30_000  # ms


@pytest.fixture(scope="session", autouse=True)
def compiled_translations() -> None:
    """Compile the catalogue if it has changed, as ``./run`` does before the site starts."""
    for folder in settings.LOCALE_PATHS:
        compile_catalogues(folder)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with the practice country in it, and its worker running."""
    if CHROMIUM is None:
        pytest.skip("no chromium: install Debian's package chromium")
    folder = tmp_path_factory.mktemp("var")
    with throwaway_server() as database, running_site(database, folder) as running:
        yield running.address


@pytest.fixture(scope="session")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Matters]]:
    """The address of another site, with a matter of every kind in it, and how they are called."""
    if CHROMIUM is None:
        pytest.skip("no chromium: install Debian's package chromium")
    folder = tmp_path_factory.mktemp("full")
    with throwaway_server() as database, running_site(database, folder) as running:
        yield running.address, made_in(running)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, for one module: while it runs, Django takes the tests for async code."""
    if CHROMIUM is None:
        pytest.skip("no chromium: install Debian's package chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A fresh browser profile that speaks Chinese."""
    fresh = browser.new_context(
        base_url=site, locale="zh-CN", viewport={"width": 1280, "height": 800}
    )
    fresh.set_default_timeout(PATIENT)
    yield fresh
    fresh.close()
