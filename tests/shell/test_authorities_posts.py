"""A session names a post, and a post can end: then it lets nobody in any more."""

from datetime import timedelta

import pytest
from django.test import Client

import make
from pages import status_of, why_not
from renjian_site.authorities.models import Person, Post
from renjian_site.authorities.public_queries import practice_accounts, practice_route
from renjian_site.authorities.sessions import actor_in, posts_on

pytestmark = pytest.mark.django_db
ACCOUNT = "330110.officer1"


def post_of(account=ACCOUNT):
    return Post.objects.get(person__account=account)


def test_an_actor_is_a_person_in_a_post():
    found = actor_in(post_of().pk, make.today())
    assert (found.account, found.role, found.title) == (ACCOUNT, "officer", "执法人员")
    assert (found.unit.code, found.unit.level, found.body) == ("330110", 4, "")


def test_a_clerk_has_a_body_and_no_authority():
    clerk = make.actor("clerk1")
    assert (clerk.body, clerk.unit, clerk.level) == ("CNCA-R-2022-9001", None, None)
    with pytest.raises(LookupError, match="clerk1 works for no authority"):
        assert clerk.authority


def test_a_post_that_ends_today_is_still_held():
    make.end_posts(person__account=ACCOUNT, until=make.today())
    assert actor_in(post_of().pk, make.today()) is not None


@pytest.mark.parametrize(("days", "is_held"), [(-1, False), (0, True), (1, True)])
def test_a_post_is_held_from_its_first_day_on(days, is_held):
    Post.objects.filter(pk=post_of().pk).update(from_on=make.today())
    day = make.today() + timedelta(days=days)
    assert (actor_in(post_of().pk, day) is not None) is is_held


def test_who_held_a_post_on_an_earlier_day_is_still_known():
    make.end_posts(person__account=ACCOUNT)
    assert actor_in(post_of().pk, make.today() - timedelta(days=1)) is not None


def test_the_end_of_a_post_signs_its_holder_out_at_the_next_click():
    browser = make.sign_in(ACCOUNT)
    make.end_posts(person__account=ACCOUNT)
    assert browser.get("/inbox/").headers["Location"] == "/sign-in/?next=/inbox/"
    assert "post" not in browser.session


def test_a_closed_account_is_signed_out_too():
    browser = make.sign_in(ACCOUNT)
    Person.objects.filter(account=ACCOUNT).update(is_active=False)
    assert status_of(browser, "/inbox/") == 302


def test_a_public_page_is_still_shown_to_who_was_signed_out():
    browser = make.sign_in(ACCOUNT)
    make.end_posts(person__account=ACCOUNT)
    assert status_of(browser, "/") == 200


@pytest.mark.parametrize("way", ["ended", "closed"])
def test_an_ended_post_or_a_closed_account_cannot_be_chosen(way):
    post_id = post_of().pk
    if way == "ended":
        make.end_posts(person__account=ACCOUNT)
    else:
        Person.objects.filter(account=ACCOUNT).update(is_active=False)
    assert why_not(Client(), "/sign-in/", post=post_id) == ["authorities.no-post"]


def test_an_ended_post_is_not_among_the_accounts_to_practise_with():
    assert ACCOUNT in [one.account for one in practice_route(make.today())]
    make.end_posts(person__account=ACCOUNT)
    assert ACCOUNT not in [one.account for one in practice_route(make.today())]
    assert practice_accounts(ACCOUNT, make.today()) == []


def test_the_posts_of_a_day_are_those_held_on_it():
    before = posts_on(make.today()).count()
    ended = make.end_posts(authority__code="330110")
    assert ended == 8
    assert posts_on(make.today()).count() == before - ended
