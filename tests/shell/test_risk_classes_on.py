"""The class of an organisation on a day: the latest that had begun by then."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

import make
from renjian_site.registers.queries import organisations
from renjian_site.risk import queries
from renjian_site.risk.models import CreditClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner():
    return make.actor("330000.planner")


@pytest.fixture
def organisation(planner):
    return organisations(planner).order_by("pk").first()


def classified(organisation, letter, days=0):
    return CreditClass.objects.create(
        organisation=organisation,
        credit_class=letter,
        from_on=make.today() + timedelta(days=days),
        source="f" * 64,
        recorded_at=timezone.now(),
    )


def on(planner, days):
    return queries.classes_on(planner, make.today() + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "letter"),
    [(-11, None), (-10, "A"), (-6, "A"), (-5, "C"), (0, "C"), (4, "C"), (5, "B"), (500, "B")],
)
def test_the_latest_class_that_has_begun_counts(planner, organisation, days, letter):
    for at, given in ((-5, "C"), (5, "B"), (-10, "A")):
        classified(organisation, given, at)
    assert on(planner, days).get(organisation.pk) == letter


def test_organisations_without_a_class_are_not_named(planner, organisation):
    classified(organisation, "A")
    assert on(planner, 0) == {organisation.pk: "A"}


def test_only_the_own_area_is_asked(planner, organisation):
    classified(organisation, "A")
    assert queries.classes_on(make.actor("460000.planner"), make.today()) == {}
    county = make.person_of("head", organisation.authority.code)
    assert queries.classes_on(county, make.today()) == {organisation.pk: "A"}


def test_the_census_counts_every_organisation_once(planner):
    first, second, third = organisations(planner).order_by("pk")[:3]
    classified(first, "A", -5)
    classified(first, "D")
    classified(second, "D")
    classified(third, "B", 1)
    census = queries.census(planner, make.today())
    assert census == {"D": 2, "": organisations(planner).count() - 2}


def test_an_organisation_has_one_class_a_day(organisation):
    classified(organisation, "A")
    with pytest.raises(IntegrityError, match="one_class_a_day"), transaction.atomic():
        classified(organisation, "B")
