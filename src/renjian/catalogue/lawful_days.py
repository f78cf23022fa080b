"""The earliest and the latest lawful day for an act, by one limit or by all limits of a step.

A step may have to wait until other limits are over (a decision, until the party has had its time
to answer) and must itself keep one. What is missing to say so is named, not guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from renjian.catalogue.deadlines import Deadline, Granted, LimitKind, deadline
from renjian.catalogue.validity import NotInForce, kept, read
from renjian.kernel.calendar import Due, Unit, WorkingDays
from renjian.kernel.refusal import Reason, Refused, reason
from renjian.kernel.stops import ONE_DAY, Stop


@dataclass(frozen=True)
class LawfulDays:
    """The first and the last lawful day, both included; None where the law sets no such bound.

    ``is_provisional`` and ``is_unconfirmed`` are those of the limits; ``missing`` are the events
    whose days would be needed to say more.
    """

    earliest: date | None
    latest: date | None
    is_provisional: bool = False
    is_unconfirmed: bool = False
    missing: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()

    @property
    def is_impossible(self) -> bool:
        """Whether the first lawful day comes after the last one."""
        return self.earliest is not None and self.latest is not None and self.earliest > self.latest


@dataclass(frozen=True)
class Circumstances:
    """What happened around a limit: time that did not run, extensions, and the day one looks."""

    stops: tuple[Stop, ...] = ()
    granted: tuple[Granted, ...] = ()
    today: date | None = None


@dataclass(frozen=True)
class Event:
    """What starts a limit; ``over`` are the limits whose latest end it is, with their events."""

    name: str
    title: str
    title_en: str
    over: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Step:
    """A step of the procedure and the limits between which it is lawful."""

    name: str
    title: str
    title_en: str
    since: tuple[str, ...] = ()
    not_before: tuple[tuple[str, str], ...] = ()
    by: tuple[tuple[str, str], ...] = ()

    @property
    def events(self) -> tuple[str, ...]:
        """The events whose days decide, in the order of the law, derived ones resolved."""
        named = [*self.since, *(event for _, event in (*self.not_before, *self.by))]
        resolved = (inner for name in named for inner in _resolved(name))
        return tuple(dict.fromkeys(resolved))


def for_limit(
    limit: Deadline,
    trigger_on: date,
    calendar: WorkingDays,
    circumstances: Circumstances | None = None,
) -> LawfulDays:
    """The lawful days of the act that one limit is about, when its event happened on a day."""
    given = circumstances or Circumstances()
    if limit.unit is Unit.HOUR:
        start = datetime(trigger_on.year, trigger_on.month, trigger_on.day)  # noqa: DTZ001 (wall clock)
        return LawfulDays(trigger_on, limit.due_at(start).date(), limits=(limit.id,))
    due = limit.due(
        trigger_on, calendar, stops=given.stops, granted=given.granted, today=given.today
    )
    earliest, latest = _bounds(limit, trigger_on, due, calendar)
    return LawfulDays(
        earliest,
        latest,
        is_provisional=due.provisional or due.paused,
        is_unconfirmed=due.unconfirmed,
        limits=(limit.id,),
    )


def _bounds(
    limit: Deadline, trigger_on: date, due: Due, calendar: WorkingDays
) -> tuple[date | None, date | None]:
    match limit.kind:
        case LimitKind.NOT_BEFORE:
            return due.on + ONE_DAY, None
        case LimitKind.AT_LEAST_BEFORE:
            return None, due.on
        case LimitKind.WINDOW_BEFORE:
            return due.on, trigger_on
        case LimitKind.LASTS if limit.length.most is not None:
            return trigger_on, limit.longest(trigger_on, calendar).on
        case _:
            return trigger_on, due.on


def for_step(
    name: str,
    days: Mapping[str, date],
    calendar: WorkingDays,
    circumstances: Mapping[str, Circumstances] | None = None,
) -> LawfulDays:
    """The lawful days of a step, from the days of the events around it.

    ``circumstances`` belong to limits, by their identifier. An event that is not given is named in
    ``missing`` and its bound left open.
    """
    reckoning = _Reckoning(days, calendar, circumstances or {})
    found = step(name)
    earliest = [reckoning.day_of(event) for event in found.since]
    earliest += [_after(reckoning.end_of(limit, event)) for limit, event in found.not_before]
    earliest += [reckoning.day_of(event) for limit, event in found.by if _runs_on(limit)]
    latest = [reckoning.end_of(limit, event) for limit, event in found.by]
    return LawfulDays(
        max((day for day in earliest if day), default=None),
        min((day for day in latest if day), default=None),
        is_provisional=any(due.provisional or due.paused for due in reckoning.dues),
        is_unconfirmed=any(due.unconfirmed for due in reckoning.dues),
        missing=tuple(dict.fromkeys(reckoning.missing)),
        limits=tuple(limit for limit, _ in (*found.not_before, *found.by)),
    )


def _after(day: date | None) -> date | None:
    return day + ONE_DAY if day else None


def _runs_on(limit: str) -> bool:
    return str(read("deadlines")[limit]["kind"]) != LimitKind.AT_LEAST_BEFORE


@dataclass
class _Reckoning:
    """One look at a step: which ends were computed and what was missing."""

    days: Mapping[str, date]
    calendar: WorkingDays
    circumstances: Mapping[str, Circumstances]
    dues: list[Due] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def day_of(self, name: str) -> date | None:
        """The day of an event, given or the end of the limits that it stands for."""
        if name in self.days:
            return self.days[name]
        ends = [self.end_of(limit, event) for limit, event in event_of(name).over]
        known = [end for end in ends if end]
        if ends and len(known) == len(ends):
            return max(known)
        if not ends:
            self.missing.append(name)
        return None

    def end_of(self, limit: str, event: str) -> date | None:
        """The last day of a limit under the law of the day of its event."""
        trigger_on = self.day_of(event)
        if trigger_on is None:
            return None
        given = self.circumstances.get(limit, Circumstances())
        due = deadline(limit, trigger_on).due(
            trigger_on,
            self.calendar,
            stops=given.stops,
            granted=given.granted,
            today=given.today,
        )
        self.dues.append(due)
        return due.on


def limit_on(name: str, day: date) -> Deadline:
    """The limit of this identifier on a day, or a refusal that says which there are."""
    try:
        return deadline(name, day)
    except NotInForce:
        raise Refused(
            reason(
                "deadline.not-in-force",
                "{day}没有“{name}”这一期限的有效文本：它当时尚未施行，或者已经废止。"
                "请核对日期，或者改用当时的期限。",
                day=day,
                name=name,
            )
        ) from None
    except LookupError:
        raise Refused(
            reason(
                "deadline.unknown",
                "没有编号为“{name}”的期限。期限编号如 DL-C-01，可在法规库的期限表中查到。",
                name=name[:40],
            )
        ) from None


def why_not_between(found: LawfulDays, day: date) -> tuple[Reason, ...]:
    """Why a day is not one of the lawful days; empty if it is."""
    reasons = []
    if found.earliest is not None and day < found.earliest:
        reasons.append(
            reason(
                "deadline.too-early",
                "{day}太早：依法最早为{earliest}（{limits}）。请在该日以后办理。",
                day=day,
                earliest=found.earliest,
                limits="、".join(found.limits),
            )
        )
    if found.latest is not None and day > found.latest:
        reasons.append(
            reason(
                "deadline.too-late",
                "{day}已经逾期：依法最晚为{latest}（{limits}）。有中止、延长的，请先记录。",
                day=day,
                latest=found.latest,
                limits="、".join(found.limits),
            )
        )
    return tuple(reasons)


def step(name: str) -> Step:
    """The step of this name."""
    try:
        return steps()[name]
    except KeyError:
        raise LookupError(f"{name}: no such step of the procedure in the catalogue") from None


def event_of(name: str) -> Event:
    """The event of this name."""
    try:
        return events()[name]
    except KeyError:
        raise LookupError(f"{name}: no such event in the catalogue") from None


def steps() -> dict[str, Step]:
    """All steps by name, in the order of the procedure."""
    return _steps()


def events() -> dict[str, Event]:
    """All events that start a limit, by name."""
    return _events()


def _resolved(name: str) -> Iterable[str]:
    found = event_of(name)
    return [event for _, event in found.over] or [name]


def _pairs(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((row[0], row[1]) for row in rows)


@kept
def _steps() -> dict[str, Step]:
    rows: dict[str, dict[str, Any]] = read("steps")["steps"]
    return {
        name: Step(
            name,
            row["zh"],
            row["en"],
            since=tuple(row.get("since", ())),
            not_before=_pairs(row.get("not_before", ())),
            by=_pairs(row.get("by", ())),
        )
        for name, row in rows.items()
    }


@kept
def _events() -> dict[str, Event]:
    rows: dict[str, dict[str, Any]] = read("steps")["events"]
    return {
        name: Event(name, row["zh"], row["en"], _pairs(row.get("over", ())))
        for name, row in rows.items()
    }
