"""How django-allauth signs people in here: what it asks before, and what it does after.

The flow of signing in is allauth's; who is let in, how often somebody may try, and which post they
then act in are decided here and in `entry`, `tries` and the queries.
"""

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renjian.authorities.sign_in import Happening, Way
from renjian_site.authorities import commands, passwords, sealed_secrets, tries
from renjian_site.authorities.entry import begin
from renjian_site.authorities.models import Person
from renjian_site.authorities.session_store import BEGAN_KEY
from renjian_site.authorities.sessions import actor_of, posts_of
from renjian_site.authorities.sign_ins import note

FRESH = 300  # seconds after signing in, in which nobody is asked again who they are
# What allauth reports as mails that it would send.
TOLD = {
    "mfa/email/totp_activated": Happening.FACTOR_ADDED,
    "mfa/email/totp_deactivated": Happening.FACTOR_REMOVED,
    "mfa/email/webauthn_added": Happening.FACTOR_ADDED,
    "mfa/email/webauthn_removed": Happening.FACTOR_REMOVED,
    "mfa/email/recovery_codes_generated": Happening.CODES_MADE,
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by appointment; a try is counted before its password is hashed."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("账号或者密码不正确。请核对后重新输入。"),
        "incorrect_password": _("密码不正确。请重新输入。"),
        "expired_password": _("一次性密码已过有效期。请联系安全管理岗重新发放。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, or let it wait: nothing is hashed then."""
        refuse_while_waiting(request, credentials["username"])

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Who has this account and password."""
        person: Person | None = super().authenticate(request, **credentials)
        if person is not None:
            at = timezone.now()
            tries.succeed(request, person.account, at)
            if passwords.is_expired(person, at):
                raise self.validation_error("expired_password")
        return person

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the failed try down."""
        tries.fail(request, credentials["username"], timezone.now())

    def login(self, request: HttpRequest, user: Person) -> None:
        """Let somebody in; a sealed account is opened by it, and its password spent."""
        at = timezone.now()
        if hasattr(user, "break_glass") and user.break_glass.opened_at is None:
            actor = actor_of(posts_of(user.pk, timezone.localdate(at)).get())
            commands.open_break_glass(actor, at=at)
            user.refresh_from_db()
        super().login(request, user)

    def post_login(
        self, request: HttpRequest, user: Person, *, redirect_url: str | None, **details: Any
    ) -> HttpResponse:
        """Go on to the post; the page that was wanted waits behind it."""
        begin(request, user, _way(request, details["signal_kwargs"]), timezone.now())
        wanted = redirect_url or request.POST.get("next", "")
        is_ours = wanted and self.is_safe_url(wanted)
        query = f"?{urlencode({'next': wanted})}" if is_ours else ""
        return redirect(reverse("authorities:enter") + query)

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        """Somebody whose account is closed learns no more than somebody without one."""
        return redirect("authorities:sign-in")

    def is_reauthentication_required(self, *, app: str, **details: Any) -> bool:
        """Ask again who somebody is before a second factor is touched, unless they just came in."""
        session = context.request.session
        is_fresh = time.time() - session.get(BEGAN_KEY, 0) < FRESH
        return not is_fresh and bool(super().is_reauthentication_required(app=app, **details))

    def send_notification_mail(
        self, template_prefix: str, user: Person, *_args: Any, **_details: Any
    ) -> None:
        """There are no mails: what they would say goes into the log."""
        if what := TOLD.get(template_prefix):
            note(context.request, what, timezone.now(), person_id=user.pk)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say only what we have words for; the pages tell the rest."""
        if message:
            super().add_message(request, level, message=message, extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second factors under our name, their secrets sealed."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "验证码或者通行密钥不正确。请重试；验证码每 30 秒更换一次，不能重复使用。"
        ),
        "cannot_delete_authenticator": _("您的岗位要求第二因素。请先添加另一种，再移除这一种。"),
        "cannot_generate_recovery_codes": _("还没有添加第二因素，不能生成恢复代码。"),
    }

    def get_totp_issuer(self) -> str:
        """What a telephone shows above the codes."""
        return "认监 Renjian"

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return sealed_secrets.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself."""
        return sealed_secrets.unseal(encrypted_text)

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        """What a new passkey is called if nobody names it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("通行密钥 %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a browser says the passkey is for."""
        return {**super().get_public_key_credential_rp_entity(), "name": "认监 Renjian"}


def refuse_while_waiting(request: HttpRequest, account: str) -> None:
    """Count a try; raise ``ValidationError`` if it has to wait. The words are the same for all."""
    at = timezone.now()
    until = tries.begin(request, account, at)
    if until is None:
        return
    seconds = max(1, round((until - at).total_seconds()))
    request.waits = seconds  # type: ignore[attr-defined]  # read by the page of signing in
    raise ValidationError(
        _(
            "登录失败次数过多，本次没有验证密码。请 %(seconds)d 秒后再试，或者请安全管理岗解除锁定。"
        ),
        code="wait",
        params={"seconds": seconds},
    )


def _way(request: HttpRequest, signals: dict[str, Any] | None) -> Way:
    """How somebody came in; the page of passkeys says so itself."""
    if signals and "sociallogin" in signals:
        return Way.PORTAL
    way: Way = getattr(request, "way", Way.PASSWORD)
    return way
