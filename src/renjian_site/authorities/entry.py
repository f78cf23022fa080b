"""From an account to a post: what stands between them, and what the session then keeps.

Who has signed in has an account and no post yet, and therefore sees no page of officers. What a
person has to do first, such as changing a password that others know, is asked at one place: where
the session takes a post.
"""

import math
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from renjian.authorities.sign_in import Happening, Way, needs_second_factor
from renjian.kernel.refusal import Reason, reason
from renjian_site.authorities.calls import address_hash
from renjian_site.authorities.middleware import ENDS_KEY, POST_KEY, UNTIL_KEY
from renjian_site.authorities.models import BreakGlass, PasswordState, Person, Post, Session
from renjian_site.authorities.session_store import BEGAN_KEY, BROWSER_KEY, CALLER_KEY
from renjian_site.authorities.sessions import posts_of
from renjian_site.authorities.sign_ins import browser_of, note
from renjian_site.kit.actor import Actor

SEVERAL_KEY = "several"  # whether the person holds more than one post
WAY_KEY = "way"
PORTAL_KEY = "portal"  # how to leave the portal by which somebody came
# By name, since it is loaded only where the settings name a portal.
SINGLE_SIGN_ON = "renjian_site.authorities.single_sign_on"
PASSWORD, SECOND_FACTOR = "authorities:password", "mfa_index"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def begin(request: HttpRequest, person: Person, way: Way, at: datetime) -> None:
    """Keep in the session how and since when somebody is in it; it holds no post yet."""
    session, now = request.session, at.timestamp()
    for key in (POST_KEY, SEVERAL_KEY):
        session.pop(key, None)
    session[WAY_KEY] = str(way)
    session[BEGAN_KEY] = now
    session[CALLER_KEY] = address_hash(request)
    session[BROWSER_KEY] = browser_of(request)
    session[ENDS_KEY] = min(now + settings.SESSION_COOKIE_AGE, _last_moment(person))
    session[UNTIL_KEY] = min(now + settings.IDLE_SECONDS, session[ENDS_KEY])
    note(request, Happening.SIGNED_IN, at, person_id=person.pk, way=way)


def practise(request: HttpRequest, actor: Actor, at: datetime) -> None:
    """Let somebody in as a practice account, by one click."""
    person = Person.objects.get(pk=actor.person_id)
    login(request, person, backend=BACKEND)
    begin(request, person, Way.PRACTICE, at)
    take_post(request.session, posts_of(person.pk, timezone.localdate(at)).get(pk=actor.post_id))


def what_first(person: Person, post: Post) -> str:
    """The name of the page on which something has to be done before this post is taken."""
    if hasattr(person, "break_glass"):
        return ""
    if PasswordState.objects.filter(person=person, is_one_time=True).exists():
        return PASSWORD
    if needs_second_factor(post.role, settings.SECOND_FACTOR_FOR) and not has_factor(person.pk):
        return SECOND_FACTOR
    return ""


def why_no_other_way(person_id: int) -> tuple[Reason, ...]:
    """Why an account gets no second way in: a sealed one would outlive its hours by it."""
    if not BreakGlass.objects.filter(person_id=person_id).exists():
        return ()
    return (
        reason(
            "break-glass.no-other-way",
            "这是应急账号，只凭封存的密码启用一次，到期即止，不能另设密码、第二因素、"
            "统一认证绑定或者接口密钥。请用本人的账号办理。",
        ),
    )


def must_have_factor(person_id: int, at: datetime) -> bool:
    """Whether one of a person's posts may not be taken without a second factor."""
    roles = posts_of(person_id, timezone.localdate(at)).values_list("role", flat=True)
    return any(needs_second_factor(role, settings.SECOND_FACTOR_FOR) for role in roles)


def has_factor(person_id: int) -> bool:
    """Whether a person has a second factor, apart from codes for the case that it is lost."""
    return own_factors(person_id).exists()


def own_factors(person_id: int) -> QuerySet[Authenticator]:
    """The second factors of a person, apart from the recovery codes."""
    all_factors: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=person_id)
    return all_factors.exclude(type=Authenticator.Type.RECOVERY_CODES)


def take_post(session: SessionBase, post: Post) -> None:
    """Let the session act in a post from now on."""
    several = posts_of(post.person_id, timezone.localdate()).count() > 1
    session[POST_KEY] = post.pk
    session[SEVERAL_KEY] = several


def end_sessions(person_id: int, *, but: str | None = None) -> int:
    """End the sessions of a person, except one."""
    ended, _by_model = Session.objects.filter(person_id=person_id).exclude(session_key=but).delete()
    return ended


def _last_moment(person: Person) -> float:
    """When a session of this person ends in any case: that of a sealed account with its hours."""
    opened = BreakGlass.objects.filter(person=person, ends_at__isnull=False).first()
    return opened.ends_at.timestamp() if opened and opened.ends_at else math.inf
