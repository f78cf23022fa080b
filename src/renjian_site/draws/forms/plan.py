"""The form of a plan: shape only, never law."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renjian.catalogue.checks import check_items_for
from renjian_site.draws.queries import CLASSES, UNCLASSIFIED
from renjian_site.kit.words import titled

DEFAULT_RATES = {"A": "2", "B": "5", "C": "20", "D": "100", "U": "5"}
OBJECTS = "certified_organisation"


class PlanForm(forms.Form):
    """Name, item, window and the share of each risk class in per cent."""

    title = forms.CharField(label=_("名称"), max_length=120)
    item_code = forms.ChoiceField(label=_("抽查事项"))
    from_on = forms.DateField(
        label=_("检查开始日期"), widget=forms.DateInput(attrs={"type": "date"})
    )
    to_on = forms.DateField(label=_("检查截止日期"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = check_items_for(OBJECTS, timezone.localdate())
        choice = self.fields["item_code"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(item.code, f"{item.code} {titled(item)}") for item in items]
        for letter, title in CLASSES.items():
            self.fields[f"rate_{letter}"] = forms.DecimalField(
                label=gettext(title) if letter == UNCLASSIFIED else f"{letter} {gettext(title)}",
                min_value=0,
                max_value=100,
                max_digits=5,
                decimal_places=2,
                initial=DEFAULT_RATES[letter],
            )

    @property
    def rate_fields(self) -> list[tuple[str, forms.BoundField]]:
        """The fields of the shares, each with the letter of its class."""
        return [(letter, self[f"rate_{letter}"]) for letter in CLASSES]

    def rates(self) -> dict[str, int]:
        """The shares in ten-thousandths, as the library counts them."""
        return {letter: int(self.cleaned_data[f"rate_{letter}"] * 100) for letter in CLASSES}

    def clean(self) -> dict[str, object] | None:
        """The window must not end before it starts."""
        values = super().clean()
        start: date | None = self.cleaned_data.get("from_on")
        end: date | None = self.cleaned_data.get("to_on")
        if start and end and end < start:
            self.add_error("to_on", _("截止日期早于开始日期。请改为开始日期当天或者之后。"))
        return values
