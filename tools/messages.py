"""The sentences of the project that a reader may see in another language, found in its text.

In Python: the literals given to the gettext functions, to ``reason`` (second place) and to
``check`` (by the name ``text``), and the values of tables called ``TITLES``. In templates: what
Django's own tags mark. In the data of the law: each Chinese text that stands beside its English,
which is then the translation. Nothing is imported or run.

A sentence that is put together before it is looked up can never be found in a catalogue, so that
is reported as a problem here and not at night on a page.
"""

import ast
import re
import tokenize
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

CONTEXT, SINGULAR, PLURAL = "context", "singular", "plural"
# What the leading arguments of each function are; None is one that is not shown.
FUNCTIONS: dict[str, tuple[str | None, ...]] = {
    "_": (SINGULAR,),
    "gettext": (SINGULAR,),
    "gettext_lazy": (SINGULAR,),
    "gettext_noop": (SINGULAR,),
    "ngettext": (SINGULAR, PLURAL),
    "ngettext_lazy": (SINGULAR, PLURAL),
    "pgettext": (CONTEXT, SINGULAR),
    "pgettext_lazy": (CONTEXT, SINGULAR),
    "npgettext": (CONTEXT, SINGULAR, PLURAL),
    "npgettext_lazy": (CONTEXT, SINGULAR, PLURAL),
    "reason": (None, SINGULAR),
}
# Others may look up a text that is extracted elsewhere, such as a title; these two bring theirs.
ONE_LITERAL = {"reason", "check"}
TABLES = re.compile(r"^(?:\w+_)?TITLES$")
CALL = re.compile(r"(?<![\w.])(?:_|n?p?gettext)\(")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What every reader sees in Chinese: a mark that is drawn, and the language's name for itself.
FOR_EVERYBODY = re.compile(r'aria-hidden="true">[^<]*|中文')
# Shown when nothing works any more, so it says everything in both languages by itself.
STANDS_ALONE = "500.html"


@dataclass(frozen=True)
class Message:
    """One sentence to translate; two places with the same words share it."""

    singular: str
    plural: str = ""
    context: str = ""


@dataclass(frozen=True)
class Found:
    """A message and where it stands, or a problem in its place; data bring the English along."""

    path: Path
    line: int
    message: Message | None = None
    problem: str = ""
    english: str = ""


def found_in(root: Path) -> Iterator[Found]:
    """Everything to translate under a folder, in the order of paths and lines."""
    for path in sorted(root.rglob("*")):
        if not path.is_file() or "migrations" in path.parts:
            continue
        if path.suffix == ".py":
            yield from in_python(path, path.read_text(encoding="utf-8"))
        elif path.suffix == ".toml" and "data" in path.parts:
            yield from in_data(path, tomllib.loads(path.read_text(encoding="utf-8")))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield from in_template(path, path.read_text(encoding="utf-8"))


# -- Python ---------------------------------------------------------------------


def in_python(path: Path, text: str) -> Iterator[Found]:
    """The messages of one module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield from in_call(path, node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from in_table(path, node)


def in_call(path: Path, call: ast.Call, line: int = 0) -> Iterator[Found]:
    """The message of one call, when the function is one that shows or looks up text."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    for parts in shown_parts(name, call):
        yield from in_parts(path, line or call.lineno, name, parts)


def in_parts(path: Path, line: int, name: str, parts: dict[str, ast.expr]) -> Iterator[Found]:
    """One message of a call, from the arguments that make it up."""
    words = {role: word for role, value in parts.items() if (word := literal(value)) is not None}
    if words.keys() == parts.keys():
        yield Found(path, line, Message(**words))
    elif name in ONE_LITERAL or any(is_put_together(value) for value in parts.values()):
        told = f"{name}() is given a text that no catalogue can hold: give it one literal"
        yield Found(path, line, problem=told)


def shown_parts(name: str, call: ast.Call) -> Iterator[dict[str, ast.expr]]:
    """The arguments of a call that are shown to a reader, message by message."""
    if name == "check":
        for word in call.keywords:
            if word.arg in ("text", "cure"):
                yield {SINGULAR: word.value}
        return
    roles = FUNCTIONS.get(name, ())
    parts = {role: value for role, value in zip(roles, call.args, strict=False) if role}
    if SINGULAR in parts:
        yield parts


def in_table(path: Path, node: ast.Assign | ast.AnnAssign) -> Iterator[Found]:
    """The words of a table of titles."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    if isinstance(node.value, ast.Dict) and any(TABLES.match(name) for name in names):
        for value in node.value.values:
            if word := literal(value):
                yield Found(path, value.lineno, Message(word))


def literal(node: ast.expr) -> str | None:
    """The text of a literal, or None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def is_put_together(node: ast.expr) -> bool:
    """Whether a text is computed in place, so that no catalogue can hold it."""
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        return True
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return node.func.attr in {"format", "join"}


# -- data -----------------------------------------------------------------------


def in_data(path: Path, value: object) -> Iterator[Found]:
    """The pairs of Chinese and English in a data file, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from in_data(path, item)
    elif isinstance(value, dict):
        for chinese, english in (("zh", "en"), ("title", "title_en")):
            if english in value:
                yield Found(path, 0, Message(value[chinese]), english=value[english])
        for item in value.values():
            yield from in_data(path, item)


# -- templates ------------------------------------------------------------------


def in_template(path: Path, text: str) -> Iterator[Found]:
    """The messages of one template, and Chinese that no tag marks."""
    marked = templatize(text)
    for match in CALL.finditer(marked):
        source = call_at(marked, match.start())
        call = ast.parse(source, mode="eval").body
        line = marked.count("\n", 0, match.start()) + 1
        if isinstance(call, ast.Call):
            yield from in_call(path, call, line)
    if path.name != STANDS_ALONE:
        yield from unmarked(path, text)


def call_at(text: str, start: int) -> str:
    """The source of the call that begins at ``start``."""
    depth = 0
    tail = text[start:]
    lines = tail.splitlines(keepends=True)
    for token in tokenize.generate_tokens(StringIO(tail).readline):
        depth += (token.string == "(") - (token.string == ")")
        if token.string == ")" and depth == 0:
            row, column = token.end
            return "".join(lines[: row - 1]) + lines[row - 1][:column]
    raise ValueError(f"a call without an end: {tail[:60]}")


def unmarked(path: Path, text: str) -> Iterator[Found]:
    """Chinese in a template outside of the translation tags: an English page would show it."""
    closes = ""
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.BLOCK:
            closes = closing_after(token.split_contents(), closes)
        elif token.token_type == TokenType.TEXT and not closes:
            contents = FOR_EVERYBODY.sub(lambda match: " " * len(match[0]), token.contents)
            if first := CHINESE.search(contents):
                line = (token.lineno or 1) + contents.count("\n", 0, first.start())
                shown = contents[first.start() :].partition("\n")[0][:30]
                yield Found(path, line, problem=f"Chinese outside of a translation tag: {shown}")


def closing_after(words: list[str], closes: str) -> str:
    """The tag that ends the marked or silent part one is in after a tag; empty outside."""
    if words[0] == closes:
        return ""
    silent = {"blocktranslate", "blocktrans", "comment"}
    return f"end{words[0]}" if not closes and words[0] in silent else closes
