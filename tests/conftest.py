"""A PostgreSQL of its own for the tests that want one, with the made-up country in it."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from make import Person, sign_in
from renjian_site.kit.boot.throwaway import throwaway_server


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The connection string of a throw-away server."""
    with throwaway_server() as url:
        os.environ["DATABASE_URL"] = url
        yield url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(server: str) -> None:
    """Point Django at the throw-away server before it makes its test database."""
    from django.db import connections

    parts = conninfo_to_dict(server)
    connections["default"].settings_dict.update(
        NAME=parts["dbname"], HOST=parts["host"], PORT=parts["port"], USER=parts["user"]
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Load the made-up country once; each test is rolled back to it."""
    from django.conf import settings
    from django.utils import timezone

    from renjian_world import year
    from renjian_world.country import make

    with django_db_blocker.unblock():
        country = make(1, 102, day=timezone.localdate())
        year.load(country, Path(settings.SAMPLES), at=timezone.now())


@pytest.fixture
def at() -> datetime:
    """Now, as the acts of a test see it."""
    from django.utils import timezone

    return timezone.now()


@pytest.fixture
def as_person(db: None, client: object) -> Person:
    """Sign in as somebody: ``as_person("330110.head")`` gives a client."""
    return sign_in
