"""What a database remembers of its start: for which migrations it was migrated, what it holds.

The notes lie in the database itself, in a schema of their own, so that they are never older or
newer than the tables they speak of.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import psycopg

MIGRATED_FOR = "migrated for"
PRACTICE = "practice country"
WANTED = "wanted"
LOADED = "loaded"


@dataclass(frozen=True)
class Notes:
    """The notes of one database."""

    url: str

    def read(self, key: str) -> str | None:
        """One note, None if it was never written."""
        try:
            with psycopg.connect(self.url, autocommit=True) as connection:
                row = connection.execute("SELECT note FROM boot.notes WHERE key = %s", [key])
                found = row.fetchone()
        except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
            return None
        return str(found[0]) if found else None

    def write(self, key: str, note: str) -> None:
        """Write one note over an older one."""
        with psycopg.connect(self.url) as connection:
            connection.execute("CREATE SCHEMA IF NOT EXISTS boot")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS boot.notes (key text PRIMARY KEY, note text NOT NULL)"
            )
            connection.execute(
                "INSERT INTO boot.notes VALUES (%s, %s)"
                " ON CONFLICT (key) DO UPDATE SET note = excluded.note",
                [key, note],
            )

    def applied(self) -> str | None:
        """How many migrations were applied and which was the last; None for an empty database."""
        try:
            with psycopg.connect(self.url, autocommit=True) as connection:
                row = connection.execute("SELECT count(*), max(id) FROM django_migrations")
                count, last = row.fetchone() or (0, None)
        except psycopg.errors.UndefinedTable:
            return None
        return f"{count}/{last}" if count else None

    def is_migrated_for(self, fingerprint: str) -> bool:
        """Whether nothing has to be migrated, nor was anything rolled back by hand since."""
        return self.read(MIGRATED_FOR) == f"{fingerprint} {self.applied()}"

    def note_migrated(self, fingerprint: str) -> None:
        """Remember for which migrations the tables now stand."""
        self.write(MIGRATED_FOR, f"{fingerprint} {self.applied()}")


def fingerprint_of(source: Path, lock: Path) -> str:
    """A hash of all migrations: our own by their text, those of libraries by the lock."""
    digest = hashlib.sha256(lock.read_bytes())
    for path in sorted(source.glob("*/**/migrations/*.py")):
        digest.update(str(path.relative_to(source)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]
