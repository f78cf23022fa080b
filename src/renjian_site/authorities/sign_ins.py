"""The log of signing in: who came in how, what failed, what was changed about an account.

The address is kept as a keyed hash, as in the log of calls, the browser by its name.
"""

import re
from datetime import datetime, timedelta

from django.http import HttpRequest

from renjian.authorities.sign_in import Happening, Way
from renjian_site.authorities.calls import address_hash
from renjian_site.authorities.models import Session, SignInEvent, SignInTries

BROWSERS = (
    ("Edge", re.compile(r"\bEdg(?:A|iOS)?/(\d+)")),
    ("Firefox", re.compile(r"\b(?:Firefox|FxiOS)/(\d+)")),
    ("Chrome", re.compile(r"\b(?:Chrome|CriOS)/(\d+)")),
    ("Safari", re.compile(r"\bVersion/(\d+)[\d.]* (?:Mobile/\S+ )?Safari/")),
)
FORGOTTEN = timedelta(days=7)
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "HarmonyOS", "Linux")


def note(
    request: HttpRequest | None,
    what: Happening,
    at: datetime,
    *,
    person_id: int | None = None,
    by_id: int | None = None,
    account: str = "",
    way: Way | str = "",
    times: int = 1,
) -> None:
    """Write a line; without a request where it was done on the server."""
    SignInEvent.objects.create(
        at=at,
        what=what,
        way=way,
        person_id=person_id,
        by_id=by_id,
        account=account,
        caller=address_hash(request) if request else "",
        browser=browser_of(request) if request else "",
        times=times,
    )


def sweep(at: datetime) -> None:
    """Let go of sessions that have ended, and of tries that are long forgotten."""
    Session.objects.filter(expire_date__lt=at).delete()
    SignInTries.objects.filter(last_at__lt=at - FORGOTTEN).delete()


def browser_of(request: HttpRequest) -> str:
    """Browser and system in a few words; empty where it does not say."""
    told = request.headers.get("User-Agent", "")
    found = [f"{name} {match[1]}" for name, sign in BROWSERS if (match := sign.search(told))][:1]
    return " · ".join([*found, *[system for system in SYSTEMS if system in told][:1]])
