"""The limitation period (处罚时效): two years, five in grave cases, until discovery (PPL 36).

What counts is the day on which the act was discovered, not that of filing or decision (O-12). The
period runs from the end of an act that goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from renjian.catalogue.deadlines import Deadline, deadline
from renjian.jurisdiction.act_days import ActDays
from renjian.kernel.calendar import published
from renjian.kernel.refusal import Reason, reason

LIMITATION = "DL-C-23"
GRAVE_LIMITATION = "DL-C-23-GRAVE"


@dataclass(frozen=True, slots=True)
class Acted:
    """When an act was discovered and when it ended; ``ended_on`` None: it still goes on.

    ``is_gravely_harmful``: it concerns life and health or financial safety of citizens and did
    harm, so that five years apply.
    """

    discovered_on: date
    ended_on: date | None = None
    is_gravely_harmful: bool = False


def last_day(acted: Acted, today: date) -> date | None:
    """The last day on which the act could be discovered in time; None while it goes on."""
    if acted.ended_on is None:
        return None
    return _limit(acted, today).due(acted.ended_on, published()).on


def why_out_of_time(acted: Acted, *, today: date) -> Iterator[Reason]:
    """Why an act can no longer be punished, or why its dates cannot be right."""
    if acted.discovered_on > today:
        yield reason(
            "case.file.discovered-later",
            "发现日期（{discovered}）晚于今天（{today}）。请核对发现日期。",
            clause="PPL 36",
            discovered=acted.discovered_on,
            today=today,
        )
    last = last_day(acted, today)
    if last is not None and acted.discovered_on > last:
        limit = _limit(acted, today)
        yield reason(
            "case.file.out-of-time",
            "违法行为于{ended}终了，{last}以前未被发现（发现日期{discovered}），已过{years}年处罚时效。"
            "请按不予立案办理；有连续、继续状态的，核对终了日期。",
            clause=limit.clause,
            ended=acted.ended_on,
            last=last,
            discovered=acted.discovered_on,
            years=limit.length.count,
        )


def in_time(acted: Acted, *, today: date) -> Reason | None:
    """The sentence that the limitation period has been kept; None where it is not or goes on."""
    last = last_day(acted, today)
    if last is None or not acted.discovered_on <= last:
        return None
    limit = _limit(acted, today)
    return reason(
        "case.limitation.kept",
        "违法行为于{ended}终了，{discovered}被发现，在{years}年处罚时效（至{last}）以内；"
        "时效自发现时计算，不以立案、决定的日期为准。",
        clause=limit.clause,
        ended=acted.ended_on,
        discovered=acted.discovered_on,
        years=limit.length.count,
        last=last,
    )


def on_record(
    days: ActDays, discovered_on: date, *, is_gravely_harmful: bool, today: date
) -> tuple[Reason, ...]:
    """What the days of an act on record say about the limitation period, or that they are missing."""
    if not days.is_known:
        return (
            reason(
                "case.limitation.unknown",
                "行为日期没有记载：处罚时效不能核对，行为时的法律也不能确定。请查明并填写行为日期。",
                clause="PPL 36; PPL 37",
            ),
        )
    acted = Acted(discovered_on, days.to_on, is_gravely_harmful)
    if found := tuple(why_out_of_time(acted, today=today)):
        return found
    if days.goes_on:
        return (
            reason(
                "case.limitation.goes-on",
                "违法行为自{start}开始，仍在继续，处罚时效自行为终了之日起计算。",
                clause=_limit(acted, today).clause,
                start=days.from_on,
            ),
        )
    kept = in_time(acted, today=today)
    return (kept,) if kept else ()


def _limit(acted: Acted, today: date) -> Deadline:
    return deadline(GRAVE_LIMITATION if acted.is_gravely_harmful else LIMITATION, today)
