"""The acts on posts as pages: entering, confirming, ending, delegating."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from renjian.authorities.rights import Right, who_may
from renjian_site.authorities import commands, queries
from renjian_site.authorities.forms.people import BecauseForm, DelegationForm, EndForm, PostForm
from renjian_site.kit.http import Request, for_roles, sent
from renjian_site.kit.words import in_words

if TYPE_CHECKING:
    from renjian_site.authorities.models import Post

LONGEST = 60


@for_roles(*who_may(Right.ENTER_POST))
@require_http_methods(["GET", "POST"])
def enter_post(request: Request) -> HttpResponse:
    """Enter a post; the account of somebody who is known may stand in the address."""
    known = request.GET.get("account", "")[:LONGEST]
    person = queries.people(request.actor).filter(account=known).first()
    initial = {"account": person.account, "name": person.name} if person else {}
    form = PostForm(request.actor, sent(request), **initial)
    if request.method == "POST" and form.is_valid():
        post = commands.enter_post(request.actor, form.post(), at=timezone.now())
        messages.success(request, _("已录入，等待安全管理岗确认；确认之前不生效。"))
        for why in commands.why_not_yet_confirm(request.actor, post):
            messages.warning(request, in_words(why))
        return redirect("authorities:person", post.person_id)
    return render(request, "authorities/enter_post.html", {"form": form})


@for_roles(*who_may(Right.CONFIRM_POST))
@require_POST
def confirm_post(request: Request, pk: int) -> HttpResponse:
    """Confirm a post."""
    post = _post(request, pk)
    commands.confirm_post(request.actor, pk, at=timezone.now())
    messages.success(request, _("岗位已确认，即日生效。"))
    return redirect("authorities:person", post.person_id)


@for_roles(*who_may(Right.CONFIRM_POST))
@require_http_methods(["GET", "POST"])
def refuse_post(request: Request, pk: int) -> HttpResponse:
    """Refuse to confirm a post, with the reason."""
    post = _post(request, pk)
    form = BecauseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        commands.refuse_post(request.actor, pk, because, at=timezone.now())
        messages.success(request, _("已不予确认。"))
        return redirect("authorities:person", post.person_id)
    context = {"form": form, "post": post, "title": _("不予确认")}
    return render(request, "authorities/post_act.html", context)


@for_roles(*who_may(Right.ENTER_POST))
@require_http_methods(["GET", "POST"])
def end_post(request: Request, pk: int) -> HttpResponse:
    """End a post early."""
    post = _post(request, pk)
    form = EndForm(sent(request))
    if request.method == "POST" and form.is_valid():
        last_on = form.cleaned_data["last_on"] or timezone.localdate() - timedelta(days=1)
        ending = commands.end_post(
            request.actor, pk, last_on, form.cleaned_data["because"], at=timezone.now()
        )
        if ending.stage == "awaiting":
            messages.success(request, _("已录入终止，等待安全管理岗确认。"))
        else:
            messages.success(request, _("岗位已终止。"))
        return redirect("authorities:person", post.person_id)
    context = {"form": form, "post": post, "title": _("终止岗位")}
    return render(request, "authorities/post_act.html", context)


@for_roles(*who_may(Right.CONFIRM_POST))
@require_POST
def confirm_ending(request: Request, pk: int) -> HttpResponse:
    """Confirm or refuse that the post of an administrator ends."""
    ending = get_object_or_404(queries.post_endings(request.actor), pk=pk)
    if "refuse" in request.POST:
        commands.refuse_ending(request.actor, pk, at=timezone.now())
        messages.success(request, _("已不予确认，岗位继续。"))
    else:
        commands.confirm_ending(request.actor, pk, at=timezone.now())
        messages.success(request, _("终止已确认。"))
    return redirect("authorities:person", ending.post.person_id)


@for_roles(*who_may(Right.DELEGATE))
@require_http_methods(["GET", "POST"])
def delegate(request: Request, pk: int) -> HttpResponse:
    """Let somebody stand in for the holder of a post."""
    actor = request.actor
    post = get_object_or_404(queries.posts_to_delegate(actor), pk=pk)
    form = DelegationForm(queries.stand_ins(actor, post, timezone.localdate()), sent(request))
    if request.method == "POST" and form.is_valid():
        made = commands.delegate(actor, pk, form.delegation(), at=timezone.now())
        if made.stage == "awaiting":
            messages.success(request, _("代理已录入，等待安全管理岗确认。"))
            return redirect("authorities:person", post.person_id)
        messages.success(request, _("代理已登记，到期自动结束。"))
        return redirect("authorities:me")
    context = {"form": form, "post": post, "most_days": settings.DELEGATION_DAYS}
    return render(request, "authorities/delegate.html", context)


@for_roles()
@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    """End a delegation that one gave or has."""
    get_object_or_404(queries.own_delegations(request.actor), pk=pk)
    commands.take_back(request.actor, pk, at=timezone.now())
    messages.success(request, _("代理已终止。"))
    return redirect("authorities:me")


def _post(request: Request, pk: int) -> Post:
    return get_object_or_404(queries.posts(request.actor), pk=pk)
