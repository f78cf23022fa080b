"""From a key to the actor it acts as. It runs before anybody is known, so it takes no actor."""

import hashlib
import json
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from renjian.authorities.keys import Quota
from renjian.authorities.posts import PostStage
from renjian.kernel.refusal import Reason, reason
from renjian_site.authorities.models import ApiKey, Authority, BreakGlass, Person, Post
from renjian_site.authorities.sessions import actor_of
from renjian_site.kit.actor import Actor
from renjian_site.kit.statements import Asked, Statement

MARK = "rjk"
PREFIX_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
PREFIX_LENGTH = 8
SECRET_BYTES = 32


@dataclass(frozen=True)
class Caller:
    """A program with a key that may be used now, and the actor for whom it acts."""

    key_id: int
    prefix: str
    actor: Actor
    permissions: frozenset[str]
    quota: Quota
    expires_on: date


def new_token() -> tuple[str, str]:
    """A fresh key, and the first part of it by which people recognise it."""
    letters = "".join(secrets.choice(PREFIX_LETTERS) for _ in range(PREFIX_LENGTH))
    prefix = f"{MARK}_{letters}"
    return f"{prefix}_{secrets.token_urlsafe(SECRET_BYTES)}", prefix


def hash_of(token: str) -> str:
    """What is kept of a key. It has 256 bits of chance, so a plain hash cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


_PARTS: tuple[tuple[str, type[Model]], ...] = (
    ("", ApiKey),
    ("post__", Post),
    ("post__person__", Person),
    ("post__authority__", Authority),
    ("post__person__break_glass__", BreakGlass),
)
_BY_HASH = Statement(
    lambda: ApiKey.objects.filter(sha256=str(Asked("sha256"))).values_list(
        *(f"{path}{name}" for path, model in _PARTS for name in _columns(model))
    )
)


def key_with(token: str) -> ApiKey | None:
    """The key that somebody showed, with its post; each call of the API begins with it."""
    rows = _BY_HASH.ask(sha256=hash_of(token))
    if not rows:
        return None
    values, made = list(rows[0]), []
    for _path, model in _PARTS:
        names = _columns(model)
        made.append(model.from_db(connection.alias, names, values[: len(names)]))
        values = values[len(names) :]
    key, post, person, authority, sealed = made
    assert isinstance(key, ApiKey) and isinstance(post, Post) and isinstance(person, Person)
    key.permissions = json.loads(key.permissions)
    key.post, post.person = post, person
    of_person = BreakGlass._meta.get_field("person").remote_field
    of_person.set_cached_value(person, sealed if sealed.pk else None)
    post.authority = authority if isinstance(authority, Authority) and authority.pk else None
    return key


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def caller_with(key: ApiKey) -> Caller:
    """A key and its post as a value."""
    return Caller(
        key_id=key.pk,
        prefix=key.prefix,
        actor=replace(actor_of(key.post), key=key.prefix),
        permissions=frozenset(key.permissions),
        quota=Quota(key.per_minute, key.per_day),
        expires_on=key.expires_on,
    )


def why_ended(key: ApiKey, at: datetime) -> Reason | None:
    """Why a key can no longer be used."""
    if key.revoked_at is not None:
        return reason(
            "api.key.revoked",
            "密钥 {prefix} 已于 {moment} 停用，本次没有处理。请改用在用的密钥。",
            prefix=key.prefix,
            moment=key.revoked_at,
        )
    today = timezone.localdate(at)
    if key.expires_on < today:
        return reason(
            "api.key.expired",
            "密钥 {prefix} 已于 {day} 到期，本次没有处理。请在“接口密钥”页另建密钥。",
            prefix=key.prefix,
            day=key.expires_on,
        )
    if not _is_held(key.post, at):
        return reason(
            "api.key.post",
            "密钥 {prefix} 所属的岗位已经结束，本次没有处理。请由现任人员另建密钥。",
            prefix=key.prefix,
        )
    return None


def why_not_finish(caller: Caller, at: datetime) -> Reason | None:
    """Why a long call may not be finished: its key was stopped meanwhile.

    The key stays locked to the end of the transaction, so that stopping it comes before or after
    the act and never between.
    """
    keys = ApiKey.objects.select_related("post__person__break_glass").select_for_update(
        of=("self",)
    )
    return why_ended(keys.get(pk=caller.key_id), at)


def _is_held(post: Post, at: datetime) -> bool:
    today = timezone.localdate(at)
    is_over = post.to_on is not None and post.to_on < today
    is_confirmed = post.stage == PostStage.CONFIRMED
    if not is_confirmed or post.from_on > today or is_over or not post.person.is_active:
        return False
    sealed: BreakGlass | None = getattr(post.person, "break_glass", None)
    return sealed is None or sealed.ends_at is None or sealed.ends_at > at
