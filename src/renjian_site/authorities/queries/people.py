"""Questions about persons and their posts."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from renjian.authorities.posts import Role
from renjian.authorities.scope import range_of
from renjian_site.authorities.models import Person, Post
from renjian_site.authorities.sessions import posts_on
from renjian_site.kit.actor import Actor


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
