"""Failed tries to sign in: counted before a password is hashed. No act of anybody.

A try counts as failed until it has succeeded, so a thousand at once are a thousand. The row of an
account that has to wait is asked with one statement and nothing is hashed: whoever tries ten
thousand times costs the others nothing but that. An account that nobody has is counted alike.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from renjian.authorities.sign_in import Happening, Patience, Tally
from renjian_site.authorities.calls import HASH_LENGTH, address_hash
from renjian_site.authorities.models import Person, SignInTries
from renjian_site.authorities.sign_ins import note

# One statement says that a try has to wait, and counts it. No caller waits for the disk.
REFUSE = """
    with unhurried as materialized (select set_config('synchronous_commit', 'off', true))
    update authorities_signintries set refused = refused + 1
    from unhurried
    where key = any(%s) and until > %s
    returning until
"""
ACCOUNT, ADDRESS = "account", "address"


def account_hash(account: str) -> str:
    """The name of an account as a hash: people type passwords into the wrong field."""
    return salted_hmac("renjian.sign-in.account", account).hexdigest()[:HASH_LENGTH]


def begin(request: HttpRequest, account: str, at: datetime) -> datetime | None:
    """Count a try, unless it has to wait: then say until when."""
    keys = _keys(request, account)
    with connection.cursor() as cursor:
        cursor.execute(REFUSE, [keys, at])
        waits: list[datetime] = [until for (until,) in cursor.fetchall()]
    if waits:
        return max(waits)
    with transaction.atomic():
        rows = _locked(keys)
        if waits := [row.until for row in rows if row.until and row.until > at]:
            # Another try at the same moment came first.
            return max(waits)
        for row in rows:
            _tell_refused(request, row, at)
            _write(row, _tally(row).after_try(at, _patience(row)))
    return None


def fail(request: HttpRequest, account: str, at: datetime) -> None:
    """Write down that a try has failed, and that it was the one that locks."""
    person = Person.objects.filter(account=account).values_list("pk", flat=True).first()
    whose = {"person_id": person} if person else {"account": account_hash(account)}
    note(request, Happening.FAILED, at, **whose)
    for row in SignInTries.objects.filter(key__in=_keys(request, account)).order_by("key"):
        is_account = row.key.startswith(ACCOUNT)
        if is_account and row.person_id is None and person:
            SignInTries.objects.filter(key=row.key).update(person_id=person)
        if row.failures == _patience(row).lock_at:
            note(request, Happening.LOCKED, at, **(whose if is_account else {}))


def succeed(request: HttpRequest, account: str, at: datetime) -> None:
    """Forget the tries of an account; of those from the address, forget this one."""
    with transaction.atomic():
        for row in _locked(_keys(request, account)):
            if row.key.startswith(ACCOUNT):
                _write(row, Tally())
            else:
                _write(row, _tally(row).after_success(at, _patience(row)))


def forget(account: str) -> int:
    """Let an account be tried again at once; say how many tries were refused meanwhile."""
    key = f"{ACCOUNT}:{account_hash(account)}"
    row = SignInTries.objects.select_for_update().filter(key=key).first()
    if row is None:
        return 0
    row.delete()
    return row.refused


def _keys(request: HttpRequest, account: str) -> list[str]:
    return [f"{ACCOUNT}:{account_hash(account)}", f"{ADDRESS}:{address_hash(request)}"]


def _locked(keys: Sequence[str]) -> list[SignInTries]:
    """The rows of account and address, in this order for everybody."""
    rows = SignInTries.objects.select_for_update().order_by("key")
    found = list(rows.filter(key__in=keys))
    if len(found) < len(keys):
        new = [SignInTries(key=key) for key in keys]
        SignInTries.objects.bulk_create(new, ignore_conflicts=True)
        found = list(rows.filter(key__in=keys))
    return found


def _patience(row: SignInTries) -> Patience:
    """How much is borne: an office sits behind an address, a person behind an account."""
    is_account = row.key.startswith(ACCOUNT)
    found: Patience = (
        settings.PATIENCE_WITH_ACCOUNT if is_account else settings.PATIENCE_WITH_ADDRESS
    )
    return found


def _tally(row: SignInTries) -> Tally:
    return Tally(row.failures, row.last_at, row.until)


def _write(row: SignInTries, tally: Tally) -> None:
    row.failures, row.last_at, row.until, row.refused = (
        tally.failures,
        tally.last_at,
        tally.until,
        0,
    )
    row.save(update_fields=["failures", "last_at", "until", "refused"])


def _tell_refused(request: HttpRequest, row: SignInTries, at: datetime) -> None:
    """Write into the log, as one line, what was refused while the row had to wait."""
    if row.refused:
        note(request, Happening.REFUSED, at, person_id=row.person_id, times=row.refused)
