"""What a visit serves and who goes: merged items with their shares, officers, experts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renjian.catalogue.checks import check_items_for
from renjian_site.draws.forms.plan import DEFAULT_RATES, OBJECTS
from renjian_site.draws.queries import CLASSES, UNCLASSIFIED
from renjian_site.kit.words import titled

MORE = (1, 2)  # further items that one visit may serve


class VisitForm(forms.Form):
    """Further items of the same visit, the size of a team, and how many experts go along.

    ``own`` is the item of the draw itself, which is not merged with itself.
    """

    team_size = forms.IntegerField(
        label=_("检查组人数（执法人员）"), min_value=2, max_value=6, initial=2
    )
    experts_each = forms.IntegerField(
        label=_("每个对象的技术专家人数"), min_value=0, max_value=3, initial=0
    )

    def __init__(self, *args: Any, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = check_items_for(OBJECTS, timezone.localdate())
        items = [item for item in known if item.code != own]
        choices = [("", "–"), *((item.code, f"{item.code} {titled(item)}") for item in items)]
        for place in MORE:
            self.fields[f"item_{place}"] = forms.ChoiceField(
                label=gettext("合并的事项"), choices=choices, required=False
            )
            for letter, title in CLASSES.items():
                told = gettext(title) if letter == UNCLASSIFIED else f"{letter} {gettext(title)}"
                self.fields[f"rate_{place}_{letter}"] = forms.DecimalField(
                    label=told,
                    min_value=0,
                    max_value=100,
                    max_digits=5,
                    decimal_places=2,
                    initial=DEFAULT_RATES[letter],
                )

    @property
    def merged(self) -> list[tuple[forms.BoundField, list[forms.BoundField]]]:
        """The fields of each further item: the item, and its share of each class."""
        return [
            (self[f"item_{place}"], [self[f"rate_{place}_{letter}"] for letter in CLASSES])
            for place in MORE
        ]

    def more_items(self) -> dict[str, dict[str, int]]:
        """The further items that were chosen, with their shares in ten-thousandths."""
        return {
            code: {
                letter: int(self.cleaned_data[f"rate_{place}_{letter}"] * 100) for letter in CLASSES
            }
            for place in MORE
            if (code := self.cleaned_data[f"item_{place}"])
        }

    def clean(self) -> dict[str, object] | None:
        """No item stands there twice."""
        values = super().clean()
        chosen = [self.cleaned_data.get(f"item_{place}") for place in MORE]
        if chosen[0] and chosen[0] == chosen[1]:
            self.add_error("item_2", _("这个事项已经在上面选了。请选择别的事项。"))
        return values

    @staticmethod
    def filled(
        more_items: Mapping[str, Mapping[str, int]], team_size: int, experts_each: int
    ) -> dict[str, object]:
        """What the form shows of a draw."""
        shown: dict[str, object] = {"team_size": team_size, "experts_each": experts_each}
        for place, (code, rates) in zip(MORE, more_items.items(), strict=False):
            shown[f"item_{place}"] = code
            shown |= {f"rate_{place}_{letter}": rates[letter] / 100 for letter in CLASSES}
        return shown
