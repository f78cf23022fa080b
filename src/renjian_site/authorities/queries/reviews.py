"""Questions about reviews of posts, and what changed since the last one."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from renjian.authorities.posts import Role
from renjian.authorities.reviews import Reviewable
from renjian.authorities.scope import range_of
from renjian_site.authorities.models import Post, PostReview, ReviewedPost
from renjian_site.authorities.queries.posts import posts
from renjian_site.authorities.sessions import posts_on
from renjian_site.kit.actor import SYSTEM, Actor

# What went over to another superior meanwhile is no longer asked of the old one.
STILL_ASKED = Q(post__authority__path__startswith=F("review__authority__path"))
OF_REVIEW = Q(lines__post__authority__path__startswith=F("authority__path"))
LAST_DAYS = 3  # in which an unanswered list is brought before the superior as well


@dataclass(frozen=True)
class Changes:
    """What became of the posts of an area since a day: those that began, and those that ended."""

    since: date
    begun: tuple[Post, ...]
    ended: tuple[Post, ...]


def reviewable(actor: Actor, day: date) -> list[Reviewable]:
    """The posts that a review asks about: held on a day in an authority, and not by delegation."""
    held = posts_on(day).filter(delegated_from=None).exclude(authority=None)
    rows = held.order_by("pk").values_list("pk", "person_id", "authority__path")
    return [Reviewable(*row) for row in rows]


def heads(actor: Actor, day: date) -> dict[str, set[int]]:
    """Path of an authority -> the persons who head it on a day."""
    held = posts_on(day).filter(role=Role.HEAD, delegated_from=None)
    found: dict[str, set[int]] = {}
    for path, person in held.values_list("authority__path", "person_id"):
        found.setdefault(path, set()).add(person)
    return found


def reviews(actor: Actor) -> QuerySet[PostReview]:
    """The reviews of the actor's area."""
    found = PostReview.objects.select_related("authority")
    if actor is SYSTEM:
        return found
    low, high = range_of(actor.authority.path)
    return found.filter(authority__path__gte=low, authority__path__lt=high)


def reviews_with_state(actor: Actor) -> QuerySet[PostReview]:
    """The same with how they stand, and how many posts are on the list, go on, or are to end."""
    return reviews(actor).annotate(
        answer=Case(
            When(answered_at__isnull=False, then=Value("answered")),
            When(closed_at__isnull=False, then=Value("missed")),
            default=Value("open"),
        ),
        posts=Count("lines", filter=OF_REVIEW),
        go_on=Count("lines", filter=OF_REVIEW & Q(lines__goes_on=True)),
        end=Count("lines", filter=OF_REVIEW & Q(lines__goes_on=False)),
    )


def reviews_to_answer(actor: Actor, today: date) -> QuerySet[PostReview]:
    """What a head has to answer: the own list, and lists below that end soon without an answer."""
    own = Q(authority_id=actor.authority.pk)
    late = Q(due_on__lte=today + timedelta(days=LAST_DAYS))
    found = reviews(actor).filter(own | late, closed_at=None, answered_at=None, due_on__gte=today)
    return found.order_by("due_on", "authority__path")


def reviews_to_close(actor: Actor, today: date) -> list[int]:
    """The reviews whose last day has passed."""
    over = PostReview.objects.filter(closed_at=None, due_on__lt=today)
    return list(over.order_by("pk").values_list("pk", flat=True))


def is_under_review(actor: Actor, quarter: date) -> bool:
    """Whether the reviews of a quarter were opened."""
    return PostReview.objects.filter(quarter=quarter).exists()


def review_lines(actor: Actor, review_id: int) -> QuerySet[ReviewedPost]:
    """The posts on the list of a review of the actor's area."""
    lines = ReviewedPost.objects.filter(STILL_ASKED, review__in=reviews(actor).filter(pk=review_id))
    related = ("post__person", "post__authority")
    return lines.select_related(*related).order_by("post__authority__path", "post__role", "pk")


def last_quarter_reviewed(actor: Actor) -> date | None:
    """The quarter of the newest review of the area."""
    newest = reviews(actor).order_by("-quarter").values_list("quarter", flat=True)
    return newest.first()


def changes_since(actor: Actor, since: date, today: date, *, at_most: int) -> Changes:
    """Posts of the area that began or ended since a day, the newest first."""
    found = posts(actor).filter(stage="confirmed")
    begun = found.filter(from_on__gt=since, from_on__lte=today)
    ended = found.filter(to_on__gte=since, to_on__lt=today)
    return Changes(
        since,
        tuple(begun.order_by("-from_on", "-pk")[:at_most]),
        tuple(ended.order_by("-to_on", "-pk")[:at_most]),
    )
