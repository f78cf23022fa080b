"""Questions that are asked so often that putting them into SQL costs more than answering them.

The ORM writes such a question once for each process, so it follows the models; after that it is
sent as it is and PostgreSQL keeps its plan. One look-up costs a quarter of what it did.
"""

import functools
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection
from django.db.models import QuerySet


class Asked:
    """Stands for a value that is known only when the question is asked."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return f"\ufdd0{self.name}"  # a code point that no text holds


class Statement:
    """A question by its values: ``Statement(lambda: rows.filter(number=str(Asked("number"))))``.

    The query set gives tuples (``values_list``), JSON fields as text.
    """

    def __init__(self, write: Callable[[], QuerySet[Any, tuple[Any, ...]]]) -> None:
        self._write = write

    @functools.cached_property
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        sql, values = self._write().query.sql_with_params()
        return sql, values

    def ask(self, **values: object) -> list[tuple[Any, ...]]:
        """The rows for these values."""
        sql, written = self._written
        known = {str(Asked(name)): value for name, value in values.items()}
        sent = [known.get(value, value) if isinstance(value, str) else value for value in written]
        with connection.cursor():  # opens the connection, or a new one in place of a broken one
            raw = connection.connection
        raw.prepare_threshold = 0  # Django forbids to prepare, even where it is asked for
        cursor = psycopg.Cursor(raw)
        with connection.wrap_database_errors, cursor:
            return cursor.execute(sql, sent, prepare=True).fetchall()
