"""Who may do what: the table of rights, and who could do something in a unit on a day."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from renjian.authorities.posts import Role
from renjian.authorities.rights import CHANGING_NOTHING, Right, who_may
from renjian_site.authorities import queries
from renjian_site.authorities.forms.people import DutyForm
from renjian_site.kit.http import Request, for_roles


@for_roles(*who_may(Right.READ_PEOPLE))
@require_GET
def rights(request: Request) -> HttpResponse:
    """The table of rights: posts by acts."""
    rows = [
        (right, right in CHANGING_NOTHING, [role in who_may(right) for role in Role])
        for right in Right
    ]
    return render(request, "authorities/rights.html", {"roles": list(Role), "rows": rows})


@for_roles(*who_may(Right.READ_PEOPLE))
@require_GET
def duties(request: Request) -> HttpResponse:
    """Who could do something in a unit of the area on a day, and by whose confirmation."""
    form = DutyForm(request.actor, request.GET or None)
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        unit = get_object_or_404(queries.under(request.actor), code=asked["unit"])
        roles = who_may(asked["right"])
        context |= {
            "right": asked["right"],
            "roles": sorted(roles),
            "unit": unit,
            "on": asked["on"],
            "holders": queries.holders_on(
                request.actor, roles, unit, asked["on"], below=asked["below"]
            ),
        }
    return render(request, "authorities/duties.html", context)
