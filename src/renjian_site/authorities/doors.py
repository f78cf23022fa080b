"""The door in front of the pages of one's own account: they need an account, and no post yet."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from renjian_site.authorities.models import Person
from renjian_site.kit.actor import Actor

P = ParamSpec("P")


class AccountRequest(HttpRequest):
    """A request of somebody who has shown who they are; ``actor`` only once they act in a post."""

    user: Person  # never anonymous behind this door
    actor: Actor | None


View = Callable[Concatenate[AccountRequest, P], HttpResponseBase]


def for_accounts(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let a page be seen by everybody who has signed in, and send the others to do so."""

    @functools.wraps(view)
    def enter(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)  # type: ignore[arg-type]  # the person is there

    enter.roles = ()  # type: ignore[attr-defined]  # read by the tests: every post may enter
    return enter
