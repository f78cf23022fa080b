"""Posts end early or by themselves; delegates stand in until a day; one person, several posts."""

import argparse
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

import make
import make_people as people
from make_api import wish
from pages import read, status_of
from refusals import reasons_against
from renjian.authorities.posts import Origin, Role
from renjian_site.authorities import commands, queries, shell
from renjian_site.authorities.models import Person, Post, PostEnding
from renjian_site.authorities.sessions import actor_in, posts_of
from renjian_site.cases import queries as cases

pytestmark = pytest.mark.django_db
HEAD, REVIEWER = "330110.head", "330110.reviewer"


def held(account, day=None):
    return list(posts_of(people.person_of(account).pk, day or make.today()))


def in_days(days):
    return make.today() + timedelta(days=days)


# Ending


def test_a_post_that_ends_at_once_signs_its_holder_out_in_mid_session():
    browser = make.sign_in(HEAD)
    assert status_of(browser, "/inbox/") == 200
    people.end(people.post_of(HEAD))
    assert browser.get("/inbox/").headers["Location"] == "/sign-in/?next=/inbox/"


def test_a_post_that_ends_on_a_day_is_held_to_the_end_of_it():
    people.end(people.post_of(HEAD), last_on=in_days(3))
    assert held(HEAD, in_days(3)) and not held(HEAD, in_days(4))


def test_why_a_post_ended_is_kept_and_told():
    people.end(people.post_of(HEAD))
    ending = PostEnding.objects.get(post__person__account=HEAD)
    assert (ending.because, ending.entered_by.account) == ("调离", "330000.system")
    entry = make.newest_entry(make.actor("330000.system"))
    assert (entry["act"], entry["details"]["because"]) == ("post.ended", "调离")


def test_a_post_that_begins_today_can_be_taken_back_today():
    post = people.appoint("330110.new", Role.PLANNER, "330110")
    people.end(post)
    assert not held("330110.new")


def test_the_area_decides_who_ends_a_post():
    with pytest.raises(Post.DoesNotExist):
        people.end(people.post_of("460000.head"))


# Delegating


def test_a_delegate_acts_in_the_post_and_the_ledger_names_for_whom():
    post = people.delegate(HEAD, REVIEWER)
    stand_in, holder = actor_in(post.pk, make.today()), people.person_of(HEAD)
    assert (stand_in.role, stand_in.for_name) == (Role.HEAD, holder.name)
    officer = people.person_of("330110.officer1").pk
    commands.enter_leave(stand_in, officer, in_days(1), in_days(2), at=timezone.now())
    actor = make.newest_entry(stand_in)["actor"]
    assert (actor["name"], actor["for"]) == (stand_in.name, holder.name)
    told = read(make.sign_in(stand_in), "/ledger/")
    assert f"{stand_in.name}（代{holder.name}）" in told


def test_a_delegation_ends_by_itself():
    post = people.delegate(HEAD, REVIEWER, days=10)
    assert actor_in(post.pk, in_days(9)) is not None
    assert actor_in(post.pk, in_days(10)) is None


def test_an_expired_delegate_is_signed_out():
    post = people.delegate(HEAD, REVIEWER)
    browser = make.sign_in(actor_in(post.pk, make.today()))
    Post.objects.filter(pk=post.pk).update(
        from_on=in_days(-10), to_on=in_days(-1), entered_at=timezone.now() - timedelta(days=10)
    )
    assert status_of(browser, "/inbox/") == 302


def test_a_delegate_has_no_delegate():
    post = people.delegate(HEAD, REVIEWER)
    stand_in = actor_in(post.pk, make.today())
    colleague = people.person_of("330110.handler").pk
    further = commands.Delegation(colleague, make.today(), in_days(5), "也出差")
    found = reasons_against(commands.delegate, stand_in, post.pk, further, at=timezone.now())
    assert found == ["delegation.passed-on"]


def test_the_database_lets_nobody_pass_a_delegation_on():
    post = people.delegate(HEAD, REVIEWER)
    with pytest.raises(IntegrityError, match="delegated"), transaction.atomic():
        Post.objects.create(
            person=people.person_of("330110.handler"),
            role=Role.HEAD,
            authority=post.authority,
            from_on=make.today(),
            to_on=in_days(2),
            origin=Origin.DELEGATED,
            delegated_from=post,
            entered_by=post.person,
        )


def test_the_database_wants_an_end_of_every_delegation():
    post = people.delegate(HEAD, REVIEWER)
    with pytest.raises(IntegrityError, match="until_a_day"), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(to_on=None)


def test_nobody_stands_in_for_who_is_no_longer_there():
    post = people.delegate(HEAD, REVIEWER)
    people.end(people.post_of(HEAD))
    assert actor_in(post.pk, make.today()) is None
    assert PostEnding.objects.get(post=post).because == "所代理的岗位终止"


def test_a_closed_account_has_no_delegate_either():
    post = people.delegate(HEAD, REVIEWER)
    Person.objects.filter(account=HEAD).update(is_active=False)
    assert actor_in(post.pk, make.today()) is None


@pytest.mark.parametrize("who", [HEAD, REVIEWER])
def test_holder_and_delegate_can_end_it_early(who):
    post = people.delegate(HEAD, REVIEWER)
    acting = make.actor(HEAD) if who == HEAD else actor_in(post.pk, make.today())
    commands.take_back(acting, post.pk, at=timezone.now())
    assert actor_in(post.pk, make.today()) is None


def test_nobody_else_ends_a_delegation():
    post = people.delegate(HEAD, REVIEWER)
    with pytest.raises(Post.DoesNotExist):
        commands.take_back(make.actor("330110.handler"), post.pk, at=timezone.now())


def test_for_who_is_absent_system_enters_and_security_confirms():
    ill = commands.Delegation(people.person_of(REVIEWER).pk, make.today(), in_days(5), "病假")
    system = make.actor("330000.system")
    post = commands.delegate(system, people.post_of(HEAD).pk, ill, at=timezone.now())
    assert actor_in(post.pk, make.today()) is None
    people.confirm(post)
    assert actor_in(post.pk, make.today()) is not None


def test_a_delegate_makes_no_keys_that_would_outlast_him():
    post = people.delegate("330000.planner", "330000.reviewer")
    stand_in = actor_in(post.pk, make.today())
    found = reasons_against(commands.create_key, stand_in, wish(Role.PLANNER), at=timezone.now())
    assert found == ["key.delegate"]


# Several posts


def test_one_person_in_two_provinces_acts_in_one_at_a_time():
    post = people.enter("330000.planner", Role.PLANNER, "460000", who="460000.system")
    people.confirm(post, who="460000.security")
    zhejiang, hainan = held("330000.planner")
    assert {zhejiang.authority.code, hainan.authority.code} == {"330000", "460000"}
    here, there = (actor_in(one.pk, make.today()) for one in (zhejiang, hainan))
    assert not cases.clues(here).filter(pk__in=cases.clues(there)).exists()
    assert queries.posts(there).filter(authority__code="330110").count() == 0


def test_a_post_elsewhere_does_not_take_an_account_from_those_who_look_after_it_until_it_counts():
    people.enter("330000.planner", Role.PLANNER, "460000", who="460000.system")
    looked_after = queries.accounts(make.actor("330000.security"))
    assert looked_after.filter(account="330000.planner").exists()


def test_the_frame_offers_another_post_and_says_for_whom():
    post = people.delegate(HEAD, REVIEWER)
    browser = make.sign_in(actor_in(post.pk, make.today()))
    text = read(browser, "/inbox/")
    assert "换岗" in text
    assert f"（代{people.person_of(HEAD).name}）" in text


# The command line


def run(*words):
    parser = argparse.ArgumentParser()
    shell.add_to(parser.add_subparsers())
    options = parser.parse_args(["post", *words])
    return options.run(options)


def test_the_command_line_makes_the_first_administrators(capsys):
    account, name = "000000.security2", "总局安全管理员乙"
    number = ("--identity-number", people.identity_of(account))
    with pytest.raises(SystemExit, match="没有登记公民身份号码"):
        run(account, "security", "000000", "--name", name)
    assert not Person.objects.filter(account=account).exists()
    assert run(account, "security", "000000", "--name", name, *number) == 0
    assert "安全管理岗" in capsys.readouterr().out
    assert make.actor("000000.security2").role is Role.SECURITY
    assert held("000000.security2")[0].origin == Origin.INSTALLED


@pytest.mark.parametrize(
    ("account", "role", "told"),
    [("000000.audit", "security", "三员"), ("330000.x", "head", "没有代码为")],
)
def test_the_command_line_keeps_to_the_rules_of_posts(account, role, told):
    found = Person.objects.filter(account=account).first()
    with pytest.raises(SystemExit, match=told):
        run(account, role, "000000" if found else "999999", "--name", found.name if found else "x")
