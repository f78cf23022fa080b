"""The form of an upload: shape only, never law."""

from __future__ import annotations

from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

LARGEST = 50 * 1024 * 1024
ENDINGS = (".csv", ".xlsx")


class UploadForm(forms.Form):
    """One file, CSV or xlsx, at most 50 MB."""

    file = forms.FileField(
        label=_("证书报告文件"),
        error_messages={
            "required": _("还没有选择文件。请选择 CSV 或 xlsx 文件。"),
            "empty": _("文件是空的。请核对后重新选择。"),
        },
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse other kinds of file and files that are too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if PurePath(file.name or "").suffix.lower() not in ENDINGS:
            raise ValidationError(_("只接收 CSV 和 xlsx 文件。请另存为其中一种后重新上传。"))
        if (file.size or 0) > LARGEST:
            raise ValidationError(_("文件超过 50 MB。请按月份拆分后分别上传。"))
        return file
