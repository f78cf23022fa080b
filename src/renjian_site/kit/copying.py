"""Rows that are text already, copied into a table."""

from collections.abc import Iterable

from django.db import connection


def copy_text(into: str, blocks: Iterable[bytes]) -> None:
    """Copy rows of CSV into a table; ``into`` names it, with its columns in brackets if not all."""
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f"copy {into} from stdin (format csv)") as copied,
    ):
        for block in blocks:
            copied.write(block)
