"""Check that one thing has one word, in the glossary, in the code and on the pages.

Four rules, each able to fail:

1. ``docs/glossary.md`` is a table of three columns in which no Chinese term and no code name
   stands twice, and says truly how many terms it has.
2. Where the code gives a name its Chinese title (a field, a class, a member of a list), and that
   title is a term of the glossary, the name is the glossary's, or as much of it as its class
   leaves to say.
3. No name in the code is, or holds, a word that the glossary replaces by another.
4. No text for people uses a Chinese word that is a second word for a term, or a wrong one.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
GLOSSARY = ROOT / "docs/glossary.md"
ROW = re.compile(r"^\| (?P<chinese>[^|]+) \| (?P<english>[^|]+) \| `(?P<code>[a-z][a-z0-9_]*)` \|$")
COUNT = re.compile(r"^(\d+) terms\b", re.MULTILINE)
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

# Terms that the glossary gives in its opening text and not in a row.
IN_THE_OPENING = {
    "执法人员": {"officer"},
    "检查员": {"product_inspector"},
    "立案": {"file", "filing", "filed"},
    "撤销": {"revoke", "revoked"},
    "注销": {"cancel", "cancelled"},
    "举报": {"violation_report"},
}

# A word, or words in a row, that names do not use, nor with an s -> what to say instead.
REPLACED = {
    "helper": "a noun of the field",
    "util": "a noun of the field",
    "manager": "a noun of the field",
    "inspector": "officer (执法人员) or product_inspector (检查员)",
    "certification body": "body",
    "cert body": "body",
    "certifier": "body",
    "company": "organisation",
    "companies": "organisations",
    "firm": "organisation",
    "organization": "organisation",
    "withdraw": "revoke (撤销, for fault) or cancel (注销, without fault)",
    "withdrawn": "revoked (撤销, for fault) or cancelled (注销, without fault)",
    "withdrawal": "revoke (撤销, for fault) or cancel (注销, without fault)",
    "canceled": "cancelled",
    "license": "licence",
    "credit code": "uscc",
    "social credit": "uscc",
    "business day": "working_day",
    "workday": "working_day",
    "punishment": "penalty",
    "disclosure": "publicity",
    "whistleblower": "reporter",
    "plaintiff": "complainant",
    "conflict of interest": "recusal",
    "tipoff": "clue",
    "lab": "designated_lab",
}
# A longer name that the glossary itself has, or that is another's, holds such a word rightly.
KEPT = ("product_inspector", "inspector_register", "designated_lab")
# Whole words that style.md bars as names of modules, classes and functions.
EMPTY_NAMES = {"common", "data", "handle", "info", "misc", "process", "service", "services"}

# A wrong or second Chinese word -> the one to use.
MIXED = {
    "撤消": "撤销",
    "吊销(?!营业执照)": "撤销；“吊销”只用于营业执照",
    "获证企业": "获证组织",
    "认证企业": "获证组织",
    "认证公司": "认证机构",
    "发证机构": "认证机构",
    "执法员": "执法人员",
    "检查人员(?!名录库)": "执法人员",
    "从业人员(?<!认证从业人员)": "认证从业人员",
    "统一信用代码": "统一社会信用代码",
    "社会信用代码(?<!统一社会信用代码)": "统一社会信用代码",
    "摇号": "随机抽取",
    "演练": "练习",
    "其它": "其他",
    "登陆": "登录",
    "帐号|帐户": "账号",
    "案件移交": "移送（同级）或移交上级",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


# -- 1: the table -----------------------------------------------------------------


def read(text: str) -> dict[str, str]:
    """The code name of each Chinese term; the word in brackets only tells two uses apart."""
    rows = [match for line in text.splitlines() if (match := ROW.match(line))]
    return {row["chinese"]: row["code"] for row in rows}


def table_problems(text: str) -> Iterator[str]:
    """What is wrong with the glossary itself."""
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    rows = [match for line in lines if (match := ROW.match(line))]
    yield from (f"not a row of three columns: {line}" for line in lines if not ROW.match(line))
    for column in ("chinese", "code"):
        values = [row[column] for row in rows]
        for value in sorted({value for value in values if values.count(value) > 1}):
            yield f"stands twice: {value}"
    counted = COUNT.search(text)
    if not counted or int(counted[1]) != len(rows):
        yield f"the opening must say how many terms there are: {len(rows)}"


# -- 2: titles ----------------------------------------------------------------------


def titled(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Each name with the Chinese title that stands beside it: line, name, title."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Attribute) and (title := text_of(value)):
                    yield key.lineno, key.attr.lower(), title
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield from titled_assignment(node, node.targets[0].id)
        elif isinstance(node, ast.ClassDef):
            yield from titled_class(node)


def titled_assignment(node: ast.Assign, name: str) -> Iterator[tuple[int, str, str]]:
    """A field with its verbose name, or a member of a list of choices with its label."""
    value = node.value
    if isinstance(value, ast.Call):
        called = value.func.attr if isinstance(value.func, ast.Attribute) else ""
        if called.endswith("Field") and value.args and (title := text_of(value.args[0])):
            yield node.lineno, name, title
        for keyword in value.keywords:
            is_title = keyword.arg in {"verbose_name", "label"}
            if is_title and (title := text_of(keyword.value)):
                yield node.lineno, name, title
    elif (
        isinstance(value, ast.Tuple) and len(value.elts) == 2 and (title := text_of(value.elts[1]))
    ):
        yield node.lineno, name.lower(), title


def titled_class(node: ast.ClassDef) -> Iterator[tuple[int, str, str]]:
    """A model with the verbose name of its Meta."""
    for meta in node.body:
        if isinstance(meta, ast.ClassDef) and meta.name == "Meta":
            for line in meta.body:
                names = [t.id for t in getattr(line, "targets", []) if isinstance(t, ast.Name)]
                if names == ["verbose_name"] and (title := text_of(line.value)):  # type: ignore[attr-defined] # an Assign
                    yield node.lineno, "_".join(words(node.name)), title


def text_of(node: ast.expr) -> str:
    """The Chinese text of a literal, plain or marked for translation; empty for anything else."""
    if isinstance(node, ast.Call) and node.args and not isinstance(node.func, ast.Attribute):
        return text_of(node.args[0])
    text = node.value if isinstance(node, ast.Constant) else ""
    return text if isinstance(text, str) and CHINESE.search(text) else ""


def misnamed(tree: ast.Module, terms: dict[str, set[str]]) -> Iterator[tuple[int, str]]:
    """Names whose title is a term, but which are not the term's name."""
    for line, name, title in titled(tree):
        codes = terms.get(title, set())
        if codes and not any(says(words(name), code.split("_")) for code in codes):
            yield line, f"{name} is titled {title}, which the glossary calls {' or '.join(codes)}"


def says(name: list[str], code: list[str]) -> bool:
    """Whether a name holds the code name of a term, or leaves out no more than its class says."""
    name, code = [stem(word) for word in name], [stem(word) for word in code]
    return set(name) <= set(code) or holds(name, code)


def stem(word: str) -> str:
    """A word without its ending: transferred is transfer."""
    return re.sub(r"(?<=\w{4})(?:r?ed|ing|s)$", "", word)


# -- 3: names -----------------------------------------------------------------------


def defined(tree: ast.Module) -> Iterator[tuple[int, str, bool]]:
    """Every name that a module gives: line, name, whether of a class or function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name, True
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg, False
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id, False


def replaced(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Names with a word that the glossary replaces."""
    for line, name, is_definition in defined(tree):
        yield from ((line, told) for told in why_not(name, is_definition))


def why_not(name: str, is_definition: bool) -> Iterator[str]:
    """What speaks against a name."""
    parts = words(name)
    rest = "_".join(parts)
    for kept in KEPT:
        rest = rest.replace(kept, "")
    for word, instead in REPLACED.items():
        if holds(rest.split("_"), word.split()):
            yield f"{name}: say {instead}, not {word}"
    if is_definition and rest in EMPTY_NAMES:
        yield f"{name} says nothing: use a word of the field"


def words(name: str) -> list[str]:
    """The words of an identifier, in lower case."""
    return [word.lower() for word in WORDS.findall(name)]


def holds(parts: list[str], wanted: list[str]) -> bool:
    """Whether the wanted words stand in a row; the last may be in the plural."""
    for start in range(len(parts) - len(wanted) + 1):
        piece = parts[start : start + len(wanted)]
        if piece[:-1] == wanted[:-1] and piece[-1] in {wanted[-1], f"{wanted[-1]}s"}:
            return True
    return False


# -- 4: text ------------------------------------------------------------------------


def mixed(text: str) -> Iterator[tuple[int, str]]:
    """Wrong or second Chinese words in a text, with their lines."""
    for wrong, right in MIXED.items():
        for match in re.finditer(wrong, text):
            line = text.count("\n", 0, match.start()) + 1
            yield line, f"“{match[0]}”：应写“{right}”"


# -- all ------------------------------------------------------------------------------


def all_terms() -> dict[str, set[str]]:
    """Each Chinese term with the names that code may give it."""
    terms = {chinese: {code} for chinese, code in read(GLOSSARY.read_text("utf-8")).items()}
    for chinese, codes in IN_THE_OPENING.items():
        terms[chinese] = terms.get(chinese, set()) | codes
    return terms


def in_code(path: Path, terms: dict[str, set[str]]) -> Iterator[str]:
    """What is wrong in one Python file."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    shown = path.relative_to(ROOT)
    found: Iterable[tuple[int, str]] = (*misnamed(tree, terms), *replaced(tree), *mixed(text))
    yield from (f"{shown}: {told}" for told in why_not(path.stem, True))
    yield from (f"{shown}:{line}: {told}" for line, told in sorted(found))


def problems() -> Iterator[str]:
    """Every breach of the four rules."""
    yield from table_problems(GLOSSARY.read_text(encoding="utf-8"))
    terms = all_terms()
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield from in_code(path, terms)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            shown = path.relative_to(ROOT)
            for line, told in mixed(path.read_text(encoding="utf-8")):
                yield f"{shown}:{line}: {told}"


def main() -> None:
    """Print each breach; fail when there is one."""
    if lines := list(problems()):
        sys.exit("\n".join(lines))
    print("one thing, one word")


if __name__ == "__main__":
    main()
