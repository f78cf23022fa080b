"""What happens to every request: the content policy, and refusals as pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from renjian.kernel.refusal import Refused
from renjian_site.kit.words import in_words

CONFLICT = 409
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
Handler = Callable[[HttpRequest], HttpResponseBase]


def content_security_policy(get_response: Handler) -> Handler:
    """Let pages load from this site only: no script, style or font from elsewhere."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


class RefusedMiddleware:
    """Turn ``Refused`` into a page (or problem+json) with status 409; no view catches it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; every other error is a bug and goes its way."""
        if not isinstance(error, Refused):
            return None
        if request.accepts("text/html"):
            return render(request, "kit/refused.html", {"reasons": error.reasons}, status=CONFLICT)
        problem = {
            "type": "about:blank",
            "title": "Refused",
            "status": CONFLICT,
            "reasons": [
                {"code": r.code, "text": in_words(r), "clause": r.clause} for r in error.reasons
            ],
        }
        return JsonResponse(problem, status=CONFLICT, content_type="application/problem+json")
