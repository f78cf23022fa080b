"""What later slices note about organisations: visits and open matters; and what clerks must do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

import make
from make_registers import certificate
from renjian_site.registers import commands, queries
from renjian_site.registers.models import Certificate, Organisation, Upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.actor("330110.officer1")


@pytest.fixture
def organisation(officer):
    return queries.organisations(officer).first()


def test_a_visit_is_noted_with_its_day(officer, organisation, at):
    commands.note_visit(officer, organisation.pk, date(2026, 5, 1), at=at)
    organisation.refresh_from_db()
    assert organisation.last_visited_on == date(2026, 5, 1)
    assert make.newest_entry(officer)["details"] == {"on": "2026-05-01"}


@pytest.mark.parametrize(("day", "kept"), [(date(2026, 4, 1), 5), (date(2026, 6, 1), 6)])
def test_the_latest_visit_counts_in_whatever_order_they_are_noted(
    officer, organisation, at, day, kept
):
    commands.note_visit(officer, organisation.pk, date(2026, 5, 1), at=at)
    commands.note_visit(officer, organisation.pk, day, at=at)
    organisation.refresh_from_db()
    assert organisation.last_visited_on.month == kept


def test_open_matters_are_counted(officer, organisation, at):
    for _ in range(2):
        commands.note_open_matter(officer, organisation.pk, at=at)
    organisation.refresh_from_db()
    assert organisation.open_matters == 2


def test_only_the_organisation_meant_is_noted(officer, organisation, at):
    commands.note_open_matter(officer, organisation.pk, at=at)
    assert Organisation.objects.filter(open_matters=1).count() == 1


def in_pool(account, organisation):
    found = queries.pool(make.actor(account), make.today())
    return next((one for one in found if one.pk == organisation.pk), None)


def test_the_pool_of_an_area_holds_every_organisation_of_it(officer):
    pool = queries.pool(officer, make.today())
    assert len(pool) == queries.organisations(officer).count() > 0
    assert {entry.unit for entry in pool} == {"330110"}


@pytest.mark.parametrize(
    ("change", "is_valid"),
    [
        ({}, True),
        ({"status": "02"}, False),
        ({"status": "05"}, False),
        ({"expires_on": date(2025, 1, 1), "issued_on": date(2024, 1, 1)}, False),
    ],
    ids=str,
)
def test_the_pool_knows_who_holds_a_valid_certificate(organisation, change, is_valid):
    today = make.today()
    usual = {"status": "01", "issued_on": today, "expires_on": today}
    Certificate.objects.filter(organisation=organisation).update(**{**usual, **change})
    assert in_pool("330110.officer1", organisation).has_valid_certificate is is_valid


def test_one_valid_certificate_among_others_is_enough(organisation):
    held = Certificate.objects.filter(organisation=organisation)
    held.update(status="03")
    held.filter(pk=held.first().pk).update(
        status="01", issued_on=make.today(), expires_on=make.today()
    )
    assert in_pool("330110.officer1", organisation).has_valid_certificate


def test_the_issuer_is_the_body_of_the_newest_certificate(officer, organisation):
    newest = Certificate.objects.filter(organisation=organisation).order_by("-issued_on").first()
    assert queries.issuer_for(officer, organisation.pk) == newest.body


def test_an_organisation_without_certificates_has_no_issuer(officer, organisation):
    bare = Organisation.objects.create(uscc="X", name="没有证书", division="330110", address="")
    assert queries.issuer_for(officer, bare.pk) is None


def broken(n=0):
    return make.refused(b"%d" % n)


def test_a_refused_report_is_to_be_mended_until_one_is_accepted():
    clerk = make.actor("clerk1")
    first, second = broken(1), broken(2)
    assert set(queries.to_mend(clerk)) == {first, second}
    make.accepted(certificate())
    assert not queries.to_mend(clerk)
    third = broken(3)
    assert list(queries.to_mend(clerk)) == [third]


def test_what_another_body_had_accepted_mends_nothing():
    upload = broken()
    make.accepted(certificate(number="900226Q00001R0M"), account="clerk2")
    assert list(queries.to_mend(make.actor("clerk1"))) == [upload]


def test_a_body_has_reported_when_a_report_was_accepted_in_time():
    clerk = make.actor("clerk1")
    assert not queries.owes_a_report(clerk, make.today())
    month_ago = timezone.now() - timedelta(days=40)
    Upload.objects.filter(body__approval_no=clerk.body).update(checked_at=month_ago)
    assert queries.owes_a_report(clerk, make.today())


def test_the_day_of_a_report_is_that_of_the_country():
    clerk = make.actor("clerk1")
    after_midnight_in_beijing = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    uploads = Upload.objects.filter(body__approval_no=clerk.body)
    uploads.update(checked_at=after_midnight_in_beijing)
    assert not queries.owes_a_report(clerk, date(2026, 12, 5))
    uploads.update(checked_at=after_midnight_in_beijing - timedelta(hours=1))
    assert queries.owes_a_report(clerk, date(2026, 12, 5))
