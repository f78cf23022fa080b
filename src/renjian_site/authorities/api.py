"""The doors of the API, and who a key is."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Router, Schema
from ninja.security import HttpBearer

from renjian.authorities.keys import Permission, Quota, Usage, why_not_use, why_wait
from renjian.kernel.refusal import reason
from renjian_site.authorities.calls import address_hash, count, note_use
from renjian_site.authorities.keys import Caller, caller_with, hash_of, key_with, why_ended
from renjian_site.kit.api.problems import Problem
from renjian_site.kit.scope import Scope, enter, scope_of

BEARER = {"WWW-Authenticate": "Bearer"}
router = Router(tags=[_("密钥")])


class Call(HttpRequest):
    """A call with a key, and what is left of its quota."""

    auth: Caller
    left: Quota


class Key(HttpBearer):
    """The door of an endpoint: a key in use, with quota left, that has the permission."""

    def __init__(self, permission: Permission | None) -> None:
        super().__init__()
        self.permission = permission

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Who calls. Raises a problem when the key cannot be used for this."""
        at = timezone.now()
        enter(Scope(shown=hash_of(token)))
        key = key_with(token)
        if key is None:
            _count_address(request)
            why = reason(
                "api.key.unknown",
                "没有这个密钥，本次没有处理。请核对是否完整复制，或者在“接口密钥”页另建。",
            )
            raise Problem(HTTPStatus.UNAUTHORIZED, why, headers=BEARER)
        request.api_key_id = key.pk  # type: ignore[attr-defined]  # for the call log
        if why_not := why_ended(key, at):
            raise Problem(HTTPStatus.UNAUTHORIZED, why_not, headers=BEARER)
        caller = caller_with(key)
        enter(scope_of(caller.actor))
        usage = _count(f"key:{key.pk}", caller.quota, request)
        if usage.minute_calls == 1:
            note_use(key.pk, at)
        if self.permission is not None:
            why_not = why_not_use(
                self.permission, caller.actor.role, caller.permissions, caller.prefix
            )
            if why_not:
                raise Problem(HTTPStatus.FORBIDDEN, why_not)
        return caller


def needs(permission: Permission | None) -> Key:
    """The door of an endpoint that needs a permission; with none, any key may enter."""
    return Key(permission)


def open_to_all(request: HttpRequest) -> str:
    """The door of an endpoint without a key: only the quota of the caller's address counts."""
    _count_address(request)
    return "anybody"


def _count_address(request: HttpRequest) -> None:
    quota = Quota(settings.PUBLIC_CALLS_A_MINUTE, settings.PUBLIC_CALLS_A_DAY)
    _count(f"address:{address_hash(request)}", quota, request)


def _count(caller: str, quota: Quota, request: HttpRequest) -> Usage:
    now = timezone.localtime()
    usage = count(caller, now)
    request.left = usage.left_of(quota)  # type: ignore[attr-defined]  # for /me and the headers
    if wait := why_wait(quota, usage, now):
        headers = {"Retry-After": str(wait.seconds)}
        raise Problem(HTTPStatus.TOO_MANY_REQUESTS, wait.why, headers=headers)
    return usage


class Left(Schema):
    """What is left of a quota."""

    quota: int
    left: int


class Me(Schema):
    """Who a key is: for whom it acts, what it may do, how long and how often."""

    prefix: str
    account: str
    role: str
    unit: str | None
    body: str | None
    permissions: list[str]
    expires_on: date
    minute: Left
    day: Left


@router.get(
    "",
    auth=needs(None),
    response=Me,
    summary=_("我是谁"),
    description=_("本密钥代表哪个岗位，有哪些权限，额度还剩多少。"),
)
def me(request: Call) -> dict[str, Any]:
    """Who the key is."""
    caller, left = request.auth, request.left
    actor = caller.actor
    return {
        "prefix": caller.prefix,
        "account": actor.account,
        "role": str(actor.role),
        "unit": actor.unit.code if actor.unit else None,
        "body": actor.body or None,
        "permissions": sorted(caller.permissions),
        "expires_on": caller.expires_on,
        "minute": {"quota": caller.quota.per_minute, "left": left.per_minute},
        "day": {"quota": caller.quota.per_day, "left": left.per_day},
    }
