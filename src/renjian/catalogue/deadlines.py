"""Time limits of the law: how long, from what event, under which clause, since when.

Counting itself is the calendar's (PROC 80). A limit whose length was not read in the text of the
rule gives due dates that are marked unconfirmed. An extension adds its length to that of the
limit, so that a holiday at the end of the first period is not given twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from renjian.catalogue.validity import Mark, NotInForce, in_force, kept, read
from renjian.kernel.calendar import Due, Unit, WorkingDays, hours_after
from renjian.kernel.refusal import Reason, reason
from renjian.kernel.stops import Stop, as_of, gaps


class LimitKind(StrEnum):
    """What the end of a limit means for the act it is about."""

    WITHIN = "within"
    NOT_BEFORE = "not_before"
    AT_LEAST_BEFORE = "at_least_before"
    WINDOW_BEFORE = "window_before"
    LASTS = "lasts"

    @property
    def title(self) -> str:  # type: ignore[override]
        """What officers call this kind."""
        return LIMIT_KIND_TITLES[self]


LIMIT_KIND_TITLES = {
    LimitKind.WITHIN: "期限内办理",
    LimitKind.NOT_BEFORE: "期满后方可办理",
    LimitKind.AT_LEAST_BEFORE: "至少提前",
    LimitKind.WINDOW_BEFORE: "此前期间内办理",
    LimitKind.LASTS: "持续期间",
}
AREA_TITLES = {
    "jurisdiction": "管辖",
    "case": "办案程序",
    "complaint": "投诉举报",
    "publicity": "信息公示",
    "certification": "认证活动",
    "report": "报告",
}
DUTY_TITLES = {
    "": "办理机关",
    "party": "当事人",
    "superior": "上级机关",
    "body": "认证机构",
    "auditor": "审核员",
    "applicant": "认证委托人",
    "samr": "市场监管总局",
    "ccaa": "中国认证认可协会",
    "provincial_authority": "省级市场监管部门",
    "local_authority": "地方市场监管部门",
}


class UnsettledLength(LookupError):
    """The catalogue names the limit, but its length was not read in any text."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: the length of this limit is not settled")
        self.what = what


@dataclass(frozen=True)
class Length:
    """The length of a limit and its clause, from the day on which they became the law.

    ``most`` is the longest where the law gives a range, ``is_settled`` whether a length was read at
    all, ``to_on`` the last day of a text that ended without another.
    """

    from_on: date
    count: int
    clause: str
    mark: Mark
    most: int | None = None
    to_on: date | None = None
    is_settled: bool = True
    start_mark: Mark = Mark.VERIFIED
    unit: Unit | None = None


@dataclass(frozen=True)
class Extension:
    """By how much a limit may be extended, how often, when, and who approves it.

    Without ``count`` the rule fixes no length: who approves it does. ``then`` is what may follow.
    """

    count: int | None
    unit: Unit
    approver: str
    when: str
    times: int | None = 1
    then: "Extension | None" = None


@dataclass(frozen=True)
class Granted:
    """An extension that was approved: by how much, by whom, on which day, by which document."""

    count: int
    approver: str
    on: date
    document: str = ""


@dataclass(frozen=True)
class DateRule:
    """A date of the calendar: a day, of a month or so many months on, so many years on."""

    day: int
    month: int | None = None
    months: int = 0
    years: int = 0

    def of(self, trigger_on: date) -> date:
        """The date that belongs to an event."""
        index = (trigger_on.year + self.years) * 12 + trigger_on.month - 1 + self.months
        year, month = index // 12, index % 12 + 1
        return date(year, self.month or month, self.day)


@dataclass(frozen=True)
class Deadline:
    """One time limit as it stands on a day.

    ``excluded`` names the time that does not run. A negative length counts back from the trigger.
    ``rolls``: whether a holiday at the end moves it.
    """

    id: str
    title: str
    trigger: str
    unit: Unit
    length: Length
    kind: LimitKind = LimitKind.WITHIN
    area: str = "case"
    duty: str = ""
    extension: Extension | None = None
    excluded: tuple[str, ...] = ()
    date_rule: DateRule | None = None
    rolls: bool = True
    note: str = ""

    def __str__(self) -> str:
        return f"{self.id} {self.title}"

    @property
    def clause(self) -> str:
        """The clauses that fix the length."""
        return self.length.clause

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the length was not read in the text of the rule itself."""
        return self.length.mark is not Mark.VERIFIED

    @property
    def sentence(self) -> str:
        """The limit in words: how long from what."""
        if self.date_rule:
            return f"{self.trigger}，按固定日期"
        if not self.length.is_settled:
            return f"{self.trigger}之日起，天数待确认"
        least, most = self.length.count, self.length.most
        if least <= 0 and not most:
            before = f"{-least}{self.unit.title}前" if least else "以前"
            return f"{self.trigger}{before}"
        return f"{self.trigger}之日起{least}{f'至{most}' if most else ''}{self.unit.title}内"

    def due(
        self,
        trigger_on: date,
        calendar: WorkingDays,
        *,
        stops: Iterable[Stop] = (),
        granted: Sequence[Granted] = (),
        today: date | None = None,
    ) -> Due:
        """The last day of the limit when its event happened on ``trigger_on``.

        ``stops`` are the days that do not run, ``granted`` the extensions that were approved; a
        stop that still goes on is counted up to ``today``. Raises ``UnsettledLength`` where no
        length was read, ``ValueError`` for a limit in hours (see ``due_at``).
        """
        if not (stops or granted):
            return self._end(trigger_on, self.length.count, calendar, ())
        return self._moved(trigger_on, calendar, tuple(stops), granted, today)

    def due_at(self, trigger_at: datetime) -> datetime:
        """The last moment of a limit in hours."""
        if self.unit is not Unit.HOUR:
            raise ValueError(f"{self.id} is not counted in hours")
        return hours_after(trigger_at, self.length.count)

    def longest(self, trigger_on: date, calendar: WorkingDays) -> Due:
        """The end of the longest length where the law gives a range, else the end."""
        count = self.length.count if self.length.most is None else self.length.most
        return self._end(trigger_on, count, calendar, ())

    def _moved(
        self,
        trigger_on: date,
        calendar: WorkingDays,
        stops: tuple[Stop, ...],
        granted: Sequence[Granted],
        today: date | None,
    ) -> Due:
        is_paused = today is not None and any(s.is_open and s.from_on <= today for s in stops)
        known = stops if today is None else as_of(stops, today)
        count = self.length.count + sum(each.count for each in granted)
        return replace(self._end(trigger_on, count, calendar, known), paused=is_paused)

    def _end(
        self, trigger_on: date, count: int, calendar: WorkingDays, stops: tuple[Stop, ...]
    ) -> Due:
        if not self.length.is_settled:
            raise UnsettledLength(self.id)
        if self.date_rule is not None:
            end = calendar.due(self.date_rule.of(trigger_on), 0, Unit.CALENDAR_DAY, rolls=False)
            if self.rolls:
                end = calendar.moved(end.on)
        else:
            end = calendar.due(
                trigger_on, count, self.unit, gaps=gaps(stops) if stops else (), rolls=self.rolls
            )
        return replace(end, unconfirmed=True) if self.is_unconfirmed else end


def why_not_extend(
    limit: Deadline, granted: Sequence[Granted], new: Granted, due_on: date
) -> tuple[Reason, ...]:
    """Why an extension may not be approved; empty if it may.

    ``granted`` are the extensions before it, ``due_on`` the last day as it stands before it.
    """
    allowed = next_extension(limit, len(granted))
    if allowed is None:
        return (
            reason(
                "deadline.extend.none",
                "“{title}”依规定不能再延长（已延长{times}次）。请在{due}以前办结。",
                clause=limit.clause,
                title=limit.title,
                times=len(granted),
                due=due_on,
            ),
        )
    reasons = []
    if new.count < 1 or (allowed.count is not None and new.count > allowed.count):
        most = allowed.count if allowed.count is not None else 0
        reasons.append(_too_long(limit, new, most))
    if new.approver != allowed.approver:
        reasons.append(
            reason(
                "deadline.extend.approver",
                "延长“{title}”须经{approver}批准，不能由{given}批准。请改报{approver}。",
                clause=limit.clause,
                title=limit.title,
                approver=allowed.approver,
                given=new.approver,
            )
        )
    if new.on > due_on:
        reasons.append(
            reason(
                "deadline.extend.late",
                "“{title}”已于{due}届满，{on}不能再批准延长。延长须在期限届满以前批准。",
                clause=limit.clause,
                title=limit.title,
                due=due_on,
                on=new.on,
            )
        )
    return tuple(reasons)


def _too_long(limit: Deadline, new: Granted, most: int) -> Reason:
    return reason(
        "deadline.extend.length",
        "延长{count}不符合规定：“{title}”每次可以延长1至{most}（{unit}），"
        "规定没有上限的也须延长1以上。请改正延长的时间。",
        clause=limit.clause,
        count=new.count,
        title=limit.title,
        most=most or "—",
        unit=limit.unit.title,
    )


def next_extension(limit: Deadline, used: int) -> Extension | None:
    """The rule for the next extension of a limit when so many were granted; None if none is left."""
    extension = limit.extension
    while extension is not None:
        if extension.times is None or used < extension.times:
            return extension
        used -= extension.times
        extension = extension.then
    return None


@kept
def deadline(name: str, day: date) -> Deadline:
    """The limit of this identifier as the law of ``day`` has it."""
    length = in_force(name, _lengths(name), day)
    if length.to_on is not None and day > length.to_on:
        raise NotInForce(name, day)
    return _deadline(name, length)


def deadlines_on(day: date) -> tuple[Deadline, ...]:
    """All limits in force on a day, in order of the catalogue."""
    found = []
    for name in deadline_names():
        length = max(
            (each for each in _lengths(name) if each.from_on <= day),
            key=lambda each: each.from_on,
            default=None,
        )
        if length is not None and (length.to_on is None or day <= length.to_on):
            found.append(_deadline(name, length))
    return tuple(found)


def deadline_names() -> tuple[str, ...]:
    """The identifiers of all limits of the catalogue."""
    return tuple(read("deadlines"))


def _row(name: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = read("deadlines")[name]
    except KeyError:
        raise LookupError(f"{name}: no such time limit in the catalogue") from None
    return row


@kept
def _deadline(name: str, length: Length) -> Deadline:
    row = _row(name)
    return Deadline(
        id=name,
        title=row["title"],
        trigger=row["trigger"]["zh"],
        unit=length.unit or Unit(row["unit"]),
        length=length,
        kind=LimitKind(row["kind"]),
        area=row["area"],
        duty=row.get("duty", ""),
        extension=_extension(row.get("extension")),
        excluded=tuple(row.get("excluded", ())),
        date_rule=_date_rule(row.get("date")),
        rolls=row.get("rolls", True),
        note=row.get("note", ""),
    )


@kept
def _lengths(name: str) -> tuple[Length, ...]:
    return tuple(
        Length(
            from_on=value["from"],
            count=value.get("length", 0),
            clause=value["clause"],
            mark=Mark(value["mark"]),
            most=value.get("most"),
            to_on=value.get("to"),
            is_settled="length" in value or "date" in _row(name),
            start_mark=Mark(value.get("start_mark", "V")),
            unit=Unit(value["unit"]) if "unit" in value else None,
        )
        for value in _row(name)["values"]
    )


def _date_rule(row: dict[str, Any] | None) -> DateRule | None:
    return DateRule(**row) if row is not None else None


def _extension(row: dict[str, Any] | None) -> Extension | None:
    if row is None:
        return None
    return Extension(
        count=row.get("length"),
        unit=Unit(row["unit"]),
        approver=row["approver"],
        when=row["when"],
        times=row.get("times"),
        then=_extension(row.get("then")),
    )
