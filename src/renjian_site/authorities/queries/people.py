"""Questions about persons: who works in an area, and what is personal about them, masked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Exists,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.utils import timezone

from renjian.authorities.personal import masked_identity, masked_phone
from renjian.authorities.posts import PostStage
from renjian_site.authorities.fields import DETAILS
from renjian_site.authorities.models import Person, PersonDetail, Post
from renjian_site.authorities.queries.posts import in_area, kept_here
from renjian_site.authorities.sessions import held_on
from renjian_site.kit.actor import Actor
from renjian_site.ledger.looks import was_noted

DETAIL_NAME = re.compile(r"person:(?P<person>\d{1,18})\.(?P<field>\w+)")
SHOWN_FOR = timedelta(minutes=5)  # how long a detail can be read after it was opened


@dataclass(frozen=True)
class MaskedDetail:
    """Personal details of somebody as they are shown where nobody opened them."""

    phone: str
    identity_number: str


@dataclass(frozen=True)
class DetailName:
    """Whose detail a name stands for, and which; no name of a person who is not in sight."""

    person_id: int
    person: str
    field: str


def people(actor: Actor) -> QuerySet[Person]:
    """The people who hold, held or are to hold a post in the actor's area."""
    return Person.objects.filter(Exists(Post.objects.filter(in_area(actor), person=OuterRef("pk"))))


def people_with_posts(actor: Actor) -> QuerySet[Any]:
    """The same people with the posts that they hold today in the area, parted by commas."""
    inside = Post.objects.filter(in_area(actor), person=OuterRef("pk"))
    held = inside.filter(held_on(timezone.localdate()))
    newest = held.order_by("-from_on", "-pk")
    waits = Exists(inside.filter(stage=PostStage.AWAITING))
    return people(actor).annotate(
        place=Subquery(newest.values("authority__name")[:1]),
        roles=Func(
            ArraySubquery(held.order_by("pk").values("role")),
            Value(","),
            function="array_to_string",
            output_field=TextField(),
        ),
        state=Case(
            When(waits, then=Value("awaiting")),
            When(Exists(held), then=Value("held")),
            default=Value("none"),
        ),
    )


def person(actor: Actor, pk: int) -> Person:
    """One person of the actor's area, or the actor."""
    if pk == actor.person_id:
        return Person.objects.get(pk=pk)
    return people(actor).get(pk=pk)


def people_kept(actor: Actor) -> QuerySet[Person]:
    """The people of whom the actor's area keeps more than the posts: card, leaves, ties, details."""
    return Person.objects.filter(kept_here(actor, "pk"))


def person_kept(actor: Actor, pk: int) -> Person:
    """One person of whom the actor's area keeps more than the posts, or the actor."""
    if pk == actor.person_id:
        return Person.objects.get(pk=pk)
    return people_kept(actor).get(pk=pk)


def detail_of(actor: Actor, person_id: int) -> MaskedDetail:
    """What is personal about a person of the area, masked; empty where nothing is kept."""
    found = PersonDetail.objects.filter(person=person_kept(actor, person_id)).first()
    if found is None:
        return MaskedDetail("", "")
    return MaskedDetail(masked_phone(found.phone), masked_identity(found.identity_number))


def name_of_detail(actor: Actor, person_id: int, field: str) -> str:
    """Under which name it is written down that somebody opened a detail."""
    return f"person:{person_id}.{field}"


def details_named(actor: Actor, names: Iterable[str]) -> dict[str, DetailName]:
    """What names of details stand for; a name of anything else is left out."""
    parts = {name: match for name in names if (match := DETAIL_NAME.fullmatch(name))}
    ids = {int(match["person"]) for match in parts.values()}
    in_sight = dict(people(actor).filter(pk__in=ids).values_list("pk", "name"))
    return {
        name: DetailName(
            int(match["person"]),
            in_sight.get(int(match["person"]), ""),
            DETAILS[match["field"]].title,
        )
        for name, match in parts.items()
        if match["field"] in DETAILS
    }


def opened_detail(actor: Actor, person_id: int, field: str, *, at: datetime) -> str | None:
    """A detail that the actor opened some minutes ago; None if that is over or never was."""
    name = name_of_detail(actor, person_id, field)
    if field not in DETAILS or not was_noted(actor.account, name, since=at - SHOWN_FOR):
        return None
    found = PersonDetail.objects.filter(person=person_kept(actor, person_id))
    return found.values_list(field, flat=True).first() or ""


def people_by_card(actor: Actor, cards: Iterable[str]) -> dict[str, int]:
    """Enforcement card number -> person."""
    found = Person.objects.filter(card_number__in=list(cards))
    return dict(found.values_list("card_number", "pk"))
