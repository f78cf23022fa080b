"""What a decision forbids: set by an officer, told at the next upload, ended by another decision."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

import make
from make_registers import GOOD, cells
from pages import read
from refusals import refused
from renjian_site.registers import commands, queries
from renjian_site.registers.models import Body, Organisation, Restriction

pytestmark = pytest.mark.django_db
DECISION = "某市监罚〔2026〕1号"


@pytest.fixture
def holder():
    make.checked(make.report(cells()))
    return Organisation.objects.get(uscc=GOOD["uscc"])


def restricted(organisation, **days):
    head = make.actor("330110.head")
    wanted = commands.NewRestriction(DECISION, **({"from_on": make.today()} | days))
    return commands.restrict_organisation(head, organisation.pk, wanted, at=timezone.now())


def warned(**changes):
    upload = make.looked_at(make.report(cells(**changes)))
    return {(one["rule"], one["level"]) for one in upload.problems}


def test_the_next_upload_tells_the_clerk_what_the_decision_forbids(holder):
    restricted(holder)
    assert ("register.restricted", "warning") in warned(item="又一项")


def test_an_officer_writes_it_down_on_the_page_of_the_organisation(holder):
    head = make.sign_in("330110.head")
    page = f"/registers/organisations/{holder.pk}/restrict/"
    head.post(page, {"document": DECISION, "from_on": "2026-11-01", "to_on": "2031-10-31"})
    assert DECISION in read(head, f"/registers/organisations/{holder.pk}/")
    assert make.newest_entry(make.actor("330110.head"))["act"] == "organisation.restricted"


def test_a_restriction_needs_its_decision_and_days_in_order(holder):
    with refused("restriction.period"):
        restricted(holder, to_on=make.today() - timedelta(days=1))


def test_once_it_is_lifted_nothing_is_told(holder):
    bar = restricted(holder, from_on=make.today() - timedelta(days=9))
    head = make.actor("330110.head")
    commands.lift_restriction(head, bar.pk, "某决定", make.today(), at=timezone.now())
    assert not warned(item="又一项")
    assert Restriction.objects.get(pk=bar.pk).lifted_because == "某决定"


def test_a_body_that_may_not_certify_is_told_at_each_certificate_of_that_time():
    day = date(2026, 3, 1)
    wanted = commands.NewRestriction(DECISION, day, day + timedelta(days=60))
    body = make.actor("clerk1").body
    commands.restrict_body(make.actor("000000.head"), body, wanted, at=timezone.now())
    assert ("register.barred", "warning") in warned()
    assert DECISION in read(make.sign_in("000000.head"), f"/registers/bodies/{body}/")


def test_only_who_answers_for_a_body_restricts_it():
    body = Body.objects.get(approval_no=make.actor("clerk1").body)
    assert body in queries.bodies_in_area(make.actor("330110.head"))
    county = make.actor("330106.head")
    assert body not in queries.bodies_in_area(county)
    address = f"/registers/bodies/{body.approval_no}/restrict/"
    assert make.sign_in("330106.head").get(address).status_code == 404
