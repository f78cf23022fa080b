"""Acts on persons and their posts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from renjian.authorities.posts import Role
from renjian_site.authorities.models import Authority, Person, Post
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@dataclass(frozen=True)
class NewPerson:
    """A person to be entered: account, name, card, and posts as (role, authority or body)."""

    account: str
    name: str
    card_number: str
    posts: tuple[tuple[Role, str], ...]


@command
def appoint(actor: Actor, people: Iterable[NewPerson], *, from_on: date, at: datetime) -> int:
    """Enter people and the posts they hold from a day on."""
    people = list(people)
    units = dict(Authority.objects.values_list("code", "pk"))
    rows = [
        Person(account=p.account, name=p.name, card_number=p.card_number, password="!")
        for p in people
    ]
    kept = {row.account: row for row in Person.objects.bulk_create(rows)}
    Post.objects.bulk_create(
        Post(
            person=kept[p.account],
            role=role,
            authority_id=None if role is Role.CLERK else units[place],
            body=place if role is Role.CLERK else "",
            from_on=from_on,
        )
        for p in people
        for role, place in p.posts
    )
    record("people.appointed", "people", people=len(people), from_on=from_on)
    return len(people)
