"""Pages of changes: what is unsettled, what was proposed, and the two people it takes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.rights import Right
from renjian.catalogue.amending import FIELD_TITLES, part_of, title_of
from renjian.catalogue.amendments import Table
from renjian.catalogue.checks import check_items
from renjian.catalogue.deadlines import deadlines_on
from renjian.catalogue.offences import offences
from renjian.catalogue.settings import settings
from renjian.catalogue.validity import Mark
from renjian_site.catalogue import commands, queries
from renjian_site.catalogue.forms import BecauseForm, ChangeForm
from renjian_site.kit.http import Request, for_roles, sent

KIND_TITLES = {
    "values": "内容",
    "prohibits": "禁止条款的条号",
    "punishes": "处罚条款的条号",
    "sanctions": "罚款幅度",
    "": "名称",
}


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
    return render(request, "catalogue/changes.html", {"rows": queries.changes(request.actor)[:200]})


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
        "kind": KIND_TITLES[part.name.partition(".")[0]],
        "fields": [form[each] for each in part.fields],
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
            (FIELD_TITLES[name], found.before.get(name), found.values.get(name)) for name in names
        ],
        "title": title_of(Table(found.table), found.entry),
        "kind": KIND_TITLES[found.part.partition(".")[0]],
        "why_not": commands.why_not_decide(request.actor, found),
        "form": BecauseForm(),
    }
    return render(request, "catalogue/change.html", context)


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
