"""What only the tests of the site's shell need."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from renjian_site.kit.boot.translations import compile_catalogues


@pytest.fixture
def own_database(server: str, django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """A copy of the country's database that a test may change for good: its connection string.

    Threads and other programs see what is committed there; tests on the database itself are
    rolled back and see nothing of each other.
    """
    from django.db import connections

    place = connections["default"].settings_dict
    country, copy = place["NAME"], f"{place['NAME']}_copy"
    with django_db_blocker.unblock():
        connections.close_all()
        _on(server, f'create database "{copy}" template "{country}"')
        place["NAME"] = copy
        try:
            yield make_conninfo(server, dbname=copy)
        finally:
            connections.close_all()
            place["NAME"] = country
            _on(server, f'drop database "{copy}" with (force)')


@pytest.fixture(scope="session", autouse=True)
def compiled_translations() -> None:
    """Compile the catalogue if it has changed, as ``./run`` does before the site starts."""
    from django.conf import settings

    for folder in settings.LOCALE_PATHS:
        compile_catalogues(folder)


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    """Leave no language of the last reader behind: Django keeps it until the next request."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def scope_of_the_test() -> None:
    """Forget what scope was entered before: it was rolled back with the test that entered it."""
    from django.db import connection

    from renjian_site.kit import scope

    vars(connection._connections[connection._alias]).pop(scope.NOTED, None)


@pytest.fixture
def files(settings: object, tmp_path: object) -> object:
    """A file store of the test's own."""
    settings.FILES = tmp_path / "files"
    return settings.FILES


def _on(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
