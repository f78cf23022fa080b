"""The forms of the catalogue: shape only, never a rule."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from renjian.catalogue.adding import SEPARATOR
from renjian.catalogue.amending import FIELD_TITLES, NUMBERS
from renjian.catalogue.amendments import Amendment, Part, Table
from renjian.catalogue.deadlines import Granted
from renjian.catalogue.lawful_days import Circumstances, Step, event_of
from renjian.kernel.stops import Stop
from renjian_site.catalogue.commands import NewArrangement
from renjian_site.catalogue.words import SUBJECTS, choices_of
from renjian_site.kit.words import titled

WRONG_DAY = {"invalid": _("日期的形式应当是 2026-12-31。"), "required": _("没有填日期。")}
NO_DOCUMENT = {"required": _("没有写依据的文件。请写明文号或者名称。")}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
STOP = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:\D+(\d{4}-\d{2}-\d{2}))?\s*(.*)$")


class DaysField(forms.CharField):
    """Days, one in a line or apart by commas; of two with 至 between them all days from one to the
    other."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """The days, or what line is none."""
        days: set[date] = set()
        for line in re.split(r"[\n,，;；、]+", super().to_python(value) or ""):
            if line.strip():
                days.update(_span(line.strip()))
        return frozenset(days)


class StopsField(forms.CharField):
    """Stops, one in a line: first day, last day, cause. Without a last day it still goes on."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """The stops, or what line is none."""
        lines = (super().to_python(value) or "").splitlines()
        return tuple(_stop(line.strip()) for line in lines if line.strip())


class ChangeForm(forms.Form):
    """New values for one part of an entry, from a day on."""

    def __init__(self, part: Part, filled: QueryDict | None = None) -> None:
        super().__init__(filled)
        now = dict(part.now)
        for name in part.fields:
            self.fields[name] = _value_field(name, now.get(name), part)
        self.fields["from_on"] = forms.DateField(label=_("生效日期"), error_messages=WRONG_DAY)
        self.fields["clause"] = forms.CharField(
            label=_("条款（如 PROC 64.1，没有就不填）"), max_length=100, required=False
        )
        self.fields["document"] = forms.CharField(
            label=_("依据的文件"), max_length=200, error_messages=NO_DOCUMENT
        )
        self.part = part

    def amendment(self, table: Table, entry: str) -> Amendment:
        """The change that was filled in."""
        filled = {name: self.cleaned_data[name] for name in self.part.fields}
        values = {
            name: _whole(value) for name, value in filled.items() if value not in (None, "", [])
        }
        return Amendment(
            table=table,
            entry=entry,
            part=self.part.name,
            values=tuple(values.items()),
            from_on=self.cleaned_data["from_on"],
            clause=self.cleaned_data["clause"],
            document=self.cleaned_data["document"],
        )


class NewEntryForm(forms.Form):
    """Which table gets a new entry, and its code."""

    table = forms.ChoiceField(
        label=_("新增"),
        choices=[
            (Table.OFFENCES.value, _("违法行为")),
            (Table.SANCTION_KINDS.value, _("处罚、措施的种类")),
        ],
    )
    code = forms.CharField(
        label=_("代码（违法行为如 CB-29，种类如 restrict_practice）"),
        max_length=40,
        error_messages={"required": _("没有填代码。请填写。")},
    )


class ArrangementForm(forms.Form):
    """The holidays of a year by the notice of the State Council."""

    year = forms.IntegerField(label=_("年份"), error_messages={"invalid": _("请填年份，如 2027。")})
    holidays = DaysField(
        label=_("放假日（每行一日，或者“2027-02-05~2027-02-11”）"),
        required=False,
        max_length=4000,
    )
    make_up_days = DaysField(
        label=_("调休上班的星期六、星期日（每行一日）"), required=False, max_length=4000
    )
    document = forms.CharField(
        label=_("通知的名称和文号"), max_length=200, error_messages=NO_DOCUMENT
    )

    def arrangement(self) -> NewArrangement:
        """What was filled in."""
        return NewArrangement(
            year=self.cleaned_data["year"],
            holidays=self.cleaned_data["holidays"],
            make_up_days=self.cleaned_data["make_up_days"],
            document=self.cleaned_data["document"],
        )


class BecauseForm(forms.Form):
    """Why a proposal is returned."""

    because = forms.CharField(
        label=_("退回理由"),
        max_length=200,
        error_messages={"required": _("没有写退回理由。请写明。")},
    )


class ReckoningForm(forms.Form):
    """When the event of a limit happened, and what stopped or extended it."""

    from_on = forms.DateField(label=_("起算日期"), error_messages=WRONG_DAY)
    stops = StopsField(
        label=_("不计算的期间（每行一段：首日 末日 原因；仍在继续的不填末日）"),
        required=False,
        max_length=2000,
    )
    extended = forms.IntegerField(
        label=_("已批准延长（与期限同一单位）"),
        required=False,
        min_value=0,
        max_value=3650,
        error_messages={"invalid": _("请填数字。")},
    )

    def circumstances(self, today: date) -> Circumstances:
        """What happened around the limit."""
        count = self.cleaned_data["extended"]
        granted = (Granted(count, "", self.cleaned_data["from_on"]),) if count else ()
        return Circumstances(self.cleaned_data["stops"], granted, today)


class StepForm(forms.Form):
    """The days of the events around a step; those that are not known stay empty."""

    def __init__(self, step: Step, filled: QueryDict | None = None) -> None:
        super().__init__(filled)
        for name in step.events:
            self.fields[name] = forms.DateField(
                label=titled(event_of(name)), required=False, error_messages=WRONG_DAY
            )

    def days(self) -> dict[str, date]:
        """The days that were filled in."""
        return {name: day for name, day in self.cleaned_data.items() if day}


def _value_field(name: str, now: object, part: Part) -> forms.Field:
    label = _now(FIELD_TITLES[name])
    if name == SUBJECTS:
        return forms.MultipleChoiceField(
            label=label,
            choices=choices_of(name),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    if choices := choices_of(name) or [(each, _now(each)) for each in part.options]:
        return forms.ChoiceField(label=label, initial=now, required=False, choices=choices)
    if name not in NUMBERS:
        return forms.CharField(label=label, initial=now, required=False, max_length=100)
    wrong = {"invalid": _("请填数字。")}
    return forms.FloatField(label=label, initial=now, required=False, error_messages=wrong)


def _whole(value: object) -> object:
    if isinstance(value, list):
        return SEPARATOR.join(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _span(text: str) -> Iterable[date]:
    found = DAY.findall(text)
    if not found or len(found) > 2 or not re.fullmatch(r"[\d\s至到~—–-]+", text):
        raise forms.ValidationError(
            _("“%(line)s”不是日期。请写成 2027-01-01。"), params={"line": text}
        )
    first, last = _day(found[0], text), _day(found[-1], text)
    if not 0 <= (last - first).days <= 60:
        raise forms.ValidationError(
            _("“%(line)s”的末日早于首日，或者超过六十日。请核对。"), params={"line": text}
        )
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def _day(text: str, line: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise forms.ValidationError(
            _("“%(line)s”不是日期。请写成 2027-01-01。"), params={"line": line}
        ) from None


def _stop(line: str) -> Stop:
    found = STOP.match(line)
    if found is None:
        raise forms.ValidationError(
            _("“%(line)s”读不懂。请写成“2026-03-01 2026-03-10 检测”。"), params={"line": line}
        )
    first = _day(found[1], line)
    last = _day(found[2], line) if found[2] else None
    if last is not None and last < first:
        raise forms.ValidationError(_("“%(line)s”的末日早于首日。请核对。"), params={"line": line})
    return Stop(first, last, found[3])
