"""The form of a new API key: shape only, never a rule."""

from datetime import timedelta

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from renjian.authorities.keys import Quota, Wish, offered_to
from renjian.authorities.posts import Role

USUAL_DAYS = 180
USUAL_A_MINUTE = 60
USUAL_A_DAY = 10_000


class KeyForm(forms.Form):
    """What a key is for, what it may do, how long and how often."""

    purpose = forms.CharField(
        label=_("用途"),
        max_length=60,
        error_messages={"required": _("没有写用途。请写明由哪个系统使用。")},
    )
    permissions = forms.MultipleChoiceField(
        label=_("权限"),
        error_messages={
            "required": _("没有选择权限。请至少选择一项。"),
            "invalid_choice": _("没有权限 %(value)s。请只选列出的权限。"),
        },
    )
    expires_on = forms.DateField(
        label=_("有效期止"),
        error_messages={
            "required": _("没有填有效期止。"),
            "invalid": _("日期的形式应当是 2026-12-31。"),
        },
    )
    per_minute = forms.IntegerField(
        label=_("每分钟至多调用次数"), error_messages={"invalid": _("请填整数。")}
    )
    per_day = forms.IntegerField(
        label=_("每天至多调用次数"), error_messages={"invalid": _("请填整数。")}
    )

    def __init__(self, role: Role, filled: QueryDict | None = None) -> None:
        today = timezone.localdate()
        usual = {
            "expires_on": today + timedelta(days=USUAL_DAYS),
            "per_minute": USUAL_A_MINUTE,
            "per_day": USUAL_A_DAY,
        }
        super().__init__(filled, initial=usual)
        choices = [(str(each), _now(each.title)) for each in offered_to(role)]
        self.fields["permissions"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def wish(self) -> Wish:
        """What was filled in, as a value."""
        filled = self.cleaned_data
        return Wish(
            purpose=filled["purpose"],
            permissions=tuple(filled["permissions"]),
            expires_on=filled["expires_on"],
            quota=Quota(filled["per_minute"], filled["per_day"]),
        )
