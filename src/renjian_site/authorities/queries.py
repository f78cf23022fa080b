"""Questions about authorities and their people."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.authorities.scope import range_of
from renjian_site.authorities.models import ApiCall, ApiKey, Authority, Coverage, Person, Post
from renjian_site.authorities.sessions import posts_on
from renjian_site.kit.actor import Actor


def under(actor: Actor) -> QuerySet[Authority]:
    """The actor's own authority and all that are subordinate to it."""
    low, high = range_of(actor.authority.path)
    return Authority.objects.filter(path__gte=low, path__lt=high)


def by_code(actor: Actor, code: str) -> Authority:
    """One authority of the country; the tree itself is public."""
    return Authority.objects.get(code=code)


def national(actor: Actor) -> Authority:
    """The state administration (总局)."""
    return Authority.objects.get(parent=None)


def everywhere(actor: Actor) -> QuerySet[Authority]:
    """All authorities of the country; the tree itself is public."""
    return Authority.objects.all()


def bureaus(actor: Actor) -> QuerySet[Authority]:
    """All authorities that act in their own name: the whole tree without stations."""
    return Authority.objects.exclude(level=Level.STATION).select_related("parent")


def coverage_on(actor: Actor, day: date) -> dict[str, Authority]:
    """Division code -> the authority responsible for it on a day."""
    in_force = Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))
    rows = Coverage.objects.filter(in_force).select_related("authority")
    return {row.division: row.authority for row in rows}


def responsible_for(actor: Actor, division: str, day: date) -> Authority | None:
    """The authority responsible for a division on a day."""
    in_force = Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))
    rows = Coverage.objects.filter(in_force, division=division).select_related("authority")
    found = rows.order_by("-authority__level").first()
    return found.authority if found else None


def officers_under(actor: Actor, day: date) -> QuerySet[Post]:
    """Enforcement officers (执法人员) of the actor's area with a card, on a day."""
    low, high = range_of(actor.authority.path)
    return (
        posts_on(day)
        .filter(role=Role.OFFICER, authority__path__gte=low, authority__path__lt=high)
        .exclude(person__card_number="")
        .order_by("person__card_number")
    )


def case_officers_of(actor: Actor, day: date) -> QuerySet[Post]:
    """Who may be named as officers of a case: enforcement officers and case handlers of the unit."""
    return (
        posts_on(day)
        .filter(authority_id=actor.authority.pk, role__in=[Role.OFFICER, Role.CASE_HANDLER])
        .exclude(person__card_number="")
        .order_by("person__card_number")
    )


def people_by_card(actor: Actor, cards: Iterable[str]) -> dict[str, int]:
    """Enforcement card number -> person."""
    found = Person.objects.filter(card_number__in=list(cards))
    return dict(found.values_list("card_number", "pk"))


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
