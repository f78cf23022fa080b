"""Filing a case: by the head of the competent authority, with two officers, in time."""

import re

import pytest
from django.db import IntegrityError, transaction

import make
from at_once import at_once
from pages import press, read, status_of, why_not
from refusals import refused
from renjian.cases.deadlines import decide_due_on
from renjian.kernel.calendar import published
from renjian.kernel.refusal import Refused
from renjian_site.authorities.models import Interest, Person
from renjian_site.cases import commands
from renjian_site.cases.models import Case, Clue
from renjian_site.ledger.models import Entry


@pytest.fixture
def clue(db):
    return make.clue()


def file(clue, at, *, head=None, team=None):
    head = head or make.head_of(clue)
    return commands.file_case(head, clue.pk, team or make.team(head), at=at)


def test_a_case_is_filed_with_its_two_officers_and_its_due_day(clue, at):
    case = file(clue, at)
    team, due = make.team(make.head_of(clue)), decide_due_on(make.today(), published())
    assert (case.first_officer_id, case.second_officer_id) == (team.first, team.second)
    assert (case.filed_on, case.due_on, case.is_provisional) == (
        make.today(),
        due.on,
        due.provisional,
    )
    assert case.approved_by_id == make.head_of(clue).person_id
    assert case.number == f"{clue.authority.short_name}案〔{make.today().year}〕1号"


def test_the_clue_is_filed_then(clue, at):
    file(clue, at)
    clue.refresh_from_db()
    assert clue.stage == "filed"


def test_the_case_keeps_the_ruling_as_it_was_made(clue, at):
    ruling = file(clue, at).ruling
    assert (ruling["rule"], ruling["levels"], ruling["penalties"]) == ("J-05", [3, 4], ["fine"])
    assert ruling["reasons"][-2]["clause"] == "N102 二(三); PROC 7"
    assert all(set(why) == {"code", "text", "clause"} for why in ruling["reasons"])


def test_filing_is_one_entry_that_tells_of_the_open_matter(clue, at):
    case = file(clue, at)
    entry = make.newest_entry(make.head_of(clue))
    assert (entry["act"], entry["subject"]) == ("case.filed", f"case:{case.pk}")
    assert entry["details"]["due"] == case.due_on.isoformat()
    assert "organisation.matter-opened" in [act["act"] for act in entry["within"]]


def test_the_organisation_has_an_open_matter_from_then_on(clue, at):
    file(clue, at)
    clue.organisation.refresh_from_db()
    assert clue.organisation.open_matters == 1


def test_a_case_against_a_body_opens_no_matter_on_the_organisation_visited(db, at):
    clue = make.clue(against="issuer", offence="CB-03")
    file(clue, at)
    organisation = clue.finding.task.organisation
    organisation.refresh_from_db()
    assert organisation.open_matters == 0


def test_a_case_is_filed_once(clue, at):
    file(clue, at)
    before = Entry.objects.count()
    with refused("case.stage"):
        file(clue, at)
    assert (Case.objects.count(), Entry.objects.count()) == (1, before)


@pytest.mark.parametrize("role", ["case_handler", "officer", "reviewer"])
def test_only_the_head_approves(clue, at, role):
    actor = make.person_of(role, clue.authority.code)
    with refused("case.other-post"):
        file(clue, at, head=actor)


def test_one_officer_is_not_two(clue, at):
    first = make.team(make.head_of(clue)).first
    with refused("case.file.officers"):
        file(clue, at, team=commands.Team(first, first))


@pytest.mark.parametrize("why", ["head", "stranger", "nobody", "ended", "no card", "closed"])
def test_both_officers_must_be_qualified_people_of_the_unit(clue, at, why):
    head = make.head_of(clue)
    team = make.team(head)
    second = {"head": head.person_id, "stranger": make.actor("469001.officer1").person_id}
    if why == "ended":
        make.end_posts(person=team.second)
    elif why == "no card":
        Person.objects.filter(pk=team.second).update(card_number="")
    elif why == "closed":
        Person.objects.filter(pk=team.second).update(is_active=False)
    chosen = second.get(why, 0 if why == "nobody" else team.second)
    with refused("case.file.unqualified"):
        file(clue, at, team=commands.Team(team.first, chosen))
    assert not Case.objects.exists()


def test_a_case_of_the_state_administration_is_not_filed_in_the_county(db, at):
    clue = make.clue(against="issuer", offence="CB-01")
    with refused("case.file.other-level") as caught:
        file(clue, at)
    assert "N102 二(一)" in caught.value.reasons[0].clause
    assert not Case.objects.exists()


def test_page_and_act_give_the_same_reasons(db):
    clue = make.clue(against="issuer", offence="CB-01")
    head = make.head_of(clue)
    browser, team = make.sign_in(head), make.team(head)
    (why,) = commands.why_not(head, clue, make.today(), team)
    assert why.text in read(browser, f"/cases/{clue.pk}/")
    fields = {"first": team.first, "second": team.second}
    assert why_not(browser, f"/cases/{clue.pk}/file/", **fields) == [why.code]


def test_every_reason_is_told_at_once(db, at):
    clue = make.clue(against="issuer", offence="CB-01")
    actor = make.handler_of(clue)
    with refused("case.other-post", "case.file.other-level", "case.file.officers"):
        file(clue, at, head=actor, team=commands.Team(1, 1))


def test_the_head_above_does_not_file_for_the_county(clue, at):
    with pytest.raises(Clue.DoesNotExist):
        file(clue, at, head=make.actor("330100.head"), team=make.team(make.head_of(clue)))


def test_the_page_files_the_case(clue):
    head = make.head_of(clue)
    team = make.team(head)
    address = f"/cases/{clue.pk}/file/"
    text = press(make.sign_in(head), address, first=team.first, second=team.second)
    case = Case.objects.get()
    assert f"已立案：{case.number}" in text
    assert f"办理期限 {case.due_on.isoformat()}" in text


@pytest.mark.parametrize("fields", [{}, {"first": "x"}, {"first": "0", "second": "0"}], ids=str)
def test_the_page_takes_only_people_it_offers(clue, fields):
    text = press(make.sign_in(make.head_of(clue)), f"/cases/{clue.pk}/file/", **fields)
    said = re.search("<div class=.([^>]*)>请从名单中选择两名办案人员。", text)
    assert "success" not in said[1]
    assert not Case.objects.exists()


def test_the_page_offers_the_people_of_the_unit_who_hold_a_card(clue):
    text = read(make.sign_in(make.head_of(clue)), f"/cases/{clue.pk}/")
    assert text.count("PRAC-") >= 10
    assert f"PRAC-{clue.authority.code}" in text
    assert "PRAC-469001" not in text


def test_for_a_stranger_the_clue_is_not_found(clue):
    head = make.actor("469001.head")
    stranger, team = make.sign_in(head), make.team(head)
    fields = {"first": team.first, "second": team.second}
    assert status_of(stranger, f"/cases/{clue.pk}/") == 404
    for act in ("file", "transfer-up"):
        address = f"/cases/{clue.pk}/{act}/"
        assert status_of(stranger, address, by="post", **fields) == 404, act


@pytest.mark.parametrize("officer", ["first_officer", "second_officer"])
def test_the_database_knows_that_two_are_two(clue, at, officer):
    case = file(clue, at)
    other = "second_officer" if officer == "first_officer" else "first_officer"
    with pytest.raises(IntegrityError, match="case_two_officers"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**{officer: getattr(case, other)})


def test_two_filings_at_once_make_one_case(own_database, at):
    clue = make.clue()
    head = make.head_of(clue)
    team = make.team(head)
    given = at_once(*[lambda: commands.file_case(head, clue.pk, team, at=at)] * 2)
    refusals = [one.reasons[0].code for one in given if isinstance(one, Refused)]
    assert refusals == ["case.stage"]
    assert Case.objects.count() == 1


def test_who_declared_a_tie_to_the_offender_is_not_offered_and_not_named(clue, at):
    head = make.head_of(clue)
    tied = Person.objects.get(pk=make.team(head).first)
    Interest.objects.create(
        person=tied,
        code=clue.offender_code,
        kind="relative",
        declared_on=make.today(),
        declared_by=tied,
    )
    form = read(make.sign_in(head), f"/cases/{clue.pk}/").partition('name="first"')[2]
    assert tied.name not in form.partition("</select>")[0]
    with refused("case.file.unqualified"):
        file(clue, at, team=make.team(head))
    assert not Case.objects.exists()
