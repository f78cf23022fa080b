"""Posts take two people; each of the three administrators tries to help another, in vain."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

import make
import make_people as people
from pages import why_not
from refusals import reasons_against as refused
from renjian.authorities.posts import PostStage, Role
from renjian_site.authorities import commands, queries
from renjian_site.authorities.models import Post
from renjian_site.authorities.sessions import posts_on

pytestmark = pytest.mark.django_db
NEWCOMER = "330000.new"
SYSTEM, SECURITY, AUDIT = "330000.system", "330000.security", "330000.audit"
OTHER_SYSTEM = "330000.system2"


@pytest.fixture
def second_system():
    people.install(OTHER_SYSTEM, Role.SYSTEM)


@pytest.fixture
def second_security():
    people.install("330000.security2", Role.SECURITY)


def is_held(account):
    return posts_on(make.today()).filter(person__account=account).exists()


def test_a_post_counts_once_a_second_person_has_confirmed_it():
    post = people.enter(NEWCOMER, Role.PLANNER)
    assert not is_held(NEWCOMER)
    people.confirm(post)
    assert is_held(NEWCOMER)
    assert make.actor(NEWCOMER).role is Role.PLANNER


def test_a_post_that_waits_lets_nobody_in():
    post = people.enter(NEWCOMER, Role.PLANNER)
    assert why_not(Client(), "/sign-in/", post=post.pk) == ["authorities.no-post"]


def test_what_was_not_confirmed_in_time_begins_with_the_confirmation():
    post = people.enter(NEWCOMER, Role.PLANNER)
    Post.objects.filter(pk=post.pk).update(from_on=make.today().replace(day=1))
    assert people.confirm(post).from_on == make.today()


def test_a_superior_confirms_for_those_below():
    people.confirm(people.enter("330110.new", Role.PLANNER, "330110"), who=SECURITY)
    assert is_held("330110.new")


def test_a_refused_post_never_counts():
    post = people.enter(NEWCOMER, Role.PLANNER)
    commands.refuse_post(make.actor(SECURITY), post.pk, "没有任命文件", at=timezone.now())
    assert not is_held(NEWCOMER)
    assert refused(people.confirm, post) == ["post.not-awaiting"]


# System tries


def test_system_does_not_give_itself_a_post():
    assert "post.own" in refused(people.enter, SYSTEM, Role.HEAD)


def test_two_system_administrators_do_not_give_each_other_business(second_system):
    assert refused(people.enter, SYSTEM, Role.HEAD, who=OTHER_SYSTEM) == ["post.three-apart"]
    assert refused(people.enter, OTHER_SYSTEM, Role.HEAD) == ["post.three-apart"]


@pytest.mark.parametrize("helped", [SECURITY, AUDIT, "330000.head", "330000.witness"])
def test_system_makes_nobody_else_system_beside_another_post(helped):
    assert refused(people.enter, helped, Role.SYSTEM) == ["post.three-apart"]


@pytest.mark.parametrize("role", [Role.HEAD, Role.PLANNER, Role.WITNESS, Role.SYSTEM])
@pytest.mark.parametrize("helped", [SECURITY, AUDIT])
def test_system_gives_the_other_administrators_nothing(helped, role):
    assert refused(people.enter, helped, role) == ["post.three-apart"]


def test_system_does_not_confirm_what_it_entered():
    post = people.enter(NEWCOMER, Role.PLANNER)
    found = refused(people.confirm, post, who=SYSTEM)
    assert found == ["post.not-security", "post.confirmed-by-enterer"]


def test_system_does_not_choose_who_confirms_its_entries():
    assert refused(people.enter, NEWCOMER, Role.SECURITY) == ["post.own-reviewer"]


def test_security_that_system_appointed_below_does_not_confirm_for_it():
    people.appoint("330110.security", Role.SECURITY, "330110")
    post = people.enter("330110.new", Role.PLANNER, "330110")
    assert refused(people.confirm, post, who="330110.security") == ["post.reviewer-of-enterer"]


def test_system_at_the_top_does_not_appoint_security_there():
    found = refused(people.enter, "000000.new", Role.SECURITY, "000000", who="system")
    assert found == ["post.own-reviewer"]


def test_system_does_not_remove_its_auditor_alone():
    ending = people.end(people.post_of(AUDIT))
    assert ending.stage == PostStage.AWAITING
    assert is_held(AUDIT)


def test_system_and_security_do_not_remove_security_without_another_one(second_security):
    ending = people.end(people.post_of(SECURITY))
    now = timezone.now()
    own = refused(commands.confirm_ending, make.actor(SECURITY), ending.pk, at=now)
    assert own == ["post.own-confirmation"]
    commands.confirm_ending(make.actor("330000.security2"), ending.pk, at=now)
    assert not is_held(SECURITY)


def test_system_does_not_let_anybody_stand_in_for_itself():
    assert refused(people.delegate, SYSTEM, AUDIT) == [
        "delegation.role",
        "post.three-apart",
    ]


# Security tries


def test_security_enters_no_post():
    assert refused(people.enter, AUDIT, Role.HEAD, who=SECURITY)[0] == "post.not-system"


def test_security_does_not_confirm_an_own_post():
    post = people.enter(NEWCOMER, Role.PLANNER)
    Post.objects.filter(pk=post.pk).update(role=Role.SECURITY)
    Post.objects.filter(pk=post.pk).update(person=people.person_of(SECURITY))
    assert "post.own-confirmation" in refused(people.confirm, post)


@pytest.mark.parametrize("elsewhere", ["460000.security", "xpcc.security"])
def test_security_of_another_province_confirms_nothing(elsewhere):
    post = people.enter(NEWCOMER, Role.PLANNER)
    with pytest.raises(Post.DoesNotExist):
        people.confirm(post, who=elsewhere)


def test_who_entered_a_post_and_then_became_security_does_not_confirm_it(second_system):
    post = people.enter(NEWCOMER, Role.PLANNER, who=OTHER_SYSTEM)
    Post.objects.filter(person__account=OTHER_SYSTEM).update(role=Role.SECURITY)
    assert refused(people.confirm, post, who=OTHER_SYSTEM) == ["post.confirmed-by-enterer"]


# Audit tries


def test_audit_changes_nothing_about_posts():
    post = people.enter(NEWCOMER, Role.PLANNER)
    held, now, audit = people.post_of("330000.head"), timezone.now(), make.actor(AUDIT)
    assert "post.not-security" in refused(people.confirm, post, who=AUDIT)
    assert "post.not-security" in refused(commands.refuse_post, audit, post.pk, "x", at=now)
    assert refused(people.enter, "330000.head", Role.REVIEWER, who=AUDIT) == ["post.not-system"]
    assert refused(people.end, held, who=AUDIT) == ["post.not-system"]


def test_audit_reads_every_post_of_its_area_and_no_other():
    inside = people.enter("330110.new", Role.PLANNER, "330110")
    outside = people.post_of("460000.head")
    found = queries.posts(make.actor(AUDIT))
    assert found.filter(pk=inside.pk).exists()
    assert not found.filter(pk=outside.pk).exists()


# The database holds where no rule is asked


@pytest.mark.parametrize("role", [Role.HEAD, Role.SECURITY, Role.AUDIT])
def test_the_database_keeps_administrators_apart_by_itself(role):
    with pytest.raises(IntegrityError, match="two sides"), transaction.atomic():
        Post.objects.create(
            person=people.person_of(SYSTEM),
            role=role,
            authority=people.authority("330110"),
            from_on=make.today(),
        )


def test_the_database_sees_a_change_of_days_or_role_too():
    post = people.post_of(SYSTEM)
    business = Post.objects.create(
        person=post.person,
        role=Role.HEAD,
        authority=post.authority,
        from_on=make.today(),
        stage=PostStage.REFUSED,
    )
    with pytest.raises(IntegrityError, match="two sides"), transaction.atomic():
        Post.objects.filter(pk=business.pk).update(stage=PostStage.CONFIRMED)


@pytest.mark.parametrize("second", ["nobody", "enterer", "holder"])
def test_the_database_lets_no_post_count_without_a_second_person(second):
    post = people.enter(NEWCOMER, Role.PLANNER)
    who = {"nobody": None, "enterer": post.entered_by_id, "holder": post.person_id}[second]
    changed = Post.objects.filter(pk=post.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        changed.update(stage=PostStage.CONFIRMED, confirmed_by=who)
