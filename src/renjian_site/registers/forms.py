"""The form of an upload: shape only, never law."""

from __future__ import annotations

from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from renjian_site.kit.files import LARGEST, kind_of

ENDINGS = {
    ".csv": "text",
    ".txt": "text",
    ".jsonl": "text",
    ".xlsx": "zip",
    ".xlsm": "zip",
    ".xls": "ole",
    ".parquet": "parquet",
}


class UploadForm(forms.Form):
    """One file of a kind that reports come in, at most 256 MB."""

    file = forms.FileField(
        label=_("证书报告文件"),
        error_messages={
            "required": _("还没有选择文件。请选择报表文件。"),
            "empty": _("文件是空的。请核对后重新选择。"),
        },
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse other kinds of file and files that are too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        kind = ENDINGS.get(PurePath(file.name or "").suffix.lower())
        if kind is None:
            raise ValidationError(
                _(
                    "只接收 Excel 工作簿（xlsx、xls）、CSV、Parquet 和 JSON Lines（jsonl）文件。请另存为其中一种后重新上传。"
                )
            )
        if kind_of(file.read(16)) != kind:
            raise ValidationError(
                _(
                    "文件内容与扩展名不符。请用表格软件打开，另存为 Excel 工作簿或者 CSV 后重新上传。"
                )
            )
        file.seek(0)
        if (file.size or 0) > LARGEST:
            raise ValidationError(_("文件超过 256 MB。请按月份拆分后分别上传。"))
        return file
