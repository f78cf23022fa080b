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
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Load the made-up country once; each test is rolled back to it. Tests are no owners."""
    from django.conf import settings
    from django.db import connections
    from django.utils import timezone

    from renjian_site.kit import roles
    from renjian_site.kit.role_names import Roles
    from renjian_site.kit.scope import see_everything
    from renjian_world import year
    from renjian_world.country import make

    with django_db_blocker.unblock():
        roles.prepare()
        connections.close_all()
        place = connections["default"].settings_dict
        as_owner = place["OPTIONS"]["options"]
        settings.DATABASE_ROLE = Roles.app
        place["OPTIONS"]["options"] += f" -c role={settings.DATABASE_ROLE}"
        # Outside of requests and commands a test sees all: the first wall is tried alone. What
        # comes in by a request, or acts by a command, has the scope of who it is.
        see_everything()
        country = make(1, 102, day=timezone.localdate())
        year.load(country, Path(settings.SAMPLES), at=timezone.now())
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        place["OPTIONS"]["options"] = as_owner  # who drops the database owns it


@pytest.fixture
def at() -> datetime:
    """Now, as the acts of a test see it."""
    from django.utils import timezone

    return timezone.now()


@pytest.fixture
def as_person(db: None, client: object) -> Person:
    """Sign in as somebody: ``as_person("330110.head")`` gives a client."""
    return sign_in
