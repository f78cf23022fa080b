"""Why a draw is to be given up."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VoidForm(forms.Form):
    """The reason, and the document that orders it."""

    because = forms.CharField(
        label=_("作废理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("还没有填写作废理由。理由会向社会公开，请写明。")},
    )
    document = forms.CharField(
        label=_("依据文件"),
        max_length=200,
        error_messages={"required": _("还没有填写依据文件。请写明文件名称和文号。")},
    )
