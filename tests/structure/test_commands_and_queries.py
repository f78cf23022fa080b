"""Every command and every query has the shape that the others have."""

import ast
import re

import pytest

from project_tree import SITE, imports, public_functions, slice_modules

ACTS = [
    f
    for name in ("commands", "public_commands")
    for p in slice_modules(name)
    for f in public_functions(p)
]
# The reasons against an act stand beside it, so that button and act ask the same function.
COMMANDS = [f for f in ACTS if not f.node.name.startswith("why_not")]
WHY_NOT = [f for f in ACTS if f not in COMMANDS]
QUERIES = [f for path in slice_modules("queries") for f in public_functions(path)]
PUBLIC = [f for path in slice_modules("public_queries") for f in public_functions(path)]
MOST_LINES = 40


def test_there_are_commands_and_queries():
    assert len(COMMANDS) > 10
    assert len(QUERIES) > 10
    assert len(PUBLIC) > 3


@pytest.mark.parametrize("function", COMMANDS, ids=str)
def test_a_command_is_decorated_and_takes_actor_and_at(function):
    assert function.decorators[-1:] == ["command"], "the innermost decorator is @command"
    assert function.positional[:1] == ["actor"]
    assert "at" in function.by_name


@pytest.mark.parametrize("function", COMMANDS, ids=str)
def test_a_command_is_short_and_documented(function):
    assert function.lines <= MOST_LINES
    assert function.node.body[0].value.value.strip(), "the first line says what the act is"


@pytest.mark.parametrize("function", WHY_NOT, ids=str)
def test_reasons_against_an_act_are_asked_for_an_actor(function):
    assert function.positional[:1] == ["actor"]
    assert "Reason" in ast.unparse(function.node.returns)
    assert not {".save(", ".create(", "record("} & set(
        re.findall(r"\.?\w+\(", ast.unparse(function.node))
    )


@pytest.mark.parametrize("function", QUERIES, ids=str)
def test_a_query_takes_the_actor_first(function):
    assert function.positional[:1] == ["actor"]


@pytest.mark.parametrize("function", PUBLIC, ids=str)
def test_a_public_query_asks_for_nobody(function):
    assert "actor" not in function.positional + function.by_name


def test_commands_use_the_decorator_of_the_kit():
    for path in {each.path for each in COMMANDS}:
        assert "renjian_site.kit.command" in imports(path), path


def test_no_slice_reaches_around_its_commands():
    """No signals, no ``save`` of its own, no admin, no model by its name (architecture.md)."""
    files = [path for path in SITE.rglob("*.py") if "migrations" not in path.parts]
    assert files
    for path in files:
        text = path.read_text("utf-8")
        assert "django.db.models.signals" not in text, path
        assert "def save(self" not in text, path
        assert "get_model(" not in text, path
        assert "django.contrib.admin" not in text, path
