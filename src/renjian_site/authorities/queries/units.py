"""Questions about authorities and what they cover."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from renjian.authorities.scope import range_of
from renjian_site.authorities.models import Authority, Coverage, PastStanding
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


def in_force(actor: Actor, day: date) -> QuerySet[Authority]:
    """All authorities that there are on a day."""
    lasting = Q(to_on=None) | Q(to_on__gte=day)
    return Authority.objects.filter(lasting, from_on__lte=day)


def going_on(actor: Actor, units: Collection[int]) -> dict[int, Authority]:
    """Who goes on with the work of each unit: itself, or the last of its successors."""
    found: dict[int, Authority] = {}
    asked = {key: key for key in units}
    while asked:
        rows = Authority.objects.in_bulk(set(asked.values()))
        later = {}
        for key, now in asked.items():
            row = rows[now]
            if row.successor_id is None:
                found[key] = row
            else:
                later[key] = row.successor_id
        asked = later
    return found


def coverage_on(
    actor: Actor, day: date, divisions: Collection[str] | None = None
) -> dict[str, Authority]:
    """Division code -> the authority responsible for it on a day; of these divisions, or of all."""
    rows = _exclusive_on(day)
    if divisions is not None:
        rows = rows.filter(division__in=set(divisions))
    return {row.division: row.authority for row in rows}


def parents_on(actor: Actor, day: date, units: Iterable[Authority]) -> dict[int, Authority | None]:
    """Key of each unit -> the authority that it stood below on a day; only of days past is asked."""
    found = {unit.pk: unit.parent for unit in units}
    if day < timezone.localdate():
        past = PastStanding.objects.filter(unit__in=found, from_on__lte=day, to_on__gte=day)
        found |= {row.unit_id: row.parent for row in past.select_related("parent__parent")}
    return found


def responsible_for(actor: Actor, division: str, day: date) -> Authority | None:
    """The authority responsible for a division on a day."""
    found = _exclusive_on(day).filter(division=division).first()
    return found.authority if found else None


def _exclusive_on(day: date) -> QuerySet[Coverage]:
    in_force = Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))
    rows = Coverage.objects.filter(in_force, is_exclusive=True)
    return rows.select_related("authority__parent__parent")
