"""Forms of an inspection: shape only, never law."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from renjian.catalogue.checks import check_item
from renjian.inspections.results import results
from renjian_site.kit.words import titled


class RecusalForm(forms.Form):
    """Which of the two officers keeps away, and why."""

    person = forms.TypedChoiceField(label=_("回避的人员"), coerce=int)
    because = forms.CharField(
        label=_("回避理由（不公开）"),
        max_length=200,
        error_messages={"required": _("没有写理由。请写明。")},
    )

    def __init__(self, *args: Any, officers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        person.choices = officers


GROUNDS = {
    "deregistered": gettext_noop("抽取以前已经注销"),
    "moved": gettext_noop("抽取以前已经迁出辖区"),
    "not-in-scope": gettext_noop("名录有误，不属于本次抽查的对象"),
    "gone": gettext_noop("登记的住所和经营场所都找不到，无法开展检查"),
}


class ReplaceForm(forms.Form):
    """Why an object cannot be visited: a ground that does not depend on what a visit would find."""

    ground = forms.ChoiceField(label=_("不能检查的原因"), widget=forms.RadioSelect)
    facts = forms.CharField(
        label=_("核实情况和依据（向社会公开）"),
        max_length=200,
        error_messages={"required": _("没有写核实情况。请写明怎样核实、依据是什么。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        ground.choices = [(code, gettext(title)) for code, title in GROUNDS.items()]

    def because(self) -> str:
        """The reason as the record of the draw keeps it."""
        return f"{GROUNDS[self.cleaned_data['ground']]}：{self.cleaned_data['facts']}"


class FindingForm(forms.Form):
    """Against whom, which offence, and what was seen."""

    offender = forms.ChoiceField(label=_("当事人"), widget=forms.RadioSelect)
    offence_code = forms.ChoiceField(label=_("涉嫌违法行为"))
    facts = forms.CharField(label=_("事实"), max_length=4000, widget=forms.Textarea)
    act_from = forms.DateField(
        label=_("行为日期（持续的，填开始日期）"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("没有填写行为日期。适用哪一天的法律、是否超过处罚时效都取决于它。"),
            "invalid": _("日期的形式应当是 2026-12-31。"),
        },
    )
    act_to = forms.DateField(
        label=_("行为终了日期（只在一天发生的填同一天，仍在继续的留空）"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("日期的形式应当是 2026-12-31。")},
    )

    def __init__(
        self, *args: Any, items: list[str], offenders: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        served = [check_item(code, timezone.localdate()) for code in items]
        found = {one.code: one for item in served for one in item.may_point_to()}
        offences = [(code, f"{code} {titled(one)}") for code, one in found.items()]
        for name, choices in (("offender", list(offenders.items())), ("offence_code", offences)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class ResultForm(forms.Form):
    """Result codes, the day of the visit and a note."""

    codes = forms.MultipleChoiceField(
        label=_("检查结果"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("还没有选择检查结果。请至少选择一项。")},
    )
    inspected_on = forms.DateField(
        label=_("检查日期"), widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label=_("情况说明"), required=False, max_length=4000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["codes"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, titled(result)) for code, result in results().items()]


class SendBackForm(forms.Form):
    """Why a result goes back to the officers."""

    because = forms.CharField(
        label=_("退回原因"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("还没有填写退回原因。请写明需要补正的内容。")},
    )
