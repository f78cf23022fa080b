"""Acts on sealed accounts: made before the emergency, opened once, put out of use after it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from renjian.authorities.posts import Role
from renjian.kernel.refusal import Refused, reason
from renjian_site.authorities import queries
from renjian_site.authorities.entry import end_sessions
from renjian_site.authorities.models import Authority, BreakGlass, Person, Post
from renjian_site.authorities.passwords import fresh
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record

NAME = "应急账号"


@command
def make_break_glass(
    actor: Actor, authority_code: str, role: Role, *, at: datetime
) -> tuple[BreakGlass, str]:
    """Make a sealed account with a password that is shown this once and spent by its first use."""
    authority = Authority.objects.filter(code=authority_code).first()
    if authority is None:
        raise Refused(
            reason(
                "break-glass.no-authority",
                "没有代码为 {authority} 的机构。请核对机构代码。",
                authority=authority_code,
            )
        )
    number = BreakGlass.objects.count() + 1
    password = fresh()
    person = Person(account=f"break-glass-{number}", name=f"{NAME}{number}")
    person.set_password(password)
    person.save()
    Post.objects.create(
        person=person, role=role, authority=authority, from_on=timezone.localdate(at)
    )
    made = BreakGlass.objects.create(person=person, made_at=at)
    record(
        "break-glass.made",
        f"account:{person.pk}",
        account=person.account,
        authority=authority.code,
        role=role,
    )
    return made, password


@command
def open_break_glass(actor: Actor, *, at: datetime) -> BreakGlass:
    """Let somebody in by a sealed account: its password is spent, and it ends after some hours."""
    account = BreakGlass.objects.select_for_update().get(person_id=actor.person_id)
    account.opened_at = at
    account.ends_at = at + timedelta(hours=settings.BREAK_GLASS_HOURS)
    account.save(update_fields=["opened_at", "ends_at"])
    person = Person.objects.get(pk=actor.person_id)
    person.set_unusable_password()
    person.save(update_fields=["password"])
    record(
        "break-glass.opened",
        f"account:{person.pk}",
        account=person.account,
        until=account.ends_at,
    )
    return account


@command
def close_break_glass(actor: Actor, person_id: int, *, at: datetime) -> BreakGlass:
    """Put a sealed account out of use, whether it was opened or not."""
    found = queries.break_glass(actor).select_for_update(of=("self",)).get(person_id=person_id)
    if found.closed_at is not None:
        raise Refused(
            reason(
                "break-glass.closed-already",
                "{account} 已于 {moment} 停用，不需要再次停用。",
                account=found.person.account,
                moment=found.closed_at,
            )
        )
    found.closed_at = at
    found.save(update_fields=["closed_at"])
    found.person.is_active = False
    found.person.set_unusable_password()
    found.person.save(update_fields=["is_active", "password"])
    end_sessions(found.person_id)
    record("break-glass.closed", f"account:{found.person_id}", account=found.person.account)
    return found
