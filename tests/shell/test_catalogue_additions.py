"""New offences, sanctions and kinds of sanction, and the weekends: by two people, from a day on."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

import make
import make_catalogue
from make_catalogue import (
    APPROVER,
    NEXT_YEAR,
    PROPOSER,
    amendment,
    ended_fine,
    new_fine,
    new_offence,
)
from pages import press, read
from refusals import reasons_against
from renjian.cases.fine_facts import FineFacts
from renjian.cases.fines import ranges_on
from renjian.catalogue.amendments import Table
from renjian.catalogue.law import law_on
from renjian.catalogue.offences import offence, penalty_class, sanction_kinds
from renjian.catalogue.offenders import OffenderKind
from renjian.catalogue.validity import laid_over, lay_over
from renjian.kernel import calendar
from renjian_site.catalogue import commands, in_force
from renjian_site.catalogue.models import LawChange

pytestmark = pytest.mark.django_db
DAY, DAY_BEFORE = date(NEXT_YEAR, 1, 1), date(NEXT_YEAR - 1, 12, 31)
BODY = OffenderKind.BODY


@pytest.fixture(autouse=True)
def as_shipped():
    yield
    lay_over(())
    calendar.lay_over(())


def approved(new):
    change = make_catalogue.proposed(new)
    commands.approve_change(make.actor(APPROVER), change.pk, at=timezone.now())
    in_force.take_over()


def refused(new):
    return reasons_against(commands.propose_change, make.actor(PROPOSER), new, at=timezone.now())


def test_a_new_offence_is_the_law_from_its_day():
    approved(new_offence())
    found = offence("CB-29")
    assert found.can_be_committed_by(BODY) and found.punished_by(DAY) == ("REG 59.1.3",)
    codes = {day: {each.offence.code for each in law_on(day).offences} for day in (DAY, DAY_BEFORE)}
    assert "CB-29" in codes[DAY] and "CB-29" not in codes[DAY_BEFORE]


def test_a_new_fine_counts_from_its_day_and_an_ended_one_no_more():
    approved(new_offence())
    approved(new_fine())
    (found,) = ranges_on("CB-29", BODY, FineFacts(), DAY)
    assert (found.low, found.high) == (10_000, 60_000)
    a_year_on = DAY + timedelta(days=365)
    approved(ended_fine("CB-29", 0, a_year_on))
    assert ranges_on("CB-29", BODY, FineFacts(), a_year_on) == ()
    assert ranges_on("CB-29", BODY, FineFacts(), DAY) != ()


def test_a_new_kind_of_sanction_has_its_class():
    approved(amendment(Table.SANCTION_KINDS, "restrict_practice", "new",
                       title="限制从业", **{"class": "capability_penalty"}))  # fmt: skip
    assert penalty_class("restrict_practice").value == "capability_penalty"
    assert sanction_kinds()["restrict_practice"].title == "限制从业"
    approved(new_fine("CB-09", kind="restrict_practice", min_yuan=None, max_yuan=None))
    assert "restrict_practice" in {each.kind.name for each in offence("CB-09").sanctions}


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (new_offence("cb29"), "catalogue.new.code"),
        (new_offence("CB-01"), "catalogue.change.unknown"),
        (new_offence(title=" "), "catalogue.new.title"),
        (new_offence(subjects="nobody"), "catalogue.new.choice"),
        (new_offence(jurisdiction="EVERYWHERE"), "catalogue.new.choice"),
        (new_offence(group="nothing"), "catalogue.new.choice"),
        (new_offence(prohibits="", punishes=""), "catalogue.new.clause"),
        (new_offence(prohibits="第五条"), "catalogue.change.clause"),
        (new_fine("CB-09", kind="prison"), "catalogue.new.choice"),
        (new_fine("CB-09", max_yuan=None, min_yuan=None), "catalogue.new.fine"),
        (new_fine("CB-09", kind="warning"), "catalogue.new.not-fine"),
        (new_fine("CB-09", max_multiple=2), "catalogue.new.both"),
        (new_fine("CB-09", min_yuan=70_000), "catalogue.change.range"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(new, code):
    assert refused(new) == [code]
    assert not LawChange.objects.exists()


def test_the_effect_is_shown_before_the_decision_and_changes_nothing():
    change = make_catalogue.proposed(new_fine("CB-09", max_yuan=90_000))
    text = read(make.sign_in(APPROVER), f"/law/changes/{change.pk}/")
    assert "施行的规定有下列不同" in text and "10000至90000元" in text
    assert laid_over() == () and len(offence("CB-09").sanctions) == 2


def test_the_pages_lead_from_a_code_to_a_new_offence_and_its_fine():
    page = make.sign_in(PROPOSER)
    assert "新增条目" in read(page, "/law/changes/")
    address = "/law/changes/new/offences/CB-29/?part=new"
    response = page.get("/law/changes/add/", {"table": "offences", "code": "CB-29"})
    assert response.url == address
    text = press(
        page, address, title="新行为", group="body", subjects=["body"], punishes="REG 59",
        jurisdiction="LOCAL", from_on=DAY.isoformat(), document="国务院令",
    )  # fmt: skip
    assert "变更已提出" in text and "认证机构" in text
    approve = f"/law/changes/{LawChange.objects.get().pk}/approve/"
    press(make.sign_in(APPROVER), approve)
    in_force.take_over()
    assert "新行为" in read(page, f"/law/offences/CB-29/?on={DAY.isoformat()}")
    fine = "/law/changes/new/offences/CB-29/?part=sanctions.new"
    press(page, fine, kind="fine", max_yuan="5000", serious="no", mandatory="no",
          from_on=DAY.isoformat(), document="国务院令")  # fmt: skip
    assert LawChange.objects.count() == 2
    known = page.get("/law/changes/add/?table=offences&code=CB-01", follow=True)
    assert "已经存在" in known.content.decode()


def test_weekends_extend_from_the_day_on_which_it_was_decided():
    sunday = date(NEXT_YEAR, 1, 17)
    start = sunday - timedelta(days=10)
    plain = calendar.published().calendar_days_after(start, 10).on
    approved(amendment(Table.SETTINGS, "weekends-extend", "values", value="顺延"))
    moved = calendar.published().calendar_days_after(start, 10).on
    assert (plain, moved) == (sunday, sunday + timedelta(days=1))


def test_the_hearing_goes_by_the_setting(at):
    case = make.case(make.clue(against="issuer", offence="CB-03"))
    approved(amendment(Table.SETTINGS, "hearing-organisation-yuan", "values",
                       from_on=date(2026, 1, 1), value="50000"))  # fmt: skip
    answers = {f"CB-03.{number}": True for number in (1, 2, 3)}
    make.intend(case, "fine", fine=54_000, answers=answers)
    head = make.sign_in(make.head_of(case.clue))
    assert "达到听证标准（50,000元" in read(head, f"/cases/filed/{case.pk}/penalty/")


def test_the_ledger_names_what_changed_and_not_its_codes():
    approved(new_fine("CB-09"))
    text = read(make.sign_in(APPROVER), "/ledger/")
    assert "新增法律后果" in text and "罚款" in text and "sanctions.new" not in text
