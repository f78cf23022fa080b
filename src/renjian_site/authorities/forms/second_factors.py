"""The forms of second factors: codes of a telephone, recovery codes, passkeys."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from renjian_site.authorities import tries
from renjian_site.authorities.adapters import SecondFactorAdapter, refuse_while_waiting

REMEMBERED = 300  # seconds: longer than a code of a telephone is taken


class _Counted:
    """A code is tried as often as a password, and each code once."""

    def clean_code(self) -> str:
        """Count the try before the code is looked at."""
        request, person = context.request, self.user  # type: ignore[attr-defined]  # of allauth
        refuse_while_waiting(request, person.account)
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # the form of allauth
        except forms.ValidationError:
            tries.fail(request, person.account, timezone.now())
            raise
        is_of_telephone = self.authenticator.type == Authenticator.Type.TOTP  # type: ignore[attr-defined]  # of allauth
        if is_of_telephone and not cache.add(
            f"code:{person.pk}:{_figures(code)}", True, REMEMBERED
        ):
            tries.fail(request, person.account, timezone.now())
            raise SecondFactorAdapter().validation_error("incorrect_code")
        tries.succeed(request, person.account, timezone.now())
        return code


def _figures(code: str) -> str:
    """A code without what somebody puts between its figures."""
    return "".join(filter(str.isdigit, code))


def _label(form: forms.Form) -> None:
    """One label for all codes, and no words of allauth's own."""
    field = form.fields["code"]
    field.label = _("验证码")
    field.error_messages["required"] = _("没有填写验证码。请填写。")
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class CodeForm(_Counted, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """A code while signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self)


class ConfirmByCodeForm(_Counted, ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """A code before something is changed about how one signs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self)


class ActivateForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of a telephone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self)


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A new passkey, and whether it is enough by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=_("名称"), max_length=60, required=False)
        self.fields["passwordless"].label = _("只用它就能登录，不再输入密码")
