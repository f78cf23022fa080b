"""Forms of clues and cases: shape only, never law."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from renjian.cases.participation import GROUNDS
from renjian.jurisdiction.movements import MOVEMENT_TITLES, MovementKind
from renjian_site.authorities.choices import unit_source
from renjian_site.kit.actor import Actor
from renjian_site.kit.choosing import SearchField


class PenaltiesForm(forms.Form):
    """Which penalties a clue may lead to."""

    penalties = forms.MultipleChoiceField(
        label=gettext_lazy("可能的处罚种类"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, possible: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["penalties"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, _(title)) for name, title in possible.items()]


class TeamForm(forms.Form):
    """The two officers of a case."""

    first = forms.TypedChoiceField(label=gettext_lazy("办案人员一"), coerce=int)
    second = forms.TypedChoiceField(label=gettext_lazy("办案人员二"), coerce=int)

    def __init__(self, *args: Any, officers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = officers


class InvitationForm(forms.Form):
    """Which authority is brought into a clue, how, why and until when."""

    part = forms.ChoiceField(
        label=gettext_lazy("参与方式"),
        choices=[(part.value, gettext_lazy(ground.title)) for part, ground in GROUNDS.items()],
    )
    because = forms.CharField(label=gettext_lazy("事由"), max_length=300)
    until = forms.DateField(
        label=gettext_lazy("参与至"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("日期的形式应当是 2026-12-31。")},
        help_text=gettext_lazy("留空则没有期限"),
    )

    def __init__(self, actor: Actor, filled: QueryDict | None = None) -> None:
        super().__init__(filled)
        self.fields["authority"] = SearchField(unit_source(actor), label=gettext_lazy("单位"))


class SuperiorDocumentForm(forms.Form):
    """A document of a superior about a clue."""

    kind = forms.ChoiceField(
        label=gettext_lazy("文书种类"),
        choices=[
            (kind.value, gettext_lazy(MOVEMENT_TITLES[kind]))
            for kind in (
                MovementKind.AUTHORISED_JURISDICTION,
                MovementKind.HAND_DOWN,
                MovementKind.LEAD,
                MovementKind.TAKE_UP,
                MovementKind.ASSIGN,
            )
        ],
    )
    number = forms.CharField(label=gettext_lazy("文号"), max_length=60)
    on = forms.DateField(
        label=gettext_lazy("文书日期"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("日期的形式应当是 2026-12-31。")},
    )
    because = forms.CharField(label=gettext_lazy("事由"), max_length=300, required=False)

    def __init__(self, actor: Actor, filled: QueryDict | None = None) -> None:
        super().__init__(filled)
        self.fields["sender"] = SearchField(unit_source(actor), label=gettext_lazy("发文机关"))
        self.fields["to"] = SearchField(
            unit_source(actor), label=gettext_lazy("授权、交办、指定的机关")
        )


class ReplaceForm(forms.Form):
    """Why a document is replaced."""

    because = forms.CharField(
        label=gettext_lazy("换发原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
