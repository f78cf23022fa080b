"""Writing down a problem: against whom, which offence, and what was seen."""

from datetime import date

import pytest

import make
from pages import press, read, status_of, why_not
from refusals import refused
from renjian_site.inspections import commands
from renjian_site.inspections.models import Finding
from renjian_site.registers.models import Body

pytestmark = pytest.mark.django_db


@pytest.fixture
def task():
    return make.task()


def find(browser, task, **changes):
    return press(browser, f"/inspections/{task.pk}/findings/", **filled(**changes))


def filled(**changes):
    """What an officer fills in."""
    usual = {"offender": "organisation", "offence_code": "CM-07", "facts": "现场看到的事实"}
    return {**usual, "act_from": "2026-01-05", **changes}


def test_a_problem_of_the_organisation_is_written_down(task):
    text = find(make.sign_in(make.lead_of(task)), task)
    found = Finding.objects.get()
    assert "问题已记录" in text
    assert (found.offender_kind, found.offender_name) == (
        "certified_organisation",
        task.organisation.name,
    )
    assert (found.offender_code, found.facts) == (task.organisation.uscc, "现场看到的事实")
    assert (found.act_from, found.act_to) == (date(2026, 1, 5), None)
    assert (found.found_on, found.found_by_id) == (make.today(), task.lead_id)
    assert found.is_handed_over is False


def test_a_problem_of_the_body_that_issued_the_certificate_is_written_down(task):
    find(make.sign_in(make.lead_of(task)), task, offender="issuer", offence_code="CB-01")
    found = Finding.objects.get()
    body = Body.objects.get(approval_no=found.offender_code)
    assert found.offender_name == body.name
    assert found.offender_kind == ("designated_body" if body.is_designated else "body")


def test_a_designated_body_is_named_as_such(task):
    Body.objects.update(is_designated=True)
    found = make.finding(task, against="issuer", offence="CB-01")
    assert found.offender_kind == "designated_body"


def test_finding_is_one_entry_in_the_ledger(task):
    found = make.finding(task)
    entry = make.newest_entry(make.lead_of(task))
    assert (entry["act"], entry["subject"]) == ("finding.added", f"finding:{found.pk}")
    assert entry["details"] == {"task": task.number, "offence": "CM-07"}


@pytest.mark.parametrize(
    ("against", "offence"),
    [("organisation", "CB-01"), ("issuer", "CM-07"), ("organisation", "PR-01")],
)
def test_an_offence_that_such_an_offender_cannot_commit_is_refused(task, against, offence):
    with refused("jurisdiction.matter.offender"):
        make.finding(task, against=against, offence=offence)
    assert not Finding.objects.exists()


def test_the_page_refuses_it_too(task):
    found = why_not(
        make.sign_in(make.lead_of(task)),
        f"/inspections/{task.pk}/findings/",
        **filled(offence_code="CB-01"),
    )
    assert found == ["jurisdiction.matter.offender"]


@pytest.mark.parametrize(
    "changes",
    [
        {"facts": ""},
        {"act_from": ""},
        {"offender": "somebody"},
        {"offence_code": "OR-01"},
        {"facts": "长" * 4001},
    ],
    ids="-".join,
)
def test_the_form_takes_only_what_it_offers(task, changes):
    lead = make.sign_in(make.lead_of(task))
    response = lead.post(f"/inspections/{task.pk}/findings/", filled(**changes))
    assert response.status_code == 200
    assert "<details open>" in response.content.decode()
    assert not Finding.objects.exists()


def test_the_form_offers_the_offences_of_the_item_and_no_others(task):
    text = read(make.sign_in(make.lead_of(task)), f"/inspections/{task.pk}/")
    assert 'value="CM-07"' in text
    assert 'value="OR-01"' not in text


def test_an_organisation_without_an_issuer_leaves_no_body_to_choose(task):
    from renjian_site.registers.models import Certificate

    assert 'value="issuer"' in read(make.sign_in(make.lead_of(task)), f"/inspections/{task.pk}/")
    Certificate.objects.filter(organisation=task.organisation).update(
        organisation=Certificate.objects.exclude(organisation=task.organisation)
        .first()
        .organisation_id
    )
    text = read(make.sign_in(make.lead_of(task)), f"/inspections/{task.pk}/")
    assert 'value="issuer"' not in text


def test_after_the_result_is_entered_nothing_is_added(task):
    make.entered(task)
    with refused("inspection.result.stage"):
        make.finding(task)


def test_an_officer_who_was_not_drawn_adds_nothing(task, at):
    drawn = [task.lead_id, task.second_id]
    posts = make.posts_on(make.today()).filter(authority=task.authority, role="officer")
    colleague = make.actor_of(posts.exclude(person_id__in=drawn).first())
    new = commands.NewFinding(*make.offender(task, "organisation"), "CM-07", "x")
    with refused("task.not-drawn"):
        commands.add_finding(colleague, task.pk, new, at=at)


def test_markup_in_the_facts_is_shown_as_text(task):
    text = find(make.sign_in(make.lead_of(task)), task, facts="<i>看</i>\n第二行")
    assert "&lt;i&gt;看&lt;/i&gt;<br>第二行" in text


def test_a_problem_becomes_a_clue_only_once(task, at):
    found = make.finding(task)
    lead = make.lead_of(task)
    assert commands.hand_over(lead, found.pk, at=at).is_handed_over
    with refused("finding.handed-over"):
        commands.hand_over(lead, found.pk, at=at)


@pytest.mark.parametrize("account", ["460000.head", "xpcc.head"])
def test_a_stranger_reads_nothing_of_it(task, account):
    make.finding(task)
    assert status_of(make.sign_in(account), f"/inspections/{task.pk}/") == 404


@pytest.mark.parametrize("account", ["460000.planner", "330000.handler1", "000000.handler1"])
def test_a_finding_of_another_authority_is_not_handed_over(task, at, account):
    found = make.finding(task)
    with pytest.raises(Finding.DoesNotExist):
        commands.hand_over(make.actor(account), found.pk, at=at)
    found.refresh_from_db()
    assert not found.is_handed_over
