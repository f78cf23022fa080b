"""The form that takes a file of classes."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

LARGEST = 20 * 1024 * 1024


class ClassesForm(forms.Form):
    """One CSV file with code, class and first day."""

    file = forms.FileField(
        label=_("风险分类文件（CSV）"),
        error_messages={
            "required": _("还没有选择文件。请选择 CSV 文件。"),
            "empty": _("文件是空的。请核对后重新选择。"),
        },
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse files that cannot be a table of classes."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(".csv"):
            raise ValidationError(_("只接收 CSV 文件。请另存为 CSV 后重新上传。"))
        if (file.size or 0) > LARGEST:
            raise ValidationError(_("文件超过 20 MB。请分批上传。"))
        return file
