"""Forms of the registers' own pages: shape only, never a rule."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from renjian.authorities.divisions import division
from renjian.kernel.identifiers import normalise
from renjian.registers.object_lists import read_list
from renjian.registers.objects import BY_HAND, SOURCE_TITLES, TAG_TITLES, Source, Tag
from renjian_site.registers.commands import NewObject, NewObjects, NewRestriction

WRONG_DAY = {"invalid": _("日期的形式应当是 2026-12-31。"), "required": _("没有填日期。")}
BECAUSE = {"required": _("没有写依据。请写明。")}
LARGEST = 5 * 2**20


class AsAtForm(forms.Form):
    """A day of the past, and as of when it is asked what was known of it."""

    on = forms.DateField(label=_("哪一天"), error_messages=WRONG_DAY)
    known_on = forms.DateField(
        label=_("按哪一天已掌握的信息（不填为现在）"), required=False, error_messages=WRONG_DAY
    )


class _Sourced(forms.Form):
    source = forms.TypedChoiceField(label=_("来源"), coerce=Source)
    because = forms.CharField(
        label=_("录入依据（名单名称、投诉编号或者网页地址）"),
        max_length=300,
        error_messages=BECAUSE,
    )

    def __init__(self, *filled: object) -> None:
        super().__init__(*filled)  # type: ignore[arg-type]  # data and files as a view has them
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)
        source.choices = [
            (one.value, _now(title)) for one, title in SOURCE_TITLES.items() if one != Source.RULE
        ]


class ObjectForm(_Sourced):
    """One subject without a certificate."""

    name = forms.CharField(
        label=_("名称"), max_length=300, error_messages={"required": _("没有填名称。")}
    )
    uscc = forms.CharField(label=_("统一社会信用代码（没有就不填）"), max_length=18, required=False)
    division = forms.CharField(
        label=_("行政区划代码（六位）"),
        max_length=12,
        error_messages={"required": _("没有填行政区划代码。")},
    )
    address = forms.CharField(label=_("地址"), max_length=450, required=False)
    tag = forms.TypedChoiceField(label=_("标签"), coerce=Tag)
    field_order = ("name", "uscc", "division", "address", "tag", "source", "because")

    def __init__(self, *filled: object) -> None:
        super().__init__(*filled)
        tag = self.fields["tag"]
        assert isinstance(tag, forms.ChoiceField)
        tag.choices = [
            (one.value, _now(title)) for one, title in TAG_TITLES.items() if one in BY_HAND
        ]

    def clean_division(self) -> str:
        """A division that there is."""
        code = normalise(self.cleaned_data["division"])
        if division(code) is None:
            raise ValidationError(_("没有这个行政区划代码。请填写六位代码，例如 330110。"))
        return code

    def wanted(self) -> NewObject:
        """What the form asks for."""
        return NewObject(**self.cleaned_data)


class ListForm(_Sourced):
    """A list of subjects as a text file."""

    file = forms.FileField(
        label=_("名单文件（CSV：名称、统一社会信用代码、行政区划代码、地址、标签）"),
        error_messages={
            "required": _("还没有选择文件。请选择 CSV 文件。"),
            "empty": _("文件是空的。请核对后重新选择。"),
        },
    )
    field_order = ("file", "source", "because")

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse files that are too large to be a list."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(_("文件超过 5 MB。请拆分后分别导入。"))
        return file

    def wanted(self) -> NewObjects:
        """The subjects of the list; refused by line where something is wrong."""
        told = self.cleaned_data
        return NewObjects(read_list(told["file"].read()), told["source"], told["because"])


class MoveOutForm(forms.Form):
    """Why an entry leaves the register."""

    because = forms.CharField(label=_("移出依据"), max_length=300, error_messages=BECAUSE)


class RestrictForm(forms.Form):
    """What a decision forbids, by its document and its days."""

    document = forms.CharField(
        label=_("作出限制的决定（机关、文书名称和文号）"), max_length=300, error_messages=BECAUSE
    )
    from_on = forms.DateField(label=_("限制的第一天"), error_messages=WRONG_DAY)
    to_on = forms.DateField(
        label=_("限制的最后一天（决定没有写明就不填）"), required=False, error_messages=WRONG_DAY
    )

    def wanted(self) -> NewRestriction:
        """What the form asks for."""
        return NewRestriction(**self.cleaned_data)


class LiftForm(forms.Form):
    """Why and from when a restriction does not hold any more."""

    document = forms.CharField(
        label=_("解除限制的依据（文书名称和文号）"), max_length=300, error_messages=BECAUSE
    )
    on = forms.DateField(label=_("自哪一天起不再限制"), error_messages=WRONG_DAY)


class UndoForm(forms.Form):
    """Why an upload is taken back."""

    because = forms.CharField(label=_("撤回原因"), max_length=300, error_messages=BECAUSE)
