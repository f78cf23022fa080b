"""Pages of the object registers: what stands in them, entering and moving out by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from renjian.authorities.rights import MATTER_READERS, Right, who_may
from renjian_site.kit.http import Request, for_roles, sent
from renjian_site.kit.lists.pages import view_of
from renjian_site.registers import commands, lists, queries, record_pages
from renjian_site.registers.object_forms import ListForm, MoveOutForm, ObjectForm

objects = view_of(lists.OBJECTS)
WHO_ENTERS = tuple(sorted(who_may(Right.ENTER_OBJECT)))


@for_roles(*sorted(MATTER_READERS))
@require_GET
def entry(request: Request, pk: int) -> HttpResponse:
    """One entry: whose, why, since when."""
    found = get_object_or_404(queries.entries(request.actor), pk=pk)
    return render(
        request, "registers/record.html", {"record": record_pages.entry(request.actor, found)}
    )


@for_roles(*sorted(MATTER_READERS))
@require_GET
def object_counts(request: Request) -> HttpResponse:
    """How many subjects, tags and licences stand in the object registers, apart."""
    told = record_pages.object_counts(request.actor, timezone.localdate())
    return render(request, "registers/record.html", {"record": told})


@for_roles(*WHO_ENTERS)
@require_http_methods(["GET", "POST"])
def enter_object(request: Request) -> HttpResponse:
    """Enter a subject that has no certificate, on the spot."""
    form = ObjectForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = commands.enter_object(request.actor, form.wanted(), at=timezone.now())
        messages.success(request, _("已录入检查对象名录库。"))
        return redirect("registers:object", made.pk)
    return render(request, "registers/enter_object.html", {"form": form})


@for_roles(*WHO_ENTERS)
@require_http_methods(["GET", "POST"])
def import_objects(request: Request) -> HttpResponse:
    """Enter all subjects of a list."""
    form = ListForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        count = commands.import_objects(request.actor, form.wanted(), at=timezone.now())
        messages.success(request, _("已录入 %(count)s 个检查对象。") % {"count": count})
        return redirect("registers:objects")
    return render(request, "registers/import_objects.html", {"form": form})


@for_roles(*WHO_ENTERS)
@require_http_methods(["GET", "POST"])
def move_out(request: Request, pk: int) -> HttpResponse:
    """Move an entry out that was made by hand."""
    found = get_object_or_404(queries.entries(request.actor), pk=pk)
    form = MoveOutForm(sent(request))
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        commands.move_out(request.actor, pk, because, at=timezone.now())
        messages.success(request, _("已移出检查对象名录库。"))
        return redirect("registers:object", pk)
    return render(request, "registers/move_out.html", {"form": form, "entry": found})
