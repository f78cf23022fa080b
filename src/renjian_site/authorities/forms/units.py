"""The forms of changes of the tree: shape only, never a rule."""

from abc import ABCMeta, abstractmethod
from typing import Any

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from renjian.authorities.divisions import division, full_name
from renjian.authorities.kinds import KIND_TITLES, Kind, level_below
from renjian.authorities.levels import TITLES as LEVEL_TITLES
from renjian.authorities.levels import Level
from renjian.authorities.reforms import LONGEST_CODE, NewUnit, Reform
from renjian.authorities.wishes import Abolish, Cover, Establish, Move, Rename, Wish
from renjian_site.authorities.choices import division_source, unit_source
from renjian_site.authorities.commands import Decision
from renjian_site.authorities.models import Authority
from renjian_site.kit.actor import Actor
from renjian_site.kit.choosing import SearchField

WRONG_DAY = {"required": _("没有填施行日期。"), "invalid": _("日期的形式应当是 2026-12-31。")}
CHOSEN_LEVELS = (Level.PROVINCIAL, Level.CITY, Level.COUNTY)


class _AbstractForm(DeclarativeFieldsMetaclass, ABCMeta):
    """A form of which only the kinds are made."""


class ReformForm(forms.Form, metaclass=_AbstractForm):
    """What all changes have: the day, and the document that decided them."""

    on = forms.DateField(label=_("施行日期"), error_messages=WRONG_DAY)
    because = forms.CharField(
        label=_("依据文件"),
        max_length=200,
        error_messages={"required": _("没有写依据文件。请写明文号或者会议。")},
    )

    def __init__(self, actor: Actor, unit: Authority, filled: QueryDict | None = None) -> None:
        super().__init__(filled, initial={"on": timezone.localdate()})
        self.actor = actor
        self.unit = unit
        self.prepare()

    def prepare(self) -> None:
        """Give the fields what they need to know of the unit."""

    @abstractmethod
    def wish(self) -> Wish:
        """What was filled in, as a value."""

    def decision(self) -> Decision:
        """The day and the document."""
        return Decision(self.cleaned_data["on"], self.cleaned_data["because"])

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of this kind of change, in their order."""
        return [field for field in self if field.name not in ReformForm.base_fields]


class EstablishForm(ReformForm):
    """A unit to be set up below this one."""

    code = forms.CharField(label=_("机构代码"), max_length=LONGEST_CODE)
    name = forms.CharField(label=_("名称"), max_length=100)
    short_name = forms.CharField(label=_("文号简称"), max_length=30)
    kind = forms.ChoiceField(label=_("类别"))
    level = forms.TypedChoiceField(
        label=_("层级（局、委、厅填写）"), coerce=int, empty_value=None, required=False
    )

    def prepare(self) -> None:
        """The choices in the reader's language, and the divisions that it takes over."""
        kind, level = self.fields["kind"], self.fields["level"]
        assert isinstance(kind, forms.ChoiceField) and isinstance(level, forms.ChoiceField)
        kind.choices = [(key.value, _now(title)) for key, title in KIND_TITLES.items()]
        titles = [(str(int(one)), _now(LEVEL_TITLES[one])) for one in CHOSEN_LEVELS]
        level.choices = [("", _("随类别")), *titles]
        self.fields["divisions"] = _divisions_field()

    def wish(self) -> Wish:
        """The unit as a value; its level follows from kind and parent but for a bureau."""
        filled: dict[str, Any] = self.cleaned_data
        kind = Kind(filled["kind"])
        wanted = Level(filled["level"]) if filled["level"] else None
        level = level_below(kind, Level(self.unit.level), wanted)
        new = NewUnit(filled["code"], filled["name"], filled["short_name"], kind, level)
        return Establish(self.unit.code, new, tuple(filled["divisions"]))


class RenameForm(ReformForm):
    """Another name for this unit."""

    name = forms.CharField(label=_("新名称"), max_length=100)
    short_name = forms.CharField(label=_("文号简称"), max_length=30)

    def prepare(self) -> None:
        """Begin with what it is called now."""
        now = {"name": self.unit.name, "short_name": self.unit.short_name}
        self.initial = {**self.initial, **now}

    def wish(self) -> Wish:
        """The names as a value."""
        return Rename(self.unit.code, self.cleaned_data["name"], self.cleaned_data["short_name"])


class MoveForm(ReformForm):
    """Another superior for this unit."""

    def prepare(self) -> None:
        """A parent, found by words."""
        self.fields["parent"] = SearchField(unit_source(self.actor), label=_("新的上级"))

    def wish(self) -> Wish:
        """The parent as a value."""
        return Move(self.unit.code, self.cleaned_data["parent"])


class CoverForm(ReformForm):
    """Divisions that this unit takes over, and those that it covers no longer."""

    is_shared = forms.BooleanField(
        label=_("与其他机构共同管辖，不从现管辖机构划出"), required=False
    )

    def prepare(self) -> None:
        """Divisions found by words, and those covered now to choose from."""
        self.fields["divisions"] = _divisions_field()
        held = self.unit.coverage.filter(to_on=None).order_by("division")
        self.fields["ended"] = forms.MultipleChoiceField(
            label=_("不再管辖"),
            required=False,
            choices=[
                (
                    row.division,
                    format_html('<span lang="zh-Hans">{}</span>', full_name(row.division)),
                )
                for row in held
                if division(row.division) is not None
            ],
        )
        self.order_fields(["divisions", "is_shared", "ended"])

    def wish(self) -> Wish:
        """The divisions as a value."""
        filled: dict[str, Any] = self.cleaned_data
        return Cover(
            self.unit.code,
            tuple(filled["divisions"]),
            tuple(filled["ended"]),
            is_exclusive=not filled["is_shared"],
        )


class AbolishForm(ReformForm):
    """Who goes on with what this unit did."""

    def prepare(self) -> None:
        """A successor, found by words."""
        self.fields["successor"] = SearchField(
            unit_source(self.actor), label=_("承接机构"), required=False
        )

    def wish(self) -> Wish:
        """The successor as a value."""
        return Abolish(self.unit.code, self.cleaned_data["successor"])


FORMS: dict[Reform, type[ReformForm]] = {
    Reform.ESTABLISH: EstablishForm,
    Reform.RENAME: RenameForm,
    Reform.MOVE: MoveForm,
    Reform.COVER: CoverForm,
    Reform.ABOLISH: AbolishForm,
}


def _divisions_field() -> SearchField:
    return SearchField(division_source(), many=True, required=False, label=_("划入的行政区划"))
