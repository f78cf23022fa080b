"""Pages of the registers: the list of each, and one page for each thing in them."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from renjian.authorities.posts import Role
from renjian.authorities.rights import MATTER_READERS, Right, who_may
from renjian.registers.kinds import OF_PRODUCTS, Kind
from renjian_site.kit.actor import Actor
from renjian_site.kit.http import Request, for_roles, sent
from renjian_site.kit.lists.pages import view_of
from renjian_site.registers import (
    body_pages,
    commands,
    goods_pages,
    lists,
    queries,
    record_pages,
    records,
)
from renjian_site.registers.object_forms import AsAtForm, UndoForm

certificates = view_of(lists.CERTIFICATES)
bodies = view_of(lists.BODIES)
designated_labs = view_of(lists.DESIGNATED_LABS)
practitioners = view_of(lists.PRACTITIONERS)
organisations = view_of(lists.ORGANISATIONS)
plans = view_of(lists.PLANS)
sign_ins = view_of(lists.AUDIT_SIGN_INS)
results = view_of(lists.RESULTS)
products = view_of(lists.PRODUCTS)
transactions = view_of(lists.TRANSACTIONS)
codes = view_of(lists.CODES)
exemptions = view_of(lists.EXEMPTIONS)
declarations = view_of(lists.DECLARATIONS)

PAGE = "registers/record.html"
Rows = Callable[[Actor], QuerySet[Any]]
Told = Callable[[Actor, Any], records.Record]


def page_of(rows: Rows, told: Told, *roles: Role) -> Callable[..., Any]:
    """The page of one thing of a register, found by what its address names."""

    @for_roles(*roles)
    @require_GET
    def view(request: Request, /, **named: object) -> HttpResponse:
        found = get_object_or_404(rows(request.actor), **named)
        return render(request, PAGE, {"record": told(request.actor, found)})

    return view


OFFICES = tuple(sorted(MATTER_READERS))
body = page_of(queries.bodies, body_pages.body)
designated_lab = page_of(queries.designated_labs, body_pages.designated_lab)
practitioner = page_of(queries.practitioners, body_pages.practitioner)
AUDIT_READERS = tuple(sorted(who_may(Right.READ_AUDITS)))
plan = page_of(queries.any_plan, goods_pages.plan, *AUDIT_READERS)
result = page_of(queries.results, goods_pages.result, *AUDIT_READERS)
product = page_of(queries.products, goods_pages.product)
transaction = page_of(queries.transactions, goods_pages.transaction)
exemption = page_of(queries.exemptions, goods_pages.exemption, *OFFICES)
declaration = page_of(queries.declarations, goods_pages.declaration, *OFFICES)


@for_roles()
@require_GET
def organisation(request: Request, pk: int) -> HttpResponse:
    """One subject with its certificates and the registers it stands in."""
    found = get_object_or_404(queries.organisations(request.actor), pk=pk)
    told = record_pages.organisation(request.actor, found)
    return render(request, PAGE, {"record": told})


def _in_words(told: queries.Told) -> list[tuple[str, str, str]]:
    """What a version says otherwise than the one before: title, former and new value."""
    return [
        (one.title, records.in_words(one.before), records.in_words(one.now))
        for one in told.differences
    ]


@for_roles()
@require_GET
def certificate(request: Request, number: str) -> HttpResponse:
    """One certificate: as it stands, as it was on a day, and where each version came from."""
    found = get_object_or_404(queries.certificates(request.actor), number=number)
    told = queries.told_of(request.actor, found)
    version = queries.in_force(request.actor, found, told)
    has_products = Kind(found.kind) in OF_PRODUCTS
    form = AsAtForm(request.GET or None)
    then = None
    causes: tuple[str, ...] = ()
    if form.is_valid():
        known_on = form.cleaned_data["known_on"]
        known_at = timezone.make_aware(datetime.combine(known_on, time.max)) if known_on else None
        then = queries.as_at(request.actor, found, form.cleaned_data["on"], known_at)
        if then:
            causes = queries.causes_of(found, then.version.status, then.version.causes)
    context = {
        "certificate": found,
        "version": version,
        "form": form,
        "then": then,
        "causes": causes,
        "details": records.details(Kind(found.kind), queries.details_of(request.actor, version)),
        "told": [(one, _in_words(one)) for one in told],
        "parties": found.parties.select_related("organisation") if has_products else (),
        "products": found.products.all() if has_products else (),
    }
    return render(request, "registers/certificate.html", context)


@for_roles(Role.CLERK)
@require_http_methods(["GET", "POST"])
def undo(request: Request, pk: int) -> HttpResponse:
    """Take an upload back, or say why that is no longer possible."""
    found = get_object_or_404(queries.uploads(request.actor), pk=pk)
    form = UndoForm(sent(request))
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        commands.undo(request.actor, pk, because, at=timezone.now())
        messages.success(request, _("已撤回这次上传，名录恢复到上传之前。"))
        return redirect("registers:upload-result", pk)
    why_not = commands.why_not_undo(request.actor, found)
    return render(
        request, "registers/undo.html", {"form": form, "upload": found, "why_not": why_not}
    )
