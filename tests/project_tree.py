"""The project as text: its folders, its modules and the functions in them, nothing imported."""

import ast
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src"
LIBRARY, SITE, WORLD = SRC / "renjian", SRC / "renjian_site", SRC / "renjian_world"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Function:
    """A function as it is written, with the place to show when it breaks a rule."""

    path: Path
    node: ast.FunctionDef | ast.AsyncFunctionDef

    def __str__(self) -> str:
        return f"{self.path.relative_to(SRC)}:{self.node.lineno} {self.node.name}"

    @property
    def positional(self) -> list[str]:
        return [each.arg for each in (*self.node.args.posonlyargs, *self.node.args.args)]

    @property
    def by_name(self) -> list[str]:
        return [each.arg for each in self.node.args.kwonlyargs]

    @property
    def decorators(self) -> list[str]:
        return [ast.unparse(each) for each in self.node.decorator_list]

    @property
    def lines(self) -> int:
        body = self.node.body[1:] if ast.get_docstring(self.node) else self.node.body
        return sum((each.end_lineno or each.lineno) - each.lineno + 1 for each in body)


def slices(package: Path) -> list[str]:
    """The folders of a package that are packages themselves."""
    return sorted(path.parent.name for path in package.glob("*/__init__.py"))


def modules(folder: Path, pattern: str = "*.py") -> list[Path]:
    return sorted(path for path in folder.rglob(pattern) if "migrations" not in path.parts)


def dotted(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def slice_modules(name: str) -> list[Path]:
    """``commands.py`` of every site slice, or the files of a folder of that name."""
    return sorted([*SITE.rglob(f"{name}.py"), *SITE.rglob(f"{name}/*.py")])


def public_functions(path: Path) -> list[Function]:
    """The functions that a module offers to others."""
    body = ast.parse(path.read_text("utf-8")).body
    return [
        Function(path, node)
        for node in body
        if isinstance(node, FUNCTIONS) and not node.name.startswith("_")
    ]


def definitions(path: Path) -> set[str]:
    """The names that a module defines at its top, and ``Class.name`` of what classes hold."""
    found: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        found |= set(names_of(node))
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{name}" for each in node.body for name in names_of(each)}
    return found


def names_of(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    yield from (target.id for target in targets if isinstance(target, ast.Name))


def imports(path: Path) -> set[str]:
    """The full names that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def templates() -> list[Path]:
    return sorted(SITE.glob("**/templates/**/*.html"))


@cache
def contracts() -> dict[str, dict[str, object]]:
    """The import contracts by their id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = settings["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract for contract in listed}


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter that sees only ``src``."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
    known = {**clean, "PYTHONPATH": str(SRC), **environment}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=known,
        capture_output=True,
        text=True,
        check=False,
    )


VIEWS = """
import json, django
django.setup()
from django.urls import get_resolver

def walk(patterns, spaces):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = [*spaces, pattern.namespace] if pattern.namespace else spaces
            yield from walk(pattern.url_patterns, inner)
        else:
            view = pattern.callback
            roles = getattr(view, "roles", None)
            yield {
                "name": ":".join([*spaces, pattern.name or ""]),
                "view": f"{view.__module__}.{getattr(view, '__name__', '')}",
                "roles": None if roles is None else [str(role) for role in roles],
            }

import sys
found = list(walk(get_resolver().url_patterns, []))
print(json.dumps({"views": found, "loaded": sorted(sys.modules)}))
"""


@cache
def loaded_site() -> dict[str, list]:
    """The addresses of the site, and the modules that are loaded when it can answer them."""
    done = run_python(VIEWS, DJANGO_SETTINGS_MODULE="renjian_site.settings.web")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def url_names() -> set[str]:
    return {view["name"] for view in loaded_site()["views"] if not view["name"].endswith(":")}
