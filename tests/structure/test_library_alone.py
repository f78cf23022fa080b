"""The library runs without the site, and most of it without anything that reads tables."""

import ast
import subprocess
import sys

from project_tree import LIBRARY, SRC, dotted, imports, modules, run_python

SITE_ONLY = ["django", "renjian_site", "renjian_world", "psycopg", "procrastinate", "granian"]
TABLES = ["ibis", "duckdb", "pandas", "pyarrow", "numpy", "scipy"]
ON_TABLES = (
    "renjian.risk",
    "renjian.reports",
    "renjian.registers.reading",
    "renjian.registers.intake",
)
VERIFIER = LIBRARY / "draws/verify.py"

IMPORT_ALL = """
import importlib, sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}:
            raise ImportError(f"{{name}} stands behind the wall")

sys.meta_path.insert(0, Wall())
for name in {names!r}:
    importlib.import_module(name)
print(len({names!r}))
"""


def import_all(names, blocked):
    done = run_python(IMPORT_ALL.format(names=names, blocked=blocked))
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_the_library_imports_without_django():
    names = [dotted(path) for path in modules(LIBRARY)]
    assert import_all(names, SITE_ONLY) > 20


def test_all_but_registers_risk_and_reports_import_without_tables():
    names = [dotted(path) for path in modules(LIBRARY)]
    plain = [name for name in names if not name.startswith(ON_TABLES)]
    assert import_all(plain, SITE_ONLY + TABLES) > 20


def test_the_wall_holds():
    done = run_python(IMPORT_ALL.format(names=["django"], blocked=SITE_ONLY))
    assert "stands behind the wall" in done.stderr


def test_the_verifier_imports_only_the_standard_library():
    own = {name.partition(".")[0] for name in imports(VERIFIER)}
    assert own
    # Of the one package besides, it says so where it is missing and checks everything else.
    assert own <= sys.stdlib_module_names | {"drand_verify"}


def test_the_verifier_runs_as_one_file_without_any_package():
    """``-I -S``: no environment, no site-packages, so that a stranger's Python is enough."""
    command = [sys.executable, "-I", "-S", str(VERIFIER), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
    assert "record" in done.stdout


def test_a_bare_python_can_begin_to_start_the_site():
    """``./run`` begins before anything is installed."""
    code = f"import sys; sys.path.insert(0, {str(SRC)!r}); import renjian_site.kit.boot.environment"
    command = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_library_has_no_clock_and_no_chance():
    barred = {"now", "today", "utcnow"}
    for path in modules(LIBRARY):
        assert not {"random", "secrets", "time"} & {n.partition(".")[0] for n in imports(path)}, (
            path
        )
        calls = [n.func.attr for n in ast.walk(ast.parse(path.read_text("utf-8"))) if is_method(n)]
        assert not barred & set(calls), path


def is_method(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
