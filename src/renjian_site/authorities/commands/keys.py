"""Acts on the keys of programs."""

from datetime import date, datetime

from django.utils import timezone

from renjian.authorities.keys import Wish, why_not_issue
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities import queries
from renjian_site.authorities.entry import why_no_other_way
from renjian_site.authorities.keys import hash_of, new_token
from renjian_site.authorities.models import ApiCall, ApiKey, Post
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@command
def create_key(actor: Actor, wish: Wish, *, at: datetime) -> tuple[ApiKey, str]:
    """Make a key for programs of the actor's unit; the key itself is given this once and not kept."""
    # The post is the lock: two requests at once do not pass the limit together.
    Post.objects.select_for_update().get(pk=actor.post_id)
    if reasons := why_not_create_key(actor, wish, timezone.localdate(at)):
        raise Refused(*reasons)
    token, prefix = new_token()
    key = ApiKey.objects.create(
        post_id=actor.post_id,
        purpose=wish.purpose,
        prefix=prefix,
        sha256=hash_of(token),
        permissions=sorted(wish.permissions),
        per_minute=wish.quota.per_minute,
        per_day=wish.quota.per_day,
        made_at=at,
        expires_on=wish.expires_on,
    )
    record(
        "key.created",
        f"key:{key.pk}",
        prefix=prefix,
        purpose=wish.purpose,
        permissions=key.permissions,
        expires_on=wish.expires_on,
    )
    return key, token


def why_not_create_key(actor: Actor, wish: Wish, today: date) -> tuple[Reason, ...]:
    """Every reason against making a key."""
    in_use = queries.api_keys_in_use(actor, today).count()
    found = (
        *why_not_issue(actor.role, wish, in_use=in_use, today=today),
        *why_no_other_way(actor.person_id),
    )
    if not actor.for_name:
        return found
    return (
        *found,
        reason(
            "key.delegate",
            "代理他人岗位的人员不能建立接口密钥。请由任职人员{holder}建立。",
            holder=actor.for_name,
        ),
    )


@command
def revoke_key(actor: Actor, key_id: int, *, at: datetime) -> ApiKey:
    """Stop a key for good; a call under way with it is not finished any more."""
    key = queries.api_keys(actor).select_for_update(of=("self",)).get(pk=key_id)
    if key.revoked_at is not None:
        raise Refused(
            reason(
                "key.revoked-already",
                "密钥 {prefix} 已于 {moment} 停用，不需要再次停用。",
                prefix=key.prefix,
                moment=key.revoked_at,
            )
        )
    key.revoked_at = at
    key.save(update_fields=["revoked_at"])
    record("key.revoked", f"key:{key.pk}", prefix=key.prefix)
    return key


@command
def forget_calls(actor: Actor, before: datetime, *, at: datetime) -> int:
    """Remove the log of API calls from before a moment."""
    removed, _by_model = ApiCall.objects.filter(at__lt=before).delete()
    record("calls.forgotten", "calls", before=before, calls=removed)
    return removed
