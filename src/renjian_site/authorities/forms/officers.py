"""The forms of cards, leaves, interests, personal details and experts: shape only, never a rule."""

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from renjian.authorities.officers import INTEREST_TITLES, InterestKind
from renjian.catalogue.checks import check_items
from renjian_site.authorities.commands import NewExpert
from renjian_site.authorities.forms.people import WRONG_DAY
from renjian_site.kit.words import titled


class CardForm(forms.Form):
    """Until when a card is valid, qualifications, and the items that an officer may inspect."""

    expires_on = forms.DateField(
        label=_("执法证有效期止"), required=False, error_messages=WRONG_DAY
    )
    qualifications = forms.CharField(label=_("执法资格"), max_length=300, required=False)
    items = forms.MultipleChoiceField(
        label=_("可检查事项（都不勾选表示不限）"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, filled: QueryDict | None = None, **initial: object) -> None:
        super().__init__(filled, initial=initial)
        items = self.fields["items"]
        assert isinstance(items, forms.ChoiceField)
        items.choices = [
            (one.code, f"{one.code} {titled(one)}") for one in check_items(timezone.localdate())
        ]


class LeaveForm(forms.Form):
    """The days on which somebody is away."""

    from_on = forms.DateField(label=_("开始日期"), error_messages=WRONG_DAY)
    to_on = forms.DateField(label=_("结束日期"), error_messages=WRONG_DAY)


class InterestForm(forms.Form):
    """A tie to an organisation or a certification body."""

    code = forms.CharField(
        label=_("统一社会信用代码或者认证机构批准号"),
        max_length=40,
        error_messages={"required": _("没有填代码。")},
    )
    kind = forms.TypedChoiceField(label=_("关系"), coerce=InterestKind)

    def __init__(self, filled: QueryDict | None = None) -> None:
        super().__init__(filled)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(one.value, _now(title)) for one, title in INTEREST_TITLES.items()]


class EmployerForm(forms.Form):
    """For whom somebody worked before, and until when."""

    code = forms.CharField(
        label=_("统一社会信用代码或者认证机构批准号"),
        max_length=40,
        error_messages={"required": _("没有填代码。")},
    )
    until_on = forms.DateField(label=_("离职日期"), error_messages=WRONG_DAY)


class DetailForm(forms.Form):
    """Personal details; what is left empty stays as it is."""

    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
    identity_number = forms.CharField(label=_("公民身份号码"), max_length=18, required=False)


class ExpertForm(forms.Form):
    """A technical expert and the term."""

    name = forms.CharField(
        label=_("姓名"), max_length=60, error_messages={"required": _("没有填姓名。")}
    )
    account = forms.CharField(label=_("账号（没有就不填）"), max_length=60, required=False)
    employer = forms.CharField(
        label=_("工作单位"), max_length=200, error_messages={"required": _("没有填工作单位。")}
    )
    field = forms.CharField(
        label=_("专业领域"), max_length=200, error_messages={"required": _("没有填专业领域。")}
    )
    interests = forms.CharField(label=_("利益关系（没有就不填）"), max_length=300, required=False)
    from_on = forms.DateField(label=_("聘期起"), error_messages=WRONG_DAY)
    to_on = forms.DateField(label=_("聘期止"), error_messages=WRONG_DAY)
    secrecy_signed_on = forms.DateField(
        label=_("保密承诺签订日期"), required=False, error_messages=WRONG_DAY
    )

    def expert(self) -> NewExpert:
        """What was filled in, as a value."""
        return NewExpert(**self.cleaned_data)
