"""A site that is not for practice does not serve a database full of made-up people."""

import pytest
from django.core.checks import run_checks

from renjian_site.authorities.models import Person
from renjian_site.authorities.starting import why_not_serve

pytestmark = pytest.mark.django_db


def codes():
    return [why.code for why in why_not_serve()]


@pytest.fixture
def production(settings):
    settings.PRACTICE = False
    settings.OIDC_ISSUER = ""


def test_the_practice_country_is_not_served_in_earnest(production):
    (why,) = why_not_serve()
    assert why.code == "start.practice-country"
    assert "RENJIAN_PRACTICE_COUNTRY_STAYS=1" in why.text
    assert "DATABASE_URL" in why.text


def test_it_is_served_for_practice(settings):
    settings.OIDC_ISSUER = ""
    assert codes() == []


def test_it_is_served_in_earnest_where_the_settings_say_so(production, settings):
    settings.PRACTICE_COUNTRY_STAYS = True
    assert codes() == []


def test_a_country_of_ones_own_is_served(production):
    Person.objects.filter(account="clerk1").update(account="another")
    assert codes() == []


@pytest.mark.parametrize(
    ("issuer", "told"),
    [
        ("http://portal.example", ["start.portal-plain"]),
        ("https://portal.example", []),
        ("http://127.0.0.1:9000", []),
    ],
)
def test_the_portal_is_spoken_with_in_secret(settings, issuer, told):
    settings.OIDC_ISSUER = issuer
    assert codes() == told


def test_django_says_the_same_when_it_checks_the_database(production):
    assert "start.practice-country" in [one.id for one in run_checks(databases=["default"])]
    assert "start.practice-country" not in [one.id for one in run_checks()]
