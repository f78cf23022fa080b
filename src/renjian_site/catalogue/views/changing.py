"""Pages of changes: what is unsettled, what was proposed, and the two people it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.rights import Right
from renjian.catalogue.adding import ENDED, NEW
from renjian.catalogue.amending import FIELD_TITLES, part_of, title_of, why_not_amend
from renjian.catalogue.amendments import Table
from renjian.catalogue.checks import check_items
from renjian.catalogue.deadlines import deadlines_on
from renjian.catalogue.law import Difference, effect_of
from renjian.catalogue.offences import offences
from renjian.catalogue.settings import settings
from renjian.catalogue.validity import Mark
from renjian_site.catalogue import commands, queries
from renjian_site.catalogue.forms import BecauseForm, ChangeForm, NewEntryForm
from renjian_site.catalogue.values import as_amendment
from renjian_site.catalogue.words import kind_of, told_with_titles, value_told
from renjian_site.kit.http import Request, for_roles, sent

if TYPE_CHECKING:
    from renjian_site.catalogue.models import LawChange


@for_roles()
@require_GET
def unsettled(request: Request) -> HttpResponse:
    """What no text settled: settings, limits, offences and check items that are unconfirmed."""
    today = timezone.localdate()
    context = {
        "settings": [(each, each.on(today)) for each in settings().values()],
        "limits": [limit for limit in deadlines_on(today) if limit.is_unconfirmed],
        "offences": [each for each in offences().values() if each.mark is not Mark.VERIFIED],
        "checks": [each for each in check_items(today) if each.is_unconfirmed],
    }
    return render(request, "catalogue/unsettled.html", context)


@for_roles()
@require_GET
def changes(request: Request) -> HttpResponse:
    """All changes, newest first."""
    context = {
        "rows": [(each, kind_of(each.part)) for each in queries.changes(request.actor)[:200]],
        "form": NewEntryForm(),
        "why_not": commands.why_not_keep_law(request.actor, Right.PROPOSE_LAW),
    }
    return render(request, "catalogue/changes.html", context)


@for_roles()
@require_GET
def add(request: Request) -> HttpResponse:
    """Go on to the form of a new entry, once its code is free."""
    form = NewEntryForm(request.GET)
    if not form.is_valid():
        messages.error(request, _("没有填新条目的代码。请填写后再继续。"))
        return redirect("catalogue:changes")
    table, code = form.cleaned_data["table"], form.cleaned_data["code"].strip()
    if part_of(Table(table), code, NEW) is None:
        messages.error(request, _("代码 %(code)s 已经存在。请换一个代码。") % {"code": code})
        return redirect("catalogue:changes")
    return redirect(f"{reverse('catalogue:propose', args=[table, code])}?part={NEW}")


@for_roles()
@require_http_methods(["GET", "POST"])
def propose(request: Request, table: str, entry: str) -> HttpResponse:
    """Propose a change of one part of an entry."""
    if table not in set(Table):
        raise Http404
    name = request.GET.get("part", "values")
    part = part_of(Table(table), entry, name)
    if part is None:
        raise Http404
    form = ChangeForm(part, sent(request))
    if request.method == "POST" and form.is_valid():
        new = form.amendment(Table(table), entry)
        made = commands.propose_change(request.actor, new, at=timezone.now())
        messages.success(request, _("变更已提出，等待另一名人员批准。"))
        return redirect("catalogue:change", made.pk)
    context = {
        "form": form,
        "part": part,
        "table": Table(table),
        "entry": entry,
        "title": title_of(Table(table), entry),
        "kind": kind_of(part.name),
        "fields": [form[each] for each in part.fields],
        "ends": part.name.startswith(ENDED),
        "why_not": commands.why_not_keep_law(request.actor, Right.PROPOSE_LAW),
    }
    return render(request, "catalogue/propose.html", context)


@for_roles()
@require_GET
def change(request: Request, pk: int) -> HttpResponse:
    """One change: what it says, who proposed it, and how it was decided."""
    found = get_object_or_404(queries.changes(request.actor), pk=pk)
    names = [*dict.fromkeys([*found.before, *found.values])]
    context = {
        "change": found,
        "table": Table(found.table).title,
        "rows": [
            (
                FIELD_TITLES[name],
                value_told(name, found.before.get(name)),
                value_told(name, found.values.get(name)),
            )
            for name in names
        ],
        "effect": _effect(found),
        "title": title_of(Table(found.table), found.entry),
        "kind": kind_of(found.part),
        "why_not": commands.why_not_decide(request.actor, found),
        "form": BecauseForm(),
    }
    return render(request, "catalogue/change.html", context)


def _effect(found: LawChange) -> list[tuple[Difference, str, str]]:
    """What the law of its first day would say otherwise; nothing once it was decided."""
    if not found.is_open or why_not_amend(as_amendment(found)):
        return []
    return [told_with_titles(each) for each in effect_of(as_amendment(found))]


@for_roles()
@require_POST
def approve_change(request: Request, pk: int) -> HttpResponse:
    """Approve a change."""
    get_object_or_404(queries.changes(request.actor), pk=pk)
    commands.approve_change(request.actor, pk, at=timezone.now())
    messages.success(request, _("变更已批准，自生效日期起适用。"))
    return redirect("catalogue:change", pk)


@for_roles()
@require_POST
def refuse_change(request: Request, pk: int) -> HttpResponse:
    """Return a change with the reason."""
    get_object_or_404(queries.changes(request.actor), pk=pk)
    form = BecauseForm(request.POST)
    if form.is_valid():
        because = form.cleaned_data["because"]
        commands.refuse_change(request.actor, pk, because, at=timezone.now())
        messages.success(request, _("变更已退回。"))
    else:
        messages.error(request, _("没有写退回理由。请写明。"))
    return redirect("catalogue:change", pk)
