"""The pages of one's own account: password, sessions, what happened to it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.sign_in import Happening
from renjian.kernel.refusal import Refused
from renjian_site.authorities import passwords, queries
from renjian_site.authorities.doors import AccountRequest, for_accounts
from renjian_site.authorities.entry import end_sessions, why_no_other_way
from renjian_site.authorities.forms.sign_in import PasswordForm
from renjian_site.authorities.sign_ins import note
from renjian_site.kit.http import Request, for_roles, sent

LINES = 20


@for_roles()
@require_GET
@never_cache
@for_accounts
def account(request: AccountRequest) -> HttpResponse:
    """One's own account: sessions, second factors, the portal, the last lines of the log."""
    actor = request.actor
    assert actor is not None  # of the outer door
    context = {
        "sessions": queries.own_sessions(actor, timezone.now()),
        "here": request.session.session_key,
        "factors": queries.own_factors_of(actor),
        "events": queries.own_sign_ins(actor)[:LINES],
        "portal": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "bound": queries.own_portal_account(actor),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "authorities/account.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("old", "new", "again")
@for_accounts
def password(request: AccountRequest) -> HttpResponse:
    """Set another password; who was given one has to, before taking a post."""
    if reasons := why_no_other_way(request.user.pk):
        raise Refused(*reasons)
    form = PasswordForm(request.user, sent(request))
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["new"]
        passwords.change_own(request, request.user, new, timezone.now())
        messages.success(request, _("密码已修改，用原密码登录的其他会话已经结束。"))
        return redirect("authorities:account" if request.actor else "authorities:enter")
    context = {"form": form, "is_first": request.actor is None, "length": settings.PASSWORD_LENGTH}
    return render(request, "authorities/password.html", context)


@for_roles()
@require_POST
def end_others(request: Request) -> HttpResponse:
    """End one's other sessions."""
    person_id = request.actor.person_id
    ended = end_sessions(person_id, but=request.session.session_key)
    note(request, Happening.SESSIONS_ENDED, timezone.now(), person_id=person_id)
    messages.success(
        request, ngettext("已结束 %(n)d 个会话。", "已结束 %(n)d 个会话。", ended) % {"n": ended}
    )
    return redirect("authorities:account")


@require_GET
def sign_in_rules(request: HttpRequest) -> HttpResponse:
    """What a password must be like, and what happens when signing in fails."""
    patience = settings.PATIENCE_WITH_ACCOUNT
    context = {
        "length": settings.PASSWORD_LENGTH,
        "free": patience.free,
        "lock_at": patience.lock_at,
        "lock_minutes": patience.lock_for.seconds // 60,
        "days": settings.ONE_TIME_PASSWORD_DAYS,
        "idle_minutes": settings.IDLE_SECONDS // 60,
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
    }
    return render(request, "authorities/sign_in_rules.html", context)
