"""The form in which an officer tries a matter: the same facts that a matter file holds."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from renjian.cases.fines import needs_of_fines
from renjian.catalogue.offences import conditions, offences, sanction_kinds
from renjian.catalogue.offenders import OFFENDER_TITLES
from renjian.jurisdiction.matters import PLACE_TITLES, ROLE_TITLES, questions_of
from renjian.jurisdiction.movements import MOVEMENT_TITLES
from renjian_site.authorities.choices import division_source, unit_source
from renjian_site.cases.penalty_forms import UNKNOWN, YES, answer, money
from renjian_site.kit.actor import Actor
from renjian_site.kit.choosing import SearchField
from renjian_site.kit.words import titled

OFFENDERS = (1, 2)
PLACES = (1, 2)
FIRST = (
    "name", "kind", "offence", "offence2", "proposed_fine", "goods_value", "gains", "is_serious",
)  # fmt: skip
EMPTY = ("", gettext_lazy("没有填写"))
BAD_DAY = {"invalid": gettext_lazy("日期的形式应当是 2026-12-31。")}


def day(label: Any) -> forms.DateField:
    """A day that may stay empty."""
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, error_messages=BAD_DAY)


def text(label: Any, most: int = 100) -> forms.CharField:
    """A text that may stay empty."""
    return forms.CharField(label=label, required=False, max_length=most)


def choice(label: Any, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    """One of a list, or nothing."""
    return forms.ChoiceField(label=label, required=False, choices=[EMPTY, *choices])


class TrialForm(forms.Form):
    """A matter to be tried: when, where, who, what, and the documents about it."""

    title = text(gettext_lazy("案由（可以不填）"))
    on = day(gettext_lazy("认定日期（不填为今天）"))
    act_from = day(gettext_lazy("行为开始日期"))
    act_to = day(gettext_lazy("行为终了日期"))
    discovered_on = day(gettext_lazy("发现日期"))
    is_gravely_harmful = answer(gettext_lazy("涉及生命健康安全、金融安全且有危害后果"))
    paper_number = text(gettext_lazy("文号"), 60)
    paper_on = day(gettext_lazy("文书日期"))

    def __init__(self, actor: Actor, filled: QueryDict | None = None) -> None:
        super().__init__(filled)
        for number in PLACES:
            self.fields[f"place{number}"] = SearchField(
                division_source(), label=gettext_lazy("违法行为发生地"), required=False
            )
            self.fields[f"place{number}_kind"] = choice(
                gettext_lazy("该地点是"), _words(PLACE_TITLES)
            )
            self.fields[f"place{number}_regiment"] = answer(gettext_lazy("位于兵团团场（仅新疆）"))
        self.fields["paper"] = choice(gettext_lazy("文书种类"), _words(MOVEMENT_TITLES))
        for name, label in (("paper_from", _("发文机关")), ("paper_to", _("接收机关"))):
            self.fields[name] = SearchField(unit_source(actor), label=label, required=False)
        self.fields["acting"] = SearchField(
            unit_source(actor), label=gettext_lazy("准备办理的机关"), required=False
        )
        for number in OFFENDERS:
            self.fields |= _of_offender(number, filled)

    def part(self, number: int) -> list[forms.BoundField]:
        """The fields of an offender that most matters turn on, with the questions of its offence."""
        return [self[name] for name in self._of(number) if _is_first(name)]

    def rest(self, number: int) -> list[forms.BoundField]:
        """The fields of an offender that few matters turn on."""
        return [self[name] for name in self._of(number) if not _is_first(name)]

    def _of(self, number: int) -> list[str]:
        start = f"o{number}_"
        return [n for n in self.fields if n.startswith(start) and n != f"{start}expected"]


def _is_first(name: str) -> bool:
    plain = name.split("_", 1)[1]
    return plain in FIRST or plain.startswith("answer_")


def _of_offender(number: int, filled: QueryDict | None) -> dict[str, forms.Field]:
    start = f"o{number}_"
    code = filled.get(f"{start}offence", "") if filled else ""
    acts = [(item.code, f"{item.code} {titled(item)}") for item in offences().values()]
    fields: dict[str, forms.Field] = {
        "name": text(gettext_lazy("名称（可以不填）")),
        "kind": choice(gettext_lazy("当事人类型"), _words(OFFENDER_TITLES)),
        "offence": choice(gettext_lazy("涉嫌违法行为"), acts),
        "offence2": choice(gettext_lazy("另一项违法行为"), acts),
        "expected": forms.MultipleChoiceField(
            label=gettext_lazy("拟处罚种类"),
            required=False,
            choices=[
                (kind.name, titled(kind))
                for kind in sanction_kinds().values()
                if kind.penalty_class.is_penalty
            ],
        ),
        "proposed_fine": money(gettext_lazy("拟罚款（元）")),
        "goods_value": money(gettext_lazy("货值金额（元）")),
        "gains": money(gettext_lazy("违法所得（元）")),
        "is_serious": answer(gettext_lazy("情节严重")),
        "ground": text(gettext_lazy("减轻处罚的法定情形"), 300),
        "capability_referral": text(gettext_lazy("能力罚建议文号（已报送总局的）"), 60),
        "crime": text(gettext_lazy("涉嫌的犯罪"), 300),
        "is_public_bid": answer(gettext_lazy("用于政府采购投标")),
        "role": choice(gettext_lazy("网络经营者"), _words(ROLE_TITLES)),
        "seat": SearchField(
            division_source(), label=gettext_lazy("住所地或者实际经营地"), required=False
        ),
        "platform_seat": SearchField(
            division_source(), label=gettext_lazy("所在平台的住所地"), required=False
        ),
        "platform_first": answer(gettext_lazy("平台住所地先行发现线索")),
    }
    for need in sorted(needs_of_fines()):
        fields[f"need_{need}"] = answer(_(conditions()[need].title))
    if code in offences():
        for question, asked in questions_of((code,)):
            fields[f"answer_{question}"] = answer(_(asked.text))
    return {f"{start}{name}": field for name, field in fields.items()}


def _words(titles: dict[Any, str]) -> list[tuple[str, str]]:
    return [(key.value, _(title)) for key, title in titles.items()]


def as_value(form: TrialForm, units: dict[str, dict[str, str]]) -> dict[str, object]:
    """The filled form as a matter file holds it; ``units`` are the chosen authorities by code."""
    filled = form.cleaned_data
    act = _kept({"from": _iso(filled["act_from"]), "to": _iso(filled["act_to"])})
    return _kept(
        {
            "title": filled["title"],
            "on": _iso(filled["on"]),
            "act": act,
            "discovered_on": _iso(filled["discovered_on"]),
            "is_gravely_harmful": _said(filled["is_gravely_harmful"]),
            "acting": units.get(filled["acting"]),
            "places": [found for number in PLACES if (found := _place(filled, number))],
            "movements": [found] if (found := _paper(filled, units)) else None,
            "offenders": [
                _offender(form, number)
                for number in OFFENDERS
                if filled[f"o{number}_offence"] or filled[f"o{number}_kind"]
            ],
        }
    )


def _place(filled: dict[str, Any], number: int) -> dict[str, object]:
    if not filled[f"place{number}"]:
        return {}
    return _kept(
        {
            "division": filled[f"place{number}"],
            "kind": filled[f"place{number}_kind"],
            "is_regiment": _said(filled[f"place{number}_regiment"]),
        }
    )


def _paper(filled: dict[str, Any], units: dict[str, dict[str, str]]) -> dict[str, object]:
    if not filled["paper"]:
        return {}
    return _kept(
        {
            "kind": filled["paper"],
            "from": units.get(filled["paper_from"]),
            "to": units.get(filled["paper_to"]),
            "on": _iso(filled["paper_on"]),
            "document": filled["paper_number"],
        }
    )


def _offender(form: TrialForm, number: int) -> dict[str, object]:
    start = f"o{number}_"
    one = {
        name.removeprefix(start): value
        for name, value in form.cleaned_data.items()
        if name.startswith(start)
    }
    needs = {
        name.removeprefix("need_"): _said(value)
        for name, value in one.items()
        if name.startswith("need_")
    }
    answers = {
        name.removeprefix("answer_"): _said(value)
        for name, value in one.items()
        if name.startswith("answer_")
    }
    platform = {
        "role": one["role"],
        "seat": one["seat"],
        "platform_seat": one["platform_seat"],
        "platform_first": _said(one["platform_first"]),
    }
    facts = {name: one[name] for name in ("proposed_fine", "goods_value", "gains", "ground")}
    return _kept(
        {
            **{name: one[name] for name in ("name", "kind", "capability_referral", "crime")},
            "offences": [code for code in (one["offence"], one["offence2"]) if code],
            "expected": one["expected"],
            "is_public_bid": _said(one["is_public_bid"]),
            "platform": _kept(platform) if one["role"] else None,
            "answers": _kept(answers),
            "facts": _kept(
                {
                    **facts,
                    "is_serious": _said(one["is_serious"]),
                    "circumstances": _kept(needs),
                }
            ),
        }
    )


def _kept(values: dict[str, Any]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _iso(value: Any) -> str:
    return value.isoformat() if value else ""


def _said(word: str) -> bool | None:
    return None if word == UNKNOWN else word == YES
