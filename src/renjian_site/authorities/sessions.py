"""From a session to an actor. It runs before anybody is known, so it takes no actor."""

from datetime import date

from django.db.models import Q, QuerySet

from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian_site.authorities.models import Post
from renjian_site.kit.actor import Actor, Unit


def posts_on(day: date) -> QuerySet[Post]:
    """The posts that are held on a day by people whose account is in use."""
    held = Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))
    return Post.objects.filter(held, person__is_active=True).select_related("person", "authority")


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
        unit=_unit_of(post),
        body=post.body,
        title=Role(post.role).title,
    )


def _unit_of(post: Post) -> Unit | None:
    authority = post.authority
    if authority is None:
        return None
    return Unit(
        pk=authority.pk,
        code=authority.code,
        name=authority.name,
        short_name=authority.short_name,
        path=authority.path,
        level=Level(authority.level),
    )
