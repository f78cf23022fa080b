"""Being somebody else in the database: its owner, or nobody in particular."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from renjian_site.kit.role_names import Roles


@contextmanager
def as_owner() -> Iterator[Any]:
    """A cursor of the owner of the tables, whom no policy and no missing right stops."""
    with connection.cursor() as cursor:
        cursor.execute("set role none")
        try:
            yield cursor
        finally:
            cursor.execute(f"set role {Roles.app}")


def rows(statement: str, *values: object) -> list[tuple[Any, ...]]:
    """What a statement of plain SQL gives to the connection as it stands now."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
