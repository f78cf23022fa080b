"""The page on which an officer tries a matter (试算管辖); its address holds all that was filled in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from renjian.authorities.rights import MATTER_READERS
from renjian.cases.explanation import Explanation, explain
from renjian.cases.matter_files import from_value
from renjian.kernel.refusal import Reason, Refused
from renjian_site.cases import queries
from renjian_site.cases.judgements import territory_of
from renjian_site.cases.trial_forms import OFFENDERS, TrialForm, as_value
from renjian_site.kit.http import Request, for_roles


@for_roles(*MATTER_READERS)
@require_GET
def attempt(request: Request) -> HttpResponse:
    """Try a matter: who would handle it, which fine, and why. Nothing is stored."""
    form = TrialForm(request.actor, request.GET or None)
    explained: Explanation | None = None
    refused: tuple[Reason, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            explained = _explained(request, form)
        except Refused as why_not:
            refused = why_not.reasons
    context = {
        "form": form,
        "parts": [
            (number, form.part(number), form.rest(number), form[f"o{number}_expected"])
            for number in OFFENDERS
        ],
        "explained": explained,
        "refused": refused,
        "address": request.build_absolute_uri(),
    }
    return render(request, "cases/try.html", context)


def _explained(request: Request, form: TrialForm) -> Explanation:
    chosen = [form.cleaned_data[name] for name in ("acting", "paper_from", "paper_to")]
    units = queries.units_named(request.actor, [code for code in chosen if code])
    value = as_value(form, units)
    today = timezone.localdate()
    day = form.cleaned_data["on"] or today
    return explain(from_value(value), today=today, territory=territory_of(request.actor, day))
