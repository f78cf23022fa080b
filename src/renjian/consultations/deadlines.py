"""By when a superior replies to a request for instructions (请示).

The law gives a number for one kind only: whoever is asked to determine jurisdiction does so within
seven working days of receiving the papers (PROC 16). For all others no text that was read fixes a
period; the number of working days is then the site's own setting, and every page says so.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from renjian.catalogue.deadlines import deadline
from renjian.kernel.calendar import Due, WorkingDays

DETERMINE_JURISDICTION = "DL-J-02"


class Topic(StrEnum):
    """What a request for instructions is about."""

    LAW = "law"
    JURISDICTION = "jurisdiction"
    PROCEDURE = "procedure"
    CERTIFICATION = "certification"
    OTHER = "other"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this topic."""
        return TOPIC_TITLES[self]


TOPIC_TITLES = {
    Topic.LAW: "法律适用",
    Topic.JURISDICTION: "确定管辖",
    Topic.PROCEDURE: "执法程序",
    Topic.CERTIFICATION: "认证业务",
    Topic.OTHER: "其他",
}


@dataclass(frozen=True)
class Limit:
    """The last day for a reply; ``clause`` is empty where it is the site's own setting."""

    due: Due
    clause: str = ""


def reply_limit(topic: Topic, from_on: date, calendar: WorkingDays, *, own_days: int) -> Limit:
    """By when a request that arrived on a day is replied to; the day itself is not counted."""
    if topic is Topic.JURISDICTION:
        limit = deadline(DETERMINE_JURISDICTION, from_on)
        return Limit(limit.due(from_on, calendar), limit.clause)
    return Limit(calendar.after(from_on, own_days))
