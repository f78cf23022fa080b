"""One at a time: locks on what has no row yet, held until the transaction ends."""

from django.db import connection


def one_at_a_time(what: str) -> None:
    """Let nobody else who names the same go on before this transaction has ended.

    For values that must be unique: asked and written behind this lock, the second one is refused
    with a sentence and not by the database.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
