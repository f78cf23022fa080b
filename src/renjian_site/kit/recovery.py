"""While the database restarts: every address answers 503 and says so, and nothing typed is lost.

Django brings every error here that nobody answered, whether a page met it, or the session, the
actor or the log around the page. Only a lost or refused connection is answered with 503; every
other error is a fault of ours and gets the page for those.
"""

import sys
from collections.abc import Iterator
from http import HTTPStatus

import psycopg
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import loader
from django.utils import translation
from django.views.defaults import server_error

from renjian.kernel.refusal import Reason, reason
from renjian_site.kit.api.problems import ProblemResponse

RETRY_AFTER = {"Retry-After": "10"}  # seconds; a restart takes two, replaying the log some more
# What the server says when it ends a connection or takes none: 57P01 to 57P03 on its way down and
# up again, class 08 where a proxy speaks for it. Lost lines and refused ones carry no state at all.
SERVER_GOES = ("57P01", "57P02", "57P03", "08")
PROGRAMS = ("/api/",)
JSON = ".json"


def fault(request: HttpRequest) -> HttpResponseBase:
    """The answer to an error that nobody answered; Django calls this while it holds the error."""
    if any(is_lost(error) for error in _and_causes(sys.exception())):
        # It may have been lost before the language of the reader was looked at.
        with translation.override(translation.get_language_from_request(request)):
            return recovering(request)
    return server_error(request)


def is_lost(error: BaseException) -> bool:
    """Whether the connection to the database was lost or refused, and no more than that."""
    if isinstance(error, psycopg.OperationalError):
        return error.sqlstate is None or error.sqlstate.startswith(SERVER_GOES)
    if isinstance(error, psycopg.InterfaceError):
        # A cursor that was closed is a fault of ours, unless its connection went with it.
        return connection.connection is None or connection.connection.closed
    return False


def recovering(request: HttpRequest) -> HttpResponse:
    """The page, or the problem for programs, of a database that is not there for the moment.

    It asks nobody who is signed in and what waits for them: that stands in the database.
    """
    if is_for_programs(request):
        return ProblemResponse(HTTPStatus.SERVICE_UNAVAILABLE, [why_wait()], headers=RETRY_AFTER)
    context = {"was_sent": request.method == "POST", "address": request.get_full_path()}
    page = loader.render_to_string("kit/recovering.html", context)
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers=RETRY_AFTER)


def is_for_programs(request: HttpRequest) -> bool:
    """Whether an address gives JSON, or its reader wants no page."""
    path = request.path
    return path.startswith(PROGRAMS) or path.endswith(JSON) or not request.accepts("text/html")


def why_wait() -> Reason:
    """Why nothing can be asked for the moment."""
    return reason(
        "kit.database-recovering",
        "数据库正在恢复，本次尚未确认办成。请按 Retry-After 的秒数稍候，再原样重试；"
        "带同一个 Idempotency-Key 的重试不会重复办理。",
    )


def _and_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
