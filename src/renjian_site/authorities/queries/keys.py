"""Questions about the keys of programs and their calls."""

from datetime import date

from django.db.models import QuerySet

from renjian_site.authorities.models import ApiCall, ApiKey
from renjian_site.kit.actor import Actor


def api_keys(actor: Actor) -> QuerySet[ApiKey]:
    """The keys that were made in the actor's authority, or for the actor's body."""
    keys = ApiKey.objects.select_related("post__person")
    if actor.unit is None:
        return keys.filter(post__body=actor.body)
    return keys.filter(post__authority_id=actor.unit.pk)


def api_keys_in_use(actor: Actor, today: date) -> QuerySet[ApiKey]:
    """Those keys that a program may call with today."""
    return api_keys(actor).filter(revoked_at=None, expires_on__gte=today)


def api_calls(actor: Actor, key_id: int, *, only_errors: bool = False) -> QuerySet[ApiCall]:
    """The calls with one of the actor's keys, newest first."""
    calls = ApiCall.objects.filter(key_id=key_id, key__in=api_keys(actor))
    return calls.filter(status__gte=400) if only_errors else calls
