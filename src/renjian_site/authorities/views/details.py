"""Opening a personal detail that is shown masked."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from renjian.authorities.rights import Right, who_may
from renjian_site.authorities import commands, queries
from renjian_site.authorities.fields import DETAILS
from renjian_site.authorities.forms.people import OpenDetailForm
from renjian_site.kit.http import Request, for_roles


@for_roles(*who_may(Right.OPEN_DETAILS))
@require_POST
def open_detail(request: Request, pk: int) -> HttpResponse:
    """Open one detail for a reason, and go on to the page that shows it."""
    get_object_or_404(queries.people_kept(request.actor), pk=pk)
    form = OpenDetailForm(request.POST)
    form.full_clean()
    field = form.cleaned_data.get("field", next(iter(DETAILS)))
    because = form.cleaned_data.get("because", "")
    commands.open_detail(request.actor, pk, field, because, at=timezone.now())
    return redirect("authorities:opened-detail", pk, field)


@for_roles(*who_may(Right.OPEN_DETAILS))
@require_GET
def opened_detail(request: Request, pk: int, field: str) -> HttpResponse:
    """Show a detail for some minutes after it was opened, on a page that no browser keeps."""
    person = get_object_or_404(queries.people_kept(request.actor), pk=pk)
    value = queries.opened_detail(request.actor, pk, field, at=timezone.now())
    if value is None:
        raise Http404
    context = {"person": person, "title": DETAILS[field].title, "value": value}
    response = render(request, "authorities/opened_detail.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
