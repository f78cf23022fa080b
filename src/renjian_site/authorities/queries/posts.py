"""Questions about posts: of an area, of a person, what waits for a second person, who could do what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from renjian.authorities.levels import Level
from renjian.authorities.posts import ADMINISTRATORS, PostStage, Role
from renjian.authorities.scope import range_of
from renjian_site.authorities.models import Authority, Person, Post, PostEnding
from renjian_site.authorities.sessions import held_on, posts_on
from renjian_site.kit.actor import SYSTEM, Actor


@dataclass(frozen=True)
class Holder:
    """Somebody who could do something on a day; ``until`` the moment at which the post was stopped."""

    post: Post
    until: datetime | None = None


def posts(actor: Actor) -> QuerySet[Post]:
    """The posts of the actor's area, of every stage and time; those of bodies are the top's."""
    related = ("person", "authority", "delegated_from__person", "entered_by", "confirmed_by")
    found = Post.objects.select_related(*related)
    return found if actor is SYSTEM else found.filter(in_area(actor))


def in_area(actor: Actor, via: str = "") -> Q:
    """That a post stands in the actor's area; ``via`` leads to the post."""
    if actor.unit is None:
        return Q(pk__in=[])
    low, high = range_of(actor.unit.path)
    within = Q(**{f"{via}authority__path__gte": low, f"{via}authority__path__lt": high})
    if actor.level is Level.NATIONAL:
        within |= Q(**{f"{via}authority": None, f"{via}pk__isnull": False})
    return within


def kept_here(actor: Actor, person: str) -> Q:
    """That what is kept of a person beside the posts is the area's; ``person`` leads to the key.

    It goes with the posts held today. While somebody holds none, it stays where one was held, and
    where one waits; merely to enter a post takes nobody away from where he works. The policies of
    the private tables say the same.
    """
    inside, whose = in_area(actor), Post.objects.filter(person=OuterRef(person))
    held = whose.filter(held_on(timezone.localdate()))
    counts_or_waits = whose.filter(inside, stage__in=[PostStage.CONFIRMED, PostStage.AWAITING])
    is_free = ~Q(Exists(held.exclude(inside)))
    return Q(Exists(held.filter(inside))) | (is_free & Q(Exists(counts_or_waits)))


def posts_of_person(actor: Actor, person_id: int) -> QuerySet[Post]:
    """The posts of a person over time, the newest first: all of one's own, else those of the area."""
    mine = actor.person_id == person_id
    found = posts(SYSTEM) if mine else posts(actor)
    return found.filter(person_id=person_id).order_by("-from_on", "-pk")


def post_endings(actor: Actor) -> QuerySet[PostEnding]:
    """Early endings of posts of the actor's area."""
    found = PostEnding.objects.select_related("post__person", "post__authority", "entered_by")
    return found if actor is SYSTEM else found.filter(in_area(actor, "post__"))


def last_ending_of(actor: Actor, post_id: int) -> PostEnding | None:
    """How a post came to end early, or is to."""
    found = PostEnding.objects.filter(post_id=post_id)
    return found.select_related("post__person", "post__authority", "entered_by").first()


def awaiting_posts(actor: Actor) -> QuerySet[Post]:
    """Posts that wait for their second person, the oldest first."""
    return posts(actor).filter(stage=PostStage.AWAITING).order_by("entered_at", "pk")


def awaiting_endings(actor: Actor) -> QuerySet[PostEnding]:
    """Endings of administrators' posts that wait for their second person, the oldest first."""
    found = post_endings(actor).filter(stage=PostStage.AWAITING)
    return found.order_by("entered_at", "pk")


def to_confirm(actor: Actor) -> QuerySet[Post]:
    """Posts that the actor may be the second person for: those of no nearer security office."""
    return _nearest(actor, awaiting_posts(actor).exclude(entered_by_id=actor.person_id), "")


def endings_to_confirm(actor: Actor) -> QuerySet[PostEnding]:
    """Endings that the actor may be the second person for."""
    found = awaiting_endings(actor).exclude(entered_by_id=actor.person_id)
    return _nearest(actor, found, "post__")


def _nearest(actor: Actor, found: QuerySet[Any], via: str) -> QuerySet[Any]:
    """Without one's own, and without what an office below, which has its own people, will confirm."""
    path = actor.authority.path
    held = Post.objects.filter(held_on(timezone.localdate()), role=Role.SECURITY)
    below = held.filter(authority__path__gt=path, authority__path__startswith=path)
    offices = set(below.values_list("authority__path", flat=True))
    nearer = Q(pk__in=[])
    for office in offices:
        low, high = range_of(office)
        nearer |= Q(**{f"{via}authority__path__gte": low, f"{via}authority__path__lt": high})
    return found.exclude(nearer).exclude(**{f"{via}person_id": actor.person_id})


def posts_to_delegate(actor: Actor) -> QuerySet[Post]:
    """The posts for which the actor may let somebody stand in: the own one, or those of the area."""
    found = Post.objects.select_related("person", "authority", "delegated_from__person")
    own = Q(pk=actor.post_id)
    return found.filter(own | in_area(actor) if actor.role is Role.SYSTEM else own)


def own_delegations(actor: Actor) -> QuerySet[Post]:
    """The delegations that a person gave or has."""
    mine = Q(person_id=actor.person_id) | Q(delegated_from__person_id=actor.person_id)
    return Post.objects.filter(mine, delegated_from__isnull=False).select_related(
        "person", "authority", "delegated_from__person"
    )


def stand_ins(actor: Actor, post: Post, today: date) -> list[Person]:
    """The people who could stand in for the holder of a post: of its authority, or of the parent."""
    if post.authority is None:
        return []
    place = Q(authority_id=post.authority_id) | Q(authority_id=post.authority.parent_id)
    held = posts_on(today).filter(place, delegated_from=None)
    fitting = held.exclude(person_id=post.person_id).exclude(role__in=sorted(ADMINISTRATORS))
    rows = fitting.order_by("person__account")
    own_first = sorted(rows, key=lambda one: one.authority_id != post.authority_id)
    return list({one.person_id: one.person for one in own_first}.values())


def given_delegations(actor: Actor, today: date) -> QuerySet[Post]:
    """Who stands in for the actor, or will."""
    still = own_delegations(actor).filter(to_on__gte=today).exclude(stage=PostStage.REFUSED)
    return still.filter(delegated_from__person_id=actor.person_id).order_by("from_on")


def holders_on(
    actor: Actor, roles: Collection[Role], unit: Authority, day: date, *, below: bool = False
) -> list[Holder]:
    """Who held a post of these roles in a unit on a day, and by whose confirmation.

    One that was stopped in the course of that day was held until then.
    """
    low, high = range_of(unit.path)
    where = Q(authority__path__gte=low, authority__path__lt=high) if below else Q(authority=unit)
    found = posts(actor).filter(where, role__in=roles, stage=PostStage.CONFIRMED)
    lasting = Q(to_on=None) | Q(to_on__gte=day)
    held = [Holder(post) for post in found.filter(lasting, from_on__lte=day)]
    eve = day - timedelta(days=1)
    stopped = PostEnding.objects.annotate(at=Coalesce("confirmed_at", "entered_at")).filter(
        post__in=found.filter(to_on=eve, from_on__lte=day),
        stage=PostStage.CONFIRMED,
        last_on=eve,
        at__date=day,
    )
    by_key = found.in_bulk([ending.post_id for ending in stopped])
    held += [Holder(by_key[ending.post_id], ending.at) for ending in stopped]
    return sorted(held, key=lambda one: (one.post.role, one.post.person.name))


def units_with_posts(actor: Actor, words: str) -> QuerySet[Authority]:
    """Units of the actor's area that have posts, by code or words of their names."""
    low, high = range_of(actor.authority.path)
    found = Authority.objects.filter(path__gte=low, path__lt=high)
    for word in words.split():
        found = found.filter(Q(name__contains=word) | Q(code__startswith=word.upper()))
    return found.filter(Exists(Post.objects.filter(authority=OuterRef("pk"))))
