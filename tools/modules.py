"""One Python file as numbers: sizes, docs, hints, what it imports. Nothing is imported or run."""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from importgraph import FunctionNode, imported_names, loading_statements, running_nodes

SKIPPED_FOLDERS = {
    ".git", ".hg", ".tox", ".venv", "venv", "env", "node_modules", "build", "dist",
    "__pycache__", "site-packages", "vendor", "_vendor", "third_party", "docs", "doc",
    "examples", "example", "benchmarks", "migrations", "static", "data_migrations",
    "openapi_client", ".eggs",
}  # fmt: skip
TEST_FOLDERS = {"test", "tests", "testing", "test_helpers", "testutils", "tests_e2e", "e2e"}
TEST_NAMES = {"conftest.py", "factories.py", "tests.py"}
BRANCHES = (
    ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.Assert,
    ast.comprehension, ast.match_case,
)  # fmt: skip


@dataclass(frozen=True)
class Function:
    """One function or method, with nested functions folded into it."""

    where: str
    lines: int
    parameters: int
    complexity: int
    public: bool
    documented: bool
    fully_hinted: bool
    partly_hinted: bool


@dataclass
class Module:
    """One Python file: what its text says, before any graph is drawn."""

    path: str
    name: str
    lines: int
    code_lines: int
    comment_lines: int
    documented: bool
    functions: list[Function] = field(default_factory=list)
    classes: int = 0
    documented_classes: int = 0
    broad_excepts: int = 0
    todos: int = 0
    suppressions: int = 0
    loads: set[str] = field(default_factory=set)
    defers: set[str] = field(default_factory=set)


# -- finding files ------------------------------------------------------------


def python_files(root: Path, exclude: set[str]) -> Iterator[Path]:
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).parts
        left_out = exclude & set(parts) or SKIPPED_FOLDERS & set(parts[:-1])
        if path.is_file() and not left_out:
            yield path


def is_test(path: Path, root: Path) -> bool:
    relative = path.relative_to(root)
    name = relative.name
    return (
        bool(TEST_FOLDERS & set(relative.parts[:-1]))
        or name in TEST_NAMES
        or name.startswith("test_")
        or name.endswith("_test.py")
    )


def dotted_name(path: Path) -> str:
    """The name a module is imported by, judged by the ``__init__`` files above it."""
    top = path.parent
    for folder in path.parents:
        if (folder / "__init__.py").exists():
            top = folder.parent
    parts = path.relative_to(top).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


# -- reading one file ---------------------------------------------------------


def read_module(path: Path, root: Path) -> Module | None:
    """The module at ``path``, or None when it does not parse or states nothing."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        tree = ast.parse(text)
    except (SyntaxError, UnicodeDecodeError, ValueError):
        return None
    if not tree.body:
        return None
    name = dotted_name(path)
    code_lines, comment_lines, comments = count_lines(text)
    module = Module(
        path=str(path.relative_to(root)),
        name=name,
        lines=text.count("\n") + 1,
        code_lines=code_lines,
        comment_lines=comment_lines,
        documented=ast.get_docstring(tree) is not None,
        todos=count_marked(comments, ("TODO", "FIXME", "XXX", "HACK")),
        suppressions=count_marked(comments, ("noqa", "type: ignore", "pylint:")),
    )
    for node, owner in outer_definitions(tree, ""):
        if isinstance(node, ast.ClassDef):
            module.classes += 1
            module.documented_classes += ast.get_docstring(node) is not None
        else:
            module.functions.append(
                describe_function(node, f"{module.path}:{node.lineno} {owner}{node.name}")
            )
    module.broad_excepts = sum(
        1 for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler) and is_broad(n)
    )
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    module.loads = set(imported_names(loading_statements(tree.body), package))
    module.defers = set(imported_names(running_nodes(tree), package)) - module.loads
    return module


def count_marked(comments: list[str], marks: tuple[str, ...]) -> int:
    """How many of the comments hold one of the marks."""
    return sum(1 for comment in comments if any(mark in comment for mark in marks))


def count_lines(text: str) -> tuple[int, int, list[str]]:
    """Lines holding code, lines holding only a comment, and every comment's text."""
    code: set[int] = set()
    comments: dict[int, str] = {}
    layout = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                comments[token.start[0]] = token.string
            elif token.type not in layout:
                code.update(range(token.start[0], token.end[0] + 1))
    except (tokenize.TokenError, IndentationError):
        pass
    return len(code), len(set(comments) - code), list(comments.values())


def outer_definitions(
    node: ast.AST, owner: str
) -> Iterator[tuple[FunctionNode | ast.ClassDef, str]]:
    """Classes and functions, without looking inside functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FunctionNode):
            yield child, owner
        elif isinstance(child, ast.ClassDef):
            yield child, owner
            yield from outer_definitions(child, f"{owner}{child.name}.")
        elif not isinstance(child, ast.expr):
            yield from outer_definitions(child, owner)


def describe_function(node: FunctionNode, where: str) -> Function:
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    named += [a for a in (arguments.vararg, arguments.kwarg) if a]
    parameters = [a for a in named if a.arg not in ("self", "cls")]
    hints = [a.annotation is not None for a in parameters]
    if node.name != "__init__" or not parameters:
        hints.append(node.returns is not None)
    doc = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
    doc_lines = (doc.end_lineno or doc.lineno) - doc.lineno + 1 if doc else 0
    return Function(
        where=where,
        lines=(node.end_lineno or node.lineno) - node.lineno + 1 - doc_lines,
        parameters=len(parameters),
        complexity=1 + sum(branch_weight(n) for n in ast.walk(node)),
        public=not node.name.startswith("_"),
        documented=doc is not None,
        fully_hinted=all(hints),
        partly_hinted=any(hints),
    )


def branch_weight(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    return int(isinstance(node, BRANCHES))


def is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type
    return caught is None or (
        isinstance(caught, ast.Name) and caught.id in ("Exception", "BaseException")
    )
