"""The monthly report of a certification body: by when, and when nothing is to be reported.

RPT 二: by the 10th of the next month, not moved past holidays. That a body may declare a month
without any change is ours: the rule that was read is silent about it, so it binds nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from renjian.kernel.refusal import Reason, reason
from renjian.registers.quality import due_on, first_of, next_month


@dataclass(frozen=True)
class Month:
    """A month as its body has reported it: its first day, and what came in for it.

    ``reports`` are those taken in from its first day to the day it was due; ``attested_by`` who
    declared that nothing had changed.
    """

    first_on: date
    reports: int = 0
    attested_by: str = ""

    @property
    def due_on(self) -> date:
        """The day by which it is to be reported."""
        return due_on(self.first_on)


def current_month(today: date) -> date:
    """The first day of the month whose report is due next: last month's until the 10th."""
    this = first_of(today)
    last = first_of(date.fromordinal(this.toordinal() - 1))
    return last if today <= due_on(last) else this


def why_not_attest(wanted: date, owed: Iterable[Month], today: date) -> tuple[Reason, ...]:
    """Every reason against declaring that nothing changed in a month, among those that a body owes."""
    named = f"{wanted:%Y-%m}"
    month = next((one for one in owed if one.first_on == wanted), None)
    if month is None:
        return (
            reason(
                "month.not-owed",
                "{month} 不能声明：只能声明近十二个月以内、机构获得批准以后的月份。",
                month=named,
            ),
        )
    reasons = []
    if today < next_month(month.first_on):
        reasons.append(
            reason(
                "month.not-over",
                "{month} 还没有结束，到次月 1 日才能声明当月没有变化。",
                month=named,
            )
        )
    if month.reports:
        reasons.append(
            reason("month.reported", "{month} 已有入库的报告，不需要再声明没有变化。", month=named)
        )
    if month.attested_by:
        reasons.append(
            reason(
                "month.attested",
                "{month} 已经由 {person} 声明没有变化。",
                month=named,
                person=month.attested_by,
            )
        )
    return tuple(reasons)
