"""How good the reports of a certification body are, in seven dimensions.

Each dimension counts rows and, among them, those in which something is to be mended; the rows behind
each number can be opened. What exactly counts is ours to set: the dimensions are those that
regulators name, and no text that was read gives a formula. There is no overall mark and no
ranking: a body is compared with its own past and with the median.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS = 12  # how far back a card looks, and the trend goes
LAST_DAY = 10  # of the next month, not moved past holidays (RPT 二)


class Dimension(StrEnum):
    """One of the seven dimensions in which reports are looked at."""

    COMPLETE = "complete"
    WELL_FORMED = "well_formed"
    UNIQUE = "unique"
    LINKED = "linked"
    ACCURATE = "accurate"
    TIMELY = "timely"
    COVERED = "covered"


TITLES: dict[Dimension, str] = {
    Dimension.COMPLETE: "完整性",
    Dimension.WELL_FORMED: "规范性",
    Dimension.UNIQUE: "冗余性",
    Dimension.LINKED: "关联性",
    Dimension.ACCURATE: "准确性",
    Dimension.TIMELY: "及时性",
    Dimension.COVERED: "覆盖性",
}
MEANING_TITLES: dict[Dimension, str] = {
    Dimension.COMPLETE: "持有中的证书，缺认证依据、组织地址或者境内组织的行政区划",
    Dimension.WELL_FORMED: "持有中的证书，证书编号形式不对，或者境内组织没有 18 位统一社会信用代码",
    Dimension.UNIQUE: "持有中的体系、服务证书，同一组织、同一项目和依据不止一张，并且不是子证书",
    Dimension.LINKED: "持有中的体系证书，没有任何审核结果",
    Dimension.ACCURATE: "持有中的证书，已过有效期或者暂停截止日期，到次月 10 日仍未上报新状态",
    Dimension.TIMELY: "近十二个月上报的证书变化，晚于发生之月的次月 10 日",
    Dimension.COVERED: "近十二个月应当上报的月份，没有入库的报告，也没有无变化声明",
}
SOURCE = "RPT 二"


@dataclass(frozen=True)
class Figure:
    """How many rows there were in a dimension, and how many of them are to be mended."""

    dimension: Dimension
    total: int
    faults: int

    @property
    def rate(self) -> float | None:
        """The share of rows without fault, none where there were no rows."""
        return None if self.total == 0 else 1 - self.faults / self.total


def due_on(happened_on: date) -> date:
    """The day by which a body reports what happened on a day: the 10th of the next month.

    RPT 二; not moved past holidays.
    """
    return next_month(happened_on).replace(day=LAST_DAY)


def first_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after that of a day."""
    return first_of(first_of(day) + timedelta(days=31))


def months_before(day: date, count: int) -> list[date]:
    """The first days of so many whole months that have ended, the newest first."""
    found: list[date] = []
    end = first_of(day)
    for _ in range(count):
        end = first_of(end - timedelta(days=1))
        found.append(end)
    return found


def months_due(today: date) -> list[date]:
    """The months of the last twelve whose report is overdue or came in, the newest first."""
    return [month for month in months_before(today, MONTHS) if due_on(month) < today]
