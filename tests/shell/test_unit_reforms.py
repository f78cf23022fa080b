"""Acts on the tree: who may, what is written, what waits for its day, what the database refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

import make
import make_people
import make_units
from make_units import BECAUSE, administrator, new_unit, reform, unit, yesterday
from refusals import refused
from renjian.authorities.kinds import Kind
from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.authorities.wishes import Abolish, Cover, Establish, Move, Rename
from renjian.kernel.refusal import Refused
from renjian_site.authorities import commands as authorities
from renjian_site.authorities import queries
from renjian_site.authorities.commands import Decision
from renjian_site.authorities.models import Authority, Coverage, PastStanding, Post, UnitChange
from renjian_site.authorities.sessions import actor_of
from renjian_site.console import commands, tasks
from renjian_site.console.inbox import inbox
from renjian_site.console.open_work import look
from renjian_site.console.waiting import waiting
from renjian_site.draws.models import Draw
from renjian_site.registers.models import Body

pytestmark = pytest.mark.django_db
RENAME = Rename("330110", "杭州市练习区市场监督管理局", "练市监")
TOMORROW = timedelta(days=1)


def night(days=1):
    """The nightly step of a day to come."""
    tasks.carry_out_changes(timezone.now() + timedelta(days=days))


# What is written


def test_a_renamed_unit_keeps_what_it_was_called_until_the_day_before():
    reform(RENAME)
    past = PastStanding.objects.get(unit__code="330110")
    assert (past.name, past.to_on) == ("杭州市余杭区市场监督管理局", yesterday())
    assert past.from_on == unit("330110").from_on
    assert unit("330110").name == RENAME.name


def test_a_second_change_begins_where_the_first_ended():
    reform(RENAME, on=make.today() - timedelta(days=10))
    reform(Move("330110", "330200"))
    first, second = PastStanding.objects.filter(unit__code="330110").order_by("from_on")
    assert second.from_on == first.to_on + timedelta(days=1)
    assert (second.name, second.parent.code) == (RENAME.name, "330100")


def test_a_unit_is_set_up_below_its_parent_from_a_day_on():
    found = reform(Establish("330100", new_unit()))
    assert (found.parent.code, found.level, found.from_on) == ("330100", 4, make.today())
    assert found.path == "000000/330000/330100/330118/"


def test_a_brigade_that_is_moved_stands_at_the_level_of_its_new_parent():
    found = reform(Move("330100-ZF", "330000"))
    assert (found.level, found.kind) == (Level.PROVINCIAL, Kind.BRIGADE)
    assert PastStanding.objects.get(unit=found).level == Level.CITY


def test_a_change_is_one_entry_that_holds_what_followed_from_it():
    reform(Abolish("330110", "330106"))
    entry = make.newest_entry(make.actor("system"))
    assert entry["act"] == "unit.reformed"
    assert entry["details"]["because"] == BECAUSE
    assert [each["act"] for each in entry["within"]] == [
        "unit-change.decided",
        "unit.abolished",
        "clues.taken-over",
        "tasks.taken-over",
        "draws.taken-over",
        "consultations.taken-over",
        "registers.followed-coverage",
    ]


def test_bodies_follow_the_division_of_their_seat():
    body = Body.objects.filter(division="330110").first()
    reform(Cover("330106", ("330110",)))
    body.refresh_from_db()
    assert body.authority.code == "330106"


def test_an_unfinished_draw_goes_on_at_the_successor():
    draw = make.planned_draw()
    Draw.objects.filter(pk=draw.pk).update(authority=unit("330110"))
    reform(Abolish("330110", "330106"))
    assert Draw.objects.get(pk=draw.pk).authority.code == "330106"


def test_delegations_of_a_moved_post_stand_behind_it_at_the_successor():
    own = Post.objects.get(person__account="330110.head")
    deputy = Post.objects.get(person__account="330110.reviewer").person
    until = make.today() + timedelta(days=9)
    Post.objects.create(
        person=deputy,
        role="head",
        authority=own.authority,
        from_on=yesterday(),
        to_on=until,
        origin="delegated",
        delegated_from=own,
        entered_by=own.person,
    )
    reform(Abolish("330110", "330106"))
    new = Post.objects.get(person=deputy, role="head", to_on=until)
    assert (new.authority.code, new.delegated_from.person) == ("330106", own.person)
    assert (new.delegated_from.authority.code, new.delegated_from.origin) == ("330106", "moved")


def test_who_entered_and_confirmed_a_moved_post_stays_known():
    own = make_people.enter("330110.security", Role.SECURITY, "330110")
    make_people.confirm(own)
    # It began before, as posts do that have gone on for a while.
    Post.objects.filter(person=own.person).update(from_on=yesterday())
    reform(Abolish("330110", "330106"))
    moved = Post.objects.get(person=own.person, origin="moved")
    own.refresh_from_db()
    assert (moved.entered_by, moved.entered_at) == (own.entered_by, own.entered_at)
    assert (moved.confirmed_by, moved.confirmed_at) == (own.confirmed_by, own.confirmed_at)
    later = make_people.enter("330106.new", Role.PLANNER, "330106")
    with refused("post.reviewer-of-enterer"):
        make_people.confirm(later, who=actor_of(moved))


# What is refused


@pytest.mark.parametrize(
    ("by", "wish", "told"),
    [
        ("330000", Move("330110", "330200"), []),
        ("330100", Rename("330110", "新局", "新监"), []),
        ("330100", Move("330110", "330200"), ["unit.out-of-reach"]),
        ("330110", RENAME, ["unit.not-superior"]),
        ("460000", RENAME, ["unit.not-superior"]),
        ("330000", Establish("330000", new_unit()), []),
        ("330000", Establish("460000", new_unit()), ["unit.not-superior", "unit.out-of-reach"]),
        ("330000", Cover("330110", ("460105",)), ["unit.division-of-others"]),
        ("000000", Cover("330110", ("460105",)), []),
        ("000000", Rename("999999", "新局", "新监"), ["unit.unknown"]),
        ("000000", Rename("330110", "杭州市西湖区市场监督管理局", "西市监"), ["unit.name-taken", "unit.word-taken"]),
        ("000000", Establish("330100", new_unit("330106")), ["unit.code-taken"]),
        ("000000", Cover("330110"), ["unit.no-divisions"]),
    ],
)  # fmt: skip
def test_who_may_change_what(by, wish, told):
    actor = administrator(by)
    why_not = authorities.why_not_propose(actor, wish, make.today())
    assert [why.code for why in why_not] == told


def test_others_than_the_system_administrator_change_nothing():
    head = make.actor("330000.head")
    with refused("unit.other-post"):
        authorities.propose(head, RENAME, Decision(make.today(), BECAUSE), at=timezone.now())


def test_what_changed_since_the_look_must_be_looked_at_again():
    actor, at = administrator(), timezone.now()
    wish = Abolish("330110", "330106")
    seen = look(actor, wish, make.today()).seen
    draw = make.planned_draw()
    Draw.objects.filter(pk=draw.pk).update(authority=unit("330110"))
    with refused("unit.changed-since-look"):
        commands.propose_reform(actor, wish, Decision(make.today(), BECAUSE), seen, at=at)


def test_a_unit_is_not_taken_from_a_superior_whose_draw_may_name_it():
    draw = make.frozen_draw()
    Draw.objects.filter(pk=draw.pk).update(authority=unit("330100"))
    with refused("unit.draw-under-way"):
        reform(Move("330110", "330200"))
    Draw.objects.filter(pk=draw.pk).update(stage="handed_out")
    assert reform(Move("330110", "330200")).parent.code == "330200"


def test_a_unit_cannot_be_changed_from_a_day_before_it_was_what_it_is():
    reform(RENAME)
    with refused("unit.day-too-early"):
        reform(Move("330110", "330200"), on=yesterday())


def test_two_changes_may_begin_on_the_same_day():
    """A county becomes a district of another city under another name."""
    reform(RENAME)
    reform(Move("330110", "330200"))
    past = PastStanding.objects.get(unit__code="330110")
    assert (past.name, past.parent.code) == ("杭州市余杭区市场监督管理局", "330100")
    found = unit("330110")
    assert (found.name, found.parent.code) == (RENAME.name, "330200")


def test_a_document_word_of_the_past_is_nobody_elses():
    reform(RENAME)
    with refused("unit.word-taken"):
        reform(Establish("330100", new_unit(name="又一个局", short_name="余市监")))


# What waits for its day


def test_a_change_of_a_later_day_waits_and_is_carried_out_in_its_night():
    reform(RENAME, on=make.today() + TOMORROW)
    change = UnitChange.objects.get()
    assert (change.stage, unit("330110").name) == ("planned", "杭州市余杭区市场监督管理局")
    night()
    change.refresh_from_db()
    assert (change.stage, unit("330110").name) == ("done", RENAME.name)
    assert PastStanding.objects.get(unit__code="330110").to_on == make.today()


def test_a_night_may_come_twice():
    reform(RENAME, on=make.today() + TOMORROW)
    night()
    night(2)
    assert PastStanding.objects.filter(unit__code="330110").count() == 1


def test_a_merger_of_a_later_day_takes_along_what_was_opened_meanwhile():
    reform(Abolish("330110", "330106"), on=make.today() + TOMORROW)
    draw = make.planned_draw()
    Draw.objects.filter(pk=draw.pk).update(authority=unit("330110"))
    night()
    assert Draw.objects.get(pk=draw.pk).authority.code == "330106"


def test_a_change_that_waits_can_be_cancelled_by_who_decided_or_a_superior():
    reform(RENAME, by="330100", on=make.today() + TOMORROW)
    change = UnitChange.objects.get()
    for who in ("330110", "330200"):
        with refused("unit.not-superior"):
            authorities.cancel(administrator(who), change.pk, at=timezone.now())
    authorities.cancel(administrator("330000"), change.pk, at=timezone.now())
    night()
    assert unit("330110").name == "杭州市余杭区市场监督管理局"


def test_what_was_carried_out_is_not_cancelled():
    reform(RENAME)
    with refused("unit.not-planned"):
        authorities.cancel(administrator(), UnitChange.objects.get().pk, at=timezone.now())


def test_a_change_is_carried_out_once():
    reform(RENAME, on=make.today() + TOMORROW)
    change = UnitChange.objects.get()
    later = timezone.now() + TOMORROW
    authorities.carry_out(administrator(), change.pk, at=later)
    for again in (authorities.carry_out, authorities.cancel):
        with pytest.raises(Refused):
            again(administrator(), change.pk, at=later)
    with refused("unit.not-waiting"):
        authorities.note_refused(administrator(), change.pk, [], at=later)
    change.refresh_from_db()
    assert change.stage == "done"


def test_two_changes_of_a_kind_do_not_wait_for_one_unit():
    reform(RENAME, on=make.today() + TOMORROW)
    with refused("unit.planned-already"):
        reform(Rename("330110", "又一个名称", "又市监"), on=make.today() + 2 * TOMORROW)


def test_a_change_that_cannot_be_carried_out_any_more_is_kept_with_its_reasons():
    reform(Move("330110", "330200"), by="330000", on=make.today() + TOMORROW)
    Authority.objects.filter(code="330200").update(to_on=make.today())
    night()
    change = UnitChange.objects.get()
    assert (change.stage, unit("330110").parent.code) == ("refused", "330100")
    assert "330200" in change.why[0]["values"].get("name", "") or change.why[0]["template"]
    (item,) = [one for one in inbox(administrator("330000"), make.today()) if one.detail == BECAUSE]
    assert item.url == f"/units/changes/{change.pk}/"


def test_one_refused_change_keeps_no_other_back():
    reform(Move("330110", "330200"), on=make.today() + TOMORROW)
    reform(Rename("330106", "杭州市新湖区市场监督管理局", "新湖市监"), on=make.today() + TOMORROW)
    Authority.objects.filter(code="330200").update(to_on=make.today())
    night()
    assert sorted(UnitChange.objects.values_list("stage", flat=True)) == ["done", "refused"]


def test_who_decided_sees_what_waits_for_its_day():
    reform(RENAME, by="330000", on=make.today() + TOMORROW)
    waits = waiting(administrator("330000"), make.today())
    assert [(one.detail, one.due) for one in waits] == [(BECAUSE, make.today() + TOMORROW)]
    assert waiting(administrator("460000"), make.today()) == []


# What the database refuses


def covered(code, authority, **changes):
    values = {"division": code, "authority": unit(authority), "from_on": make.today(), **changes}
    return Coverage.objects.create(**values)


def test_two_units_never_cover_a_division_exclusively_on_the_same_day():
    with pytest.raises(IntegrityError, match="coverage_exclusive"), transaction.atomic():
        covered("330110", "330106")
    Coverage.objects.filter(division="330110").update(to_on=yesterday())
    covered("330110", "330106")


def test_two_units_may_share_a_division_and_one_is_responsible():
    covered("330110", "330100-KFQ", is_exclusive=False)
    officer = make.actor("330110.officer1")
    assert queries.responsible_for(officer, "330110", make.today()).code == "330110"


def test_a_unit_covers_a_division_once_a_day():
    with pytest.raises(IntegrityError, match="coverage_of_one_once"), transaction.atomic():
        covered("330110", "330110", is_exclusive=False)


@pytest.mark.parametrize("code", ["33011", "XPCC", "330110 "])
def test_coverage_is_of_a_code(code):
    with pytest.raises(IntegrityError, match="coverage_of_a_code"), transaction.atomic():
        covered(code, "330110")


def test_what_a_unit_was_has_no_two_versions_of_a_day():
    reform(RENAME)
    known = PastStanding.objects.get()
    known.pk = None
    with pytest.raises(IntegrityError, match="past_standing_once"), transaction.atomic():
        known.save(force_insert=True)


def test_a_unit_with_a_successor_has_ended():
    with pytest.raises(IntegrityError, match="unit_with_successor"), transaction.atomic():
        Authority.objects.filter(code="330110").update(successor=unit("330106"))


# Names


def test_a_unit_is_found_by_words_of_its_names_its_code_and_those_above():
    actor = make.actor("330110.head")
    for words in ("余杭区市场", "330110", "浙江 余杭", "杭州 余杭", "杭州余杭市场监管"):
        assert queries.find_units(actor, words)[0].unit.code == "330110", words


def test_units_of_the_same_name_are_told_apart_by_those_above():
    found = queries.find_units(make.actor("330110.head"), "鼓楼区")
    assert len({one.full_name for one in found}) == len(found) == 4
    assert found[0].above.count(" › ") == 1


def test_an_abolished_unit_is_found_by_its_name_and_leads_to_its_successor():
    reform(Abolish("330110", "330106"))
    found = queries.find_units(make.actor("330106.head"), "余杭区市场监督管理局")
    assert [(one.unit.code, one.former) for one in found if one.former] == [
        ("330106", "杭州市余杭区市场监督管理局")
    ]


@pytest.mark.parametrize("words", ["", "  ", "\x00", "%", "没有这个机构", "x" * 60])
def test_any_words_can_be_searched(words):
    assert queries.find_units(make.actor("330110.head"), words) == []


def test_who_goes_on_with_a_units_work_is_followed_through_several_mergers():
    reform(Abolish("330110", "330106"), on=yesterday())
    reform(Abolish("330106", "330105"))
    actor = make_units.administrator()
    first = unit("330110").pk
    assert queries.going_on(actor, [first])[first].code == "330105"
    assert unit("330110").path == "000000/330000/330100/330105/330106/330110/"
