"""Makers for changes of the tree: who decides them, and what was looked at before."""

from datetime import date, timedelta

from django.utils import timezone

import make
from renjian.authorities.kinds import Kind
from renjian.authorities.levels import Level
from renjian.authorities.reforms import NewUnit, Reform
from renjian.authorities.wishes import Wish, changed_by, from_content
from renjian_site.authorities.commands import Decision
from renjian_site.authorities.models import Authority, Person, Post, UnitChange
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


def proposed(wish: Wish, *, by: str = "000000", on: date | None = None) -> UnitChange:
    """A change that was looked at and proposed, by default from today on."""
    actor, day = administrator(by), on or make.today()
    seen = look(actor, wish, day).seen
    decision = Decision(day, BECAUSE)
    return commands.propose_reform(actor, wish, decision, seen, at=timezone.now())


def approved(change: UnitChange, *, by: str | Actor = "system") -> UnitChange:
    """A change that another person looked at and approved."""
    actor = make.actor(by) if isinstance(by, str) else by
    wish = from_content(Reform(change.kind), change.content)
    seen = look(actor, wish, change.on).seen
    return commands.approve_reform(actor, change.pk, seen, at=timezone.now())


def reform(wish: Wish, *, by: str = "000000", on: date | None = None) -> Authority:
    """A change that two people looked at, by default from today on; the unit after it."""
    change = approved(proposed(wish, by=by, on=on))
    code = changed_by(wish) or (wish.new.code if change.unit_id else wish.parent)  # type: ignore[union-attr]  # only a new unit is changed by none
    return Authority.objects.get(code=code)


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
