"""Forms of the days of an act and of what moves a limit: shape only, never law."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from renjian.cases.limits import SUSPENSION, Running, grounds_of
from renjian.jurisdiction.act_days import ActDays
from renjian_site.cases.commands import NewActDays, NewExtension, NewStop

WRONG_DAY = {"invalid": gettext_lazy("日期的形式应当是 2026-12-31。")}


def _day(label: Any, *, is_needed: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=is_needed,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={**WRONG_DAY, "required": gettext_lazy("没有填写日期。请填写。")},
    )


def _because(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("没有写理由。请写明。")},
    )


class ActDaysForm(forms.Form):
    """When the act happened, and on what that rests."""

    act_from = _day(gettext_lazy("行为日期（持续的，填开始日期）"))
    act_to = _day(
        gettext_lazy("行为终了日期（只在一天发生的填同一天，仍在继续的留空）"), is_needed=False
    )
    is_gravely_harmful = forms.BooleanField(
        label=gettext_lazy("涉及公民生命健康安全、金融安全且有危害后果（时效五年）"),
        required=False,
    )
    because = _because(gettext_lazy("依据的证据"))

    def wish(self) -> NewActDays:
        """What was filled in."""
        filled = self.cleaned_data
        return NewActDays(
            ActDays(filled["act_from"], filled["act_to"]),
            filled["because"],
            filled["is_gravely_harmful"],
        )


class StopForm(forms.Form):
    """Time that does not run: from when until when, and why."""

    cause = forms.ChoiceField(label=gettext_lazy("事由"))
    ground = forms.ChoiceField(label=gettext_lazy("中止情形（只在中止时填写）"), required=False)
    from_on = _day(gettext_lazy("开始日期"))
    to_on = _day(gettext_lazy("结束日期（仍在继续的留空）"), is_needed=False)
    document = forms.CharField(label=gettext_lazy("文号"), max_length=60, required=False)
    because = _because(gettext_lazy("理由"))

    def __init__(self, *args: Any, running: Running, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        causes = [(cause, _(cause)) for cause in running.limit.excluded]
        grounds = [("", "–"), *((ground, _(ground)) for ground in grounds_of(SUSPENSION))]
        for name, choices in (("cause", causes), ("ground", grounds)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        if SUSPENSION not in running.limit.excluded:
            del self.fields["ground"]

    def wish(self) -> NewStop:
        """What was filled in."""
        filled = self.cleaned_data
        return NewStop(
            filled["cause"],
            filled["from_on"],
            filled["because"],
            filled["to_on"],
            filled.get("ground", ""),
            filled["document"],
        )


class ExtensionForm(forms.Form):
    """By how much a limit shall be extended, and why."""

    count = forms.IntegerField(
        label=gettext_lazy("延长多少"),
        min_value=1,
        max_value=3650,
        error_messages={"required": gettext_lazy("没有填写延长多少。请填写。")},
    )
    document = forms.CharField(
        label=gettext_lazy("文号（集体讨论的，填讨论记录的文号）"), max_length=60, required=False
    )
    because = _because(gettext_lazy("理由"))

    def wish(self) -> NewExtension:
        """What was filled in."""
        filled = self.cleaned_data
        return NewExtension(filled["count"], filled["because"], filled["document"])


class EndForm(forms.Form):
    """The day on which what stopped a limit ended."""

    to_on = _day(gettext_lazy("结束日期"))


class DecisionForm(forms.Form):
    """Whether what was asked is approved, and if not, why."""

    decision = forms.ChoiceField(choices=[("approve", ""), ("refuse", "")])
    because = forms.CharField(label=gettext_lazy("不予批准的理由"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        filled = super().clean() or self.cleaned_data
        if filled.get("decision") == "refuse" and not filled.get("because"):
            self.add_error("because", _("没有写不予批准的理由。请写明。"))
        return filled
