"""Signing in and out; the keys of programs."""

import time

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.keys import OFFERED, Permission
from renjian.kernel.refusal import Refused, reason
from renjian_site.authorities import commands, public_queries, queries
from renjian_site.authorities.forms import KeyForm
from renjian_site.authorities.middleware import POST_KEY, UNTIL_KEY
from renjian_site.authorities.sessions import actor_in
from renjian_site.kit.http import Request, for_roles

SHOWN_ONCE = "shown-once"
SHOWN_FOR = 300  # seconds in which a key that was just made can be shown
CALLS = 50

LONGEST = 19  # digits of a key of the database


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Choose a practice account; outside practice mode there is none to choose."""
    if request.method == "POST":
        return _enter(request)
    today = timezone.localdate()
    words = request.GET.get("q", "")
    context = {
        "route": public_queries.practice_route(today),
        "found": public_queries.practice_accounts(words, today),
        "q": words,
        "next": request.GET.get("next", ""),
        "practice": settings.PRACTICE,
        "is_set_up": public_queries.is_set_up(),
    }
    return render(request, "authorities/sign_in.html", context)


def _enter(request: HttpRequest) -> HttpResponse:
    if not settings.PRACTICE:
        raise Refused(reason("authorities.no-practice", "本站不是练习模式，不能用练习账号登录。"))
    post_id = request.POST.get("post", "")
    is_number = post_id.isdecimal() and len(post_id) < LONGEST
    actor = actor_in(int(post_id), timezone.localdate()) if is_number else None
    if actor is None:
        raise Refused(
            reason("authorities.no-post", "没有这个练习账号，或者该岗位已经结束。请重新选择账号。")
        )
    request.session.flush()
    request.session[POST_KEY] = actor.post_id
    request.session[UNTIL_KEY] = time.time() + settings.SESSION_COOKIE_AGE
    target = request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect(target if target and inside else "console:inbox")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    request.session.flush()
    return redirect("portal:home")


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the site is up and its database can be asked."""
    public_queries.is_set_up()
    return HttpResponse("ok", content_type="text/plain")


@for_roles(*OFFERED)
@require_GET
def keys(request: Request) -> HttpResponse:
    """The keys of the actor's unit."""
    today = timezone.localdate()
    context = {"keys": queries.api_keys(request.actor), "today": today}
    return render(request, "authorities/keys.html", context)


@for_roles(*OFFERED)
@require_http_methods(["GET", "POST"])
def new_key(request: Request) -> HttpResponse:
    """Make a key. The key itself goes to the next page in a cookie and is kept nowhere."""
    form = KeyForm(request.actor.role, request.POST or None)
    if request.method == "POST" and form.is_valid():
        key, token = commands.create_key(request.actor, form.wish(), at=timezone.now())
        response = redirect("authorities:key", key.pk)
        response.set_signed_cookie(
            SHOWN_ONCE,
            token,
            salt=key.prefix,
            max_age=SHOWN_FOR,
            path=reverse("authorities:key", args=[key.pk]),
            secure=request.is_secure(),
            httponly=True,
            samesite="Strict",
        )
        return response
    return render(request, "authorities/new_key.html", {"form": form})


@for_roles(*OFFERED)
@require_GET
def key(request: Request, pk: int) -> HttpResponse:
    """One key, its last calls, and once after it was made the key itself."""
    found = get_object_or_404(queries.api_keys(request.actor), pk=pk)
    only_errors = request.GET.get("only") == "errors"
    token = request.get_signed_cookie(SHOWN_ONCE, None, salt=found.prefix, max_age=SHOWN_FOR)
    context = {
        "key": found,
        "permissions": [Permission(each) for each in found.permissions],
        "token": token,
        "calls": queries.api_calls(request.actor, pk, only_errors=only_errors)[:CALLS],
        "only_errors": only_errors,
        "today": timezone.localdate(),
    }
    response = render(request, "authorities/key.html", context)
    if token:
        response.delete_cookie(SHOWN_ONCE, path=request.path, samesite="Strict")
        response.headers["Cache-Control"] = "no-store"
    return response


@for_roles(*OFFERED)
@require_POST
def revoke_key(request: Request, pk: int) -> HttpResponse:
    """Stop a key."""
    get_object_or_404(queries.api_keys(request.actor), pk=pk)
    found = commands.revoke_key(request.actor, pk, at=timezone.now())
    messages.success(request, _("密钥 %s 已停用。") % found.prefix)
    return redirect("authorities:key", pk)
