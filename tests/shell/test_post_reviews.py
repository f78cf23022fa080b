"""The quarterly review: opened by the site, answered by heads, and what is not ticked ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

import make
import make_people as people
from pages import press, read, status_of
from refusals import reasons_against
from renjian.authorities.posts import Role
from renjian.authorities.reviews import quarter_of
from renjian_site.authorities import commands, queries
from renjian_site.authorities.models import PostEnding, PostReview, ReviewedPost
from renjian_site.authorities.sessions import posts_on
from renjian_site.console import tasks
from renjian_site.kit.actor import SYSTEM

pytestmark = pytest.mark.django_db
HEAD, PROVINCE = "330110.head", "330000.head"


def opened():
    quarter = quarter_of(make.today())
    commands.open_reviews(SYSTEM, quarter, at=timezone.now())
    return PostReview.objects.get(authority__code="330110", quarter=quarter)


def lines(review):
    found = queries.review_lines(SYSTEM, review.pk)
    return {line.post.person.account: line.pk for line in found}


def answer(review, *accounts, who=HEAD):
    known = lines(review)
    ticked = [known[account] for account in accounts]
    return commands.answer_review(make.actor(who), review.pk, ticked, at=timezone.now())


def close(review):
    at = timezone.now() + timedelta(days=15)
    return commands.close_review(SYSTEM, review.pk, at=at)


def last_day(account):
    return people.post_of(account).to_on


def night(*day):
    """The moment of the nightly step, ten past midnight in China."""
    return datetime(*day, tzinfo=UTC) - timedelta(hours=8) + timedelta(minutes=10)


def test_the_list_of_a_county_has_its_people_but_its_head():
    found = set(lines(opened()))
    expected = posts_on(make.today()).filter(authority__code="330110")
    assert found == set(expected.values_list("person__account", flat=True)) - {HEAD}


def test_the_head_of_a_county_is_on_the_list_of_the_next_head_above():
    opened()
    line = ReviewedPost.objects.get(post__person__account=HEAD)
    assert line.review.authority.code == "330100"


def test_the_only_head_at_the_top_is_on_no_list():
    opened()
    assert not ReviewedPost.objects.filter(post__person__account="000000.head").exists()


def test_opened_again_nothing_is_added():
    before = opened()
    assert commands.open_reviews(SYSTEM, before.quarter, at=timezone.now()) == 0
    assert opened() == before


def test_what_is_ticked_goes_on_and_the_rest_ends_with_the_review():
    review = opened()
    rest = set(lines(review)) - {"330110.officer4"}
    answer(review, *rest)
    close(review)
    assert last_day("330110.officer4") == review.due_on
    assert last_day("330110.officer1") is None
    assert PostEnding.objects.get(post__person__account="330110.officer4").entered_by is None


def test_the_post_of_an_administrator_that_was_not_ticked_ends_by_two():
    people.appoint("330110.watch", Role.AUDIT, "330110")
    review = opened()
    answer(review, *(set(lines(review)) - {"330110.watch"}))
    assert close(review).ended == 0
    assert last_day("330110.watch") is None
    ending = queries.endings_to_confirm(make.actor("330000.security")).get()
    assert (ending.post.person.account, ending.entered_by.account) == ("330110.watch", HEAD)
    assert close(review).ended == 0
    commands.confirm_ending(make.actor("330000.security"), ending.pk, at=timezone.now())
    assert last_day("330110.watch") == review.due_on


def test_until_the_close_an_answer_can_be_changed():
    review = opened()
    answer(review, "330110.officer1")
    answer(review, *lines(review))
    assert close(review).ended == 0


@pytest.mark.parametrize(("ends", "ended"), [(True, True), (False, False)])
def test_a_list_that_nobody_answered(settings, ends, ended):
    settings.REVIEW_ENDS_UNANSWERED = ends
    review = opened()
    close(review)
    assert (last_day("330110.officer1") is not None) is ended


def test_closed_twice_nothing_more_ends():
    review = opened()
    answer(review)
    first = close(review).ended
    assert first == len(lines(review))
    assert close(review).ended == first


def test_a_delegation_ends_with_the_post_that_was_not_ticked():
    post = people.delegate("330110.reviewer", "330110.handler", days=30)
    review = opened()
    answer(review, *(set(lines(review)) - {"330110.reviewer"}))
    close(review)
    post.refresh_from_db()
    assert post.to_on == review.due_on


def test_delegations_are_on_no_list():
    people.delegate("330110.reviewer", HEAD)
    opened()
    assert not ReviewedPost.objects.exclude(post__delegated_from=None).exists()


@pytest.mark.parametrize("who", [HEAD, "330100.head", PROVINCE, "000000.head"])
def test_a_head_of_the_county_or_above_answers(who):
    review = opened()
    assert answer(review, "330110.officer1", who=who).answered_by.account == who


@pytest.mark.parametrize("who", ["330110.reviewer", "330000.system", "330000.security"])
def test_no_other_post_answers(who):
    assert reasons_against(answer, opened(), who=who) == ["review.not-head"]


def test_a_head_of_elsewhere_does_not_even_see_it():
    review = opened()
    with pytest.raises(PostReview.DoesNotExist):
        answer(review, who="330106.head")
    assert status_of(make.sign_in("330106.head"), f"/reviews/{review.pk}/") == 404


def test_two_heads_tick_each_other_and_not_themselves():
    people.appoint("330110.head2", Role.HEAD, "330110")
    review = opened()
    assert reasons_against(answer, review, HEAD) == ["review.own"]
    answer(review, *(set(lines(review)) - {HEAD}))
    answer(review, *(set(lines(review)) - {"330110.head2"}), who="330110.head2")
    assert close(review).ended == 0


def test_the_head_finds_it_in_the_inbox_and_answers_on_its_page():
    review = opened()
    browser = make.sign_in(HEAD)
    assert f'href="/reviews/{review.pk}/"' in read(browser, "/inbox/")
    pks = list(lines(review).values())
    assert "复核已提交" in press(browser, f"/reviews/{review.pk}/answer/", goes_on=pks)
    assert f'href="/reviews/{review.pk}/"' not in read(browser, "/inbox/")


def test_in_the_last_days_the_superior_finds_it_too():
    review = opened()
    browser = make.sign_in(PROVINCE)
    assert f'href="/reviews/{review.pk}/"' not in read(browser, "/inbox/")
    PostReview.objects.filter(pk=review.pk).update(due_on=make.today() + timedelta(days=3))
    assert f'href="/reviews/{review.pk}/"' in read(browser, "/inbox/")


def test_the_night_of_the_first_day_opens_and_a_later_one_closes(settings):
    settings.REVIEW_DAYS, settings.REVIEW_ENDS_UNANSWERED = 14, True
    tasks.review_posts(night(2027, 1, 1))
    review = PostReview.objects.get(authority__code="330110")
    assert (review.quarter, review.due_on) == (date(2027, 1, 1), date(2027, 1, 14))
    tasks.review_posts(night(2027, 1, 14))
    assert last_day("330110.officer1") is None
    tasks.review_posts(night(2027, 1, 15))
    assert last_day("330110.officer1") == date(2027, 1, 14)


def test_a_site_set_up_in_mid_quarter_waits_for_the_next_one():
    tasks.review_posts(night(2027, 2, 20))
    assert not PostReview.objects.exists()


def test_security_sees_the_state_and_what_changed_since():
    review = opened()
    PostReview.objects.update(quarter=make.today() - timedelta(days=20))
    people.appoint("330110.new", Role.PLANNER, "330110")
    browser = make.sign_in("330000.security")
    text = read(browser, "/reviews/?q=余杭")
    assert review.authority.name in text and "待复核" in text
    assert "330110.new" in read(browser, "/people/weak-spots/")
