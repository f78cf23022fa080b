"""Questions about officers: whom a draw or a case may name, who keeps away from whom, experts.

Why an officer is left out stands here once: each ground is a condition on the post, and the same
conditions leave officers out of a draw and count for the planner who was left out and why.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_noop

from renjian.authorities.officers import FormerEmployment
from renjian.authorities.posts import Role
from renjian.authorities.scope import range_of
from renjian_site.authorities.models import (
    Expert,
    FormerEmployer,
    Interest,
    Leave,
    OfficerRecord,
    Post,
)
from renjian_site.authorities.queries.posts import kept_here
from renjian_site.authorities.sessions import posts_on
from renjian_site.kit.actor import Actor


@dataclass(frozen=True)
class Window:
    """The days of an inspection, and its item; an empty item asks for no permission."""

    from_on: date
    to_on: date
    item_code: str = ""


@dataclass(frozen=True)
class Tie:
    """That an officer keeps away from whoever bears a code; why stays in the register of people."""

    card_number: str
    code: str


NO_CARD = gettext_noop("没有登记执法证")
CARD_ENDS = gettext_noop("执法证在检查期内到期")
ON_LEAVE = gettext_noop("检查期内休假")
NOT_PERMITTED = gettext_noop("没有该事项的检查资格")
IS_EXPERT = gettext_noop("受聘为技术专家")


def _grounds(window: Window) -> dict[str, Q]:
    """Ground -> the posts whose holders it keeps out of a window."""
    leaves = Leave.objects.filter(
        cancelled_at=None, from_on__lte=window.to_on, to_on__gte=window.from_on
    )
    experts = Expert.objects.filter(from_on__lte=window.to_on, to_on__gte=window.from_on)
    restricted = OfficerRecord.objects.exclude(permitted_items=None)
    others = restricted.exclude(permitted_items__contains=[window.item_code])
    grounds = {
        NO_CARD: Q(person__card_number=""),
        CARD_ENDS: Q(person__card_expires_on__lt=window.to_on),
        ON_LEAVE: Q(Exists(leaves.filter(person=OuterRef("person_id")))),
        IS_EXPERT: Q(Exists(experts.filter(person=OuterRef("person_id")))),
    }
    if window.item_code:
        grounds[NOT_PERMITTED] = Q(Exists(others.filter(person=OuterRef("person_id"))))
    return grounds


def officers_under(actor: Actor, day: date, window: Window | None = None) -> QuerySet[Post]:
    """Enforcement officers (执法人员) of the actor's area on a day who may visit in a window.

    Who only stands in for an officer is not drawn: a visit is done by the person who was.
    """
    found = _fit(_officers(actor, day), window or Window(day, day))
    return found.order_by("person__card_number")


def officers_left_out(actor: Actor, day: date, window: Window) -> dict[str, int]:
    """How many officers of the area cannot be drawn for a window, by ground."""
    grounds = _grounds(window)
    counts = _officers(actor, day).aggregate(
        **{f"n{n}": Count("pk", filter=condition) for n, condition in enumerate(grounds.values())}
    )
    numbers = {ground: counts[f"n{n}"] for n, ground in enumerate(grounds)}
    return {ground: number for ground, number in numbers.items() if number}


def case_officers_of(actor: Actor, day: date, against: Collection[str] = ()) -> QuerySet[Post]:
    """Who may be named as officers of a case: enforcement officers and case handlers of the unit.

    Who is tied to one of those with the codes ``against`` keeps away (回避, PROC 4).
    """
    roles = [Role.OFFICER, Role.CASE_HANDLER]
    held = posts_on(day).filter(authority_id=actor.authority.pk, role__in=roles)
    able = _fit(held, Window(day, day)).order_by("person__card_number")
    if not against:
        return able
    cards = list(able.values_list("person__card_number", flat=True))
    tied = {tie.card_number for tie in ties_of(actor, cards, day) if tie.code in against}
    return able.exclude(person__card_number__in=tied)


def ties_of(actor: Actor, cards: Collection[str], day: date) -> list[Tie]:
    """From whom officers keep away on a day: declared interests, and former employers for a time."""
    declared = Interest.objects.filter(person__card_number__in=cards, declared_on__lte=day)
    lasting = declared.filter(Q(ended_on=None) | Q(ended_on__gt=day))
    pairs = set(lasting.values_list("person__card_number", "code"))
    former = FormerEmployer.objects.filter(person__card_number__in=cards)
    for card, code, until_on in former.values_list("person__card_number", "code", "until_on"):
        if FormerEmployment(code, until_on).counts_until(settings.COOLING_YEARS) >= day:
            pairs.add((card, code))
    return [Tie(card, code) for card, code in sorted(pairs)]


def officer_record(actor: Actor, person_id: int) -> OfficerRecord | None:
    """Qualifications and permitted items of a person of the area, or of the actor."""
    return OfficerRecord.objects.filter(_near(actor, person_id)).first()


def leaves(actor: Actor) -> QuerySet[Leave]:
    """The leaves of the people of the area."""
    return Leave.objects.filter(kept_here(actor, "person_id"), cancelled_at=None)


def interests(actor: Actor) -> QuerySet[Interest]:
    """The ties that the people of the area declared; a reader's own stand in another question."""
    return Interest.objects.filter(kept_here(actor, "person_id"), ended_on=None)


def leaves_of(actor: Actor, person_id: int) -> QuerySet[Leave]:
    """The leaves of a person of the area, the latest first."""
    found = Leave.objects.filter(_near(actor, person_id), cancelled_at=None)
    return found.select_related("entered_by")


def interests_of(actor: Actor, person_id: int) -> QuerySet[Interest]:
    """What a person of the area declared; who may see it is the door's matter."""
    return Interest.objects.filter(_near(actor, person_id))


def former_employers_of(actor: Actor, person_id: int) -> QuerySet[FormerEmployer]:
    """For whom a person of the area worked before."""
    return FormerEmployer.objects.filter(_near(actor, person_id))


def experts(actor: Actor) -> QuerySet[Expert]:
    """The technical experts of the actor's area."""
    low, high = range_of(actor.authority.path)
    found = Expert.objects.filter(authority__path__gte=low, authority__path__lt=high)
    return found.select_related("authority", "person")


def _officers(actor: Actor, day: date) -> QuerySet[Post]:
    low, high = range_of(actor.authority.path)
    held = posts_on(day).filter(authority__path__gte=low, authority__path__lt=high)
    return held.filter(role=Role.OFFICER, delegated_from=None)


def _fit(found: QuerySet[Post], window: Window) -> QuerySet[Post]:
    for condition in _grounds(window).values():
        found = found.exclude(condition)
    return found


def _near(actor: Actor, person_id: int) -> Q:
    """That a row is about this person, who is the actor or is kept in the area."""
    whose = Q(person_id=actor.person_id) | kept_here(actor, "person_id")
    return Q(person_id=person_id) & whose
