"""What belongs to one person alone, given to two at the same moment: the second one reads why not."""

from django.utils import timezone

import make
import make_people as people
from at_once import at_once
from renjian.authorities.posts import Role
from renjian.kernel.refusal import Refused
from renjian_site.authorities import commands

NUMBER = people.identity_of("two at once")


def refusals(given):
    assert {type(one).__name__ for one in given} <= {"Refused", "Post", "Person"}, given
    return [one.reasons[0].code for one in given if isinstance(one, Refused)]


def test_one_card_entered_for_two_people_at_once_is_one_persons(own_database):
    given = at_once(
        lambda: people.enter("330000.n1", Role.OFFICER, card_number="K-77"),
        lambda: people.enter("330000.n2", Role.OFFICER, card_number="K-77", who="system"),
    )
    assert refusals(given) == ["post.card-taken"]


def test_one_identity_number_kept_for_two_people_at_once_is_one_persons(own_database):
    keeper = make.actor("330000.system")
    first, second = (people.person_of(one).pk for one in ("330000.head", "330000.planner"))
    given = at_once(
        lambda: commands.keep_details(keeper, first, "", NUMBER, at=timezone.now()),
        lambda: commands.keep_details(keeper, second, "", NUMBER, at=timezone.now()),
    )
    assert refusals(given) == ["person.identity-taken"]


def test_one_post_entered_twice_at_once_is_entered_once(own_database):
    given = at_once(
        lambda: people.enter("330000.n3", Role.PLANNER),
        lambda: people.enter("330000.n3", Role.PLANNER, who="system"),
    )
    assert refusals(given) == ["post.held-already"]
