"""A site to measure, as it really runs: set up as `./run up` does, on a server of its own.

`renjian migrate` makes the tables with their row policies and the roles; all else is done by the
role that owns nothing, so that the policies are part of every figure. Nothing touches a running
site, and nothing is left behind.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from renjian_site.kit.boot.port import answers
from renjian_site.kit.boot.programmes import environment_of_children, renjian, web_server
from renjian_site.kit.boot.throwaway import throwaway_server
from renjian_site.kit.role_names import Roles

HERE = Path(__file__).parent
PATIENCE = 30.0  # seconds until a server must answer
UNLIMITED = str(10**9)
Line = tuple[str, ...]
NUMBERS = (
    "select c.number from registers_certificate c join registers_body b on b.id = c.body_id"
    " where b.approval_no = %s order by 1 limit 100"
)
MAKE_KEY = """
import django; django.setup()
from datetime import date, timedelta
from django.utils import timezone
from renjian.authorities.keys import Quota, Wish
from renjian_site.authorities import commands, sessions
from renjian_site.kit.scope import scope_of, within
actor = sessions.actor_of(sessions.posts_on(date.today()).get(person__account="clerk1"))
wish = Wish("benchmark", ("certificates:read",), date.today() + timedelta(days=1), Quota(6000, 1000000))
key, token = commands.create_key(actor, wish, at=timezone.now())
key.per_minute = key.per_day = 10**9
with within(scope_of(actor)):
    key.save(update_fields=["per_minute", "per_day"])
print(token, actor.body)
"""
# The module is imported once Django stands, and its result is the status of the process.
MEASURE = (
    "import sys, importlib, django; django.setup();"
    " sys.exit(importlib.import_module(sys.argv[1]).measure(*sys.argv[2:]))"
)


@dataclass(frozen=True)
class Site:
    """A migrated database and what the processes that work on it as the site inherit."""

    owner: str  # the connection string of who owns the tables, whom no policy binds
    environment: Mapping[str, str]

    def run(self, *command: str) -> str:
        """Run a command to its end as the site; what it printed."""
        done = subprocess.run(
            command, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def measure(self, module: str, *told: object) -> int:
        """Let ``measure`` of a module of this folder ask in a process of the site; its status."""
        command = [sys.executable, "-c", MEASURE, module, *map(str, told)]
        return subprocess.run(command, env=self.environment, cwd=HERE, check=False).returncode


@contextmanager
def migrated_site() -> Iterator[Site]:
    """A site with its tables and roles, and nothing in them."""
    with (
        tempfile.TemporaryDirectory(prefix="renjian-benchmark-") as var,
        throwaway_server() as owner,
    ):
        Path(var).chmod(0o755)
        settings = {
            "RENJIAN_VAR": var,
            "RENJIAN_PRACTICE": "1",
            "RENJIAN_SECRET_KEY": "only for this run of the benchmark, never anywhere else",
            "RENJIAN_PUBLIC_CALLS_A_MINUTE": UNLIMITED,
            "RENJIAN_PUBLIC_CALLS_A_DAY": UNLIMITED,
            "DJANGO_SETTINGS_MODULE": "renjian_site.settings.web",
            "RENJIAN_DATABASE_ROLE": Roles.app,
        }
        inherited = partial(environment_of_children, os.environ, settings=settings, own_server=True)
        Site(owner, inherited(owner)).run(*renjian("migrate"))
        yield Site(owner, inherited(make_conninfo(owner, user=Roles.app)))


@contextmanager
def practice_site() -> Iterator[Site]:
    """A site with the practice country."""
    with migrated_site() as site:
        site.run(*renjian("world", "load"))
        with psycopg.connect(site.owner, autocommit=True) as connection:
            # As autovacuum does soon; without it PostgreSQL plans each look-up anew.
            connection.execute("analyze")
        yield site


def numbers_and_key(site: Site) -> tuple[list[str], dict[str, str]]:
    """The numbers of certificates of one body, and the header with its key."""
    token, body = site.run(sys.executable, "-c", MAKE_KEY).split()
    with psycopg.connect(site.owner) as connection:
        rows = connection.execute(NUMBERS, [body]).fetchall()
    return [row[0] for row in rows], {"Authorization": f"Bearer {token}"}


@contextmanager
def serving(
    environment: Mapping[str, str], line: Callable[[int], Line] = web_server
) -> Iterator[tuple[int, int]]:
    """A web server on a free port, as `./run up` starts it: the port, and the process of granian."""
    port = free_port()
    with subprocess.Popen(
        line(port), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            patient_until = time.monotonic() + PATIENCE
            while not answers(port):
                if server.poll() is not None or time.monotonic() > patient_until:
                    raise SystemExit(f"the site did not answer on port {port}")
                time.sleep(0.1)
            yield port, server.pid
        finally:
            server.send_signal(signal.SIGTERM)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
