"""Forms of requests and replies: shape only, never law."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from renjian.consultations.clauses import LONGEST, cited_or_typed, read_clause
from renjian.consultations.deadlines import TOPIC_TITLES

LEGAL_QUESTIONS = 3
MOST_CLAUSES = 10
PAGE_OF_A_MATTER = re.compile(r"(?:clue|task):[1-9][0-9]{0,17}")


class RequestForm(forms.Form):
    """What a request for instructions says."""

    topic = forms.ChoiceField(
        label=_("请示类别"), choices=[(one.value, _(title)) for one, title in TOPIC_TITLES.items()]
    )
    title = forms.CharField(label=_("标题"), max_length=120)
    question = forms.CharField(
        label=_("请示内容"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )
    own_opinion = forms.CharField(
        label=_("本单位意见"), max_length=2000, required=False, widget=forms.Textarea()
    )
    matter = forms.CharField(label=_("所涉事项的编号"), max_length=80, required=False)
    about = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput())
    wished_on = forms.DateField(
        label=_("希望批复日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("日期的形式应当是 2026-12-31。")},
    )

    def clean_about(self) -> str:
        """The page of the matter, if it is one that there can be."""
        about: str = self.cleaned_data["about"]
        return about if PAGE_OF_A_MATTER.fullmatch(about) else ""


class LegalQuestionForm(forms.Form):
    """One question of law with its clause; an empty one is left out."""

    text = forms.CharField(label=_("法律问题"), max_length=500, required=False)
    clause = forms.CharField(label=_("条款"), max_length=LONGEST, required=False)

    def clean_clause(self) -> str:
        """The clause in its short form."""
        return read_clause(self.cleaned_data["clause"])

    def clean(self) -> dict[str, Any]:
        """A clause alone asks nothing."""
        filled = super().clean() or self.cleaned_data
        if filled.get("clause") and not filled.get("text"):
            self.add_error("text", _("填写了条款，没有写问题。请写明对这一条款的疑问。"))
        return filled


class ReplyForm(forms.Form):
    """What a reply says, whom it binds, who may read it."""

    title = forms.CharField(label=_("标题"), max_length=120)
    text = forms.CharField(
        label=_("批复意见"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    clauses = forms.CharField(
        label=_("依据条款，每行一条"), max_length=1000, required=False, widget=forms.Textarea()
    )
    reach = forms.ChoiceField(
        label=_("效力"),
        choices=[("this_matter", _("仅限本事项")), ("general", _("普遍适用"))],
    )
    is_open = forms.ChoiceField(
        label=_("谁可以查阅"),
        choices=[
            ("no", _("仅请示单位、批复机关及其上级")),
            ("yes", _("全系统，列入批复库")),
        ],
    )
    gist = forms.CharField(
        label=_("问题摘要（供全系统查阅时必填，不写当事人和案件信息）"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(),
    )
    because = forms.CharField(label=_("替代原因"), max_length=300, required=False)

    def clean_clauses(self) -> tuple[str, ...]:
        """Each clause in its short form, in the order in which they were typed, each once."""
        lines = [line for line in self.cleaned_data["clauses"].splitlines() if line.strip()]
        if len(lines) > MOST_CLAUSES or any(len(line) > LONGEST for line in lines):
            raise forms.ValidationError(_("最多填 10 条，每条不超过 100 个字。"))
        return tuple(dict.fromkeys(map(read_clause, lines)))


class NoteForm(forms.Form):
    """What is asked for, what is supplied, or why."""

    note = forms.CharField(label=_("说明"), max_length=2000, widget=forms.Textarea())


class RepealForm(forms.Form):
    """Why a reply is repealed, and what is to be gone by instead."""

    because = forms.CharField(label=_("废止原因"), max_length=300)
    successor = forms.CharField(
        label=_("改按哪件批复办理（文号，可不填）"), max_length=60, required=False
    )


def typed(clauses: list[str]) -> str:
    """Kept clauses as they stand in the field."""
    return "\n".join(map(cited_or_typed, clauses))
