"""Weak spots of an area as security administrators look for them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import F, QuerySet

from renjian.authorities.posts import ADMINISTRATORS, CARRY_A_CARD, Role
from renjian_site.authorities.models import ApiKey, Person, Post
from renjian_site.authorities.queries.people import people
from renjian_site.authorities.queries.posts import in_area
from renjian_site.authorities.queries.sign_in import accounts_with_state
from renjian_site.authorities.sessions import held_on, posts_on
from renjian_site.kit.actor import Actor
from renjian_site.kit.queries import exports_by_account

# Whose account opens most doors: these have a second factor, whatever a site asks of others.
WITH_SECOND_FACTOR = ADMINISTRATORS | {Role.HEAD}


@dataclass(frozen=True)
class Exporter:
    """Somebody who exported more than most, and how many times."""

    person: Person
    times: int


def cards_ending(actor: Actor, today: date) -> QuerySet[Post]:
    """Posts for which a card is needed that has ended, soon ends, or of which no end is known."""
    soon = today + timedelta(days=settings.CARD_ENDS_WITHIN_DAYS)
    held = posts_on(today).filter(in_area(actor), role__in=sorted(CARRY_A_CARD))
    kept = held.exclude(person__card_expires_on__gt=soon)
    return kept.order_by(F("person__card_expires_on").asc(nulls_last=True), "pk")


def old_keys(actor: Actor, today: date) -> QuerySet[ApiKey]:
    """Keys of programs in the area that are in use and were made long ago."""
    before = today - timedelta(days=settings.OLD_KEY_DAYS)
    found = ApiKey.objects.filter(in_area(actor, "post__"), revoked_at=None, expires_on__gte=today)
    old = found.filter(held_on(today, "post__"), made_at__date__lt=before)
    return old.select_related("post__person", "post__authority").order_by("made_at")


def without_second_factor(actor: Actor, today: date) -> QuerySet[Person]:
    """People of the area in the posts that open most doors who have no second factor."""
    held = Post.objects.filter(in_area(actor), held_on(today), role__in=sorted(WITH_SECOND_FACTOR))
    found = accounts_with_state(actor).filter(pk__in=held.values("person_id"), has_factor=False)
    return found.order_by("account")


def many_exports(actor: Actor, today: date) -> list[Exporter]:
    """People of the area who exported lists more often than most lately."""
    since = today - timedelta(days=settings.EXPORTS_OF_DAYS)
    times = exports_by_account(actor, since, at_least=settings.MANY_EXPORTS)
    found = people(actor).filter(account__in=times)
    exporters = [Exporter(person, times[person.account]) for person in found]
    return sorted(exporters, key=lambda one: (-one.times, one.person.account))
