"""The limit that runs for a clue or a case, with what moves its end: stops and extensions.

Which time does not run, by how much a limit may be extended and who approves it stands with the
limit itself (PROC 18, 64); suspension needs the head and one of five grounds (PROC 46).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from renjian.catalogue.deadlines import Deadline, Extension, Granted, next_extension, why_not_extend
from renjian.catalogue.procedure import items_of
from renjian.kernel.calendar import Due, WorkingDays
from renjian.kernel.refusal import Reason, reason
from renjian.kernel.stops import Stop

SUSPENSION = "中止"
SUSPENSION_CLAUSE = "PROC 46"
HEAD = "负责人"
COLLECTIVELY = "负责人集体讨论"


@dataclass(frozen=True)
class Running:
    """A limit since the day on which it began, with its stops and the extensions approved so far."""

    limit: Deadline
    since: date
    stops: tuple[Stop, ...] = ()
    granted: tuple[Granted, ...] = ()

    def due(self, calendar: WorkingDays) -> Due:
        """The last day as it is kept: what still goes on is not counted before it ends."""
        ended = tuple(stop for stop in self.stops if not stop.is_open)
        return self.limit.due(self.since, calendar, stops=ended, granted=self.granted)

    def due_today(self, calendar: WorkingDays, today: date) -> Due:
        """The last day if what still goes on ended today."""
        return self.limit.due(
            self.since, calendar, stops=self.stops, granted=self.granted, today=today
        )

    @property
    def paused_on(self) -> date | None:
        """Since when the limit does not run; None while it runs."""
        return min((stop.from_on for stop in self.stops if stop.is_open), default=None)

    @property
    def next_extension(self) -> Extension | None:
        """What the rule of the limit allows next."""
        return next_extension(self.limit, len(self.granted))


def grounds_of(cause: str) -> tuple[str, ...]:
    """The grounds of which a cause needs one; empty where the cause is ground enough."""
    return items_of("suspension_grounds") if cause == SUSPENSION else ()


def needs_approval(cause: str) -> bool:
    """Whether the head has to approve that the limit stops for this cause (PROC 46)."""
    return cause == SUSPENSION


def clause_of(limit: Deadline, cause: str) -> str:
    """The clauses by which time of this cause does not run."""
    return f"{SUSPENSION_CLAUSE}; {limit.clause}" if cause == SUSPENSION else limit.clause


def why_not_stop(
    running: Running, new: Stop, ground: str, *, calendar: WorkingDays, today: date
) -> tuple[Reason, ...]:
    """Every reason against time that is said not to run; empty if it is lawful."""
    limit = running.limit
    if new.cause not in limit.excluded:
        return (
            reason(
                "limit.stop.cause",
                "“{title}”没有因“{cause}”不计算的期间，可以不计算的是：{causes}。请改选事由。",
                clause=limit.clause,
                title=limit.title,
                cause=new.cause[:40],
                causes=limit.excluded or ("无",),
            ),
        )
    return (
        *_wrong_ground(limit, new, ground),
        *_wrong_days(running, new, calendar, today),
        *_overlapping(running, new),
    )


def _wrong_ground(limit: Deadline, new: Stop, ground: str) -> Iterator[Reason]:
    grounds = grounds_of(new.cause)
    if grounds and ground not in grounds:
        yield reason(
            "limit.stop.ground",
            "中止须有五种情形之一。请选择属于哪一种情形，不属于的不能中止。",
            clause=clause_of(limit, new.cause),
        )


def _wrong_days(
    running: Running, new: Stop, calendar: WorkingDays, today: date
) -> Iterator[Reason]:
    limit = running.limit
    if new.from_on < running.since:
        yield reason(
            "limit.stop.before",
            "不计算的期间从{start}开始，早于期限起算日{since}。请核对日期。",
            clause=limit.clause,
            start=new.from_on,
            since=running.since,
        )
    if max(new.from_on, new.to_on or new.from_on) > today:
        yield reason(
            "limit.stop.future",
            "不计算的期间不能预先登记（今天是{today}）。请在开始之后登记，结束时再登记结束日期。",
            clause=limit.clause,
            today=today,
        )
    due = running.due_today(calendar, today).on
    if new.from_on > due:
        yield reason(
            "limit.stop.late",
            "“{title}”已于{due}届满，届满以后的期间不能再使期限顺延。请核对开始日期。",
            clause=limit.clause,
            title=limit.title,
            due=due,
        )


def _overlapping(running: Running, new: Stop) -> Iterator[Reason]:
    for old in running.stops:
        if old.cause != new.cause:
            continue
        if (old.to_on or date.max) >= new.from_on and (new.to_on or date.max) >= old.from_on:
            yield reason(
                "limit.stop.twice",
                "因“{cause}”不计算的期间已经登记过（{start}起），同一期间不能重复扣除。请核对日期。",
                clause=running.limit.clause,
                cause=new.cause,
                start=old.from_on,
            )
            return


def why_not_end_stop(stop: Stop, to_on: date, *, today: date) -> tuple[Reason, ...]:
    """Why a stop cannot end on a day; empty if it can."""
    if not stop.is_open:
        return (
            reason(
                "limit.stop.ended",
                "这段不计算的期间已于{to}结束，不能重复登记。请刷新页面查看。",
                to=stop.to_on,
            ),
        )
    if not stop.from_on <= to_on <= today:
        return (
            reason(
                "limit.stop.end-day",
                "结束日期（{to}）应当在开始日期（{start}）和今天（{today}）之间。请核对。",
                to=to_on,
                start=stop.from_on,
                today=today,
            ),
        )
    return ()


def why_not_lengthen(
    running: Running, new: Granted, *, calendar: WorkingDays, today: date
) -> tuple[Reason, ...]:
    """Every reason against an extension on a day; empty if the rule of the limit allows it."""
    allowed = running.next_extension
    asked = replace(new, approver=allowed.approver) if allowed else new
    due = running.due_today(calendar, today).on
    return (
        *why_not_extend(running.limit, running.granted, asked, due),
        *_no_discussion(running.limit, allowed, new),
    )


def _no_discussion(limit: Deadline, allowed: Extension | None, new: Granted) -> Iterator[Reason]:
    if allowed and allowed.approver == COLLECTIVELY and not new.document:
        yield reason(
            "limit.extend.discussion",
            "再次延长“{title}”由负责人集体讨论决定。请填写集体讨论记录的文号。",
            clause=limit.clause,
            title=limit.title,
        )
