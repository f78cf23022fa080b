"""Acts of the quarterly review of posts: opened and closed by the site, answered by heads."""

from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from renjian.authorities import reviews as rules
from renjian.authorities.appointments import needs_second_to_end
from renjian.authorities.posts import PostStage, Role
from renjian.kernel.refusal import Reason, Refused
from renjian_site.authorities import queries
from renjian_site.authorities.ending import carry_out
from renjian_site.authorities.models import (
    Authority,
    Person,
    Post,
    PostEnding,
    PostReview,
    ReviewedPost,
)
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record

NOT_TICKED = gettext_noop("季度复核未勾选")
BATCH = 2000


@command
def open_reviews(actor: Actor, quarter: date, *, at: datetime) -> int:
    """Give the heads of all authorities their lists for a quarter; done again it adds nothing."""
    today = timezone.localdate(at)
    known = set(
        PostReview.objects.filter(quarter=quarter).values_list("authority__path", flat=True)
    )
    found = rules.lists(queries.reviewable(actor, today), queries.heads(actor, today))
    wanted = {path: posts for path, posts in found.items() if path not in known}
    keys = dict(Authority.objects.filter(path__in=wanted).values_list("path", "pk"))
    made = PostReview.objects.bulk_create(
        PostReview(
            authority_id=keys[path],
            quarter=quarter,
            due_on=rules.due_on(today, settings.REVIEW_DAYS),
            opened_at=at,
        )
        for path in wanted
    )
    by_key = {review.authority_id: review.pk for review in made}
    ReviewedPost.objects.bulk_create(
        [
            ReviewedPost(review_id=by_key[keys[path]], post_id=post.pk)
            for path, posts in wanted.items()
            for post in posts
        ],
        batch_size=BATCH,
    )
    record("reviews.opened", "post-reviews", quarter=quarter, reviews=len(made))
    return len(made)


@command
def answer_review(
    actor: Actor, review_id: int, ticked: Collection[int], *, at: datetime
) -> PostReview:
    """Say which posts of a list go on; the others end at the close of the review."""
    review = queries.reviews(actor).select_for_update(of=("self",)).get(pk=review_id)
    if reasons := why_not_answer(actor, review, timezone.localdate(at)):
        raise Refused(*reasons)
    lines = list(queries.review_lines(actor, review.pk))
    own = {line.pk for line in lines if line.post.person_id == actor.person_id}
    if reasons := rules.why_not_tick(own=not own.isdisjoint(ticked)):
        raise Refused(*reasons)
    for line in lines:
        if line.pk not in own:
            line.goes_on = line.pk in ticked
    ReviewedPost.objects.bulk_update(lines, ["goes_on"])
    review.answered_by_id, review.answered_at = actor.person_id, at
    review.save(update_fields=["answered_by", "answered_at"])
    record(
        "review.answered",
        f"post-review:{review.pk}",
        authority=review.authority.code,
        go_on=sum(line.goes_on is True for line in lines),
        end=sum(line.goes_on is False for line in lines),
    )
    return review


def why_not_answer(actor: Actor, review: PostReview, today: date) -> tuple[Reason, ...]:
    """Every reason against answering a review."""
    state = rules.ReviewState(review.authority.path, review.due_on, review.closed_at is not None)
    path = actor.unit.path if actor.unit else ""
    return rules.why_not_answer(state, role=actor.role, path=path, today=today)


@command
def close_review(actor: Actor, review_id: int, *, at: datetime) -> PostReview:
    """End what was not ticked, with the last day on which the review could be answered.

    The post of an administrator ends only once a second person has confirmed it, as always.
    """
    review = PostReview.objects.select_for_update().get(pk=review_id)
    unticked = queries.review_lines(actor, review.pk).exclude(goes_on=True)
    ends = review.answered_at is not None or settings.REVIEW_ENDS_UNANSWERED
    ended = 0
    for line in unticked.order_by("post__person_id") if ends and not review.closed_at else ():
        Person.objects.select_for_update(no_key=True).get(pk=line.post.person_id)
        line.post.refresh_from_db()
        if line.post.to_on is not None and line.post.to_on <= review.due_on:
            continue
        ended += _end(line.post, review, at)
    review.closed_at, review.ended = review.closed_at or at, review.ended + ended
    review.save(update_fields=["closed_at", "ended"])
    record(
        "review.closed", f"post-review:{review.pk}", authority=review.authority.code, posts=ended
    )
    return review


def _end(post: Post, review: PostReview, at: datetime) -> bool:
    """End a post that was not ticked; whether it ended and does not wait for a second person."""
    waits = needs_second_to_end(Role(post.role))
    if waits and post.endings.filter(stage=PostStage.AWAITING).exists():
        return False
    PostEnding.objects.create(
        post=post,
        last_on=review.due_on,
        because=NOT_TICKED,
        stage=PostStage.AWAITING if waits else PostStage.CONFIRMED,
        entered_by_id=review.answered_by_id if waits else None,
        entered_at=at,
    )
    if not waits:
        carry_out(post, review.due_on, at)
    return not waits
