"""The pages of those who look after the accounts of others, and of the log of signing in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from renjian.authorities.posts import Role
from renjian_site.authorities import commands, queries
from renjian_site.authorities.lists import ACCOUNTS, SIGN_INS
from renjian_site.kit.http import Request, for_roles
from renjian_site.kit.lists.pages import view_of

LINES = 20
SHOWN_ONCE = "password-shown-once"
SHOWN_FOR = 300  # seconds in which a password that was just given can be shown

accounts = view_of(ACCOUNTS)
sign_ins = view_of(SIGN_INS)


@for_roles(Role.SECURITY, Role.SYSTEM)
@require_GET
@never_cache
def account_of(request: Request, pk: int) -> HttpResponse:
    """One account: what can be done for its owner, with the reasons against what cannot."""
    salt = f"account {pk}"
    password = request.get_signed_cookie(SHOWN_ONCE, None, salt=salt, max_age=SHOWN_FOR)
    response = _show(request, pk, password=password)
    if password:
        response.delete_cookie(SHOWN_ONCE, path=request.path, samesite="Strict")
    return response


@for_roles(Role.SECURITY)
@require_POST
def give_password(request: Request, pk: int) -> HttpResponse:
    """Give the account a password, which goes to the next page in a cookie and is kept nowhere."""
    password = commands.give_password(request.actor, pk, at=timezone.now())
    response = redirect("authorities:account-of", pk)
    response.set_signed_cookie(
        SHOWN_ONCE,
        password,
        salt=f"account {pk}",
        max_age=SHOWN_FOR,
        path=reverse("authorities:account-of", args=[pk]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


@for_roles(Role.SECURITY)
@require_POST
def unlock(request: Request, pk: int) -> HttpResponse:
    """Let the account be tried again."""
    person = commands.unlock(request.actor, pk, at=timezone.now())
    messages.success(request, _("已解除锁定：%s。") % person.account)
    return redirect("authorities:account-of", pk)


@for_roles(Role.SECURITY)
@require_POST
def reset_factors(request: Request, pk: int) -> HttpResponse:
    """Take lost second factors away."""
    person = commands.reset_factors(request.actor, pk, at=timezone.now())
    messages.success(request, _("已重置第二因素：%s。下次登录时重新添加。") % person.account)
    return redirect("authorities:account-of", pk)


@for_roles(Role.SECURITY)
@require_POST
def end_sessions(request: Request, pk: int) -> HttpResponse:
    """End all sessions of the account."""
    ended = commands.end_sessions_of(request.actor, pk, at=timezone.now())
    messages.success(
        request, ngettext("已结束 %(n)d 个会话。", "已结束 %(n)d 个会话。", ended) % {"n": ended}
    )
    return redirect("authorities:account-of", pk)


@for_roles(Role.SECURITY)
@require_POST
def close_break_glass(request: Request, pk: int) -> HttpResponse:
    """Put a sealed account out of use."""
    closed = commands.close_break_glass(request.actor, pk, at=timezone.now())
    messages.success(request, _("已停用：%s。") % closed.person.account)
    return redirect("authorities:account-of", pk)


@for_roles(Role.SYSTEM)
@require_POST
def unbind_account(request: Request, pk: int) -> HttpResponse:
    """Forget which subject of the portal an account is bound to; its holder binds it again."""
    commands.unbind_portal_account(request.actor, pk, at=timezone.now())
    messages.success(request, _("已解除绑定。"))
    return redirect("authorities:account-of", pk)


def _show(request: Request, pk: int, **more: object) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    person = get_object_or_404(queries.accounts_with_state(actor), pk=pk)
    context = {
        "person": person,
        "tries": queries.tries_of(actor, pk),
        "now": now,
        "sessions": queries.sessions_of(actor, pk, now),
        "factors": queries.factors_of(actor, pk),
        "events": queries.sign_ins_of(actor, pk)[:LINES],
        "portal": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "bound": queries.portal_accounts_of(actor, pk).first(),
        "break_glass": queries.break_glass(actor).filter(person_id=pk).first(),
        "why_not_give": commands.why_not_give_password(actor, pk, now),
        "why_not_unlock": commands.why_not_unlock(actor, pk, now),
        "why_not_reset": commands.why_not_reset_factors(actor, pk, now),
        "is_security": actor.role is Role.SECURITY,
        **more,
    }
    return render(request, "authorities/account_of.html", context)
