"""Questions that the rules of change ask, and the changes that were proposed and decided."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from renjian.authorities.division_changes import last_name
from renjian.authorities.kinds import Kind
from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.authorities.reforms import Holding, Reform, Taken, UnitFacts
from renjian.authorities.scope import covers, range_of
from renjian.authorities.wishes import (
    Cover,
    Establish,
    Move,
    Rename,
    Wish,
    from_content,
    used_by,
)
from renjian_site.authorities.ending import lost_delegations
from renjian_site.authorities.models import (
    ApiKey,
    Authority,
    Coverage,
    PastStanding,
    Post,
    UnitChange,
)
from renjian_site.authorities.queries.units import under
from renjian_site.authorities.sessions import held_on
from renjian_site.kit.actor import Actor


def facts(actor: Actor, codes: Collection[str]) -> dict[str, UnitFacts]:
    """Units by their codes, as the rules of change see them."""
    return {one.code: one for one in _facts(Authority.objects.filter(code__in=codes))}


def facts_below(actor: Actor, code: str) -> list[UnitFacts]:
    """The units directly below one that still exist."""
    return _facts(Authority.objects.filter(parent__code=code, to_on=None))


def paths_below(actor: Actor, path: str) -> list[str]:
    """The paths of everything below a unit, abolished or not."""
    low, high = range_of(path)
    found = Authority.objects.filter(path__gt=low, path__lt=high)
    return list(found.values_list("path", flat=True))


def taken(actor: Actor, code: str, name: str, short_name: str, *, but: str) -> Taken:
    """Whether other units use a code, a name or a document word, or used the word in the past."""
    others = Authority.objects.exclude(code=but)
    earlier = PastStanding.objects.exclude(unit__code=but)
    return Taken(
        code=others.filter(code=code).exists(),
        name=others.filter(name=name, to_on=None).exists(),
        short_name=others.filter(short_name=short_name).exists()
        or earlier.filter(short_name=short_name).exists(),
    )


def holdings(actor: Actor, divisions: Collection[str], day: date) -> list[Holding]:
    """Who covers these divisions on the day before and on; the shared ones too."""
    return _holdings(Coverage.objects.filter(division__in=divisions), day)


def held_by(actor: Actor, code: str, day: date) -> list[Holding]:
    """The divisions that a unit covers on the day before and on."""
    return _holdings(Coverage.objects.filter(authority__code=code), day)


def posts_in(actor: Actor, code: str, day: date) -> int:
    """How many posts of a unit are held on a day or later."""
    lasting = Q(to_on=None) | Q(to_on__gte=day)
    return Post.objects.filter(lasting, authority__code=code).count()


def posts_under(actor: Actor, path: str) -> QuerySet[Post]:
    """The posts of a unit and of those below it that have not ended."""
    low, high = range_of(path)
    found = Post.objects.filter(authority__path__gte=low, authority__path__lt=high)
    lasting = Q(to_on=None) | Q(to_on__gte=timezone.localdate())
    return found.filter(lasting, authority__in=under(actor))


def delegations_lost_by(actor: Actor, wish: Move, on: date) -> list[Post]:
    """The delegations that end if a unit goes below another superior."""
    units = Authority.objects.filter(code__in=[wish.unit, wish.parent])
    known = {one.code: one for one in units}
    if len(known) < 2:
        return []
    return lost_delegations(known[wish.unit], known[wish.parent], on)


def keys_under(actor: Actor, path: str) -> QuerySet[ApiKey]:
    """The keys of a unit and of those below it that programs may use."""
    low, high = range_of(path)
    found = ApiKey.objects.filter(
        post__authority__path__gte=low, post__authority__path__lt=high, revoked_at=None
    )
    return found.filter(expires_on__gte=timezone.localdate(), post__authority__in=under(actor))


def unit_changes(actor: Actor, unit: Authority | None = None) -> QuerySet[UnitChange]:
    """The changes that were decided in the actor's area, or of one unit of it, the latest first.

    What units are and were is public; who decided what for a day to come is not.
    """
    low, high = range_of(actor.authority.path)
    own = Q(unit__path__gte=low, unit__path__lt=high)
    own |= Q(authority__path__gte=low, authority__path__lt=high)
    people = ("proposed_by", "decided_by")
    found = UnitChange.objects.filter(own).select_related("unit", "authority", *people)
    if unit is None:
        return found
    below = Q(unit=None, content__parent=unit.code)  # one that is still to be set up
    return found.filter(Q(unit=unit) | below)


def aims_of(actor: Actor, changes: Iterable[UnitChange]) -> dict[int, str]:
    """What each change leads to, by name: the new name, the superior, the successor, divisions."""
    wishes = {one.pk: from_content(Reform(one.kind), one.content) for one in changes}
    codes = {used_by(wish) for wish in wishes.values()}
    names = dict(Authority.objects.filter(code__in=codes).values_list("code", "name"))
    return {key: _aim(wish, names) for key, wish in wishes.items()}


def changes_due(actor: Actor, day: date) -> QuerySet[UnitChange]:
    """The changes whose day has come and that nobody has carried out, in the order of their days."""
    waiting = UnitChange.objects.filter(stage=UnitChange.Stage.PLANNED, on__lte=day)
    return waiting.order_by("on", "pk")


def changes_to_decide(actor: Actor) -> list[UnitChange]:
    """The proposed changes that wait for the actor's office, the oldest first.

    That is the one in which the change was proposed, if somebody else works there as system
    administrator, or else the next one above that has one.
    """
    proposed = unit_changes(actor).filter(stage=UnitChange.Stage.PROPOSED)
    low, high = range_of(actor.authority.path)
    held = Post.objects.filter(held_on(timezone.localdate()), role=Role.SYSTEM)
    offices = held.filter(authority__path__gte=low, authority__path__lt=high)
    known = set(offices.values_list("authority__path", "person_id"))
    others = proposed.exclude(proposed_by=actor.person_id).order_by("proposed_at", "pk")
    return [one for one in others if _office_of(one, known) == actor.authority.path]


def _office_of(change: UnitChange, offices: Collection[tuple[str, int]]) -> str:
    """The path of the nearest office that can be the second one for a change; empty if none can."""
    able = {path for path, person in offices if person != change.proposed_by_id}
    return max((path for path in able if covers(path, change.authority.path)), key=len, default="")


def changes_of_own(actor: Actor, stage: str) -> QuerySet[UnitChange]:
    """The changes that the actor's authority proposed and that stand at a stage."""
    found = UnitChange.objects.filter(authority_id=actor.authority.pk, stage=stage)
    return found.select_related("unit").order_by("on", "pk")


def _aim(wish: Wish, names: Mapping[str, str]) -> str:
    match wish:
        case Establish():
            return wish.new.name
        case Rename():
            return wish.name
        case Cover():
            return "、".join(last_name(code) for code in wish.divisions)
    return names.get(used_by(wish), "")


def _facts(rows: QuerySet[Authority]) -> list[UnitFacts]:
    found = rows.select_related("parent").annotate(last=Max("past__to_on"))
    return [
        UnitFacts(
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            kind=Kind(row.kind),
            level=Level(row.level),
            path=row.path,
            parent=row.parent.code if row.parent else "",
            from_on=row.from_on,
            standing_from=row.last + timedelta(days=1) if row.last else row.from_on,
            to_on=row.to_on,
        )
        for row in found
    ]


def _holdings(rows: QuerySet[Coverage], day: date) -> list[Holding]:
    lasting = rows.filter(Q(to_on=None) | Q(to_on__gte=day)).select_related("authority")
    return [
        Holding(
            division=row.division,
            code=row.authority.code,
            name=row.authority.name,
            path=row.authority.path,
            from_on=row.from_on,
            is_exclusive=row.is_exclusive,
        )
        for row in lasting
    ]
