"""Forms of imports: which file it is, and which of its columns is what."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renjian.registers.inbound import INBOUND_TITLES, Inbound, form_of
from renjian_site.registers.forms import UploadForm


class ImportForm(UploadForm):
    """A file and what it holds."""

    kind = forms.TypedChoiceField(label=_("文件内容"), coerce=Inbound)
    field_order = ("kind", "file")

    def __init__(self, *filled: object) -> None:
        super().__init__(*filled)  # type: ignore[arg-type]  # data and files as a view has them
        self.fields["file"].label = _("文件（xlsx、xls、CSV、Parquet 或者 JSON Lines）")
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(one.value, gettext(title)) for one, title in INBOUND_TITLES.items()]


class ColumnsForm(forms.Form):
    """For each heading of a file, the field that it gives, or none."""

    def __init__(self, columns: Mapping[str, str], kind: Inbound, *filled: object) -> None:
        super().__init__(*filled)  # type: ignore[arg-type]  # data as a view has it
        self.headings = list(columns)
        choices = [("", gettext("不导入这一列"))]
        for column in form_of(kind).columns:
            needed = gettext("（必需）") if column.is_required else ""
            choices.append((column.field, f"{column.header}{needed}"))
        for at, (heading, field) in enumerate(columns.items()):
            self.fields[f"column{at}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=field
            )

    def columns(self) -> dict[str, str]:
        """Heading -> field, empty for what is left aside."""
        return {
            heading: self.cleaned_data[f"column{at}"] for at, heading in enumerate(self.headings)
        }
