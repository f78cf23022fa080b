"""Changes of the law as data: two people, a day, the ledger, and the rules that go by them."""

from datetime import date

import pytest
from django.utils import timezone

import make
import make_catalogue
from make_catalogue import APPROVER, NEXT_YEAR, PROPOSER, amendment
from pages import press, read, status_of, why_not
from refusals import reasons_against
from renjian.catalogue.amendments import Table
from renjian.catalogue.deadlines import deadline
from renjian.catalogue.offences import offence
from renjian.catalogue.offenders import OffenderKind
from renjian.catalogue.validity import Mark, lay_over
from renjian.kernel import calendar
from renjian_site.catalogue import commands, in_force
from renjian_site.catalogue.models import Arrangement, LawChange, State
from renjian_site.ledger.models import Entry

pytestmark = pytest.mark.django_db
DAY = date(NEXT_YEAR, 1, 1)


@pytest.fixture(autouse=True)
def as_shipped():
    yield
    lay_over(())
    calendar.lay_over(())


def approve(change, by=APPROVER):
    commands.approve_change(make.actor(by), change.pk, at=timezone.now())
    in_force.take_over()


def acts() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


def test_a_proposed_change_changes_nothing_yet():
    make_catalogue.proposed()
    in_force.take_over()
    assert deadline("DL-C-06", DAY).length.count == 10


def test_an_approved_change_is_the_law_from_its_day():
    approve(make_catalogue.proposed())
    assert deadline("DL-C-06", DAY).length.count == 12
    assert deadline("DL-C-06", date(2026, 12, 31)).length.count == 10


def test_the_proposer_cannot_approve():
    change = make_catalogue.proposed(by=PROPOSER)
    other_post = commands.approve_change
    assert reasons_against(other_post, make.actor(PROPOSER), change.pk, at=timezone.now()) == [
        "catalogue.change.other-post",
        "change.own",
    ]


@pytest.mark.parametrize("who", ["330000.planner", "330110.head", "000000.head"])
def test_only_certain_posts_of_the_state_administration_propose(who):
    codes = reasons_against(
        commands.propose_change, make.actor(who), amendment(), at=timezone.now()
    )
    assert codes == ["catalogue.change.other-post"]
    assert not LawChange.objects.exists()


def test_a_county_head_cannot_approve():
    change = make_catalogue.proposed()
    county = make.actor("330110.head")
    codes = reasons_against(commands.approve_change, county, change.pk, at=timezone.now())
    assert codes == ["catalogue.change.other-post"]


def test_a_change_is_decided_once():
    change = make_catalogue.proposed()
    approve(change)
    head = make.actor(APPROVER)
    codes = reasons_against(commands.refuse_change, head, change.pk, "重复", at=timezone.now())
    assert codes == ["change.settled"]


def test_a_change_that_no_longer_fits_cannot_be_approved():
    first, second = (
        make_catalogue.proposed(),
        make_catalogue.proposed(amendment(from_on=date(NEXT_YEAR, 6, 1))),
    )
    approve(first)
    codes = reasons_against(
        commands.approve_change, make.actor(APPROVER), second.pk, at=timezone.now()
    )
    assert codes == ["catalogue.change.same"]


def test_a_returned_change_keeps_its_reason_and_changes_nothing():
    change = make_catalogue.proposed()
    commands.refuse_change(make.actor(APPROVER), change.pk, "文号有误", at=timezone.now())
    in_force.take_over()
    change.refresh_from_db()
    assert (change.state, change.refused_because) == (State.REFUSED, "文号有误")
    assert deadline("DL-C-06", DAY).length.count == 10


def test_confirming_a_start_settles_it_everywhere():
    new = amendment(Table.SETTINGS, "reg-2023-start", from_on=date(2003, 11, 1), value="2023-07-20")
    approve(make_catalogue.proposed(new))
    fines = offence("CC-01B").sanctions_for(OffenderKind.SELLER, date(2023, 7, 20))
    assert [each.start_mark for each in fines if each.is_by_goods] == [Mark.VERIFIED]


def test_what_waits_for_approval_stands_in_the_inbox_of_the_head_and_nowhere_else():
    make_catalogue.proposed()
    make_catalogue.entered()
    assert "批准或者退回" in read(make.sign_in(APPROVER), "/inbox/")
    assert "批准或者退回" not in read(make.sign_in("330110.head"), "/inbox/")
    assert "批准或者退回" not in read(make.sign_in(PROPOSER), "/inbox/")


def test_proposing_and_approving_stand_in_the_ledger():
    approve(make_catalogue.proposed())
    assert acts()[-2:] == ["law-change.proposed", "law-change.approved"]


def test_two_people_change_the_law_by_mouse_and_the_page_shows_both_texts():
    maker = make.sign_in(PROPOSER)
    asked = {"length": "12", "from_on": "2027-01-01", "clause": "PROC 55", "document": "文件"}
    press(maker, "/law/changes/new/deadlines/DL-C-06/?part=values", **asked)
    change = LawChange.objects.get()
    assert (change.values, change.before) == ({"length": 12}, {"length": 10})
    press(make.sign_in(APPROVER), f"/law/changes/{change.pk}/approve/")
    in_force.take_over()
    assert ">12<" in read(maker, f"/law/changes/{change.pk}/")
    assert "12 " in read(maker, "/law/limits/DL-C-06/?on=2027-01-01")


def test_a_wrong_change_by_mouse_is_refused_in_words():
    browser = make.sign_in(PROPOSER)
    asked = {"length": "12", "from_on": "2027-01-01", "clause": "XYZ 1", "document": "文件"}
    codes = why_not(browser, "/law/changes/new/deadlines/DL-C-06/?part=values", **asked)
    assert codes == ["catalogue.change.clause"]


@pytest.mark.parametrize(
    "address",
    ["/law/changes/new/sources/REG/", "/law/changes/new/deadlines/DL-W-01/", "/law/changes/9/"],
)
def test_what_cannot_be_changed_has_no_page(address):
    assert status_of(make.sign_in(PROPOSER), address) == 404


def enter_and_approve(year=NEXT_YEAR) -> Arrangement:
    entered = make_catalogue.entered(year)
    commands.approve_arrangement(make.actor(APPROVER), entered.pk, at=timezone.now())
    in_force.take_over()
    return entered


def test_an_approved_year_is_known():
    assert calendar.published().known_through == date(2026, 12, 31)
    enter_and_approve()
    assert calendar.published().known_through == date(2027, 12, 31)
    assert calendar.published().is_holiday(date(2027, 1, 2))


def test_a_year_waits_for_another_person():
    entered = make_catalogue.entered()
    in_force.take_over()
    assert not calendar.published().is_known(date(2027, 1, 1))
    codes = reasons_against(
        commands.approve_arrangement, make.actor(PROPOSER), entered.pk, at=timezone.now()
    )
    assert codes == ["catalogue.change.other-post", "change.own"]


@pytest.mark.parametrize(("year", "code"), [(2029, "calendar.year"), (2017, "calendar.year")])
def test_a_year_out_of_line_is_reasons_against(year, code):
    new, maker = make_catalogue.new_year(year), make.actor(PROPOSER)
    assert reasons_against(commands.enter_arrangement, maker, new, at=timezone.now()) == [code]


def test_the_same_year_waits_once():
    make_catalogue.entered()
    new, maker = make_catalogue.new_year(), make.actor(PROPOSER)
    assert reasons_against(commands.enter_arrangement, maker, new, at=timezone.now()) == [
        "calendar.waits"
    ]


def test_a_returned_year_can_be_entered_again():
    entered = make_catalogue.entered()
    commands.refuse_arrangement(make.actor(APPROVER), entered.pk, "漏了一日", at=timezone.now())
    assert make_catalogue.entered().year == NEXT_YEAR


def test_a_year_is_entered_by_mouse_with_spans_of_days():
    browser = make.sign_in(PROPOSER)
    asked = {
        "year": "2027",
        "holidays": "2027-01-01至2027-01-03\n2027-02-05~2027-02-07",
        "make_up_days": "2027-02-20",
        "document": "国办发明电〔2026〕9号",
    }
    press(browser, "/law/working-days/enter/", **asked)
    entered = Arrangement.objects.get()
    assert len(entered.holidays) == 6
    assert entered.make_up_days == ["2027-02-20"]
    press(make.sign_in(APPROVER), f"/law/working-days/{entered.pk}/approve/")
    in_force.take_over()
    assert "2027" in read(browser, "/law/working-days/?year=2027")


@pytest.mark.parametrize("line", ["2027-13-01", "元旦", "2027-01-03至2027-01-01"])
def test_a_line_that_is_no_day_is_named(line):
    asked = {"year": "2027", "holidays": line, "document": "通知"}
    text = make.sign_in(PROPOSER).post("/law/working-days/enter/", asked).content.decode()
    assert f"“{line}”" in text
    assert not Arrangement.objects.exists()
