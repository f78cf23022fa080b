"""What happens to every request: the content policy, and refusals as pages."""

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template import loader
from psycopg.errors import LockNotAvailable

from renjian.kernel.refusal import Refused, reason
from renjian_site.kit.files import LARGEST
from renjian_site.kit.words import in_words

NOT_FOUND = 404
CONFLICT = 409
TOO_LARGE = 413
MEGABYTE = 1024 * 1024
FORM_BYTES = MEGABYTE  # what the other fields of a form may take
MOST_DIGITS = 18  # a longer number of bytes is more than any machine holds, and is not worked out
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
Handler = Callable[[HttpRequest], HttpResponseBase]


def content_security_policy(get_response: Handler) -> Handler:
    """Let pages load from this site only: no script, style or font from elsewhere."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


def body_limit(get_response: Handler) -> Handler:
    """Refuse a request whose body is too large before a byte of it is read."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and (len(length) > MOST_DIGITS or int(length) > LARGEST + FORM_BYTES):
            return HttpResponse(
                loader.render_to_string("kit/too_large.html", {"at_most": LARGEST // MEGABYTE}),
                status=TOO_LARGE,
            )
        return get_response(request)

    return answer


def no_null_characters(get_response: Handler) -> Handler:
    """PostgreSQL knows no null character: it is no part of a page's address or of what is asked."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path:
            return render(request, "404.html", status=NOT_FOUND)
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return get_response(request)

    return answer


class RefusedMiddleware:
    """Turn ``Refused`` into a page (or problem+json) with status 409; no view catches it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; every other error is a bug and goes its way.

        A row that somebody else keeps locked for longer than the limit of the database is one too.
        """
        if isinstance(error, OperationalError) and isinstance(error.__cause__, LockNotAvailable):
            error = Refused(
                reason("kit.locked", "这一事项正由他人办理，没有完成操作。请稍后刷新页面再试。")
            )
        if isinstance(error, ObjectDoesNotExist):
            # Not there, or not the actor's to see: the answer is the same, so nothing is given away.
            return render(request, "404.html", status=NOT_FOUND)
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
