"""When an act happened: one day, a span, or still going on; and what depends on it (PPL 36, 37).

The law of the day of the act counts, for an act that went on the law of its end. The limitation
period runs from that end. What nobody wrote down stays unknown and is said to be so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from renjian.kernel.refusal import Reason, reason


@dataclass(frozen=True, slots=True)
class ActDays:
    """From which day until which an act went on.

    ``from_on`` None: no day is on record. ``to_on`` None beside a first day: it still goes on.
    """

    from_on: date | None = None
    to_on: date | None = None

    @property
    def is_known(self) -> bool:
        """Whether a day is on record at all."""
        return self.from_on is not None

    @property
    def goes_on(self) -> bool:
        """Whether it has begun and not ended."""
        return self.is_known and self.to_on is None

    def law_day(self, discovered_on: date) -> date | None:
        """The day whose law is that of the act (PPL 37); None where no day is on record.

        An act that goes on did so at least until it was discovered.
        """
        if not self.is_known:
            return None
        return self.to_on or discovered_on


UNKNOWN = ActDays()


def why_not_days(days: ActDays, *, discovered_on: date, today: date) -> Iterator[Reason]:
    """Why the days of an act cannot be right; nothing if they can."""
    if days.from_on is None:
        if days.to_on is not None:
            yield reason(
                "act-days.no-start",
                "填写了行为终了日期（{to}），没有填写行为日期。只在一天发生的，两项填同一天。",
                clause="PPL 36",
                to=days.to_on,
            )
        return
    if days.to_on is not None and days.to_on < days.from_on:
        yield reason(
            "act-days.backwards",
            "行为终了日期（{to}）早于行为开始日期（{start}）。请核对。",
            clause="PPL 36",
            to=days.to_on,
            start=days.from_on,
        )
    if days.from_on > discovered_on:
        yield reason(
            "act-days.after-discovery",
            "行为开始日期（{start}）晚于发现日期（{found}）：行为不能在发生以前被发现。请核对。",
            clause="PPL 36",
            start=days.from_on,
            found=discovered_on,
        )
    if days.to_on is not None and days.to_on > today:
        yield reason(
            "act-days.future",
            "行为终了日期（{to}）晚于今天（{today}）。仍在继续的，终了日期留空。",
            clause="PPL 36",
            to=days.to_on,
            today=today,
        )
