"""The form of an intended penalty: what the offence asks for, and no law."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from renjian.cases.fine_facts import DEGREE_TITLES
from renjian.catalogue.offences import Offence, conditions
from renjian.jurisdiction.matters import questions_of

UNKNOWN, YES, NO = "", "yes", "no"
TRI = [(UNKNOWN, gettext_lazy("不知道")), (YES, gettext_lazy("是")), (NO, gettext_lazy("否"))]
# The questions of the catalogue, which has no English of them; a test keeps them complete.
QUESTION_TITLES = {
    "CB-03.1": "审核人员是否到达现场？",
    "CB-03.2": "到场的是否为计划中指名的审核人员？",
    "CB-03.3": "减少、遗漏的程序之外，认证结论是否仍能成立？",
}
MONEY = {"invalid": gettext_lazy("请以元为单位填写金额，例如 54000。")}


def money(label: Any) -> forms.DecimalField:
    """A field for an amount in yuan that may stay empty."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal(0),
        max_digits=15,
        decimal_places=2,
        error_messages=MONEY,
    )


def answer(label: Any) -> forms.ChoiceField:
    """A question that may stay open."""
    return forms.ChoiceField(label=label, required=False, choices=TRI)


class PenaltyForm(forms.Form):
    """Which penalty is intended, on which facts, and why."""

    penalties = forms.MultipleChoiceField(
        label=gettext_lazy("拟处罚种类"), widget=forms.CheckboxSelectMultiple, required=False
    )
    fine_yuan = money(gettext_lazy("拟罚款（元）"))
    goods_value = money(gettext_lazy("货值金额（元）"))
    gains = money(gettext_lazy("违法所得（元）"))
    is_serious = answer(gettext_lazy("情节严重"))
    degree = forms.ChoiceField(
        label=gettext_lazy("裁量阶次"),
        required=False,
        choices=[("", gettext_lazy("不分")), *((k.value, gettext_lazy(t)) for k, t in DEGREE_TITLES.items())],
    )  # fmt: skip
    benchmark = forms.CharField(
        label=gettext_lazy("裁量基准（文件名称）"), max_length=100, required=False
    )
    ground = forms.CharField(
        label=gettext_lazy("减轻处罚的法定情形（低于最低限时）"), max_length=300, required=False
    )
    referral = forms.CharField(
        label=gettext_lazy("能力罚建议文号（已报送总局的）"), max_length=60, required=False
    )
    reasons = forms.CharField(
        label=gettext_lazy("事实和理由（写入告知书）"), max_length=3000, widget=forms.Textarea
    )

    def __init__(
        self, *args: Any, offence: Offence, possible: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        penalties = self.fields["penalties"]
        assert isinstance(penalties, forms.ChoiceField)
        penalties.choices = [(name, _(title)) for name, title in possible.items()]
        self.needs = sorted(
            {s.needs for s in offence.sanctions if s.kind.name == "fine" and s.needs}
        )
        for need in self.needs:
            self.fields[f"need_{need}"] = answer(_(conditions()[need].title))
        self.questions = [number for number, _question in questions_of((offence.code,))]
        for number, question in questions_of((offence.code,)):
            self.fields[f"answer_{number}"] = answer(_(question.text))

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of the offence: its conditions and its questions."""
        names = [f"need_{need}" for need in self.needs]
        return [self[name] for name in (*names, *(f"answer_{one}" for one in self.questions))]

    def facts(self) -> dict[str, object]:
        """The facts as matter files hold them."""
        filled = self.cleaned_data
        found: dict[str, object] = {
            name: str(filled[name])
            for name in ("goods_value", "gains", "degree", "benchmark", "ground")
            if filled[name] not in (None, "")
        }
        if (serious := _said(filled["is_serious"])) is not None:
            found["is_serious"] = serious
        needs = {need: _said(filled[f"need_{need}"]) for need in self.needs}
        if known := {need: said for need, said in needs.items() if said is not None}:
            found["circumstances"] = known
        return found

    def answers(self) -> dict[str, bool]:
        """The answers to the questions of the offence."""
        said = {number: _said(self.cleaned_data[f"answer_{number}"]) for number in self.questions}
        return {number: value for number, value in said.items() if value is not None}


def _said(word: str) -> bool | None:
    return None if word == UNKNOWN else word == YES
