"""The acts on what is kept of people beside their posts, each a form on the page of the person."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from renjian.authorities.rights import Right, who_may
from renjian.kernel.refusal import Refused, reason
from renjian_site.authorities import commands, queries
from renjian_site.authorities.forms.officers import (
    CardForm,
    DetailForm,
    EmployerForm,
    InterestForm,
    LeaveForm,
)
from renjian_site.kit.http import Request, for_roles


@for_roles(*who_may(Right.ENTER_CARD))
@require_POST
def keep_card(request: Request, pk: int) -> HttpResponse:
    """Enter the end of a card, qualifications and permitted items."""
    form = _filled(CardForm(request.POST))
    commands.keep_card(
        request.actor,
        _person(request, pk),
        form.cleaned_data["expires_on"],
        form.cleaned_data["qualifications"],
        form.cleaned_data["items"] or None,
        at=timezone.now(),
    )
    return _done(request, pk, _("执法证和检查资格已登记。"))


@for_roles(*who_may(Right.ENTER_LEAVE))
@require_POST
def enter_leave(request: Request, pk: int) -> HttpResponse:
    """Enter a leave."""
    form = _filled(LeaveForm(request.POST))
    days = (form.cleaned_data["from_on"], form.cleaned_data["to_on"])
    commands.enter_leave(request.actor, _person(request, pk), *days, at=timezone.now())
    return _done(request, pk, _("休假已登记，检查期与休假重合的抽查不会抽到。"))


@for_roles(*who_may(Right.ENTER_LEAVE))
@require_POST
def cancel_leave(request: Request, pk: int) -> HttpResponse:
    """Take back a leave."""
    leave = get_object_or_404(queries.leaves(request.actor), pk=pk)
    commands.cancel_leave(request.actor, pk, at=timezone.now())
    return _done(request, leave.person_id, _("休假登记已撤回。"))


@for_roles(*who_may(Right.DECLARE_INTEREST))
@require_POST
def declare_interest(request: Request, pk: int) -> HttpResponse:
    """Declare a tie."""
    form = _filled(InterestForm(request.POST))
    code, kind = form.cleaned_data["code"].strip().upper(), form.cleaned_data["kind"]
    commands.declare_interest(request.actor, _person(request, pk), code, kind, at=timezone.now())
    return _done(request, pk, _("已申报，以后的抽查自动回避。"))


@for_roles(*who_may(Right.DECIDE_RECUSAL))
@require_POST
def end_interest(request: Request, pk: int) -> HttpResponse:
    """Say that a tie is over."""
    interest = get_object_or_404(queries.interests(request.actor), pk=pk)
    commands.end_interest(request.actor, pk, at=timezone.now())
    return _done(request, interest.person_id, _("利益关系已解除。"))


@for_roles(*who_may(Right.DECLARE_INTEREST))
@require_POST
def declare_employer(request: Request, pk: int) -> HttpResponse:
    """Declare for whom somebody worked before."""
    form = _filled(EmployerForm(request.POST))
    code = form.cleaned_data["code"].strip().upper()
    until_on = form.cleaned_data["until_on"]
    person = _person(request, pk)
    commands.declare_former_employer(request.actor, person, code, until_on, at=timezone.now())
    return _done(request, pk, _("已申报，以后的抽查自动回避。"))


@for_roles(*who_may(Right.ENTER_DETAILS))
@require_POST
def keep_details(request: Request, pk: int) -> HttpResponse:
    """Enter personal details."""
    form = _filled(DetailForm(request.POST))
    phone = form.cleaned_data["phone"]
    number = form.cleaned_data["identity_number"].upper()
    commands.keep_details(request.actor, _person(request, pk), phone, number, at=timezone.now())
    return _done(request, pk, _("个人信息已登记，只显示遮盖后的样子。"))


def _filled(form: forms.Form) -> forms.Form:
    """A form that was filled in; what is wrong with it is told as a refusal."""
    if not form.is_valid():
        told = "；".join(
            f"{form.fields[name].label}：{error}"
            for name, errors in form.errors.items()
            for error in errors
        )
        raise Refused(reason("form.wrong", "填写有误：{told}请返回修改。", told=told))
    return form


def _person(request: Request, pk: int) -> int:
    """The key of a person kept in the area, or of oneself."""
    if pk != request.actor.person_id:
        get_object_or_404(queries.people_kept(request.actor), pk=pk)
    return pk


def _done(request: Request, pk: int, told: str) -> HttpResponse:
    messages.success(request, told)
    if pk == request.actor.person_id:
        return redirect("authorities:me")
    return redirect("authorities:person", pk)
