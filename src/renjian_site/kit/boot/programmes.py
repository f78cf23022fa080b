"""The command lines that make up a running site, and what they inherit."""

import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

DATABASE = "renjian"
OWNER_URL = "DATABASE_OWNER_URL"  # who owns the tables, where that is not who works on them
APPLICATION = "renjian_site.wsgi:application"


def renjian(*arguments: str) -> tuple[str, ...]:
    """The `renjian` command of this environment."""
    found = shutil.which("renjian", path=str(Path(sys.executable).parent))
    return (found or "renjian", *arguments)


def web_server(
    port: int, workers: int = 2, threads: int = 2, application: str = APPLICATION
) -> tuple[str, ...]:
    """The line that serves the site: sync Django, so WSGI, a process for each of two cores."""
    return (
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        *("--host", "127.0.0.1", "--port", str(port), "--no-ws"),
        application,
    )


@dataclass(frozen=True)
class Programmes:
    """The command lines that make up a running site."""

    migrate: tuple[str, ...] = field(default_factory=lambda: renjian("migrate"))
    web: Callable[[int], tuple[str, ...]] = web_server
    worker: tuple[str, ...] = field(default_factory=lambda: renjian("worker"))
    accounts: tuple[str, ...] = field(default_factory=lambda: renjian("accounts"))
    load_practice: tuple[str, ...] = field(default_factory=lambda: renjian("world", "load"))


def environment_of_children(
    environment: Mapping[str, str], url: str, settings: Mapping[str, str], *, own_server: bool
) -> dict[str, str]:
    """What children inherit. PGPORT and the like would lead them away from our own server."""
    kept = {
        key: value
        for key, value in environment.items()
        if not (own_server and ((key.isupper() and key.startswith("PG")) or key == OWNER_URL))
    }
    return {**kept, "DATABASE_URL": url, "PYTHONUNBUFFERED": "1", **settings}
