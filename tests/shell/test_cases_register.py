"""Registering a finding as a clue: once, by a case handler of the county that found it."""

import pytest
from django.utils import timezone

import make
from pages import press, read, status_of, why_not
from refusals import refused
from renjian.cases.deadlines import verify_due_on
from renjian.kernel.calendar import published
from renjian_site.cases import commands
from renjian_site.cases.models import Clue
from renjian_site.inspections.models import Finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding():
    found = make.finding()
    make.entered(found.task)
    return found


def handler(finding):
    return make.person_of("case_handler", finding.task.authority.code)


def register(finding, at, actor=None):
    return commands.register_clue(actor or handler(finding), finding.pk, at=at)


def test_a_clue_takes_over_what_was_found(finding, at):
    clue = register(finding, at)
    assert (clue.offender_kind, clue.offender_name, clue.offender_code) == (
        "certified_organisation",
        finding.offender_name,
        finding.offender_code,
    )
    assert (clue.offence_code, clue.stage) == ("CM-07", "verifying")
    assert clue.place == finding.task.organisation.division
    assert clue.organisation_id == finding.task.organisation_id


def test_a_clue_against_a_body_is_none_on_the_organisation_visited(at):
    clue = make.clue(against="issuer", offence="CB-03")
    assert clue.organisation is None
    assert clue.place == clue.finding.task.organisation.division


def test_verification_is_due_so_many_working_days_after_the_finding(finding, at):
    clue = register(finding, at)
    due = verify_due_on(finding.found_on, published())
    assert (clue.found_on, clue.received_on) == (finding.found_on, finding.found_on)
    assert (clue.verify_due_on, clue.is_provisional) == (due.on, due.provisional)


def test_the_clock_starts_with_the_finding_and_not_with_the_registering(finding, at):
    from datetime import timedelta

    week_ago = make.today() - timedelta(days=7)
    Finding.objects.update(found_on=week_ago)
    assert register(finding, at).verify_due_on == verify_due_on(week_ago, published()).on


def test_a_clue_gets_a_number_of_the_county(finding, at):
    clue = register(finding, at)
    assert clue.number == f"{clue.authority.short_name}线索〔{make.today().year}〕1号"


def test_registering_is_one_entry_that_tells_of_the_finding_too(finding, at):
    clue = register(finding, at)
    entry = make.newest_entry(handler(finding))
    assert (entry["act"], entry["subject"]) == ("clue.registered", f"clue:{clue.pk}")
    assert [act["act"] for act in entry["within"]] == ["finding.handed-over"]


def test_a_finding_becomes_a_clue_once(finding, at):
    register(finding, at)
    with refused("finding.handed-over"):
        register(finding, at)
    assert Clue.objects.count() == 1


def test_the_page_registers_it_and_says_its_number(finding):
    browser = make.sign_in(handler(finding))
    address = f"/cases/from-finding/{finding.pk}/"
    assert finding.facts in read(browser, address)
    text = press(browser, address)
    assert f"线索已登记：{Clue.objects.get().number}" in text
    assert status_of(browser, address) == 404
    assert why_not(browser, address) == ["finding.handed-over"]


def test_a_case_handler_above_may_see_it_and_not_register_it(finding, at):
    with refused("clue.other-authority"):
        register(finding, at, make.actor("330000.handler1"))
    assert not Clue.objects.exists()


def test_a_case_handler_of_another_county_does_not_find_it(finding, at):
    with pytest.raises(Finding.DoesNotExist):
        register(finding, at, make.actor("469001.handler"))


@pytest.mark.parametrize("by", ["get", "post"])
def test_for_another_county_the_page_is_not_found(finding, by):
    stranger = make.sign_in("469001.handler")
    assert status_of(stranger, f"/cases/from-finding/{finding.pk}/", by=by) == 404


@pytest.mark.parametrize("role", ["head", "reviewer"])
def test_other_posts_do_not_register(finding, at, role):
    with refused("case.other-post"):
        register(finding, at, make.person_of(role, finding.task.authority.code))


def test_while_the_result_is_not_entered_page_and_act_agree():
    finding = make.finding()
    browser = make.sign_in(handler(finding))
    address = f"/cases/from-finding/{finding.pk}/"
    assert status_of(browser, address) == 404
    browser.post(address)
    assert not Clue.objects.exists()


@pytest.mark.parametrize(
    ("against", "offence", "expected"),
    [
        ("organisation", "CM-07", ["fine"]),
        ("issuer", "CB-03", ["confiscate_gains", "fine"]),
        ("issuer", "CB-01", ["confiscate_gains", "fine", "revoke_approval"]),
    ],
)
def test_the_penalties_of_the_ordinary_course_are_expected(against, offence, expected):
    clue = make.clue(against=against, offence=offence)
    found = [name for name in clue.expected if name != "revoke_designation"]
    assert found == expected


def test_the_day_is_that_of_the_country(finding):
    from datetime import UTC, datetime

    late = datetime(2027, 12, 31, 16, 30, tzinfo=UTC)
    assert timezone.localdate(late).year == 2028
    assert "〔2028〕" in register(finding, late).number
