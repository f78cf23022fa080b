"""Verification of documents: anybody who holds one may ask whether it was issued like this."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from renjian_site.kit.documents import public_queries as documents

LARGEST = 50 * 1024 * 1024
CHINESE = {"ensure_ascii": False}


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Number and code, typed in from the paper."""
    number, code = request.GET.get("number", "").strip(), request.GET.get("code", "").strip()
    if not number or not code:
        return render(request, "portal/documents.html", {"number": number, "code": code})
    if found := documents.by_number(number, code):
        return redirect("portal:document", found.code)
    context = {"number": number[:80], "code": code[:40], "is_unknown": True}
    return render(request, "portal/documents.html", context, status=404)


@require_http_methods(["GET", "POST"])
def document(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a document is genuine; a file sent here is compared by its hash and not kept."""
    found = documents.by_code(code)
    if found is None:
        context = {"code": code[:40], "is_unknown": True}
        return render(request, "portal/documents.html", context, status=404)
    context = {"document": found}
    file = request.FILES.get("file")
    if request.method == "POST" and isinstance(file, UploadedFile):
        context |= _compared(file, found)
    return render(request, "portal/document.html", context)


@require_GET
def document_json(request: HttpRequest, code: str) -> JsonResponse:
    """The same for programs."""
    found = documents.by_code(code)
    if found is None:
        answer: dict[str, object] = {"found": False}
        return JsonResponse(answer, status=404)
    return JsonResponse({"found": True, **asdict(found)}, json_dumps_params=CHINESE)


def _compared(file: UploadedFile[Any], found: documents.Genuine) -> dict[str, object]:
    """The hash of a file that was sent, and which of the issued files it is."""
    if (file.size or 0) > LARGEST:
        return {"is_too_large": True}
    hashed = hashlib.sha256()
    for chunk in file.chunks():
        hashed.update(chunk)
    sha256 = hashed.hexdigest()
    return {"sha256": sha256, "is_file": found.which_file(sha256)}
