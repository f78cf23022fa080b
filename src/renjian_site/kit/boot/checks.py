"""`./run test` and `./run lint`: the project's own checks, beside a site that may be running."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from renjian_site.kit.boot.places import PROJECT, Places
from renjian_site.kit.boot.terminal import Steps, say
from renjian_site.kit.boot.translations import compile_catalogues

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROME_OF_MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk")
QUICK = "not slow and not browser"
AT_ONCE = 4  # processes at most: each has a PostgreSQL, and two whole sites for the browser


def test(places: Places, environment: Mapping[str, str], arguments: Sequence[str]) -> int:
    """Run the tests; their closing line is the last that is printed.

    All of them are shared out, file by file, among as many processes as there are processors;
    who names some, says ``-n 2`` for the same.
    """
    is_quick = "--quick" in arguments
    wanted = [argument for argument in arguments if argument != "--quick"]
    if not wanted:
        wanted = ["-n", str(min(os.cpu_count() or 1, AT_ONCE))]
    inherited = without_database(environment)
    steps = Steps(total=4, done=2)
    with steps.step("编译译文", "compile translations") as remarks:
        remarks.append(str(compile_catalogues(PROJECT / "src" / "renjian_site" / "locale")))
    with steps.step("查找 Chromium", "find Chromium") as remarks:
        chromium = find_chromium(environment)
        if is_quick:
            wanted = ["-m", QUICK, *wanted]
        elif chromium is None:
            chromium = install_chromium(places)
        remarks.append(chromium or "无 none")
    if chromium:
        inherited["RENJIAN_CHROMIUM"] = chromium
    elif not is_quick:
        say(
            "!!! 没有 Chromium，跳过全部浏览器测试。请安装 chromium 后重新运行 ./run test。"
            " NO CHROMIUM: ALL BROWSER TESTS ARE SKIPPED. Install chromium and run again. !!!"
        )
    return _hand_over([sys.executable, "-m", "pytest", *wanted], inherited)


def lint(environment: Mapping[str, str], arguments: Sequence[str]) -> int:
    """Run what the project asks of its own text."""
    return _hand_over([sys.executable, "tools/lint.py", *arguments], without_database(environment))


def without_database(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which no test can find a database that is in use."""
    return {
        key: value
        for key, value in environment.items()
        if key not in ("DATABASE_URL", "RENJIAN_VAR", "RENJIAN_PORT")
        and not (key.startswith("PG") and key.isupper())
    }


def find_chromium(environment: Mapping[str, str]) -> str | None:
    """A Chromium that is installed."""
    if named := environment.get("RENJIAN_CHROMIUM"):
        return named
    for name in CHROMIUMS:
        if found := shutil.which(name, path=environment.get("PATH")):
            return found
    return str(CHROME_OF_MACOS) if CHROME_OF_MACOS.exists() else None


def install_chromium(places: Places) -> str | None:
    """Install Debian's Chromium and a Chinese font where we are allowed to."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", *DEBIAN_PACKAGES]
    with places.log("apt").open("ab") as log:
        for command in (["apt-get", "update"], install):
            subprocess.run(
                command,
                env=quietly,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
    return find_chromium(os.environ)


def _hand_over(command: list[str], environment: Mapping[str, str]) -> int:
    os.chdir(PROJECT)
    sys.stdout.flush()
    os.execve(command[0], command, dict(environment))
