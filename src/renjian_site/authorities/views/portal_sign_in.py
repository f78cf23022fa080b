"""The way to the portal and back: signing in there, binding an account to it, leaving it.

What speaks with the portal is loaded by its name, and only on a site that has one.
"""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from renjian_site.authorities import commands
from renjian_site.authorities.entry import SINGLE_SIGN_ON
from renjian_site.kit.http import Request, for_roles

BIND_KEY = "bind"  # in the session: when somebody asked to be bound
FRESH = 300  # seconds in which that must be done


def _portal(name: str) -> Callable[..., Any]:
    """A function of the part that speaks with the portal."""
    if not settings.OIDC_ISSUER:
        raise Http404
    found: Callable[..., Any] = import_string(f"{SINGLE_SIGN_ON}.{name}")
    return found


@require_GET
@never_cache
def portal_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Go to the portal. By a link and not by a form, since a form may lead to this site only."""
    start = _portal("start")
    binds = time.time() - request.session.pop(BIND_KEY, 0) < FRESH
    answer: HttpResponseBase = start(request, binds=binds, wanted=request.GET.get("next", ""))
    return answer


@require_GET
@never_cache
def portal_callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Come back from the portal."""
    if provider_id != settings.OIDC_PROVIDER:
        raise Http404
    answer: HttpResponseBase = _portal("callback")(request)
    return answer


@require_POST
@csrf_exempt
def portal_logged_out(request: HttpRequest) -> HttpResponse:
    """The portal says that somebody has left it: end their sessions here (back-channel logout)."""
    is_good = _portal("has_left")(request, request.POST.get("logout_token", ""))
    status = HTTPStatus.OK if is_good else HTTPStatus.BAD_REQUEST
    return HttpResponse(status=status, headers={"Cache-Control": "no-store"})


@for_roles()
@require_POST
@reauthentication_required(app="allauth.socialaccount")  # type: ignore[untyped-decorator]  # allauth ships no types
def bind_portal(request: Request) -> HttpResponse:
    """Bind one's own account to the portal: the next step there says to whom."""
    _portal("start")
    request.session[BIND_KEY] = time.time()
    address = reverse("authorities:portal-sign-in")
    response = render(
        request, "authorities/to_portal.html", {"address": address, "portal": settings.OIDC_NAME}
    )
    response.headers["Refresh"] = f"1; url={address}"
    return response


@for_roles()
@require_POST
def unbind_portal(request: Request) -> HttpResponse:
    """Forget who one is at the portal."""
    actor = request.actor
    commands.unbind_portal_account(actor, actor.person_id, at=timezone.now())
    messages.success(request, _("已解除绑定。"))
    return redirect("authorities:account")
