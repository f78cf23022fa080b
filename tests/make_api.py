"""Makers for the API: keys, and calls as a program makes them."""

import json
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

import make
from renjian.authorities.keys import Permission, Quota, Wish, offered_to
from renjian_site.authorities import commands
from renjian_site.authorities.models import ApiKey
from renjian_site.kit.actor import Actor

ROOT = "/api/v1"
CSV = "text/csv"


def wish(role: str, **changes: Any) -> Wish:
    """A key with all permissions that the role is offered."""
    values: dict[str, Any] = {
        "purpose": "业务系统",
        "permissions": tuple(str(each) for each in offered_to(role)),
        "expires_on": make.today() + timedelta(days=30),
        "quota": Quota(1000, 10_000),
    }
    return Wish(**{**values, **changes})


def key(who: str | Actor = "clerk1", **changes: Any) -> tuple[ApiKey, str]:
    """A key of somebody, and what its program sends."""
    actor = make.actor(who) if isinstance(who, str) else who
    return commands.create_key(actor, wish(actor.role, **changes), at=timezone.now())


def program(who: str | Actor = "clerk1", *permissions: Permission, **changes: Any) -> Client:
    """A program that sends the key of somebody with each call."""
    if permissions:
        changes["permissions"] = tuple(str(each) for each in permissions)
    return sender(key(who, **changes)[1])


def sender(token: str, **headers: str) -> Client:
    """A program that sends this key."""
    return Client(headers={"authorization": f"Bearer {token}", **headers})


def expired(found: ApiKey, on: date | None = None) -> None:
    """Let a key have ended yesterday."""
    ApiKey.objects.filter(pk=found.pk).update(expires_on=on or make.today() - timedelta(days=1))


def got(response: HttpResponse, status: int = 200) -> Any:
    """The content of an answer that has this status."""
    text = response.content.decode()
    assert response.status_code == status, (response.status_code, text)
    return json.loads(text) if text else None


def problem(response: HttpResponse, status: int) -> str:
    """The code of a problem that a call met, after a look at its form."""
    held = got(response, status)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert held["status"] == status and held["detail"] and held["title"]
    return held["reasons"][0]["code"]
