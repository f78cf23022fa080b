"""Several counts in one question, for what every page shows beside its own content."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def count_together(wanted: Iterable[QuerySet[Any]]) -> int:
    """How many rows these querysets have in sum, asked in one statement; of none it asks nothing."""
    counts: list[str] = []
    values: list[Any] = []
    for rows in wanted:
        try:
            sql, params = rows.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # it can be seen without asking that there is none
            continue
        counts.append(f"(select count(*) from ({sql}) as found)")
        values.extend(params)
    if not counts:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"select {' + '.join(counts)}", values)
        return int(cursor.fetchone()[0])
