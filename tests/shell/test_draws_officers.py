"""Whom a draw can send: cards, leaves, permitted items, experts; ties become recusals."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

import make
import make_people as people
from pages import press, read, status_of
from refusals import reasons_against
from renjian.authorities.officers import InterestKind
from renjian.authorities.posts import Role
from renjian_site.authorities import commands, queries
from renjian_site.authorities.models import Expert, Leave, Person
from renjian_site.draws import afterwards, crews
from renjian_site.draws import commands as draws
from renjian_site.draws.models import LateRecusal
from renjian_site.inspections import commands as inspections
from renjian_site.kit.files import read as kept
from renjian_site.registers.models import Certificate, Organisation

pytestmark = pytest.mark.django_db
HEAD, OFFICER = "330110.head", "330110.officer1"
CARD = "PRAC-33011001"


def in_days(days):
    return make.today() + timedelta(days=days)


def sent(first=0, last=30, item="CI-07"):
    window = queries.Window(in_days(first), in_days(last), item)
    found = queries.officers_under(make.actor(HEAD), make.today(), window)
    return {post.person.account for post in found}


def left_out():
    window = queries.Window(make.today(), in_days(30), "CI-07")
    return queries.officers_left_out(make.actor(HEAD), make.today(), window)


def on_leave(first, last, account=OFFICER):
    head = make.actor(HEAD)
    person = people.person_of(account).pk
    return commands.enter_leave(head, person, in_days(first), in_days(last), at=timezone.now())


def permit(items, expires_on=None):
    system = make.actor("330000.system")
    person = people.person_of(OFFICER).pk
    commands.keep_card(system, person, expires_on, "", items, at=timezone.now())


@pytest.mark.parametrize(
    ("first", "last", "is_out"), [(-9, -1, False), (-9, 0, True), (30, 40, True), (31, 40, False)]
)
def test_an_officer_on_leave_on_a_day_of_the_window_is_not_sent(first, last, is_out):
    on_leave(first, last)
    assert (OFFICER not in sent()) is is_out


def test_leave_on_the_day_of_the_draw_alone_keeps_nobody_out_of_a_later_window():
    on_leave(0, 0)
    assert OFFICER in sent(1, 30)
    assert OFFICER not in sent(0, 30)


def test_a_leave_taken_back_keeps_nobody_out():
    leave = on_leave(0, 5)
    commands.cancel_leave(make.actor(HEAD), leave.pk, at=timezone.now())
    assert OFFICER in sent()
    assert Leave.objects.get(pk=leave.pk).cancelled_at is not None


@pytest.mark.parametrize(("ends", "is_out"), [(29, True), (30, False)])
def test_a_card_must_last_to_the_end_of_the_window(ends, is_out):
    permit(None, in_days(ends))
    assert (OFFICER not in sent()) is is_out


@pytest.mark.parametrize(
    ("items", "is_out"), [(None, False), (["CI-07"], False), (["CI-01"], True)]
)
def test_an_officer_is_sent_for_permitted_items_only(items, is_out):
    permit(items)
    assert (OFFICER not in sent()) is is_out


def test_an_item_that_the_catalogue_does_not_have_is_not_permitted():
    assert reasons_against(permit, ["CI-99"]) == ["officer.item"]


def test_the_planner_sees_how_many_cannot_be_sent_and_why():
    on_leave(0, 5)
    permit(["CI-01"])
    Person.objects.filter(account="330110.officer2").update(card_number="")
    assert left_out() == {"没有登记执法证": 1, "检查期内休假": 1, "没有该事项的检查资格": 1}
    text = read(make.sign_in("330000.planner"), f"/draws/{make.planned_draw().pk}/")
    assert "不能派出的执法人员：" in text and "检查期内休假 1 人" in text


def test_a_delegate_of_an_officer_is_not_drawn():
    Person.objects.filter(account="330110.reviewer").update(card_number="K-REVIEWER")
    people.delegate(OFFICER, "330110.reviewer")
    assert "330110.reviewer" not in sent()


def test_who_is_officer_in_two_units_is_in_the_list_once():
    people.appoint(OFFICER, Role.OFFICER, "330106")
    package = json.loads(kept(make.frozen_draw().frozen_file))
    assert [one["id"] for one in package["officers"]].count(CARD) == 1


# Ties


def declare(code, account=OFFICER, kind=InterestKind.RELATIVE):
    actor = make.actor(account)
    return commands.declare_interest(actor, actor.person_id, code, kind, at=timezone.now())


def worked_for(code, until, account=OFFICER):
    actor = make.actor(account)
    return commands.declare_former_employer(actor, actor.person_id, code, until, at=timezone.now())


def organisation():
    return Organisation.objects.filter(authority__code="330110").order_by("pk").first()


def recused(draw):
    package = json.loads(kept(draw.frozen_file))
    return {(one["officer"], one["object"]) for one in package["recusals"]}


def test_a_declared_tie_becomes_a_recusal_of_the_next_draw():
    found = organisation()
    declare(found.uscc)
    assert recused(make.frozen_draw()) == {(CARD, f"org:{found.uscc}")}


def test_the_public_record_has_the_pair_and_never_the_reason(files):
    declare(organisation().uscc)
    draw = make.drawn_draw()
    record = Client().get(f"/public/draws/{draw.pk}.json").content.decode()
    assert [sorted(one) for one in json.loads(record)["recusals"]] == [["object", "officer"]]
    for told in ("relative", "近亲属", "interest", "employer", "because"):
        assert told not in record
    entries = read(make.sign_in(HEAD), "/ledger/")
    assert "近亲属" not in entries and organisation().uscc not in entries


def test_who_worked_for_a_body_keeps_away_from_those_it_certified():
    certificate = Certificate.objects.filter(organisation=organisation()).first()
    worked_for(certificate.body.approval_no, in_days(-30))
    objects = {object for _officer, object in recused(make.frozen_draw())}
    assert f"org:{organisation().uscc}" in objects
    held = Certificate.objects.filter(body=certificate.body)
    usccs = set(held.values_list("organisation__uscc", flat=True))
    assert {one.removeprefix("org:") for one in objects} <= usccs


def test_a_former_employer_counts_for_some_years(settings):
    settings.COOLING_YEARS = 3
    long_ago = make.today().replace(year=make.today().year - 4)
    worked_for(organisation().uscc, long_ago)
    assert recused(make.frozen_draw()) == set()


def test_a_tie_of_another_county_changes_nothing_here():
    declare(organisation().uscc, "460100.officer1")
    assert recused(make.frozen_draw()) == set()


def test_nobody_declares_for_others_or_ends_an_own_tie():
    tie = declare(organisation().uscc)
    other, own, now = make.actor("330110.officer2"), make.actor(OFFICER), timezone.now()
    kind = InterestKind.OTHER
    person = own.person_id
    act = commands.declare_interest
    assert reasons_against(act, other, person, "CNCA-R-1", kind, at=now) == ["interest.not-yours"]
    assert reasons_against(commands.end_interest, own, tie.pk, at=now) == ["interest.not-head"]
    commands.end_interest(make.actor(HEAD), tie.pk, at=now)
    assert recused(make.frozen_draw()) == set()


def test_the_same_tie_is_declared_once():
    declare(organisation().uscc)
    assert reasons_against(declare, organisation().uscc) == ["interest.again"]


# Late


def late(task, who=None):
    head = make.person_of("head", task.authority.code)
    person = (who or make.lead_of(task)).person_id
    return inspections.recuse_late(head, task.pk, person, "亲属在该企业任职", at=timezone.now())


def test_who_keeps_away_late_is_followed_by_the_next_in_the_order(files):
    task = make.task()
    before, second = task.lead, task.second
    changed = late(task)
    assert changed.lead not in (before, second) and changed.second == second
    assert changed.drawn.lead == changed.lead
    assert changed.lead.posts.filter(authority=task.authority, role="officer").exists()


def test_nobody_chooses_who_comes_and_anybody_can_compute_it(files):
    task = make.task()
    late(task)
    draw = task.drawn.draw
    standing = afterwards.standing_of(draw)
    team = standing.teams[crews.id_of(task.drawn)]
    task.refresh_from_db()
    assert team.officers == (task.lead.card_number, task.second.card_number)
    (entry,) = (one.entry for one in draw.changes.all())
    assert (entry["kind"], entry["why"]) == ("recuse", "回避")


def test_who_recused_himself_or_is_on_leave_does_not_come_back(files):
    task = next(one for one in make.tasks() if one.authority.code == "330110")
    gone = {task.lead.account, task.second.account}
    first, second = (a for n in range(1, 5) if (a := f"330110.officer{n}") not in gone)
    on_leave(0, 30, first)
    assert late(task).lead.account == second
    task.refresh_from_db()
    assert reasons_against(late, task) == ["draws.assignment.shortage"]


def test_the_reason_is_for_those_who_decide_or_watch(files):
    task = make.task()
    late(task)
    code = task.authority.code
    shown = {
        role: "亲属在该企业任职"
        in read(make.sign_in(make.person_of(role, code)), f"/inspections/{task.pk}/")
        for role in ("head", "officer", "reviewer")
    }
    assert shown == {"head": True, "officer": False, "reviewer": False}
    assert LateRecusal.objects.get().because == "亲属在该企业任职"


def test_only_the_head_of_the_unit_decides(files):
    task = make.task()
    officer, now = make.lead_of(task), timezone.now()
    act = inspections.recuse_late
    found = reasons_against(act, officer, task.pk, officer.person_id, "x", at=now)
    assert found == ["task.recusal-not-head"]
    assert status_of(make.sign_in(officer), f"/inspections/{task.pk}/recuse/", by="post") == 409


def test_after_something_was_entered_nobody_is_replaced(files):
    task = make.task()
    make.finding(task)
    assert reasons_against(late, task) == ["task.recusal-late"]


def test_the_head_decides_on_the_page_of_the_task(files):
    task = make.task()
    browser = make.sign_in(make.person_of("head", task.authority.code))
    address = f"/inspections/{task.pk}/recuse/"
    text = press(browser, address, person=task.lead_id, because="亲属在该企业任职")
    assert "按抽取的顺序由下一名执法人员接替" in text


# Experts


def engage(account="", name="专家甲", first=0, last=300, signed=0):
    new = commands.NewExpert(
        name=name,
        employer="某研究院",
        field="认证检测",
        interests="",
        from_on=in_days(first),
        to_on=in_days(last),
        secrecy_signed_on=in_days(signed),
        account=account,
    )
    return commands.engage_expert(make.actor(HEAD), new, at=timezone.now())


def test_an_expert_with_an_account_is_neither_drawn_nor_named_for_a_case():
    name = people.person_of(OFFICER).name
    assert reasons_against(engage, OFFICER, name) == ["expert.officer"]
    people.end(people.post_of(OFFICER))
    expert = engage(OFFICER, name)
    assert OFFICER not in sent()
    assert reasons_against(people.enter, OFFICER, Role.OFFICER, "330110") == ["post.expert"]
    commands.dismiss_expert(make.actor(HEAD), expert.pk, "不再需要", at=timezone.now())
    assert people.enter(OFFICER, Role.OFFICER, "330110").pk


def test_the_database_keeps_experts_out_of_officers_posts():
    with pytest.raises(IntegrityError, match="is an expert"), transaction.atomic():
        Expert.objects.create(
            authority=people.authority("330110"),
            name="x",
            person=people.person_of(OFFICER),
            employer="x",
            field="x",
            from_on=make.today(),
            to_on=in_days(5),
            secrecy_signed_on=make.today(),
        )


def test_the_database_keeps_experts_out_of_tasks_and_cases(files):
    task, person = make.task(), people.person_of("330110.reviewer")
    engage("330110.reviewer", person.name)
    with pytest.raises(IntegrityError, match="expert"), transaction.atomic():
        type(task).objects.filter(pk=task.pk).update(lead=person)
    case = make.case()
    with pytest.raises(IntegrityError, match="expert"), transaction.atomic():
        type(case).objects.filter(pk=case.pk).update(second_officer=person)


def test_an_expert_signs_secrecy_before_the_term():
    assert reasons_against(engage, signed=1) == ["expert.no-secrecy"]


def test_an_expert_of_another_area_is_not_seen():
    expert = engage()
    assert status_of(make.sign_in("330000.head"), f"/experts/{expert.pk}/") == 200
    assert status_of(make.sign_in("460000.head"), f"/experts/{expert.pk}/") == 404


def test_a_frozen_draw_keeps_to_the_officers_of_its_day(files):
    draw = make.frozen_draw()
    on_leave(0, 30)
    assert draws.draw(make.actor("330000.planner"), draw.pk, at=timezone.now()).public_file
