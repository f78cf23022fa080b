"""Questions about authorities and what they cover."""

from datetime import date

from django.db.models import Q, QuerySet

from renjian.authorities.levels import Level
from renjian.authorities.scope import range_of
from renjian_site.authorities.models import Authority, Coverage
from renjian_site.kit.actor import Actor


def under(actor: Actor) -> QuerySet[Authority]:
    """The actor's own authority and all that are subordinate to it."""
    low, high = range_of(actor.authority.path)
    return Authority.objects.filter(path__gte=low, path__lt=high)


def by_code(actor: Actor, code: str) -> Authority:
    """One authority of the country; the tree itself is public."""
    return Authority.objects.get(code=code)


def called(actor: Actor, words: str) -> Authority | None:
    """The authority with this code or full name; the tree itself is public."""
    found = Authority.objects.filter(Q(code=words.strip().upper()) | Q(name=words.strip()))
    return found.first()


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
