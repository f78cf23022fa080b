"""What modules import from one another, read from their text, and the cycles among them."""

import ast
from collections.abc import Iterable, Iterator

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def loading_statements(body: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    """Statements that run when the module loads; type-checking blocks do not."""
    for statement in body:
        if isinstance(statement, FunctionNode):
            continue
        if is_for_type_checkers(statement):
            yield from loading_statements(getattr(statement, "orelse", []))
            continue
        yield statement
        for part in ("body", "orelse", "finalbody"):
            yield from loading_statements(getattr(statement, part, []))
        for handler in getattr(statement, "handlers", []):
            yield from loading_statements(handler.body)


def running_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that may run, so all but those in type-checking blocks."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not is_for_type_checkers(child):
            yield from running_nodes(child)


def is_for_type_checkers(node: ast.AST) -> bool:
    """Whether a block is read by type checkers alone."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def imported_names(nodes: Iterable[ast.AST], package: str) -> Iterator[str]:
    """The full dotted names that import statements among the nodes name."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".") if package else []
                kept = parts[: len(parts) - (node.level - 1)]
                base = ".".join([*kept, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def resolve(imported: str, known: set[str]) -> str | None:
    """The longest known module that an imported dotted name starts with."""
    while imported:
        if imported in known:
            return imported
        imported = imported.rpartition(".")[0]
    return None


def cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of two or more modules that all reach one another, largest first."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    groups: list[list[str]] = []
    for start in sorted(graph):
        if start in index:
            continue
        work = [(start, iter(sorted(graph[start])))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, children = work[-1]
            for child in children:
                if child not in index:
                    index[child] = low[child] = len(index)
                    stack.append(child)
                    on_stack.add(child)
                    work.append((child, iter(sorted(graph[child]))))
                    break
                if child in on_stack:
                    low[node] = min(low[node], index[child])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    cut = stack.index(node)
                    group, stack = stack[cut:], stack[:cut]
                    on_stack -= set(group)
                    if len(group) > 1:
                        groups.append(sorted(group))
    return sorted(groups, key=lambda g: (-len(g), g))
