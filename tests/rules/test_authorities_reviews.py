"""Whose posts are on whose list, from when to when, and who answers."""

from datetime import date

import pytest

from renjian.authorities.posts import Role
from renjian.authorities.reviews import (
    Reviewable,
    ReviewState,
    due_on,
    lists,
    quarter_of,
    why_not_answer,
    why_not_tick,
)

TOP, PROVINCE, CITY, COUNTY = "0/", "0/33/", "0/33/3301/", "0/33/3301/330110/"


def on_lists(posts, heads):
    found = lists([Reviewable(n, person, path) for n, (person, path) in enumerate(posts)], heads)
    return {path: [(one.person_id, one.path) for one in rows] for path, rows in found.items()}


@pytest.mark.parametrize(
    ("day", "first"),
    [((2027, 1, 1), (2027, 1, 1)), ((2027, 3, 31), (2027, 1, 1)), ((2027, 12, 31), (2027, 10, 1))],
)
def test_a_quarter_begins_on_its_first_day(day, first):
    assert quarter_of(date(*day)) == date(*first)


def test_the_first_day_counts_among_those_to_answer():
    assert due_on(date(2027, 1, 1), 14) == date(2027, 1, 14)


def test_a_head_reviews_the_people_of_the_own_authority():
    assert on_lists([(2, CITY)], {CITY: [1]}) == {CITY: [(2, CITY)]}


def test_nobody_reviews_an_own_post():
    assert on_lists([(1, CITY)], {CITY: [1], PROVINCE: [9]}) == {PROVINCE: [(1, CITY)]}


def test_two_heads_review_each_other():
    posts = [(1, CITY), (2, CITY)]
    assert on_lists(posts, {CITY: [1, 2]}) == {CITY: posts}


def test_an_authority_without_a_head_is_reviewed_by_the_next_above():
    assert on_lists([(3, COUNTY)], {PROVINCE: [9], TOP: [8]}) == {PROVINCE: [(3, COUNTY)]}


def test_the_only_head_at_the_top_is_on_no_list():
    assert on_lists([(8, TOP)], {TOP: [8]}) == {}


def answer(role=Role.HEAD, path=CITY, day=5, *, closed=False):
    state = ReviewState(CITY, date(2027, 1, 14), closed)
    found = why_not_answer(state, role=role, path=path, today=date(2027, 1, day))
    return [why.code for why in found]


@pytest.mark.parametrize(
    ("path", "may"), [(CITY, True), (PROVINCE, True), (COUNTY, False), ("0/46/", False)]
)
def test_heads_of_the_authority_and_its_superiors_answer(path, may):
    assert (answer(path=path) == []) is may


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HEAD}))
def test_nobody_else_answers(role):
    assert answer(role=role) == ["review.not-head"]


@pytest.mark.parametrize(("day", "late"), [(14, False), (15, True)])
def test_a_review_is_answered_to_the_end_of_its_last_day(day, late):
    assert (answer(day=day) == ["review.closed"]) is late


def test_what_is_closed_is_not_answered_again():
    assert answer(closed=True) == ["review.closed"]


def test_an_own_post_is_not_ticked():
    assert [why.code for why in why_not_tick(own=True)] == ["review.own"]
    assert why_not_tick(own=False) == ()
