"""The pages of the keys of programs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.keys import OFFERED, Permission
from renjian_site.authorities import commands, queries
from renjian_site.authorities.forms.keys import KeyForm
from renjian_site.kit.http import Request, for_roles, sent

SHOWN_ONCE = "shown-once"
SHOWN_FOR = 300  # seconds in which a key that was just made can be shown
CALLS = 50


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
    form = KeyForm(request.actor.role, sent(request))
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
