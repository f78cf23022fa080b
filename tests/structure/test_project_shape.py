"""Sizes, cycles, file names and traces, over the whole project."""

import re
import tomllib
from collections import Counter

import lint
import measure
import pytest
import traces

from project_tree import LIBRARY, ROOT, SITE


@pytest.fixture(scope="module")
def figures():
    code, tests = measure.measure(ROOT, {"var"})
    return measure.figures(code, tests)


@pytest.mark.parametrize("limit", lint.LIMITS)
def test_the_project_keeps_the_limits(figures, limit):
    assert list(measure.over_limit({"project": figures}, [limit])) == []


def test_a_limit_that_is_passed_is_named(figures):
    told = list(measure.over_limit({"project": figures}, ["modules=1", "no such figure=1"]))
    assert [line.split(":")[0] for line in told] == ["project", "project"]
    assert "at most 1 is allowed" in told[0]


def test_a_deferred_import_and_a_cycle_are_seen(tmp_path):
    (tmp_path / "one.py").write_text("import two\n")
    (tmp_path / "two.py").write_text("def late():\n    import one\n    return one\n")
    found = measure.figures(*measure.measure(tmp_path, set()))
    assert found["import cycles on load"] == 0
    assert found["cycles with deferred imports"] == 1
    assert found["deferred own imports"] == 1


def test_everything_is_hinted_and_documented(figures):
    assert figures["functions fully hinted, %"] == 100
    assert figures["modules with docstring, %"] == 100


def test_every_test_file_has_a_name_of_its_own():
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(names) > 10
    assert not [name for name, count in names.items() if count > 1]


def test_both_packages_use_the_same_names_for_slices():
    """A slice of the site that decides something has its half in the library."""
    without_rules = {"kit", "console", "portal", "settings", "locale"}
    mine = {path.parent.name for path in SITE.glob("*/__init__.py")} - without_rules
    theirs = {path.parent.name for path in LIBRARY.glob("*/__init__.py")}
    assert mine
    assert mine <= theirs


def test_no_host_names_and_no_machine_paths():
    files = traces.project_files()
    assert len(files) > 50
    assert list(traces.traces_in(files)) == []


@pytest.mark.parametrize(
    "line",
    ["--index-url https://py" + "pi.org/simple", "open('/ro" + "ot/a')", "x = /ho" + "me/me"],
)
def test_a_trace_is_found(tmp_path, line):
    path = tmp_path / "a.lock"
    path.write_text(f"first\n{line}\n")
    assert [found.split(":")[1] for found in traces.traces_in([path], tmp_path)] == ["2"]


def test_a_path_inside_an_address_is_no_trace(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("cases/work" + "/list, ./ho" + "me/page")
    assert list(traces.traces_in([path], tmp_path)) == []


def test_locks_pin_every_package_by_its_hash():
    for path in ROOT.glob("requirements*.lock"):
        pinned = re.findall(r"^[a-z][\w.-]*(?:\[.*\])?==", path.read_text("utf-8"), re.MULTILINE)
        assert pinned, path
        blocks = re.split(r"^(?=[a-z])", path.read_text("utf-8"), flags=re.MULTILINE)
        assert all("--hash=sha256:" in block for block in blocks if "==" in block), path


def test_the_commands_of_the_project_are_the_ones_documented():
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert scripts == {"renjian": "renjian.cli:main"}


def test_the_lint_runs_every_tool_that_can_fail():
    named = {part for check in lint.checks() for part in check.command if part.endswith(".py")}
    wanted = {"tools/glossary.py", "tools/translate.py", "tools/vendor.py", "tools/traces.py"}
    assert wanted | {"tools/measure.py"} <= named


def test_a_failing_check_fails_the_lint(capsys):
    outcome = lint.run(lint.Check("sure to fail", [lint.PYTHON, "-c", "raise SystemExit('why')"]))
    assert not outcome.passed
    assert outcome.output == "why"
    assert capsys.readouterr().out.startswith("FAILED  sure to fail")
