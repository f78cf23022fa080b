"""Installs by uv where it can be had, else by pip: hash-locked, wheels only, nothing compiled."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from renjian_site.kit.boot.places import disk_full, refuse_full_disk, says_disk_full
from renjian_site.kit.boot.terminal import CannotRun

UV = "requirements-uv.lock"
# Without a network pip also says "no matching distribution".
SIGNS_OF_NO_NETWORK = ("Retrying (", "Failed to fetch", "ProxyError", "Connection error")


def base_python() -> str:
    """The system's Python, also if `./run` was started from within some environment."""
    if sys.prefix == sys.base_prefix:
        return sys.executable
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    base = Path(sys.base_prefix) / "bin" / name
    return str(base) if base.exists() else sys.executable


def has_pip(python: str) -> bool:
    """Whether a Python can run pip."""
    return outcome_of([python, "-m", "pip", "--version"]).returncode == 0


def pip_line(python: Path) -> list[str]:
    """How pip is called on the environment: its own pip, or the system's from outside."""
    if has_pip(str(python)):
        return [str(python), "-m", "pip"]
    return [base_python(), "-m", "pip", "--python", str(python)]


def uv_program(python: Path, lock: Path) -> str | None:
    """The uv on the path, or one installed into the environment by its own lock."""
    inside = python.with_name("uv")
    if found := shutil.which("uv") or (str(inside) if inside.exists() else None):
        return found
    command = [*pip_line(python), "install", "--quiet", "--require-hashes"]
    outcome_of([*command, "--only-binary", ":all:", "-r", str(lock)])
    return str(inside) if inside.exists() else None


def index_of_pip(listing: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The package index that pip is set to, in uv's words: uv does not read pip's settings."""
    if environment.keys() & {"UV_DEFAULT_INDEX", "UV_INDEX_URL"}:
        return {}
    found = re.findall(r"^(?:global|install|:env:)\.index-url='(.+)'$", listing, re.MULTILINE)
    return {"UV_DEFAULT_INDEX": found[0]} if found else {}


def install_lock(python: Path, lock: Path, log: Path) -> str:
    """Install a lock by uv, else by pip; say which did it. Wheels only: nothing is compiled."""
    refuse_full_disk(lock.parent)
    options = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    pip = pip_line(python)
    if uv := uv_program(python, lock.parent / UV):
        index = index_of_pip(outcome_of([*pip, "config", "list"]).stdout, os.environ)
        command = [uv, "pip", "install", "--python", str(python), *options]
        answer = outcome_of(command, {**os.environ, **index})
        log.write_text(answer.stdout)
        if not answer.returncode:
            return "uv"
    answer = outcome_of([*pip, "install", "--disable-pip-version-check", *options])
    log.write_text(answer.stdout)
    if answer.returncode:
        raise explain(answer.stdout, lock.parent, log)
    return "pip"


def install_project(python: Path, project: Path, log: Path) -> None:
    """Put the project itself into the environment, for its commands."""
    options = ["--no-deps", "--no-build-isolation", "--editable", str(project)]
    if uv := uv_program(python, project / UV):
        command = [uv, "pip", "install", "--offline", "--python", str(python)]
    else:
        command = [*pip_line(python), "install", "--no-index"]
    answer = outcome_of([*command, *options])
    if answer.returncode:
        log.write_text(answer.stdout)
        raise explain(answer.stdout, project, log)


def explain(words: str, project: Path, log: Path) -> CannotRun:
    """The sentence for an installation that failed, from what the installer said."""
    if says_disk_full(words):
        return disk_full(project)
    missing = re.search(r"No matching distribution found for ([\w.-]+)", words)
    missing = missing or re.search(r"Because ([\w.-]+)==\S+ has no (?:usable )?wheels", words)
    if missing and not any(sign in words for sign in SIGNS_OF_NO_NETWORK):
        return CannotRun(
            "run.no-wheel",
            f"本平台（{sys.platform}，Python {sys.version_info[0]}.{sys.version_info[1]}）"
            f"没有 {missing[1]} 的安装包。请改用 64 位的 Debian、Ubuntu 或 macOS 和 "
            f"Python 3.11 至 3.13；若使用自己的软件源，请确认其中有该安装包。记录在 {log}。",
            f"There is no wheel of {missing[1]} for this platform. Use 64-bit Debian, Ubuntu or "
            f"macOS with Python 3.11 to 3.13, or check your package index. See {log}.",
        )
    last = "\n".join(words.strip().splitlines()[-8:])
    return CannotRun(
        "run.not-installed",
        f"安装依赖失败。最后的输出是：\n{last}\n请检查网络；如需镜像，请设置 PIP_INDEX_URL，"
        f"然后重新运行。完整记录在 {log}。",
        f"The requirements could not be installed; see above and {log}. Check the network, set "
        "PIP_INDEX_URL for a mirror, and run again.",
    )


def outcome_of(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What a program said and how it ended."""
    return subprocess.run(
        command,
        env=dict(environment) if environment else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
