"""The public pages of the ledger: checkpoints, keys, and proofs that nothing before was changed."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from renjian_site.authorities.public_queries import names_of
from renjian_site.ledger import public_queries as ledger

PAGE = 30
PLAIN = "text/plain; charset=utf-8"


@require_GET
def checkpoints(request: HttpRequest) -> HttpResponse:
    """All checkpoints, the keys that sign them, and how to check."""
    page = Paginator(ledger.published(), PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/checkpoints.html", {"page": page, "keys": ledger.public_keys()})


@require_GET
def checkpoints_json(request: HttpRequest) -> JsonResponse:
    """The newest checkpoints and the keys for programs."""
    return JsonResponse(
        {
            "checkpoints": [ledger.summary(row) for row in ledger.published()[:PAGE]],
            "keys": [key.verifier for key in ledger.public_keys()],
        }
    )


@require_GET
def checkpoint(request: HttpRequest, pk: int) -> HttpResponse:
    """One checkpoint with its note, as it is signed and countersigned now."""
    found = ledger.checkpoint(pk)
    if found is None:
        raise Http404
    older = ledger.before(found)
    signed = list(found.countersignatures.all())
    names = names_of(each.key.authority for each in signed)
    context = {
        "checkpoint": found,
        "note": ledger.note_of(found),
        "older": older,
        "signed": [(each, names[each.key.authority]) for each in signed],
    }
    return render(request, "portal/checkpoint.html", context)


@require_GET
def checkpoint_json(request: HttpRequest, pk: int) -> JsonResponse:
    """The same for programs."""
    found = ledger.checkpoint(pk)
    if found is None:
        return JsonResponse({"found": False}, status=404)
    return JsonResponse({"found": True, **ledger.summary(found)})


@require_GET
def checkpoint_note(request: HttpRequest, pk: int) -> HttpResponse:
    """The note itself: the file to keep and to mail."""
    found = ledger.checkpoint(pk)
    if found is None:
        raise Http404
    return HttpResponse(ledger.note_of(found), content_type=PLAIN)


@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys, one a line."""
    return HttpResponse(
        "".join(f"{key.verifier}\n" for key in ledger.public_keys()), content_type=PLAIN
    )


@require_GET
def consistency(request: HttpRequest, old: int, new: int) -> JsonResponse:
    """The proof that one checkpoint only adds to an older one (RFC 9162 2.1.4)."""
    older, newer = ledger.checkpoint(old), ledger.checkpoint(new)
    proof = ledger.consistency(older, newer) if older and newer else None
    if older is None or newer is None or proof is None:
        return JsonResponse({"found": False}, status=404)
    return JsonResponse(
        {
            "found": True,
            "older": ledger.summary(older),
            "newer": ledger.summary(newer),
            "proof": proof,
        }
    )
