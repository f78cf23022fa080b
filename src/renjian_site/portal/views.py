"""The public site: certificates, draws and results, each with its JSON."""

from dataclasses import asdict
from importlib.resources import files
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from renjian.kernel.canonical import canonical
from renjian.kernel.identifiers import normalise, why_not_certificate_number
from renjian.registers.names import asked
from renjian_site.draws import public_queries as draws
from renjian_site.kit.files import read
from renjian_site.publicity import public_queries as publicity
from renjian_site.registers import public_queries as registers

PAGE = 30
CHINESE = {"ensure_ascii": False}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The look-up of a certificate, and what was published last.

    What can be a number leads to the certificate, anything else to the names.
    """
    if typed := request.GET.get("number", "").strip():
        number = normalise(typed)[:60]
        if why_not_certificate_number(number) and not registers.certificate(
            number, timezone.localdate()
        ):
            names = urlencode({"q": typed[:100]})
            return redirect(f"{reverse('portal:holders')}?{names}")
        return redirect("portal:certificate", number)
    context = {"draws": draws.announced()[:5], "notices": publicity.notices()[:5]}
    return render(request, "portal/home.html", context)


@require_GET
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Whether a certificate is valid today, in one sentence."""
    found, notices = registers.certificate_with_notices(normalise(number), timezone.localdate())
    context = {"number": number, "certificate": found, "notices": notices}
    status = 200 if found else 404
    return render(request, "portal/certificate.html", context, status=status)


@require_GET
def holders(request: HttpRequest) -> HttpResponse:
    """Organisations by name, each with its certificates."""
    words = request.GET.get("q", "")[:100].strip()
    found, is_capped = registers.holders_like(words, timezone.localdate())
    is_short = bool(words) and not asked(words).is_long_enough
    context = {"holders": found, "is_capped": is_capped, "is_short": is_short, "q": words}
    return render(request, "portal/holders.html", context)


@require_GET
def certificate_json(request: HttpRequest, number: str) -> JsonResponse:
    """The same for programs."""
    found = registers.certificate(normalise(number), timezone.localdate())
    if found is None:
        return _json({"number": number, "found": False}, status=404)
    return _json({"found": True, **asdict(found)})


@require_GET
def draw_list(request: HttpRequest) -> HttpResponse:
    """All draws whose commitment has been announced."""
    page = Paginator(draws.announced(), PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/draws.html", {"page": page})


@require_GET
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw: its commitment, its result, and how to check it."""
    found = _draw(pk)
    context = {
        "draw": found,
        "drawn": draws.drawn(pk),
        "trust": draws.trust_in(found),
        "source": draws.source_of(found),
        "changes": draws.changes_of(found),
        "void": draws.void_of(found),
        "successor": draws.successor_of(found),
        "difference": draws.difference_of(found),
    }
    return render(request, "portal/draw.html", context)


@require_GET
def verifier(request: HttpRequest) -> HttpResponse:
    """The stand-alone program that checks a record: one file of standard library."""
    text = files("renjian.draws").joinpath("verify.py").read_text("utf-8")
    return HttpResponse(text, content_type="text/x-python; charset=utf-8")


@require_GET
def draw_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of a draw, just as it was hashed: feed it to the stand-alone verifier.

    Of a draw that was given up before, the lists from which it would have been drawn.
    """
    found = _draw(pk)
    file = found.public_file if found.is_published else found.lists_file
    if file:
        return HttpResponse(read(file), content_type="application/json")
    return _json(
        {
            "number": found.number,
            "stage": found.stage,
            "plan_hash": found.plan_hash,
            "plan": found.plan,
        }
    )


@require_GET
def draw_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened to a draw after it, an entry a line, each bound to the one before."""
    lines = [canonical(entry) + b"\n" for entry in draws.changes_of(_draw(pk))]
    return HttpResponse(b"".join(lines), content_type="application/jsonl")


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """Results of inspections that were made public."""
    words = request.GET.get("q", "")
    page = Paginator(publicity.notices(words), PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/results.html", {"page": page, "q": words})


@require_GET
def results_json(request: HttpRequest) -> JsonResponse:
    """The newest results for programs."""
    rows = publicity.notices(request.GET.get("q", ""))[:PAGE]
    return _json(
        {
            "results": [
                {
                    "name": row.subject_name,
                    "uscc": row.uscc,
                    "authority": row.authority.name,
                    "published_at": row.published_at,
                    **row.content,
                }
                for row in rows
            ]
        }
    )


def _draw(pk: int) -> Any:
    found = draws.draw(pk)
    if found is None:
        raise Http404
    return found


def _json(value: dict[str, object], status: int = 200) -> JsonResponse:
    return JsonResponse(value, status=status, json_dumps_params=CHINESE)
