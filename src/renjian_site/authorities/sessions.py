"""From a session to an actor. It runs before anybody is known, so it takes no actor."""

from datetime import date

from django.db.models import Q, QuerySet

from renjian.authorities.kinds import Kind, acts_in_own_name
from renjian.authorities.levels import Level
from renjian.authorities.posts import PostStage, Role
from renjian_site.authorities.models import Authority, Post
from renjian_site.kit.actor import Actor, Unit


def held_on(day: date, via: str = "") -> Q:
    """That a post is held on a day: confirmed, begun and not over; ``via`` leads to the post."""
    begun = Q(**{f"{via}stage": PostStage.CONFIRMED, f"{via}from_on__lte": day})
    return begun & (Q(**{f"{via}to_on": None}) | Q(**{f"{via}to_on__gte": day}))


def posts_on(day: date) -> QuerySet[Post]:
    """The posts that are held on a day by people whose account is in use.

    A delegated one is held only as long as the one that it stands for.
    """
    source = held_on(day, "delegated_from__") & Q(delegated_from__person__is_active=True)
    found = Post.objects.filter(held_on(day), Q(delegated_from=None) | source)
    related = ("person", "authority", "delegated_from__person")
    return found.filter(person__is_active=True).select_related(*related)


def posts_of(person_id: int, day: date) -> QuerySet[Post]:
    """The posts that a person holds on a day, the oldest first."""
    return posts_on(day).filter(person_id=person_id).order_by("from_on", "pk")


def actor_in(post_id: int, day: date) -> Actor | None:
    """The actor of a post on a day; none when the post has ended or the account is closed."""
    post = posts_on(day).filter(pk=post_id).first()
    return actor_of(post) if post else None


def actor_of(post: Post) -> Actor:
    """A post and its holder as a value."""
    return Actor(
        account=post.person.account,
        name=post.person.name,
        role=Role(post.role),
        person_id=post.person_id,
        post_id=post.pk,
        unit=unit_of(post.authority),
        body=post.body,
        title=Role(post.role).title,
        for_name=post.delegated_from.person.name if post.delegated_from else "",
    )


def unit_of(authority: Authority | None) -> Unit | None:
    """An authority as a value, with the one in whose name it acts."""
    if authority is None:
        return None
    is_own = acts_in_own_name(Kind(authority.kind), authority.own_name_by)
    return Unit(
        pk=authority.pk,
        code=authority.code,
        name=authority.name,
        short_name=authority.short_name,
        path=authority.path,
        level=Level(authority.level),
        acts_for=None if is_own else unit_of(authority.parent),
    )
