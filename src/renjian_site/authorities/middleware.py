"""Who acts in a request: the post that its session names, if it is still held today."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from renjian_site.authorities.sessions import actor_in
from renjian_site.kit.middleware import Handler
from renjian_site.kit.scope import enter, scope_of

POST_KEY = "post"
UNTIL_KEY = "until"  # when the session ends, in seconds since 1970


def actor_of_request(get_response: Handler) -> Handler:
    """Set ``request.actor``; an ended post signs its holder out at the next click."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        post_id = request.session.get(POST_KEY)
        actor = actor_in(int(post_id), timezone.localdate()) if post_id else None
        if post_id and actor is None:
            request.session.flush()
        if actor:
            enter(scope_of(actor))
        request.actor = actor  # type: ignore[attr-defined]  # kit.http names the attribute
        return get_response(request)

    return answer
