"""Questions about signing in: accounts and their state, the log, one's own sessions."""

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from renjian.authorities.levels import Level
from renjian_site.authorities.entry import own_factors
from renjian_site.authorities.models import (
    BreakGlass,
    PasswordState,
    Person,
    Post,
    Session,
    SignInEvent,
    SignInTries,
)
from renjian_site.authorities.queries.posts import in_area, kept_here
from renjian_site.authorities.sessions import held_on
from renjian_site.kit.actor import SYSTEM, Actor


def accounts(actor: Actor) -> QuerySet[Person]:
    """The people who hold posts in the actor's area and nowhere else, now or before.

    Who also holds a post higher up or elsewhere is looked after there: otherwise a county could
    give itself the password of a province.
    """
    if _sees_all(actor):
        return Person.objects.all()
    elsewhere = Post.objects.filter(held_on(timezone.localdate()), person=OuterRef("pk"))
    kept = Person.objects.filter(kept_here(actor, "pk"))
    return kept.exclude(Exists(elsewhere.exclude(in_area(actor))))


def accounts_with_state(actor: Actor) -> QuerySet[Any]:
    """The same people with what is to be known about their signing in."""
    now = timezone.now()
    held = Post.objects.filter(held_on(timezone.localdate()), person=OuterRef("pk"))
    newest = held.order_by("-from_on", "-pk")
    tries = SignInTries.objects.filter(person=OuterRef("pk"), until__gt=now)
    locked = tries.filter(failures__gte=settings.PATIENCE_WITH_ACCOUNT.lock_at)
    factors = Authenticator.objects.filter(user_id=OuterRef("pk"))
    return accounts(actor).annotate(
        place=Subquery(newest.values("authority__name")[:1]),
        role=Subquery(newest.values("role")[:1]),
        has_factor=Exists(factors.exclude(type=Authenticator.Type.RECOVERY_CODES)),
        locked_until=Subquery(locked.values("until")[:1]),
        has_one_time=Exists(PasswordState.objects.filter(person=OuterRef("pk"), is_one_time=True)),
    )


def tries_of(actor: Actor, person_id: int) -> SignInTries | None:
    """The failed tries of one of these accounts."""
    return SignInTries.objects.filter(person__in=accounts(actor).filter(pk=person_id)).first()


def sign_in_events(actor: Actor) -> QuerySet[SignInEvent]:
    """The log of signing in of everybody who is kept in the actor's area."""
    events = SignInEvent.objects.all()
    return events if _sees_all(actor) else events.filter(kept_here(actor, "person_id"))


def sign_ins_of(actor: Actor, person_id: int) -> QuerySet[SignInEvent]:
    """The log of one account that the actor looks after."""
    people = accounts(actor).filter(pk=person_id)
    return SignInEvent.objects.filter(person__in=people).select_related("by")


def own_sign_ins(actor: Actor) -> QuerySet[SignInEvent]:
    """The log of the actor's own account."""
    return SignInEvent.objects.filter(person_id=actor.person_id).select_related("by")


def own_sessions(actor: Actor, at: datetime) -> QuerySet[Session]:
    """The actor's own sessions, the one used last first."""
    return _going_on(at).filter(person_id=actor.person_id)


def own_factors_of(actor: Actor) -> QuerySet[Authenticator]:
    """The actor's own second factors."""
    return own_factors(actor.person_id).order_by("pk")


def own_portal_account(actor: Actor) -> SocialAccount | None:
    """What the actor is called at the portal."""
    bound = SocialAccount.objects.filter(user_id=actor.person_id, provider=settings.OIDC_PROVIDER)
    found: SocialAccount | None = bound.first()
    return found


def sessions_of(actor: Actor, person_id: int, at: datetime) -> QuerySet[Session]:
    """The sessions of an account that the actor looks after, the one used last first."""
    people = accounts(actor).filter(pk=person_id)
    return _going_on(at).filter(person__in=people)


def factors_of(actor: Actor, person_id: int) -> QuerySet[Authenticator]:
    """The second factors of an account, without their secrets."""
    people = accounts(actor).filter(pk=person_id)
    return own_factors(person_id).filter(user__in=people).defer("data")


def portal_accounts_of(actor: Actor, person_id: int) -> QuerySet[SocialAccount]:
    """What a person is called at the portal, of an account that the actor looks after."""
    people = accounts(actor).filter(pk=person_id)
    bound: QuerySet[SocialAccount] = SocialAccount.objects.filter(user__in=people)
    return bound.filter(provider=settings.OIDC_PROVIDER)


def opened_break_glass(actor: Actor) -> QuerySet[BreakGlass]:
    """The sealed accounts that were opened and are not put out of use again."""
    opened = BreakGlass.objects.filter(opened_at__isnull=False, closed_at=None)
    return opened.select_related("person").order_by("opened_at")


def break_glass(actor: Actor) -> QuerySet[BreakGlass]:
    """The sealed accounts that the actor looks after, the newest first."""
    return BreakGlass.objects.filter(person__in=accounts(actor)).select_related("person")


def _going_on(at: datetime) -> QuerySet[Session]:
    """The sessions that have not ended, by their time or because nothing was done in them."""
    idle = timedelta(seconds=settings.IDLE_SECONDS)
    return Session.objects.filter(expire_date__gt=at, seen_at__gt=at - idle)


def _sees_all(actor: Actor) -> bool:
    """The command line, and the offices of the state administration, see every account."""
    return actor is SYSTEM or actor.level is Level.NATIONAL
