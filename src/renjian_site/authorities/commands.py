"""Acts on authorities and people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from renjian.authorities.keys import Wish, why_not_issue
from renjian.authorities.posts import Role
from renjian.authorities.tree import AuthorityNode
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities import queries
from renjian_site.authorities.keys import hash_of, new_token
from renjian_site.authorities.models import ApiCall, ApiKey, Authority, Coverage, Person, Post
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@dataclass(frozen=True)
class NewPerson:
    """A person to be entered: account, name, card, and posts as (role, authority or body)."""

    account: str
    name: str
    card_number: str
    posts: tuple[tuple[Role, str], ...]


@command
def install(
    actor: Actor,
    nodes: Iterable[AuthorityNode],
    coverage: Mapping[str, str],
    *,
    from_on: date,
    at: datetime,
) -> int:
    """Set up the tree of authorities, and what each covers (division -> authority code), once."""
    if Authority.objects.exists():
        raise Refused(
            reason("authorities.installed", "机构树已经建立，不能重复建立；请改用机构变更。")
        )
    kept: dict[str, Authority] = {}
    nodes = list(nodes)
    for level in sorted({node.level for node in nodes}):
        rows = [
            Authority(
                code=node.code,
                name=node.name,
                short_name=node.short_name,
                level=node.level,
                parent=kept.get(node.parent or ""),
                path=node.path,
            )
            for node in nodes
            if node.level == level
        ]
        kept |= {row.code: row for row in Authority.objects.bulk_create(rows)}
    Coverage.objects.bulk_create(
        Coverage(authority=kept[code], division=division, from_on=from_on)
        for division, code in coverage.items()
    )
    record("authorities.installed", "authorities", units=len(kept), divisions=len(coverage))
    return len(kept)


@command
def appoint(actor: Actor, people: Iterable[NewPerson], *, from_on: date, at: datetime) -> int:
    """Enter people and the posts they hold from a day on."""
    people = list(people)
    units = dict(Authority.objects.values_list("code", "pk"))
    rows = [
        Person(account=p.account, name=p.name, card_number=p.card_number, password="!")
        for p in people
    ]
    kept = {row.account: row for row in Person.objects.bulk_create(rows)}
    Post.objects.bulk_create(
        Post(
            person=kept[p.account],
            role=role,
            authority_id=None if role is Role.CLERK else units[place],
            body=place if role is Role.CLERK else "",
            from_on=from_on,
        )
        for p in people
        for role, place in p.posts
    )
    record("people.appointed", "people", people=len(people), from_on=from_on)
    return len(people)


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
    return why_not_issue(actor.role, wish, in_use=in_use, today=today)


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
