"""The pages of second factors: those of django-allauth, with our doors and our templates."""

from collections.abc import Callable
from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from renjian.authorities.sign_in import Way
from renjian.kernel.refusal import Refused, reason
from renjian_site.authorities.doors import AccountRequest, for_accounts
from renjian_site.authorities.entry import must_have_factor, own_factors, why_no_other_way

Page = Callable[..., HttpResponseBase]
ALL = reverse_lazy("mfa_index")


def _behind_door(shown: Page, *methods: str) -> Page:
    """A page of those who have signed in; no cache keeps it."""
    return require_http_methods(methods)(never_cache(for_accounts(shown)))


def _of_account(view: Any, *methods: str, **options: Any) -> Page:
    """A page of allauth behind the door of those who have signed in."""
    return _behind_door(view.as_view(**options), *methods)


def _that_adds(view: Any, **options: Any) -> Page:
    """A page that makes another way in, which a sealed account must not have."""
    shown = view.as_view(**options)

    def unless_sealed(request: AccountRequest, /, **values: int) -> HttpResponseBase:
        if reasons := why_no_other_way(request.user.pk):
            raise Refused(*reasons)
        answer: HttpResponseBase = shown(request, **values)
        return answer

    return _behind_door(unless_sealed, "GET", "POST")


def _that_removes(view: Any, **options: Any) -> Page:
    """A page that takes a factor away, unless it is the last one of somebody who must have one."""
    shown = view.as_view(**options)

    def unless_last(request: AccountRequest, /, **values: int) -> HttpResponseBase:
        is_last = own_factors(request.user.pk).count() == 1
        if is_last and must_have_factor(request.user.pk, timezone.now()):
            raise Refused(
                reason(
                    "sign-in.last-factor",
                    "您的岗位要求第二因素，不能移除最后一种。请先添加另一种，再移除这一种。",
                )
            )
        answer: HttpResponseBase = shown(request, **values)
        return answer

    return _behind_door(unless_last, "GET", "POST")


class Factors(base.IndexView):  # type: ignore[misc]  # allauth ships no types
    """The second factors of the account; a sealed one is told why it gets none."""

    template_name = "authorities/factors.html"

    def get_context_data(self, **values: Any) -> dict[str, Any]:
        """What the page shows, with the reasons against adding anything."""
        sealed = why_no_other_way(self.request.user.pk)
        return {**super().get_context_data(**values), "sealed": sealed}


factors = _of_account(Factors, "GET")
confirm = _of_account(ReauthenticateView, "GET", "POST", template_name="authorities/confirm.html")
confirm_by_code = _of_account(
    base.ReauthenticateView, "GET", "POST", template_name="authorities/confirm.html"
)
confirm_by_passkey = _of_account(
    webauthn.ReauthenticateWebAuthnView, "GET", "POST", template_name="authorities/confirm.html"
)
add_telephone = _that_adds(totp.ActivateTOTPView, template_name="authorities/telephone.html")
remove_telephone = _that_removes(
    totp.DeactivateTOTPView, template_name="authorities/remove_factor.html"
)
add_passkey = _that_adds(webauthn.AddWebAuthnView, template_name="authorities/passkey.html")
remove_passkey = _that_removes(
    webauthn.RemoveWebAuthnView,
    template_name="authorities/remove_factor.html",
    success_url=ALL,
)
codes = _of_account(
    recovery_codes.ViewRecoveryCodesView, "GET", template_name="authorities/recovery_codes.html"
)
make_codes = _that_adds(
    recovery_codes.GenerateRecoveryCodesView,
    template_name="authorities/make_recovery_codes.html",
)

_code = base.AuthenticateView.as_view(template_name="authorities/code.html")
_passkey = webauthn.LoginWebAuthnView.as_view()


@require_http_methods(["GET", "POST"])
@never_cache
def code(request: HttpRequest) -> HttpResponseBase:
    """The second factor, after the password and before anybody is let in."""
    answer: HttpResponseBase = _code(request)
    return answer


@require_http_methods(["GET", "POST"])
@never_cache
def sign_in_by_passkey(request: HttpRequest) -> HttpResponseBase:
    """Sign in by a passkey alone: it has asked for a finger, a face or a number itself."""
    request.way = Way.PASSKEY  # type: ignore[attr-defined]  # read by the adapter
    answer: HttpResponseBase = _passkey(request)
    return answer
