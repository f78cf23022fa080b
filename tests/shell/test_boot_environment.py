"""Setting up: which Python will do, what is installed when, and what is said when it cannot be."""

import ast
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from renjian_site.kit.boot import environment as setting_up
from renjian_site.kit.boot import installing
from renjian_site.kit.boot.environment import DEVELOPMENT, RUNTIME, Environment, make, make_ready
from renjian_site.kit.boot.installing import explain, index_of_pip, pip_line
from renjian_site.kit.boot.places import PROJECT, refuse_full_disk
from renjian_site.kit.boot.terminal import CannotRun, Steps

DiskUsage = namedtuple("DiskUsage", "total used free")
FILES = (RUNTIME, DEVELOPMENT, "requirements-uv.lock", "pyproject.toml", "requirements.in")


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A project of a few files and no environment yet."""
    for name in FILES:
        (tmp_path / name).write_text(f"# {name}\n")
    return Environment(tmp_path)


@pytest.fixture
def installed(environment: Environment, monkeypatch) -> list[str]:
    """What make_ready does, in order, with the slow parts left out."""
    done: list[str] = []

    def note_made(target: Environment) -> None:
        done.append("make")
        (target.folder / "bin").mkdir(parents=True)
        (target.folder / "lib" / f"python3.{sys.version_info[1]}").mkdir(parents=True)
        target.python.symlink_to(sys.executable)

    def note_lock(python: Path, lock: Path, log: Path) -> str:
        done.append(lock.name)
        return "uv"

    monkeypatch.setattr(setting_up, "make", note_made)
    monkeypatch.setattr(setting_up, "install_lock", note_lock)
    monkeypatch.setattr(setting_up, "install_project", lambda *_: done.append("project"))
    return done


def set_up(environment: Environment, lock: str) -> None:
    make_ready(environment, lock, Steps(2), environment.project / "var" / "log" / "install.log")


def run_script():
    spec = importlib.util.spec_from_file_location("run_script", PROJECT / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("major", "minor", "system", "words"),
    [
        (3, 10, "linux", "Python 3.10 太旧，需要 3.11 或更高版本"),
        (3, 8, "darwin", "brew install python@3.12"),
        (3, 12, "win32", "wsl --install"),
        (3, 11, "linux", ""),
        (4, 0, "darwin", ""),
    ],
)
def test_what_will_not_do_is_told_with_its_cure(major, minor, system, words) -> None:
    refusal = run_script().why_not(major, minor, system)
    assert words in refusal
    assert bool(refusal) == bool(words)


def test_an_old_python_can_read_the_script_that_refuses_it() -> None:
    ast.parse((PROJECT / "run.py").read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("version", ["Python 3.8.18", None])
def test_without_a_python_that_will_do_the_shell_says_so(tmp_path, version) -> None:
    for name in ("dirname", "head", "cat"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    if version:
        old = tmp_path / "python3"
        old.write_text(f'#!/bin/sh\n[ "$1" = -V ] && echo "{version}"\nexit 1\n')
        old.chmod(0o755)
    answer = subprocess.run(
        ["/bin/sh", str(PROJECT / "run"), "up"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert "没有找到 Python 3.11 或更高版本" in answer.stderr
    assert (version or "none") in answer.stderr


def test_setting_up_needs_nothing_but_the_standard_library() -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(PROJECT / 'src')!r})\n"
        "import renjian_site.kit.boot.environment\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg')))"
    )
    answer = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=False
    )
    assert answer.stdout == "[]\n", answer.stderr


def test_the_first_set_up_makes_and_installs_and_the_second_does_nothing(
    environment, installed
) -> None:
    set_up(environment, RUNTIME)
    set_up(environment, RUNTIME)
    assert installed == ["make", RUNTIME, "project"]


def test_an_environment_for_development_is_never_made_smaller(environment, installed) -> None:
    set_up(environment, RUNTIME)
    set_up(environment, DEVELOPMENT)
    set_up(environment, RUNTIME)
    assert installed == ["make", RUNTIME, "project", DEVELOPMENT, "project"]


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        (RUNTIME, [RUNTIME, "project"]),
        (DEVELOPMENT, []),
        ("pyproject.toml", ["project"]),
        ("requirements.in", ["project"]),
    ],
)
def test_only_what_changed_is_installed_again(environment, installed, changed, again) -> None:
    set_up(environment, RUNTIME)
    del installed[:]
    (environment.project / changed).write_text("changed")
    set_up(environment, RUNTIME)
    assert installed == again


def test_an_installation_that_was_broken_off_is_done_again(
    environment, installed, monkeypatch
) -> None:
    def breaks_off(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(setting_up, "install_project", breaks_off)
        set_up(environment, RUNTIME)
    set_up(environment, RUNTIME)
    assert installed == ["make", RUNTIME, RUNTIME, "project"]


def test_a_project_that_was_moved_gets_a_new_environment(environment, installed) -> None:
    set_up(environment, RUNTIME)
    stamp = json.loads((environment.folder / "renjian.json").read_text())
    (environment.folder / "renjian.json").write_text(json.dumps({**stamp, "project": "/old"}))
    assert environment.is_sound() is False


def test_an_environment_of_a_python_that_is_gone_is_not_sound(environment, installed) -> None:
    set_up(environment, RUNTIME)
    assert environment.is_ready(RUNTIME)
    environment.python.unlink()
    environment.python.symlink_to("/nowhere/python3")
    assert not environment.is_ready(RUNTIME)


def test_too_little_room_to_install_is_told_before_it_begins(
    environment, installed, monkeypatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: DiskUsage(0, 0, 200 * 1024 * 1024))
    with pytest.raises(CannotRun, match="只剩 200 MB，至少需要 1500 MB"):
        set_up(environment, RUNTIME)
    with pytest.raises(CannotRun, match="RENJIAN_VAR"):
        refuse_full_disk(environment.project / "var" / "not" / "there")
    assert installed == []


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            "ERROR: Could not find a version (from versions: none)\n"
            "ERROR: No matching distribution found for duckdb==2.0.0",
            "run.no-wheel",
            "没有 duckdb 的安装包",
        ),
        (
            "cause: Because granian==2.8.7 has no usable wheels and you require granian==2.8.7",
            "run.no-wheel",
            "没有 granian 的安装包",
        ),
        (
            "WARNING: Retrying (Retry(total=4)) after connection broken\n"
            "ERROR: No matching distribution found for django==5.2.19",
            "run.not-installed",
            "请检查网络",
        ),
        ("OSError: [Errno 28] No space left on device", "run.disk-full", "磁盘空间不足"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "run.not-installed", "THESE PACKAGES"),
    ],
)
def test_an_installation_that_fails_is_explained(tmp_path, words, code, sentence) -> None:
    refusal = explain(words, tmp_path, tmp_path / "log")
    assert refusal.code == code
    assert sentence in str(refusal)


def test_an_environment_that_is_a_link_leaves_what_it_leads_to(environment, tmp_path) -> None:
    other = tmp_path / "of-somebody-else"
    other.mkdir()
    (other / "kept").write_text("x")
    environment.folder.symlink_to(other)
    make(environment)
    assert (other / "kept").exists()
    assert environment.folder.is_dir() and not environment.folder.is_symlink()


def test_without_venv_and_pip_the_package_to_install_is_named(environment, monkeypatch) -> None:
    failed = subprocess.CompletedProcess([], 1, stdout="ensurepip is not available")
    monkeypatch.setattr(setting_up, "outcome_of", lambda *_: failed)
    monkeypatch.setattr(setting_up, "has_pip", lambda _: False)
    with pytest.raises(CannotRun, match="apt install python3-venv"):
        make(environment)


def test_with_pip_but_without_its_bootstrap_the_systems_pip_installs(
    environment, monkeypatch
) -> None:
    def answer(command, *_):
        fails = command[-1] == str(environment.folder) or command[0] == str(environment.python)
        return subprocess.CompletedProcess(command, int(fails), stdout="")

    monkeypatch.setattr(setting_up, "outcome_of", answer)
    monkeypatch.setattr(installing, "outcome_of", answer)
    make(environment)
    assert pip_line(environment.python)[-2:] == ["--python", str(environment.python)]


def test_uv_is_led_to_the_index_of_pip() -> None:
    listing = "global.cert='/x'\nglobal.index-url='https://mirror.example/simple'\n"
    assert index_of_pip(listing, {}) == {"UV_DEFAULT_INDEX": "https://mirror.example/simple"}
    assert index_of_pip(listing, {"UV_DEFAULT_INDEX": "mine"}) == {}
    assert index_of_pip("global.cert='/x'", {}) == {}


@pytest.mark.parametrize(("verb", "status"), [("nonsense", 2), ("help", 0)])
def test_an_unknown_word_shows_what_there_is(verb, status) -> None:
    answer = subprocess.run(
        [str(PROJECT / "run"), verb], capture_output=True, text=True, check=False
    )
    assert answer.returncode == status
    assert "./run up [--port N]" in answer.stdout


@pytest.mark.slow
def test_a_real_environment_is_made_and_filled(tmp_path: Path) -> None:
    project = tmp_path / "项目 project"
    shutil.copytree(
        PROJECT,
        project,
        ignore=shutil.ignore_patterns(".venv", "var", ".git", "*.mo", "*.egg-info"),
    )
    environment = {k: v for k, v in os.environ.items() if k != "RENJIAN_VAR"}
    looked = [str(project / "run"), "renjian", "--help"]
    answer = subprocess.run(
        looked, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert (project / ".venv" / "renjian.json").exists(), answer.stdout + answer.stderr
    assert "安装依赖" in answer.stdout
    again = subprocess.run(looked, env=environment, capture_output=True, text=True, check=False)
    assert "安装依赖" not in again.stdout
