"""Time that does not run: stops of a period, each with its cause and its document.

Both days of a stop belong to it. A stop without a last day still goes on; until when a period
would run is then only known for a day on which one looks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stop:
    """Days that do not count, from the first to the last, and why."""

    from_on: date
    to_on: date | None
    cause: str = ""
    document: str = ""

    def __post_init__(self) -> None:
        if self.to_on is not None and self.to_on < self.from_on:
            raise ValueError(f"a stop from {self.from_on} ends before it begins, on {self.to_on}")

    @property
    def is_open(self) -> bool:
        """Whether it still goes on."""
        return self.to_on is None


@dataclass(frozen=True)
class Gap:
    """Days that do not count, both ends included; the gaps of a period never touch each other."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def as_of(stops: Iterable[Stop], today: date) -> tuple[Stop, ...]:
    """The stops as they stand on a day: what goes on lasts until today, what is to come is left."""
    begun = (stop for stop in stops if not stop.is_open or stop.from_on <= today)
    return tuple(replace(stop, to_on=today) if stop.is_open else stop for stop in begun)


def gaps(stops: Iterable[Stop]) -> tuple[Gap, ...]:
    """The days that do not count, each once however many stops name it, in order."""
    return tuple(_merged(sorted((stop.from_on, _last(stop)) for stop in stops)))


def _last(stop: Stop) -> date:
    if stop.to_on is None:
        raise ValueError(f"the stop from {stop.from_on} has no last day: say as of which day")
    return stop.to_on


def _merged(spans: list[tuple[date, date]]) -> Iterator[Gap]:
    if not spans:
        return
    first, last = spans[0]
    for start, end in spans[1:]:
        if start > last + ONE_DAY:
            yield Gap(first, last)
            first, last = start, end
        else:
            last = max(last, end)
    yield Gap(first, last)
