"""Posts at the same moment: confirmed once, and never on two sides."""

from django.utils import timezone

import make
import make_people as people
from at_once import at_once
from renjian.authorities.posts import PostStage, Role
from renjian.kernel.refusal import Refused
from renjian_site.authorities import commands
from renjian_site.authorities.models import Post

NEWCOMER = "330000.new"


def refusals(given):
    return [one.reasons[0].code for one in given if isinstance(one, Refused)]


def test_two_confirmations_at_once_confirm_once(own_database):
    post = people.enter(NEWCOMER, Role.PLANNER)
    given = at_once(
        lambda: people.confirm(post), lambda: people.confirm(post, who="000000.security")
    )
    assert refusals(given) == ["post.not-awaiting"]


def test_of_a_confirmation_and_a_refusal_at_once_one_counts(own_database):
    post = people.enter(NEWCOMER, Role.PLANNER)
    security = make.actor("000000.security")
    given = at_once(
        lambda: people.confirm(post),
        lambda: commands.refuse_post(security, post.pk, "x", at=timezone.now()),
    )
    assert refusals(given) == ["post.not-awaiting"]


def test_of_two_sides_entered_at_once_one_is_refused(own_database):
    people.appoint(NEWCOMER, Role.PLANNER)
    people.end(Post.objects.get(person__account=NEWCOMER))
    given = at_once(
        lambda: people.enter(NEWCOMER, Role.AUDIT),
        lambda: people.enter(NEWCOMER, Role.REVIEWER, who="system"),
    )
    assert refusals(given) == ["post.three-apart"]


def test_a_new_account_entered_at_once_is_one_person(own_database):
    given = at_once(
        lambda: people.enter(NEWCOMER, Role.PLANNER),
        lambda: people.enter(NEWCOMER, Role.REVIEWER, who="system"),
    )
    assert refusals(given) == []
    assert len({post.person_id for post in given}) == 1


def test_a_post_has_one_delegate_though_two_are_named_at_once(own_database):
    given = at_once(
        lambda: people.delegate("330000.head", "330000.reviewer"),
        lambda: people.delegate("330000.head", "330000.planner"),
    )
    assert refusals(given) == ["delegation.again"]
    held = Post.objects.filter(delegated_from__person__account="330000.head")
    assert held.filter(stage=PostStage.CONFIRMED).count() == 1
