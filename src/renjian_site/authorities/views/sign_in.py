"""Signing in and out."""

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.kernel.refusal import Refused, reason
from renjian_site.authorities import public_queries
from renjian_site.authorities.middleware import POST_KEY, UNTIL_KEY
from renjian_site.authorities.sessions import actor_in

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
