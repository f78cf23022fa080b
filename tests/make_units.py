"""Makers for changes of the tree: who decides them, and what was looked at before."""

from datetime import date, timedelta

from django.utils import timezone

import make
from renjian.authorities.kinds import Kind
from renjian.authorities.levels import Level
from renjian.authorities.reforms import NewUnit
from renjian.authorities.wishes import Wish
from renjian_site.authorities.commands import Decision
from renjian_site.authorities.models import Authority, Person, Post
from renjian_site.authorities.sessions import actor_of
from renjian_site.console import commands
from renjian_site.console.open_work import look
from renjian_site.kit.actor import Actor

BECAUSE = "练习函〔2026〕1号"


def administrator(code: str = "000000") -> Actor:
    """The system administrator of an authority; one is made where none works."""
    account = f"{code.lower()}.units"
    person, _is_new = Person.objects.get_or_create(
        account=account, defaults={"name": f"{code}系统管理员", "password": "!"}
    )
    unit = Authority.objects.get(code=code)
    post, _is_new = Post.objects.get_or_create(
        person=person, role="system", authority=unit, defaults={"from_on": date(2026, 1, 1)}
    )
    return actor_of(Post.objects.select_related("person", "authority").get(pk=post.pk))


def yesterday() -> date:
    """A day before today on which a change can be said to have begun."""
    return make.today() - timedelta(days=1)


def reform(wish: Wish, *, by: str = "000000", on: date | None = None) -> Authority:
    """A change that was looked at and decided, by default from today on; the unit after it."""
    actor = administrator(by)
    day = on or make.today()
    seen = look(actor, wish, day).seen
    at = timezone.now()
    key = commands.reform(actor, wish, Decision(day, BECAUSE), seen, at=at)
    return Authority.objects.get(pk=key)


def unit(code: str) -> Authority:
    """A unit as it is now."""
    return Authority.objects.get(code=code)


def new_unit(code: str = "330118", **changes: object) -> NewUnit:
    """A county bureau to be set up."""
    values: dict[str, object] = {
        "code": code,
        "name": "杭州市练习区市场监督管理局",
        "short_name": "杭练市监",
        "kind": Kind.BUREAU,
        "level": Level.COUNTY,
    }
    return NewUnit(**{**values, **changes})  # type: ignore[arg-type]  # made of known keys
