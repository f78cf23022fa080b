"""Acts on the accounts of others: passwords, locks, second factors, bindings, sealed accounts.

What people do to their own account stands in the log of signing in; what somebody does to the
account of another stands in the ledger too.
"""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.utils import timezone

from renjian.authorities.sign_in import Happening, Reset, why_not_reset
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities import queries
from renjian_site.authorities.entry import end_sessions, why_no_other_way
from renjian_site.authorities.models import BreakGlass, PasswordState, Person, SignInEvent
from renjian_site.authorities.passwords import fresh
from renjian_site.authorities.sign_ins import note
from renjian_site.authorities.tries import forget
from renjian_site.kit.actor import SYSTEM, Actor
from renjian_site.kit.command import command, record


def _locked(actor: Actor, person_id: int) -> Person:
    """The person of an account that the actor looks after."""
    return queries.accounts(actor).select_for_update(of=("self",)).get(pk=person_id)


@command
def give_password(actor: Actor, person_id: int, *, at: datetime) -> str:
    """Give an account a password that is shown this once and must be changed at the first sign-in."""
    person = _locked(actor, person_id)
    if reasons := why_not_give_password(actor, person_id, at):
        raise Refused(*reasons)
    password = fresh()
    person.set_password(password)
    person.save(update_fields=["password"])
    expires_at = at + timedelta(days=settings.ONE_TIME_PASSWORD_DAYS)
    PasswordState.objects.update_or_create(
        person=person, defaults={"set_at": at, "is_one_time": True, "expires_at": expires_at}
    )
    end_sessions(person.pk)
    forget(person.account)
    note(None, Happening.PASSWORD_GIVEN, at, person_id=person.pk, by_id=actor.person_id or None)
    day = timezone.localdate(expires_at)
    record(
        "password.given",
        f"account:{person.pk}",
        account=person.account,
        name=person.name,
        until=day,
    )
    return password


def why_not_give_password(actor: Actor, person_id: int, at: datetime) -> tuple[Reason, ...]:
    """Every reason against giving an account a password."""
    found = _why_not_reset(actor, Happening.PASSWORD_GIVEN, person_id, at)
    if not BreakGlass.objects.filter(person_id=person_id).exists():
        return found
    return (
        *found,
        reason(
            "break-glass.no-password",
            "这是应急账号，它的密码封存在信封里，只用一次。请停用它，再用 renjian break-glass make 另行封存。",
        ),
    )


@command
def reset_factors(actor: Actor, person_id: int, *, at: datetime) -> Person:
    """Take the second factors of an account away, because they were lost."""
    person = _locked(actor, person_id)
    if reasons := why_not_reset_factors(actor, person_id, at):
        raise Refused(*reasons)
    Authenticator.objects.filter(user_id=person.pk).delete()
    end_sessions(person.pk)
    note(None, Happening.FACTORS_RESET, at, person_id=person.pk, by_id=actor.person_id or None)
    record("second-factors.reset", f"account:{person.pk}", account=person.account, name=person.name)
    return person


def why_not_reset_factors(actor: Actor, person_id: int, at: datetime) -> tuple[Reason, ...]:
    """Every reason against taking the second factors of an account away."""
    found = _why_not_reset(actor, Happening.FACTORS_RESET, person_id, at)
    if queries.factors_of(actor, person_id).exists():
        return found
    return (
        *found,
        reason("sign-in.no-factor", "这个账号没有添加第二因素，不需要重置。"),
    )


@command
def unlock(actor: Actor, person_id: int, *, at: datetime) -> Person:
    """Let an account that was locked after failed sign-ins be tried again at once."""
    person = _locked(actor, person_id)
    if reasons := why_not_unlock(actor, person_id, at):
        raise Refused(*reasons)
    refused = forget(person.account)
    if refused:
        note(None, Happening.REFUSED, at, person_id=person.pk, times=refused)
    note(None, Happening.UNLOCKED, at, person_id=person.pk, by_id=actor.person_id or None)
    record(
        "account.unlocked",
        f"account:{person.pk}",
        account=person.account,
        name=person.name,
        refused=refused,
    )
    return person


def why_not_unlock(actor: Actor, person_id: int, at: datetime) -> tuple[Reason, ...]:
    """Every reason against unlocking an account."""
    tries = queries.tries_of(actor, person_id)
    if tries and tries.until and tries.until > at:
        return ()
    return (reason("sign-in.not-locked", "这个账号没有锁定，也不在等待期内，不需要解除。"),)


@command
def end_sessions_of(actor: Actor, person_id: int, *, at: datetime) -> int:
    """End all sessions of an account, for instance when a computer was lost."""
    person = _locked(actor, person_id)
    ended = end_sessions(person.pk)
    note(None, Happening.SESSIONS_ENDED, at, person_id=person.pk, by_id=actor.person_id or None)
    record(
        "sessions.ended",
        f"account:{person.pk}",
        account=person.account,
        name=person.name,
        sessions=ended,
    )
    return ended


@command
def bind_portal_account(
    actor: Actor, person_id: int, subject: str, *, at: datetime
) -> SocialAccount:
    """Write down which subject of the portal a person is; the portal says nothing else of anybody.

    The holder does it, coming back from the portal, or whoever runs the server.
    """
    person = _own_or_locked(actor, person_id)
    if reasons := why_not_bind(actor, person_id, subject):
        raise Refused(*reasons)
    bound = SocialAccount.objects.create(
        user_id=person.pk, provider=settings.OIDC_PROVIDER, uid=subject, extra_data={}
    )
    note(None, Happening.PORTAL_BOUND, at, person_id=person.pk, by_id=actor.person_id or None)
    record(
        "portal-account.bound",
        f"account:{person.pk}",
        account=person.account,
        name=person.name,
        user=subject,
    )
    return bound


def why_not_bind(actor: Actor, person_id: int, subject: str) -> tuple[Reason, ...]:
    """Every reason against binding a subject of the portal to a person."""
    known = SocialAccount.objects.filter(provider=settings.OIDC_PROVIDER)
    found = list(why_no_other_way(person_id))
    if actor is not SYSTEM and actor.person_id != person_id:
        found.append(
            reason(
                "portal.not-holder",
                "认证平台的用户只能由本人绑定：替他人绑定，等于用那个账号登录。"
                "请由本人登录后在“我的账号”页办理，或者由运维人员用命令行办理。",
            )
        )
    if not subject.strip():
        found.append(
            reason("portal.no-subject", "没有填写用户标识（sub）。请从认证平台的管理员处取得。")
        )
    if known.filter(uid=subject).exclude(user_id=person_id).exists():
        found.append(
            reason(
                "portal.bound-to-other",
                "认证平台的用户标识 {subject} 已经绑定到另一个账号。请先解除那个账号的绑定。",
                subject=subject,
            )
        )
    if known.filter(user_id=person_id).exists():
        found.append(
            reason("portal.bound-already", "这个账号已经绑定了认证平台的用户。请先解除原来的绑定。")
        )
    return tuple(found)


@command
def unbind_portal_account(actor: Actor, person_id: int, *, at: datetime) -> Person:
    """Forget which subject of the portal a person is."""
    person = _own_or_locked(actor, person_id)
    bound = SocialAccount.objects.filter(user_id=person.pk, provider=settings.OIDC_PROVIDER)
    found = bound.first()
    if found is None:
        raise Refused(reason("portal.not-bound", "这个账号没有绑定认证平台的用户，不需要解除。"))
    bound.delete()
    note(None, Happening.PORTAL_UNBOUND, at, person_id=person.pk, by_id=actor.person_id or None)
    record(
        "portal-account.unbound",
        f"account:{person.pk}",
        account=person.account,
        name=person.name,
        user=found.uid,
    )
    return person


@command
def forget_sign_ins(actor: Actor, before: datetime, *, at: datetime) -> int:
    """Remove the log of signing in from before a moment."""
    removed, _by_model = SignInEvent.objects.filter(at__lt=before).delete()
    record("sign-ins.forgotten", "sign-ins", before=before, lines=removed)
    return removed


def _own_or_locked(actor: Actor, person_id: int) -> Person:
    """The actor's own account, or one that the actor looks after."""
    if person_id == actor.person_id:
        return Person.objects.select_for_update().get(pk=person_id)
    return _locked(actor, person_id)


def _why_not_reset(
    actor: Actor, what: Happening, person_id: int, at: datetime
) -> tuple[Reason, ...]:
    resets = (Happening.PASSWORD_GIVEN, Happening.FACTORS_RESET)
    rows = SignInEvent.objects.filter(person_id=person_id, what__in=resets, by__isnull=False)
    earlier = [Reset(Happening(row.what), row.by_id or 0, row.at) for row in rows]
    return why_not_reset(what, by=actor.person_id, of=person_id, earlier=earlier, at=at)
