"""The random source of a plan, a form for each kind: what the plan will fix of it."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renjian.draws.dice import LEAST
from renjian.draws.lottery import GAMES

OPEN, SEALED = "open", "sealed"
ISSUE = re.compile(r"(\S+?)\s*[第 ]?\s*(\d+)\s*期?")
PARTIES = 2


class SourceForm(forms.Form):
    """What every source has: whether the result is published at once."""

    kind = ""
    shown = forms.ChoiceField(
        label=_("结果何时公布"),
        choices=[
            (OPEN, _("抽取后立即公布")),
            (SEALED, _("密封：最后一次检查后公布")),
        ],
    )

    @property
    def is_sealed(self) -> bool:
        """Whether the result stays sealed until the last visit."""
        return bool(self.cleaned_data["shown"] == SEALED)

    def wish(self) -> dict[str, Any]:
        """The source as the draw keeps it until the freeze."""
        return {"kind": self.kind}

    @classmethod
    def filled(cls, wish: dict[str, Any]) -> dict[str, Any]:
        """What the form shows of a wish of its kind."""
        return {}


class PracticeForm(SourceForm):
    """The source of the practice country."""

    kind = "practice"


class DrandForm(SourceForm):
    """The moment whose round of the beacon counts."""

    kind = "drand"
    at = forms.DateTimeField(
        label=_("取随机数的时间，例如 2026-11-25 09:00；不填时为冻结次日 9 时"),
        required=False,
        input_formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"],
        error_messages={"invalid": _("时间应当写成 2026-11-25 09:00 这样。请更正。")},
    )

    def wish(self) -> dict[str, Any]:
        """The source with its moment."""
        moment = self.cleaned_data["at"]
        return {"kind": self.kind, **({"at": moment.isoformat()} if moment else {})}

    @classmethod
    def filled(cls, wish: dict[str, Any]) -> dict[str, Any]:
        """The moment as it was typed."""
        if not wish.get("at"):
            return {}
        moment = datetime.fromisoformat(wish["at"])
        return {"at": timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")}


class LotteryForm(SourceForm):
    """Which draws of which lotteries count."""

    kind = "lottery"
    draws = forms.CharField(
        label=_("彩票和期号，每行一期；三种彩票各连续两期"),
        widget=forms.Textarea,
        max_length=1000,
    )

    def clean_draws(self) -> list[dict[str, str]]:
        """Game and number of each line."""
        lines = [line.strip() for line in self.cleaned_data["draws"].splitlines() if line.strip()]
        found = [ISSUE.fullmatch(line) for line in lines]
        for number, (line, match) in enumerate(zip(lines, found, strict=True), 1):
            if match is None or match[1] not in GAMES:
                told = {"n": number, "line": line, "games": "、".join(GAMES)}
                raise forms.ValidationError(
                    _("第 %(n)s 行“%(line)s”不是彩票名称加期号。彩票只有：%(games)s。"),
                    params=told,
                )
        return [{"game": one[1], "issue": one[2]} for one in found if one]

    def wish(self) -> dict[str, Any]:
        """The source with its draws."""
        return {"kind": self.kind, "draws": self.cleaned_data["draws"]}

    @classmethod
    def filled(cls, wish: dict[str, Any]) -> dict[str, Any]:
        """The draws as they were typed."""
        lines = [f"{one['game']} {one['issue']}" for one in wish.get("draws", ())]
        return {"draws": "\n".join(lines)}


class DiceForm(SourceForm):
    """The two witnesses of a public throw of dice."""

    kind = "dice"
    first = forms.CharField(label=_("见证单位一"), max_length=80)
    second = forms.CharField(label=_("见证单位二"), max_length=80)

    def wish(self) -> dict[str, Any]:
        """The source with its witnesses; so many dice that nobody can guess."""
        witnesses = [self.cleaned_data["first"], self.cleaned_data["second"]]
        return {"kind": self.kind, "count": LEAST, "witnesses": witnesses}

    @classmethod
    def filled(cls, wish: dict[str, Any]) -> dict[str, Any]:
        """The witnesses as they were typed."""
        return dict(zip(("first", "second"), wish.get("witnesses", ()), strict=False))


class PartiesForm(SourceForm):
    """Two parties, each with the hash of a secret of its own."""

    kind = "commit-reveal"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, PARTIES + 1):
            self.fields[f"name_{number}"] = forms.CharField(
                label=gettext("第 %(n)s 方名称") % {"n": number}, max_length=80
            )
            self.fields[f"commitment_{number}"] = forms.RegexField(
                label=gettext("第 %(n)s 方的承诺值（64 位十六进制）") % {"n": number},
                regex=r"[0-9a-f]{64}",
                max_length=64,
                error_messages={"invalid": _("承诺值应当是 64 位小写十六进制数。请更正。")},
            )

    def wish(self) -> dict[str, Any]:
        """The source with its parties."""
        parties = [
            {
                "name": self.cleaned_data[f"name_{number}"],
                "commitment": self.cleaned_data[f"commitment_{number}"],
            }
            for number in range(1, PARTIES + 1)
        ]
        return {"kind": self.kind, "parties": parties}

    @classmethod
    def filled(cls, wish: dict[str, Any]) -> dict[str, Any]:
        """The parties as they were typed."""
        return {
            f"{name}_{number}": party[name]
            for number, party in enumerate(wish.get("parties", ()), 1)
            for name in ("name", "commitment")
        }


SOURCE_FORMS: dict[str, type[SourceForm]] = {
    form.kind: form for form in (DrandForm, LotteryForm, DiceForm, PartiesForm, PracticeForm)
}
