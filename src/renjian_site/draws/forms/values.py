"""What a random source gave after the freeze, a form for each kind."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NUMBER = re.compile(r"\d+")


class ValueForm(forms.Form):
    """The public value of a source that the plan names."""

    def __init__(self, *args: Any, beacon: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beacon = beacon

    def said(self) -> dict[str, Any]:
        """The value as the library reads it."""
        return dict(self.cleaned_data)


class DrandValue(ValueForm):
    """The signature of the round, as the beacon published it."""

    signature = forms.CharField(label=_("公布的签名（96 位十六进制）"), max_length=200)

    def clean_signature(self) -> str:
        """The signature without what copying adds."""
        return "".join(self.cleaned_data["signature"].split()).lower()


class LotteryValue(ValueForm):
    """The numbers of each draw of a lottery, in the order of the plan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, one in enumerate(self.beacon["draws"]):
            self.fields[f"numbers_{place}"] = forms.CharField(
                label=gettext("%(game)s第 %(issue)s 期，两组号码之间写“+”") % one, max_length=80
            )

    def said(self) -> dict[str, Any]:
        """The results in the order of the plan."""
        results = []
        for place, one in enumerate(self.beacon["draws"]):
            first, _plus, second = self.cleaned_data[f"numbers_{place}"].partition("+")
            results.append({**one, "numbers": _numbers(first), "second": _numbers(second)})
        return {"results": results}


class DiceValue(ValueForm):
    """What was thrown, one after another."""

    rolls = forms.CharField(
        label=_("依次掷出的数字（0 到 9，可以用空格隔开）"),
        widget=forms.Textarea,
        max_length=400,
    )

    def said(self) -> dict[str, Any]:
        """The throws as numbers."""
        return {"rolls": [int(one) for one in re.findall(r"\d", self.cleaned_data["rolls"])]}


class PartiesValue(ValueForm):
    """The secret that each party shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, party in enumerate(self.beacon["parties"]):
            self.fields[f"reveal_{place}"] = forms.CharField(
                label=gettext("%(name)s揭示的数（64 位十六进制）") % party, max_length=100
            )

    def said(self) -> dict[str, Any]:
        """The secrets in the order of the plan."""
        shown = [
            self.cleaned_data[f"reveal_{place}"].strip().lower()
            for place, _party in enumerate(self.beacon["parties"])
        ]
        return {"reveals": shown}


def _numbers(text: str) -> list[int]:
    return sorted(int(one) for one in NUMBER.findall(text))


VALUE_FORMS: dict[str, type[ValueForm]] = {
    "drand": DrandValue,
    "lottery": LotteryValue,
    "dice": DiceValue,
    "commit-reveal": PartiesValue,
}
