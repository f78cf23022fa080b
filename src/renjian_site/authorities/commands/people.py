"""Setting up the people of a site, all at once; later posts are entered one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from renjian.authorities.posts import Role
from renjian.kernel.refusal import Refused, reason
from renjian_site.authorities.models import Authority, Person, Post
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.kit.command import command, record


@dataclass(frozen=True)
class NewPerson:
    """A person to be entered: account, name, card, and posts as (role, authority or body)."""

    account: str
    name: str
    card_number: str
    posts: tuple[tuple[Role, str], ...]
    card_expires_on: date | None = None


@command
def appoint(actor: Actor, people: Iterable[NewPerson], *, from_on: date, at: datetime) -> int:
    """Enter people and the posts they hold from a day on, without a second person to confirm it."""
    if actor is not SYSTEM:
        raise Refused(
            reason(
                "people.one-by-one", "人员只在建站时一次录入。请逐个录入岗位，由安全管理岗确认。"
            )
        )
    people = list(people)
    units = dict(Authority.objects.values_list("code", "pk"))
    rows = [
        Person(
            account=p.account,
            name=p.name,
            card_number=p.card_number,
            card_expires_on=p.card_expires_on,
            password="!",
        )
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
            entered_at=at,
        )
        for p in people
        for role, place in p.posts
    )
    record("people.appointed", "people", people=len(people), from_on=from_on)
    return len(people)
