"""The three administrators are three people, and not three accounts or three days of one."""

from datetime import timedelta

import pytest
from django.utils import timezone

import make
import make_people as people
import make_sign_in as sign_in
from refusals import reasons_against as refused
from renjian.authorities.posts import Role
from renjian_site.authorities import commands
from renjian_site.authorities.models import Person, PersonDetail, Post

pytestmark = pytest.mark.django_db
SYSTEM = "330000.system"
KNOWN = people.identity_of("one and the same")


def keep(account, number, who=SYSTEM):
    person = people.person_of(account)
    return commands.keep_details(make.actor(who), person.pk, "", number, at=timezone.now())


def ended(account, days_ago):
    """A post of an administrator that ended so many days ago."""
    last = make.today() - timedelta(days=days_ago)
    Post.objects.filter(person__account=account).update(
        from_on=last - timedelta(days=30), to_on=last
    )


def test_an_administrator_is_confirmed_once_the_identity_number_is_known():
    post = people.enter("330000.new", Role.AUDIT)
    PersonDetail.objects.filter(person=post.person).delete()
    assert refused(people.confirm, post) == ["post.no-identity"]
    keep("330000.new", KNOWN)
    people.confirm(post)


def test_one_person_with_two_accounts_is_not_two_administrators():
    people.appoint("330000.first", Role.AUDIT)
    PersonDetail.objects.filter(person__account="330000.first").update(identity_number=KNOWN)
    post = people.enter("330000.second", Role.SYSTEM)
    PersonDetail.objects.filter(person=post.person).delete()
    assert refused(keep, "330000.second", KNOWN) == ["person.identity-taken"]
    assert refused(people.confirm, post) == ["post.no-identity"]


def test_nobody_makes_another_person_of_an_administrator():
    people.appoint("330000.first", Role.AUDIT)
    assert refused(keep, "330000.first", KNOWN) == ["person.identity-stays"]
    ended("330000.first", 400)
    assert refused(keep, "330000.first", KNOWN) == ["person.identity-stays"]


def test_a_wrong_number_is_mended_before_the_post_counts_and_later_by_the_command_line():
    people.confirm(people.enter("330000.first", Role.AUDIT))
    people.install("330000.first", Role.AUDIT, "330100", identity_number=KNOWN)
    assert PersonDetail.objects.get(person__account="330000.first").identity_number == KNOWN


def test_who_was_one_administrator_is_not_another_for_half_a_year():
    people.appoint("330000.first", Role.SYSTEM, **{})
    ended("330000.first", 1)
    assert refused(people.enter, "330000.first", Role.AUDIT) == ["post.cooling"]
    ended("330000.first", 184)
    people.confirm(people.enter("330000.first", Role.AUDIT))


def test_the_time_is_a_setting_of_the_site(settings):
    people.appoint("330000.first", Role.SYSTEM)
    ended("330000.first", 5)
    settings.ADMINISTRATOR_COOLING_DAYS = 4
    people.enter("330000.first", Role.AUDIT)


def test_the_command_line_asks_who_it_is_too():
    assert refused(people.install, "330000.x", Role.SECURITY, identity_number="") == [
        "post.no-identity"
    ]
    assert not Person.objects.filter(account="330000.x").exists()


# What a stranger's account gives away


@pytest.mark.parametrize("name", ["张三", "460000.clerkish"])
def test_of_an_account_elsewhere_nobody_learns_what_is_different(name):
    known = people.person_of("460105.officer1")
    told = refused(
        people.enter, "460105.officer1", Role.OFFICER, "330110", name=name, card_number="X-1"
    )
    assert told == ["post.other-person"]
    told = refused(
        people.enter, known.account, Role.OFFICER, "330110", name=known.name, card_number="X-1"
    )
    assert told == ["post.other-person"]


def test_of_an_account_of_the_own_area_the_difference_is_named():
    told = refused(people.enter, "330110.officer1", Role.HEAD, "330000", name="张三")
    assert told == ["post.other-name"]


def test_a_password_does_not_make_one_person_two_administrators():
    post, entered_by = people.enter("330110.new", Role.HEAD, "330110"), people.person_of(SYSTEM)
    commands.give_password(make.actor("330000.security"), entered_by.pk, at=timezone.now())
    assert refused(people.confirm, post) == ["post.enterer-in-hand"]
    sign_in.give_telephone(entered_by)
    assert refused(people.confirm, post) == ["post.enterer-in-hand"]
    people.confirm(post, who="000000.security")


def test_who_had_a_second_factor_all_along_is_in_nobodys_hands():
    post, entered_by = people.enter("330110.new", Role.HEAD, "330110"), people.person_of(SYSTEM)
    sign_in.give_telephone(entered_by)
    commands.give_password(make.actor("330000.security"), entered_by.pk, at=timezone.now())
    people.confirm(post)
