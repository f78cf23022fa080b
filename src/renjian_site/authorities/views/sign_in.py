"""Signing in and out, and the post in which somebody then acts."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from renjian.authorities.sign_in import Happening
from renjian.kernel.refusal import Refused, reason
from renjian_site.authorities import entry, public_queries
from renjian_site.authorities.doors import AccountRequest, for_accounts
from renjian_site.authorities.forms.sign_in import SignInForm
from renjian_site.authorities.sessions import actor_in, posts_of
from renjian_site.authorities.sign_ins import note
from renjian_site.kit.http import sent

LONGEST = 19  # digits of a key of the database


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Account and password; in practice also one of the practice accounts, by one click."""
    if "post" in request.POST:
        return _practise(request)
    form = SignInForm(sent(request), request=request)
    if request.method == "POST" and form.is_valid():
        answer: HttpResponse = form.login(request, redirect_url=_wanted(request))
        return answer
    if request.method == "GET" and request.user.is_authenticated and not settings.PRACTICE:
        return redirect(_with_next("authorities:enter", _wanted(request)))
    response = render(request, "authorities/sign_in.html", _context(request, form))
    if seconds := getattr(request, "waits", 0):
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response.headers["Retry-After"] = str(seconds)
    return response


def _context(request: HttpRequest, form: SignInForm) -> dict[str, object]:
    context: dict[str, object] = {
        "form": form,
        "portal": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "next": _wanted(request),
    }
    if not settings.PRACTICE:
        return context
    today = timezone.localdate()
    words = request.GET.get("q", "")
    return {
        **context,
        "route": public_queries.practice_route(today),
        "found": public_queries.practice_accounts(words, today),
        "q": words,
        "is_set_up": public_queries.is_set_up(),
    }


def _practise(request: HttpRequest) -> HttpResponse:
    if not settings.PRACTICE:
        raise Refused(reason("authorities.no-practice", "本站不是练习模式，不能用练习账号登录。"))
    post_id = request.POST["post"]
    is_number = post_id.isdecimal() and len(post_id) < LONGEST
    actor = actor_in(int(post_id), timezone.localdate()) if is_number else None
    if actor is None:
        raise Refused(
            reason("authorities.no-post", "没有这个练习账号，或者该岗位已经结束。请重新选择账号。")
        )
    entry.practise(request, actor, timezone.now())
    return redirect(_wanted(request) or "console:inbox")


@require_GET
@never_cache
@for_accounts
def enter(request: AccountRequest) -> HttpResponse:
    """From the account to its post: straight on if there is one, by a choice if there are several."""
    posts = list(posts_of(request.user.pk, timezone.localdate()))
    if not posts:
        return render(request, "authorities/no_post.html")
    if len(posts) > 1:
        return redirect(_with_next("authorities:posts", _wanted(request)))
    return _take(request, posts[0].pk)


@require_http_methods(["GET", "POST"])
@never_cache
@for_accounts
def posts(request: AccountRequest) -> HttpResponse:
    """Choose the post in which to act."""
    if request.method == "POST":
        number = request.POST.get("post", "")
        return _take(request, int(number) if number.isdecimal() and len(number) < LONGEST else 0)
    held = posts_of(request.user.pk, timezone.localdate())
    context = {"posts": held, "next": _wanted(request)}
    return render(request, "authorities/posts.html", context)


def _take(request: AccountRequest, post_id: int) -> HttpResponse:
    """Act in a post, unless something has to be done first."""
    post = get_object_or_404(posts_of(request.user.pk, timezone.localdate()), pk=post_id)
    wanted = _wanted(request)
    if first := entry.what_first(request.user, post):
        return redirect(_with_next(first, wanted))
    entry.take_post(request.session, post)
    return redirect(wanted or "console:inbox")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; who came from the portal is led out of it too."""
    if request.user.is_authenticated:
        note(request, Happening.SIGNED_OUT, timezone.now(), person_id=request.user.pk)
    left = request.session.get(entry.PORTAL_KEY)
    request.session.flush()
    if not left:
        return redirect("portal:home")
    way_out = import_string(f"{entry.SINGLE_SIGN_ON}.way_out")
    address = way_out(left, request.build_absolute_uri(reverse("authorities:sign-in")))
    response = render(
        request, "authorities/signed_out.html", {"address": address, "portal": settings.OIDC_NAME}
    )
    if address:
        # A form may lead to this site only, so the browser goes on by itself and not by a redirect.
        response.headers["Refresh"] = f"2; url={address}"
    return response


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the site is up and its database can be asked."""
    public_queries.is_set_up()
    return HttpResponse("ok", content_type="text/plain")


def _wanted(request: HttpRequest) -> str:
    """The page of this site that somebody wanted; empty for addresses of others."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if is_ours else ""


def _with_next(name: str, wanted: str) -> str:
    return reverse(name) + (f"?{urlencode({'next': wanted})}" if wanted else "")
