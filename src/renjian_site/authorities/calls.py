"""Calls of the API: counted against the quota, and logged. Neither is an act of anybody.

The log holds who, what, how it ended and how long it took; the caller's address only as a keyed
hash, and nothing that was sent or answered.
"""

import time
from datetime import date, datetime

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac

from renjian.authorities.keys import Usage
from renjian_site.authorities.models import ApiKey
from renjian_site.kit.api.middleware import ROOT
from renjian_site.kit.middleware import Handler

HASH_LENGTH = 16
LONGEST_PATH = 200
# One statement: two calls at once are both counted.
COUNT = """
    insert into authorities_apiusage as u (caller, minute, minute_calls, day, day_calls)
    values (%s, %s, 1, %s, 1)
    on conflict (caller) do update set
        minute_calls = case when u.minute = excluded.minute then u.minute_calls + 1 else 1 end,
        day_calls = case when u.day = excluded.day then u.day_calls + 1 else 1 end,
        minute = excluded.minute,
        day = excluded.day
    returning minute_calls, day_calls
"""
# The statement is its own transaction, and no caller waits for the disk: a power cut may cost the
# last half second of the log, never an act.
LOG = """
    with unhurried as materialized (select set_config('synchronous_commit', 'off', true))
    insert into authorities_apicall
        (key_id, at, method, path, status, problem, milliseconds, caller)
    select %s, %s, %s, %s, %s, %s, %s, %s from unhurried
"""


def count(caller: str, at: datetime) -> Usage:
    """Count a call, and say how many there were in this minute and on this day."""
    moment = timezone.localtime(at)
    values: list[str | date] = [caller, moment.replace(second=0, microsecond=0), moment.date()]
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        return Usage(*cursor.fetchone())


def note_use(key_id: int, at: datetime) -> None:
    """Keep when a key was last used; called once a minute, since each call is in the log."""
    ApiKey.objects.filter(pk=key_id).update(last_used_at=at)


def address_hash(request: HttpRequest) -> str:
    """The caller's address as a hash that nobody without the site's key can turn back."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        # Each proxy in front adds the address that it saw; what stands before those is hearsay.
        seen = request.headers.get("X-Forwarded-For", "").split(",")
        address = seen[-settings.PROXIES].strip() if len(seen) >= settings.PROXIES else address
    return salted_hmac("renjian.api.caller", address).hexdigest()[:HASH_LENGTH]


def log_calls(get_response: Handler) -> Handler:
    """Write a line for each call of the API, whatever came of it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(ROOT):
            return get_response(request)
        at, started = timezone.now(), time.perf_counter()
        response = get_response(request)
        if left := getattr(request, "left", None):
            response.headers["RateLimit-Remaining"] = str(left.per_minute)
        spent = round((time.perf_counter() - started) * 1000)
        values: list[int | str | datetime | None] = [
            getattr(request, "api_key_id", None),
            at,
            (request.method or "")[:10],
            request.path.replace("\x00", "")[:LONGEST_PATH],
            response.status_code,
            getattr(response, "code", "")[:60],
            spent,
            address_hash(request),
        ]
        with connection.cursor() as cursor:
            cursor.execute(LOG, values)
        return response

    return answer
