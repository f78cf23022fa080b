"""A site of stand-ins, so that tests of the run layer need no Django: `stand_in_site.py up PORT`.

It is the real supervisor with the real database; only web server, worker and commands are small.
"""

import http.server
import os
import sys
import time
from pathlib import Path

import psycopg

from renjian_site.kit.boot.places import places_of
from renjian_site.kit.boot.programmes import Programmes
from renjian_site.kit.boot.terminal import CannotRun, say
from renjian_site.kit.boot.up import Site, up


def role(*words: str) -> tuple[str, ...]:
    """The command line of one stand-in."""
    return (sys.executable, str(Path(__file__).resolve()), *words)


def web(port: int) -> tuple[str, ...]:
    """The command line of the stand-in web server."""
    return role("web", str(port))


class HealthPage(http.server.BaseHTTPRequestHandler):
    """Answers every question with 200."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.end_headers()


def execute(statement: str) -> None:
    """Run one statement on the database that the run layer names."""
    url = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    with psycopg.connect(url) as connection:
        connection.execute(statement)


def act(word: str, port: int) -> int:
    """Be the site, or one of its programmes."""
    if word == "up":
        programmes = Programmes(
            role("migrate"), web, role("worker"), role("accounts"), role("practice")
        )
        return up(Site(places_of(os.environ), port, dict(os.environ), programmes))
    if word == "web":
        http.server.ThreadingHTTPServer(("127.0.0.1", port), HealthPage).serve_forever()
    elif word == "worker":
        time.sleep(3600)
    elif word == "migrate":
        execute("CREATE TABLE IF NOT EXISTS django_migrations (id serial, name text)")
        execute("INSERT INTO django_migrations (name) VALUES ('first')")
    elif word == "accounts":
        print("accounts: an officer")
    elif word == "practice":
        execute("CREATE TABLE country (name text)")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(act(sys.argv[1], int((*sys.argv, "0")[2])))
    except CannotRun as refusal:
        say(str(refusal))
        sys.exit(1)
