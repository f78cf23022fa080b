"""The whole story of a county that goes from one city to another in mid-year: who reads what.

Hangzhou's Yuhang goes below Ningbo. What it has under way, its people, its ledger and its documents
are read by the new city from that day and by the old one no longer, in pages, lists, counts,
exports, search and the API; what was is still told as of its day.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

import make
import make_consultations
import make_lists
import make_people
import make_units
from make_units import approved, proposed, unit
from pages import read, status_of
from renjian.authorities.posts import Role
from renjian.authorities.wishes import Move
from renjian.cases.participation import Part
from renjian_site.authorities import commands as authorities
from renjian_site.authorities import queries
from renjian_site.authorities.models import Post, PostReview
from renjian_site.cases import commands as cases
from renjian_site.cases import queries as case_queries
from renjian_site.cases.models import Participation
from renjian_site.console import tasks
from renjian_site.console.board import board
from renjian_site.kit.actor import SYSTEM
from renjian_site.kit.exports import path_of

pytestmark = pytest.mark.django_db
COUNTY, OLD, NEW, PROVINCE = "330110", "330100", "330200", "330000"
MANY = dict.fromkeys("ABCDU", 4000)  # so many that the county is among those drawn
MOVE = Move(COUNTY, NEW)


@pytest.fixture
def case():
    """A case of the county, filed before it goes over."""
    found = next(one for one in make.tasks(rates=MANY) if one.authority.code == COUNTY)
    finding = make.finding(found)
    make.entered(found)
    clue = cases.register_clue(
        make.person_of("case_handler", COUNTY), finding.pk, at=timezone.now()
    )
    return make.case(clue)


def head(code):
    return make.person_of("head", code)


def moved(on=None):
    return approved(proposed(MOVE, by=PROVINCE, on=on))


def of_the_county(code):
    """The figures of the county's line on the board of a city; none if there is no such line."""
    own = unit(COUNTY).name
    lines = board(head(code), code, make.today()).lines
    return [figure.number for line in lines if line.name == own for figure in line.figures]


def exported(found):
    """What an export holds once its job has written it."""
    tasks.export(found.pk)
    found.refresh_from_db()
    return path_of(found).read_text("utf-8-sig")


# Before the day: two people see what is under way


def test_whoever_proposes_and_whoever_approves_see_the_clue_and_the_case_that_go_along(case):
    change = proposed(MOVE, by=PROVINCE)
    second = make.sign_in("330000.system")
    text = read(second, f"/units/changes/{change.pk}/")
    assert case.number in text and "原上级不再能看" in text
    assert status_of(make.sign_in(head(OLD)), f"/cases/{case.clue_id}/") == 200


# Pages, lists, counts, search


@pytest.mark.parametrize("address", ["/cases/{clue}/", "/inspections/{task}/"])
def test_pages_open_in_the_new_city_and_close_in_the_old_one(case, address):
    page = address.format(clue=case.clue_id, task=case.clue.finding.task_id)
    asked = {code: make.sign_in(head(code)) for code in (OLD, NEW, COUNTY, PROVINCE)}
    before = [status_of(client, page) for client in asked.values()]
    moved()
    after = [status_of(client, page) for client in asked.values()]
    assert (before, after) == ([200, 404, 200, 200], [404, 200, 200, 200])


def test_lists_and_search_follow(case):
    old, new = make.sign_in(head(OLD)), make.sign_in(head(NEW))
    number = case.number
    assert number in read(old, "/cases/filed/") and number not in read(new, "/cases/filed/")
    moved()
    assert number not in read(old, "/cases/filed/") and number in read(new, "/cases/filed/")
    assert "Location" not in old.get("/search/", {"q": number}).headers
    assert new.get("/search/", {"q": number}).headers["Location"].startswith("/cases/")


def test_the_boards_of_both_cities_count_the_county_once(case):
    before, total = of_the_county(OLD), of_the_county(PROVINCE)
    assert any(before) and of_the_county(NEW) == []
    moved()
    assert of_the_county(OLD) == [] and of_the_county(NEW) == before
    assert of_the_county(PROVINCE) == total


def test_an_export_asked_for_before_the_day_is_written_as_of_after_it(case):
    waits = make_lists.export(f"{OLD}.head", listing="cases:cases")
    assert case.number in exported(make_lists.export(f"{OLD}.head", listing="cases:cases"))
    moved()
    assert case.number not in exported(waits)
    assert case.number in exported(make_lists.export(f"{NEW}.head", listing="cases:cases"))


# Acts


def test_the_county_goes_on_with_its_case_and_its_officers_in_their_posts(case):
    client = make.sign_in(head(COUNTY))  # signed in before the day
    posts = list(Post.objects.filter(authority__code=COUNTY, to_on=None).values_list("pk"))
    moved()
    assert status_of(client, f"/cases/filed/{case.pk}/penalty/") == 200
    assert make.intend(case, "fine", fine=30_000).case_id == case.pk
    assert list(Post.objects.filter(authority__code=COUNTY, to_on=None).values_list("pk")) == posts


def test_the_new_city_supervises_and_the_old_one_no_longer(case):
    at, clue = timezone.now(), case.clue
    wish = cases.Invitation(Part.SUPERVISED_HANDLING, OLD, "重大案件")
    part = cases.bring_in(head(OLD), clue.pk, wish, at=at)
    change = proposed(MOVE, by=PROVINCE)
    assert "原上级督办的线索" in read(make.sign_in("330000.system"), f"/units/changes/{change.pk}/")
    approved(change)
    part.refresh_from_db()
    assert part.is_ended
    assert status_of(make.sign_in(head(OLD)), f"/cases/{clue.pk}/") == 404
    mine = cases.Invitation(Part.SUPERVISED_HANDLING, NEW, "继续督办")
    assert cases.bring_in(head(NEW), clue.pk, mine, at=at).authority.code == NEW


def test_the_supervision_of_the_province_and_the_help_of_others_go_on(case):
    at = timezone.now()
    ways = {
        PROVINCE: cases.Invitation(Part.SUPERVISED_HANDLING, PROVINCE, "督办"),
        COUNTY: cases.Invitation(Part.ASSISTANCE_REQUEST, "330106", "请协助"),
    }
    for who, wish in ways.items():
        cases.bring_in(head(who), case.clue_id, wish, at=at)
    moved()
    open_parts = Participation.objects.filter(clue=case.clue, is_ended=False)
    assert set(open_parts.values_list("authority__code", flat=True)) == {PROVINCE, "330106"}


def test_a_request_for_instructions_goes_to_the_new_city():
    moved()
    sent = make_consultations.sent(COUNTY)
    assert sent.superior.code == NEW


# People


def test_who_stood_in_from_the_old_city_no_longer_does_and_a_colleague_goes_on():
    far, near = Post.objects.get(person__account="330100.head"), "330110.officer1"
    own = make.actor("330110.head")
    today, at = make.today(), timezone.now()
    until = today + timedelta(days=9)
    wish = authorities.Delegation(far.person_id, today, until, "出差")
    lost = authorities.delegate(own, own.post_id, wish, at=at)
    kept = make_people.delegate("330110.reviewer", near)
    change = proposed(MOVE, by=PROVINCE)
    assert "原上级人员的代理" in read(make.sign_in("330000.system"), f"/units/changes/{change.pk}/")
    approved(change)
    lost.refresh_from_db()
    kept.refresh_from_db()
    assert (lost.to_on, kept.to_on) == (today - timedelta(days=1), until)


def test_people_of_the_county_are_looked_after_by_the_new_city():
    make_people.install("330100.system", Role.SYSTEM, OLD)
    make_people.install("330200.system", Role.SYSTEM, NEW)
    officer = make_people.person_of("330110.officer1")
    page = f"/people/{officer.pk}/"
    old, new = make.sign_in("330100.system"), make.sign_in("330200.system")
    assert (status_of(old, page), status_of(new, page)) == (200, 404)
    moved()
    assert (status_of(old, page), status_of(new, page)) == (404, 200)


def test_the_old_city_neither_reviews_nor_ends_a_post_of_the_county():
    """The list of a review names the only head of the county, whom the city above reviews."""
    at = timezone.now()
    authorities.open_reviews(SYSTEM, make.today().replace(day=1), at=at)
    asked = PostReview.objects.get(authority__code=OLD)
    own = Post.objects.get(person__account="330110.head")
    assert asked.lines.filter(post=own).exists()
    moved()
    old = make.sign_in(head(OLD))
    assert own.person.name not in read(old, f"/reviews/{asked.pk}/")
    authorities.answer_review(head(OLD), asked.pk, [], at=at)
    authorities.close_review(SYSTEM, asked.pk, at=at)
    own.refresh_from_db()
    assert own.to_on is None


# What was


def test_the_ledger_of_the_county_is_read_by_the_new_city(case):
    for code in (OLD, NEW):
        make_people.install(f"{code}.audit", Role.AUDIT, code)
    old, new = make.sign_in(f"{OLD}.audit"), make.sign_in(f"{NEW}.audit")
    entries = f"/ledger/?of={COUNTY}"
    before = [status_of(client, entries) for client in (old, new)]
    moved()
    assert (before, [status_of(client, entries) for client in (old, new)]) == (
        [200, 409],
        [409, 200],
    )
    assert case.number in read(new, entries)


def test_jurisdiction_is_answered_as_of_the_day(case):
    day = make.today() - timedelta(days=3)
    Coverage = type(unit(COUNTY).coverage.get())
    Coverage.objects.update(from_on=day - timedelta(days=30))
    moved(on=make.today() - timedelta(days=1))
    actor = head(COUNTY)
    then = {node.code: node.parent for node in case_queries.territory(actor, COUNTY, day)}
    now = {node.code: node.parent for node in case_queries.territory(actor, COUNTY, make.today())}
    assert (then[COUNTY], now[COUNTY]) == (OLD, NEW)
    assert NEW in now and NEW not in then


def test_the_county_and_both_cities_are_told_as_they_were(case):
    moved()
    eve = (make.today() - timedelta(days=1)).isoformat()
    client = make.sign_in(head(NEW))
    name = unit(COUNTY).name
    for code, then, now in ((OLD, True, False), (NEW, False, True)):
        page = f"/units/{unit(code).pk}/"
        of_then = read(client, f"{page}?on={eve}").partition('id="then"')[2].partition("</dl>")[0]
        of_now = (
            read(client, f"{page}?on={make.today()}")
            .partition('id="then"')[2]
            .partition("</dl>")[0]
        )
        assert (name in of_then, name in of_now) == (then, now)
    assert queries.tree_of_day(head(NEW), make.today()).full_name(COUNTY).count(unit(NEW).name)
    assert make_units.unit(COUNTY).past.get().parent.code == OLD
