"""The forms of posts, delegations and reviews: shape only, never a rule."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from renjian.authorities.posts import TITLES as ROLE_TITLES
from renjian.authorities.posts import Role
from renjian.authorities.rights import Right
from renjian_site.authorities.choices import unit_source
from renjian_site.authorities.commands import Delegation, NewPost
from renjian_site.authorities.fields import DETAILS
from renjian_site.authorities.models import Person
from renjian_site.kit.actor import Actor
from renjian_site.kit.choosing import SearchField

WRONG_DAY = {"invalid": _("日期的形式应当是 2026-12-31。"), "required": _("没有填日期。")}
NO_BECAUSE = {"required": _("没有写理由或者依据。请写明。")}
LONGEST_BECAUSE = 200


class PostForm(forms.Form):
    """A post to be entered, for somebody who is known or not yet."""

    account = forms.CharField(
        label=_("账号"), max_length=60, error_messages={"required": _("没有填账号。")}
    )
    name = forms.CharField(
        label=_("姓名"), max_length=60, error_messages={"required": _("没有填姓名。")}
    )
    card_number = forms.CharField(
        label=_("执法证号（执法人员、办案人员填写）"), max_length=30, required=False
    )
    role = forms.TypedChoiceField(label=_("岗位"), coerce=Role)
    body = forms.CharField(
        label=_("认证机构批准号（机构信息员填写）"), max_length=40, required=False
    )
    from_on = forms.DateField(label=_("任职日期"), error_messages=WRONG_DAY)
    to_on = forms.DateField(
        label=_("离任日期（没有就不填）"), required=False, error_messages=WRONG_DAY
    )
    because = forms.CharField(
        label=_("任命文件"), max_length=LONGEST_BECAUSE, error_messages=NO_BECAUSE
    )

    def __init__(self, actor: Actor, filled: QueryDict | None = None, **initial: object) -> None:
        today = timezone.localdate()
        super().__init__(
            filled, initial={"from_on": today, "unit": actor.authority.code, **initial}
        )
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(key.value, _now(title)) for key, title in ROLE_TITLES.items()]
        self.fields["unit"] = SearchField(
            unit_source(actor), label=_("所在机构（机构信息员不填）"), required=False
        )

    def post(self) -> NewPost:
        """What was filled in, as a value."""
        filled = self.cleaned_data
        return NewPost(
            account=filled["account"],
            name=filled["name"],
            role=filled["role"],
            place=filled["body"] if filled["role"] is Role.CLERK else filled["unit"],
            from_on=filled["from_on"],
            to_on=filled["to_on"],
            card_number=filled["card_number"],
            because=filled["because"],
        )


class BecauseForm(forms.Form):
    """Why something is refused or ended."""

    because = forms.CharField(
        label=_("理由"), max_length=LONGEST_BECAUSE, error_messages=NO_BECAUSE
    )


class EndForm(BecauseForm):
    """On which last day a post ends, and why; no day means at once."""

    last_on = forms.DateField(
        label=_("最后一天（不填则立即终止）"), required=False, error_messages=WRONG_DAY
    )


class DelegationForm(forms.Form):
    """Who stands in, on which days, and why."""

    person = forms.TypedChoiceField(label=_("代理人"), coerce=int)
    from_on = forms.DateField(label=_("开始日期"), error_messages=WRONG_DAY)
    to_on = forms.DateField(label=_("截止日期"), error_messages=WRONG_DAY)
    because = forms.CharField(
        label=_("事由"), max_length=LONGEST_BECAUSE, error_messages=NO_BECAUSE
    )

    def __init__(self, people: Iterable[Person], filled: QueryDict | None = None) -> None:
        super().__init__(filled, initial={"from_on": timezone.localdate()})
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        person.choices = [(one.pk, f"{one.name}　{one.account}") for one in people]

    def delegation(self) -> Delegation:
        """What was filled in, as a value."""
        filled = self.cleaned_data
        return Delegation(filled["person"], filled["from_on"], filled["to_on"], filled["because"])


class DutyForm(forms.Form):
    """Who could do something in a unit on a day."""

    right = forms.TypedChoiceField(label=_("事项"), coerce=Right)
    on = forms.DateField(label=_("查询的日期"), error_messages=WRONG_DAY)
    below = forms.BooleanField(label=_("包括下级机构"), required=False)

    def __init__(self, actor: Actor, filled: QueryDict | None = None) -> None:
        initial = {"on": timezone.localdate(), "unit": actor.authority.code}
        super().__init__(filled, initial=initial)
        right = self.fields["right"]
        assert isinstance(right, forms.ChoiceField)
        right.choices = [(one.value, _now(one.title)) for one in Right]
        self.fields["unit"] = SearchField(unit_source(actor), label=_("查询的机构"))


class OpenDetailForm(forms.Form):
    """Which masked detail is to be opened, and why."""

    field = forms.ChoiceField(
        label=_("项目"), choices=[(name, _(masked.title)) for name, masked in DETAILS.items()]
    )
    because = forms.CharField(label=_("查看事由"), max_length=200, required=False)
