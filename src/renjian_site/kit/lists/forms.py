"""The forms around a list: saving, renaming and removing a search, asking for an export."""

from django import forms
from django.utils.translation import gettext_lazy as _

from renjian_site.kit.models import Export

NAMED = {"required": _("请填写查询的名称。")}


class SaveForm(forms.Form):
    """A name for what the list shows now."""

    name = forms.CharField(label=_("名称"), max_length=60, error_messages=NAMED)
    is_shared = forms.BooleanField(label=_("本单位共享"), required=False)
    query = forms.CharField(max_length=2000, required=False, strip=False)


class RenameForm(forms.Form):
    """Another name for a saved search."""

    search = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    name = forms.CharField(label=_("名称"), max_length=60, error_messages=NAMED)


class RemoveForm(forms.Form):
    """A saved search to remove."""

    search = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class ExportForm(forms.Form):
    """The kind of file, and what the list shows now."""

    form = forms.ChoiceField(choices=Export.Form.choices)
    query = forms.CharField(max_length=2000, required=False, strip=False)
