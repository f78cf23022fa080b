"""A whole site for the browser: throw-away database, granian, worker, Debian's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from renjian_site.kit.boot.throwaway import throwaway_server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
SCREENS = os.environ.get("RENJIAN_SCREENS")
PATIENCE = 30  # seconds until the site must answer


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with the practice country in it, and its worker running."""
    folder = tmp_path_factory.mktemp("var")
    with throwaway_server() as database, socket.socket() as free, ExitStack() as running:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {
            **os.environ,
            "DATABASE_URL": database,
            "RENJIAN_VAR": str(folder),
            "RENJIAN_PRACTICE": "1",
            "RENJIAN_SECRET_KEY": "only for this run of the browser tests, never anywhere else",
            "DJANGO_SETTINGS_MODULE": "renjian_site.settings.web",
        }
        for command in (["-m", "django", "migrate", "-v", "0"], [renjian(), "world", "load"]):
            subprocess.run([sys.executable, *command], env=environment, check=True)
        serve = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        running.enter_context(process([*serve, "renjian_site.wsgi:application"], environment))
        worker = {**environment, "DJANGO_SETTINGS_MODULE": "renjian_site.settings.worker"}
        running.enter_context(process([renjian(), "worker"], worker))
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/healthz")
        yield address


@contextmanager
def process(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    """A process of the site that ends with the tests."""
    started = subprocess.Popen([sys.executable, *command], env=environment)
    try:
        yield
    finally:
        started.terminate()
        started.wait(PATIENCE)


def renjian() -> str:
    """The installed command of this environment."""
    return str(Path(sys.executable).parent / "renjian")


def wait_for(address: str) -> None:
    """Ask until the site answers."""
    for _ in range(PATIENCE * 10):
        try:
            with urllib.request.urlopen(address):
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer in {PATIENCE} s")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
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
    fresh.set_default_timeout(15_000)
    yield fresh
    fresh.close()
