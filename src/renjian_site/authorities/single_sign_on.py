"""Single sign-on at a portal by OpenID Connect: authorisation code with PKCE, state and nonce.

Of all that the portal says of a person only the subject is taken, and only to find whom it is
bound to here; posts come from our own register. Loaded only where the settings name a portal.
"""

import secrets
import time
from typing import Any

import jwt
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from requests import RequestException

from renjian.kernel.refusal import Refused, reason
from renjian_site.authorities import commands
from renjian_site.authorities.entry import PORTAL_KEY, end_sessions
from renjian_site.kit.http import Request

# Signed with a key of two halves; "none" and shared secrets prove nothing about the sender.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
LEEWAY = 60  # seconds that two clocks may differ
LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"
FRESH = 300  # seconds for which a token that says somebody has left is taken
UNREACHABLE = reason(
    "portal.unreachable",
    "认证平台暂时无法访问，没有登录。请稍后再试，或者用账号和密码登录。",
)
FAILED = reason(
    "portal.failed",
    "认证平台没有确认您的身份，没有登录。请回到登录页重新开始；反复出现时请告知系统管理岗。",
)
REPLAYED = reason(
    "portal.replayed",
    "认证平台的答复已经用过，或者不是答复这一次登录的，没有登录。请回到登录页重新开始。",
)


class PortalClient(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """The portal as we speak with it: every token is verified by the portal's published keys."""

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **answered: Any
    ) -> SocialLogin:
        """Who the portal says has signed in there."""
        raw = answered["response"].get("id_token") or ""
        claims = self.verified(raw)
        login = self.get_provider().sociallogin_from_response(
            request, {"id_token": {"sub": claims["sub"]}}
        )
        login.account.extra_data = {}
        login.nonce = claims.get("nonce", "")
        login.leave = [self.openid_config.get("end_session_endpoint", ""), raw]
        return login

    def verified(self, raw: str) -> dict[str, Any]:
        """What a token claims, once its signature, issuer, audience and time are right."""
        config = self.openid_config
        if config.get("issuer", "").rstrip("/") != settings.OIDC_ISSUER:
            raise OAuth2Error(f"the portal calls itself {config.get('issuer')}")
        try:
            header = jwt.get_unverified_header(raw)
            if header.get("alg") not in ALGORITHMS:
                raise OAuth2Error(f"signed with {header.get('alg')}")
            claims: dict[str, Any] = jwt.decode(
                raw,
                self._key(header.get("kid")),
                algorithms=[header["alg"]],
                audience=self.get_provider().app.client_id,
                issuer=config["issuer"],
                leeway=LEEWAY,
                options={"require": ["iss", "aud", "iat", "sub"]},
            )
        except jwt.PyJWTError as problem:
            raise OAuth2Error(str(problem)) from problem
        return claims

    def _key(self, number: str | None) -> jwt.PyJWK:
        """The key of the portal with this number; the only one, if a token names none."""
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(response.json()).keys
        found = [key for key in keys if key.key_id == number] if number else keys
        if len(found) != 1:
            raise OAuth2Error(f"no key {number}")
        return found[0]


class PortalAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """What is done with somebody whom the portal has confirmed."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """The portal makes no accounts."""
        return False

    def pre_social_login(self, request: Request, sociallogin: SocialLogin) -> None:
        """Bind where that was asked for, stop whoever is bound to nobody, let the others in."""
        state, subject = sociallogin.state, sociallogin.account.uid
        if not constant_time_compare(state.get("nonce", ""), sociallogin.nonce or "-"):
            raise Refused(REPLAYED)
        if state["process"] == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_bind(request, subject))
        if not sociallogin.is_existing:
            raise Refused(
                reason(
                    "portal.unknown",
                    "认证平台的用户 {subject} 没有绑定本站的账号，没有登录。"
                    "请先用账号和密码登录，在“我的账号”页绑定；"
                    "没有密码的，请向本单位的安全管理岗申领一次性密码。",
                    subject=subject,
                )
            )
        get_account_adapter().logout(request)
        request.session[PORTAL_KEY] = sociallogin.leave

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, exception: Exception | None = None, **_: Any
    ) -> None:
        """Say in our words that the portal confirmed nobody."""
        raise Refused(UNREACHABLE if isinstance(exception, RequestException) else FAILED)


def start(request: HttpRequest, *, binds: bool, wanted: str = "") -> HttpResponseBase:
    """Send somebody to the portal, to sign in there or to have its subject bound."""
    provider = get_adapter().get_provider(request, settings.OIDC_PROVIDER)
    nonce = secrets.token_urlsafe(24)
    try:
        answer: HttpResponseBase = provider.redirect(
            request,
            process=AuthProcess.CONNECT if binds else AuthProcess.LOGIN,
            next_url=wanted,
            auth_params={"nonce": nonce},
            scope=["openid"],
            nonce=nonce,
        )
    except RequestException as problem:
        raise Refused(UNREACHABLE) from problem
    return answer


def callback(request: HttpRequest) -> HttpResponseBase:
    """Take what the portal answers, once for each state that we gave it."""
    client = PortalClient(request, settings.OIDC_PROVIDER)
    answer: HttpResponseBase = OAuth2CallbackView.adapter_view(client)(request)
    return answer


def way_out(left: list[str], back: str) -> str:
    """The address at which somebody leaves the portal; empty where the portal names none."""
    address, token = left
    if not address:
        return ""
    query = urlencode({"id_token_hint": token, "post_logout_redirect_uri": back})
    return f"{address}{'&' if '?' in address else '?'}{query}"


def has_left(request: HttpRequest, raw: str) -> bool:
    """End the sessions of somebody who has left at the portal; whether its word was good."""
    try:
        claims = PortalClient(request, settings.OIDC_PROVIDER).verified(raw)
    except (OAuth2Error, RequestException):
        return False
    is_fresh = abs(time.time() - claims["iat"]) < FRESH
    if LOGGED_OUT not in claims.get("events", {}) or "nonce" in claims or not is_fresh:
        return False
    if not cache.add(f"left:{claims.get('jti')}", True, 2 * FRESH):
        return False
    known = SocialAccount.objects.filter(provider=settings.OIDC_PROVIDER, uid=claims["sub"])
    for person_id in known.values_list("user_id", flat=True):
        end_sessions(person_id)
    return True


def _bind(request: Request, subject: str) -> HttpResponseBase:
    """Bind the subject to whoever is signed in here."""
    commands.bind_portal_account(request.actor, request.actor.person_id, subject, at=timezone.now())
    messages.success(request, _("已绑定。以后可以从认证平台登录。"))
    return redirect("authorities:account")
