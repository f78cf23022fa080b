"""What the end of a post does to the rows: nobody stands in for somebody who is no longer there."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_noop

from renjian.authorities.posts import PostStage
from renjian_site.authorities.models import Post, PostEnding

WITH_ITS_POST = gettext_noop("所代理的岗位终止")


def carry_out(post: Post, last_on: date, at: datetime) -> None:
    """Let a post be held for the last time on a day, and with it what was delegated of it.

    The commands have asked all reasons and hold the lock of its holder.
    """
    _end(post, last_on)
    for delegated in post.delegations.exclude(stage=PostStage.REFUSED):
        if delegated.to_on is None or delegated.to_on > last_on:
            PostEnding.objects.filter(post=delegated, stage=PostStage.AWAITING).update(
                stage=PostStage.REFUSED
            )
            PostEnding.objects.create(
                post=delegated,
                last_on=last_on,
                because=WITH_ITS_POST,
                stage=PostStage.CONFIRMED,
                entered_at=at,
            )
            _end(delegated, last_on)


def _end(post: Post, last_on: date) -> None:
    # One that has not begun yet ends before its first day: it was never held.
    post.to_on = max(last_on, post.from_on - timedelta(days=1))
    post.save(update_fields=["to_on"])
