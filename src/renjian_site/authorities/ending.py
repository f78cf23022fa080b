"""What the end of a post does to the rows: nobody stands in for, or from, where nobody is any more."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_noop

from renjian.authorities.posts import PostStage
from renjian_site.authorities.models import Authority, Person, Post, PostEnding
from renjian_site.authorities.sessions import held_on

WITH_ITS_POST = gettext_noop("所代理的岗位终止")
WITH_THE_SUPERIOR = gettext_noop("机构隶属关系调整，代理人不在该机构或者新的上级任职")


def carry_out(post: Post, last_on: date, at: datetime) -> None:
    """Let a post be held for the last time on a day, and with it what was delegated of it.

    The commands have asked all reasons and hold the lock of its holder.
    """
    _end(post, last_on)
    for delegated in post.delegations.exclude(stage=PostStage.REFUSED):
        if delegated.to_on is None or delegated.to_on > last_on:
            _end_delegation(delegated, last_on, WITH_ITS_POST, at)


def lost_delegations(unit: Authority, parent: Authority, on: date) -> list[Post]:
    """The delegations in a unit whose holders work neither there nor in a parent from a day on."""
    lasting = Post.objects.filter(authority=unit, delegated_from__isnull=False, to_on__gte=on)
    own = Post.objects.filter(
        held_on(on), delegated_from=None, authority__in=[unit, parent], person=OuterRef("person")
    )
    found = lasting.exclude(stage=PostStage.REFUSED).exclude(Exists(own))
    return list(found.select_related("person").order_by("person_id", "pk"))


def end_lost_delegations(unit: Authority, parent: Authority, on: date, at: datetime) -> int:
    """End the delegations of people of the superior that a unit leaves; how many there were."""
    last_on = max(on, timezone.localdate(at)) - timedelta(days=1)
    lost = lost_delegations(unit, parent, on)
    for post in lost:
        Person.objects.select_for_update(no_key=True).get(pk=post.person_id)
        _end_delegation(post, last_on, WITH_THE_SUPERIOR, at)
    return len(lost)


def _end_delegation(post: Post, last_on: date, because: str, at: datetime) -> None:
    waits = PostEnding.objects.filter(post=post, stage=PostStage.AWAITING)
    waits.update(stage=PostStage.REFUSED)
    PostEnding.objects.create(
        post=post, last_on=last_on, because=because, stage=PostStage.CONFIRMED, entered_at=at
    )
    _end(post, last_on)


def _end(post: Post, last_on: date) -> None:
    # One that has not begun yet ends before its first day: it was never held.
    post.to_on = max(last_on, post.from_on - timedelta(days=1))
    post.save(update_fields=["to_on"])
