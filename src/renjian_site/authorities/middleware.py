"""Who acts in a request: the post that its session names, if it is still held today."""

import time

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from renjian_site.authorities.sessions import actor_in
from renjian_site.kit.middleware import Handler
from renjian_site.kit.scope import enter, scope_of

POST_KEY = "post"
UNTIL_KEY = "until"  # when the session ends if nothing is done, in seconds since 1970
ENDS_KEY = "ends"  # when it ends in any case
SELDOM = 60  # seconds between two notes that a session is in use
BY_ITSELF = "X-Renjian-By-Itself"  # what a page asks for without anybody doing anything


def actor_of_request(get_response: Handler) -> Handler:
    """Set ``request.actor``; an ended post or session signs its holder out at the next click."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        session = request.session
        if session.get(UNTIL_KEY) and seconds_left(session) <= 0:
            session.flush()
        post_id = session.get(POST_KEY)
        actor = actor_in(int(post_id), timezone.localdate()) if post_id else None
        if post_id and actor is None:
            session.flush()
        if actor:
            enter(scope_of(actor))
            if BY_ITSELF not in request.headers:
                go_on(session)
        request.actor = actor  # type: ignore[attr-defined]  # kit.http names the attribute
        return get_response(request)

    return answer


def seconds_left(session: SessionBase) -> int:
    """How long a session lasts if nothing is done in it."""
    return max(0, int(session.get(UNTIL_KEY, 0) - time.time()))


def go_on(session: SessionBase) -> None:
    """Let a session last as long again as somebody may be idle, but not beyond its end."""
    until = min(time.time() + settings.IDLE_SECONDS, session.get(ENDS_KEY, 0))
    if until - session.get(UNTIL_KEY, 0) >= SELDOM:
        session[UNTIL_KEY] = until
