"""The request as views see it, and the doors in front of them."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django_htmx.middleware import HtmxDetails

from renjian.authorities.posts import Role
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.kit.actor import Actor

P = ParamSpec("P")


class PublicRequest(HttpRequest):
    """A request of anybody; ``actor`` is empty for those who have not signed in."""

    actor: Actor | None
    htmx: HtmxDetails


class Request(HttpRequest):
    """A request of somebody who has signed in."""

    actor: Actor
    htmx: HtmxDetails


View = Callable[Concatenate[Request, P], HttpResponseBase]


def for_roles(
    *roles: Role,
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Let a page be seen only by these roles (all of them when none is named).

    Who has not signed in is sent to the sign-in page; others are refused with the reason.
    """

    def door(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @functools.wraps(view)
        def enter(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                return redirect_to_login(request.get_full_path())
            if roles and actor.role not in roles:
                raise Refused(why_not_enter(actor, roles))
            return view(request, *args, **kwargs)  # type: ignore[arg-type]  # the actor is there

        enter.roles = roles  # type: ignore[attr-defined]  # read by the structure tests
        return enter

    return door


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form, an empty one too; None while its page is only opened."""
    return request.POST if request.method == "POST" else None


def why_not_enter(actor: Actor, roles: tuple[Role, ...]) -> Reason:
    """The reason shown when a page belongs to other posts."""
    return reason(
        "kit.other-post",
        "此页供“{wanted}”使用，您当前的岗位是“{role}”。请换用相应岗位登录。",
        wanted="、".join(role.title for role in roles),
        role=actor.role.title,
    )
