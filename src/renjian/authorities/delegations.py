"""Delegation (代理): somebody stands in for the holder of a post, until a day, and nobody for him.

No law that was read says how long a delegation may last; the number is a setting of the site.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from renjian.authorities.appointments import By, Period, Somebody, Term, why_not_hold
from renjian.authorities.posts import NOT_DELEGATED, Role
from renjian.authorities.scope import covers
from renjian.kernel.refusal import Reason, reason


@dataclass(frozen=True)
class Source:
    """The post that is delegated: whose, where, and the periods for which it is delegated already.

    ``parent`` is the code of the authority above, empty for none.
    """

    person_id: int
    term: Term
    path: str
    parent: str = ""
    is_delegated: bool = False
    delegated: tuple[Period, ...] = ()


def why_not_delegate(
    source: Source, whom: Somebody, by: By, period: Period, *, most_days: int
) -> tuple[Reason, ...]:
    """Every reason against letting somebody stand in for the holder of a post."""
    return (
        *_why_not_this_post(source),
        *_why_not_by(source, by),
        *_why_not_days(source, period, most_days),
        *_why_not_whom(source, whom, period),
        *(why_not_hold(_term(source, period), whom)),
    )


def why_not_delegate_post(source: Source) -> tuple[Reason, ...]:
    """Every reason why a post cannot be delegated to anybody."""
    return tuple(_why_not_this_post(source))


def _term(source: Source, period: Period) -> Term:
    held = source.term
    return Term(held.role, held.place, period, held.place_name, is_delegated=True)


def _why_not_this_post(source: Source) -> Iterable[Reason]:
    role = source.term.role
    if role in NOT_DELEGATED:
        yield reason(
            "delegation.role",
            "“{role}”不能代理。请由系统管理岗另行录入任职人员。",
            role=role.title,
        )
    if source.is_delegated:
        yield reason(
            "delegation.passed-on",
            "这个岗位本身是代理的，不能再转给别人。请由原任职人员另行委托。",
        )


def _why_not_by(source: Source, by: By) -> Iterable[Reason]:
    is_holder = by.person_id == source.person_id
    if not is_holder and not (by.role is Role.SYSTEM and covers(by.path, source.path)):
        yield reason(
            "delegation.not-yours",
            "代理由任职人员本人委托；本人不能办理的，由系统管理岗录入并经安全管理岗确认。",
        )


def _why_not_days(source: Source, period: Period, most_days: int) -> Iterable[Reason]:
    held, to_on = source.term.period, period.to_on
    if to_on is None or period.is_empty:
        yield reason("delegation.no-end", "代理必须有截止日期，并且不早于开始日期。请填写。")
        return
    if (to_on - period.from_on).days + 1 > most_days:
        yield reason(
            "delegation.too-long",
            "代理最长 {most} 天（本站设定）。请缩短期限，或者由系统管理岗另行录入任职人员。",
            most=most_days,
        )
    if held.to_on is not None and to_on > held.to_on:
        yield reason(
            "delegation.beyond-post",
            "岗位本身在 {day} 结束，代理不能更久。请缩短期限。",
            day=held.to_on,
        )
    if period.from_on < held.from_on:
        yield reason(
            "delegation.before-post",
            "岗位自 {day} 起任职，代理不能更早开始。",
            day=held.from_on,
        )
    if any(one.overlaps(period) for one in source.delegated):
        yield reason(
            "delegation.again",
            "这个岗位在这段时间已经有人代理，或者有代理待确认。请先终止原来的代理。",
        )


def _why_not_whom(source: Source, whom: Somebody, period: Period) -> Iterable[Reason]:
    if whom.person_id == source.person_id:
        yield reason("delegation.to-self", "不能由本人代理本人的岗位。请另选一人。")
    own = [one for one in whom.terms if one.is_confirmed and not one.is_delegated]
    places = {one.place for one in own if one.period.covers(period)}
    if not places & {source.term.place, source.parent}:
        yield reason(
            "delegation.elsewhere",
            "{name}在代理期间不在该机构或者其上级机构任职，不能代理。请在本机构或者上级机构选择一人，或者缩短期限。",
            name=whom.name,
        )
