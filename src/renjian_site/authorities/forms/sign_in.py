"""The forms of signing in and of one's own password: shape, and what allauth asks of it."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from django import forms
from django.utils.translation import gettext_lazy as _

from renjian_site.authorities.models import Person

MISSING = {"required": _("没有填写，请填写。")}
LONGEST = 200


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Account and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("账号"), max_length=60, error_messages=MISSING
        )
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"] = _password(_("密码"), "current-password")
        self.order_fields(["login", "password"])


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The password once more, before something is changed about how one signs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password(_("密码"), "current-password")


class PasswordForm(forms.Form):
    """One's password and a new one, twice. Who has no password yet sets the first."""

    old = forms.CharField()
    new = forms.CharField()
    again = forms.CharField()

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["old"] = _password(_("现在的密码"), "current-password")
        self.fields["new"] = _password(_("新密码"), "new-password")
        self.fields["again"] = _password(_("再输一遍新密码"), "new-password")
        if not person.has_usable_password():
            del self.fields["old"]

    def clean_old(self) -> str:
        """It must be theirs; tries are counted as those of signing in."""
        old: str = self.cleaned_data["old"]
        if not get_adapter().reauthenticate(self.person, old):
            raise get_adapter().validation_error("incorrect_password")
        return old

    def clean_new(self) -> str:
        """It must follow the rules of this site."""
        new: str = get_adapter().clean_password(self.cleaned_data["new"], self.person)
        if new == self.cleaned_data.get("old"):
            raise forms.ValidationError(_("新密码与现在的密码相同。请另选一个。"))
        return new

    def clean_again(self) -> str:
        """Both times the same."""
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("new") not in (None, again):
            raise forms.ValidationError(_("两次输入的新密码不一样。请重新输入。"))
        return again


def _password(label: Any, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages=MISSING,
    )
