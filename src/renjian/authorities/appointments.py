"""Who may enter, confirm and end a post, and which posts one person cannot hold together.

A post takes two people: a system administrator enters it, a security administrator of the same
authority or of a superior confirms it. Neither does anything for himself, and nobody chooses who
checks his own entries. The principle is that of the three administrators (GB/T 22239-2019, level 3);
how it is carried out is our own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from renjian.authorities.posts import ADMINISTRATORS, CARRY_A_CARD, Origin, PostStage, Role, side_of
from renjian.authorities.scope import covers
from renjian.kernel.refusal import Reason, reason


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included; None is until further notice."""

    from_on: date
    to_on: date | None = None

    def overlaps(self, other: "Period") -> bool:
        """Whether some day lies in both."""
        return not (self.is_empty or other.is_empty) and (
            (other.to_on is None or self.from_on <= other.to_on)
            and (self.to_on is None or other.from_on <= self.to_on)
        )

    def covers(self, other: "Period") -> bool:
        """Whether every day of the other one lies in it."""
        if self.to_on is None:
            return self.from_on <= other.from_on
        return (
            self.from_on <= other.from_on and other.to_on is not None and other.to_on <= self.to_on
        )

    @property
    def is_empty(self) -> bool:
        """Whether it ended before it began: a post taken back on its first day."""
        return self.to_on is not None and self.to_on < self.from_on


@dataclass(frozen=True)
class Term:
    """A post that a person holds, held, or is to hold; ``place`` an authority's code or a body's number.

    One that is not ``is_confirmed`` waits for its second person.
    """

    role: Role
    place: str
    period: Period
    place_name: str = ""
    is_delegated: bool = False
    is_confirmed: bool = True


@dataclass(frozen=True)
class By:
    """Who acts: a person in a post of an authority. ``appointed_by`` entered that post.

    ``may_hold`` are the people whose accounts the actor may hold, having given them a password.
    """

    person_id: int
    role: Role
    path: str
    appointed_by: int | None = None
    may_hold: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Somebody:
    """The person whom a post is for; ``person_id`` None: not in the register yet.

    ``cooling_days`` is how long somebody who was one of the three administrators is not another.
    """

    person_id: int | None
    name: str
    card_number: str = ""
    terms: tuple[Term, ...] = ()
    expert_terms: tuple[Period, ...] = ()
    has_identity: bool = False
    cooling_days: int = 0


@dataclass(frozen=True)
class Entered:
    """A post as it was entered, for those who confirm or end it. ``path`` is its authority's."""

    person_id: int
    role: Role
    path: str
    period: Period
    stage: PostStage = PostStage.CONFIRMED
    origin: Origin = Origin.APPOINTED
    entered_by: int | None = None


def why_not_enter(
    term: Term, whom: Somebody, by: By, *, path: str, place_to_on: date | None, today: date
) -> tuple[Reason, ...]:
    """Every reason against entering a post; ``path`` and ``place_to_on`` are those of its place."""
    found: list[Reason] = []
    if by.role is not Role.SYSTEM:
        found.append(_not_system(by.role))
    elif not covers(by.path, path):
        found.append(_not_in_area(term.place_name or term.place))
    if whom.person_id == by.person_id:
        found.append(
            reason(
                "post.own",
                "系统管理岗不能给自己录入岗位。请由另一名系统管理岗人员录入。",
            )
        )
    if term.role is Role.SECURITY and covers(path, by.path):
        found.append(
            reason(
                "post.own-reviewer",
                "安全管理岗确认您录入的岗位，不能由您录入。"
                "请由上级机构的系统管理岗录入；总局的安全管理岗由运维人员用命令行录入。",
            )
        )
    return (*found, *why_not_period(term.period, place_to_on, today), *why_not_hold(term, whom))


def why_not_period(period: Period, place_to_on: date | None, today: date) -> tuple[Reason, ...]:
    """Every reason against the days of a new post."""
    found = []
    if period.from_on < today:
        found.append(
            reason(
                "post.backdated",
                "任职日期 {day} 早于今天。岗位不能倒填日期；请填今天或者以后的日期。",
                day=period.from_on,
            )
        )
    if period.is_empty:
        found.append(
            reason(
                "post.ends-before",
                "离任日期 {to} 早于任职日期 {start}。请核对。",
                to=period.to_on,
                start=period.from_on,
            )
        )
    if place_to_on is not None and place_to_on < period.from_on:
        found.append(
            reason(
                "post.unit-gone",
                "该机构存续到 {day}，之后不再有岗位。请选择承接它的机构。",
                day=place_to_on,
            )
        )
    return tuple(found)


def why_not_hold(term: Term, whom: Somebody) -> tuple[Reason, ...]:
    """Every reason why a person cannot hold a post beside the others."""
    found: list[Reason] = []
    overlapping = [one for one in whom.terms if one.period.overlaps(term.period)]
    found += [
        _apart(term, one, whom.name)
        for one in overlapping
        if side_of(one.role) != side_of(term.role)
    ]
    found += _why_cooling(term, whom)
    if any((one.role, one.place) == (term.role, term.place) for one in overlapping):
        found.append(
            reason(
                "post.held-already",
                "{name}在这段时间已经是该机构的“{role}”，或者已有同样的岗位待确认。请核对。",
                name=whom.name,
                role=term.role.title,
            )
        )
    if term.role in CARRY_A_CARD and not whom.card_number:
        found.append(
            reason(
                "post.no-card",
                "“{role}”须持有执法证，{name}没有登记执法证号。请填写执法证号。",
                role=term.role.title,
                name=whom.name,
                clause="PROC 22",
            )
        )
    if term.role in CARRY_A_CARD and any(one.overlaps(term.period) for one in whom.expert_terms):
        found.append(
            reason(
                "post.expert",
                "{name}在聘期内是技术专家。技术专家协助检查，不作为执法人员。请先结束聘期，或者另选人员。",
                name=whom.name,
                clause="PROC 22",
            )
        )
    return tuple(found)


def why_unknown(role: Role, whom: Somebody) -> tuple[Reason, ...]:
    """The reason against an administrator of whom nobody knows who it is.

    An account is not a person: only the identity number tells that two accounts are one person's.
    """
    if role not in ADMINISTRATORS or whom.has_identity:
        return ()
    return (
        reason(
            "post.no-identity",
            "“{role}”须能认定是谁，{name}没有登记公民身份号码。请由系统管理岗先在人员页登记，"
            "用命令行录入的一并填写。",
            role=role.title,
            name=whom.name,
        ),
    )


def _why_cooling(term: Term, whom: Somebody) -> Iterable[Reason]:
    """Whoever was one of the three does not look next day at what they did as another of them."""
    if term.role not in ADMINISTRATORS:
        return
    for one in whom.terms:
        end = one.period.to_on
        is_another = one.role in ADMINISTRATORS and one.role is not term.role and one.is_confirmed
        if not is_another or end is None or end >= term.period.from_on:
            continue
        free_on = end + timedelta(days=whom.cooling_days + 1)
        if term.period.from_on < free_on:
            yield reason(
                "post.cooling",
                "{name}任“{held}”到 {day}，{days} 天内不转任“{wanted}”（本站设定），"
                "最早自 {free} 起。请另选人员或者改填日期。",
                name=whom.name,
                held=one.role.title,
                day=end,
                days=whom.cooling_days,
                wanted=term.role.title,
                free=free_on,
            )


def why_not_confirm(post: Entered, by: By, *, today: date) -> tuple[Reason, ...]:
    """Every reason against confirming a post, or against refusing to."""
    found = list(_why_not_second(post, by, entered_by=post.entered_by))
    if post.stage is not PostStage.AWAITING:
        found.append(
            reason(
                "post.not-awaiting",
                "这个岗位的状态是“{stage}”，不需要再确认。请刷新页面查看。",
                stage=post.stage.title,
            )
        )
    elif post.period.to_on is not None and post.period.to_on < today:
        found.append(
            reason(
                "post.over",
                "这个岗位的离任日期 {day} 已过，确认也不再有效。请不予确认，需要时重新录入。",
                day=post.period.to_on,
            )
        )
    return tuple(found)


def why_not_end(post: Entered, by: By, *, last_on: date, today: date) -> tuple[Reason, ...]:
    """Every reason against ending a post early; ``last_on`` yesterday means at once."""
    found: list[Reason] = []
    if by.role is not Role.SYSTEM:
        found.append(_not_system(by.role))
    elif not covers(by.path, post.path):
        found.append(_not_in_area(""))
    return (*found, *why_not_last(post, last_on=last_on, today=today))


def why_not_last(post: Entered, *, last_on: date, today: date) -> tuple[Reason, ...]:
    """Every reason why a day cannot be the last day of a post."""
    if post.stage is not PostStage.CONFIRMED:
        return (
            reason(
                "post.not-held",
                "这个岗位的状态是“{stage}”，没有生效，不需要终止。",
                stage=post.stage.title,
            ),
        )
    end = post.period.to_on
    if end is not None and end < today:
        return (reason("post.ended", "这个岗位已于 {day} 结束，不需要再终止。", day=end),)
    earliest = today - timedelta(days=1)
    if last_on < earliest or (end is not None and last_on > end):
        return (
            reason(
                "post.last-day",
                "最后一天 {day} 不合适：不能早于今天，也不能晚于原定的离任日期。请另选日期。",
                day=last_on,
            ),
        )
    return ()


def needs_second_to_end(role: Role) -> bool:
    """Whether ending a post takes two people too: otherwise one administrator removes another."""
    return role in ADMINISTRATORS


def why_not_confirm_ending(post: Entered, by: By, *, entered_by: int | None) -> tuple[Reason, ...]:
    """Every reason against confirming the ending of an administrator's post."""
    return tuple(_why_not_second(post, by, entered_by=entered_by))


def _why_not_second(post: Entered, by: By, *, entered_by: int | None) -> Iterable[Reason]:
    """Why somebody cannot be the second person for what another one entered about a post."""
    if by.role is not Role.SECURITY:
        yield reason(
            "post.not-security",
            "岗位由安全管理岗确认，您当前的岗位是“{role}”。请由安全管理岗人员办理。",
            role=by.role.title,
        )
    elif not covers(by.path, post.path):
        yield _not_in_area("")
    if by.person_id == post.person_id:
        yield reason(
            "post.own-confirmation",
            "不能确认自己的岗位。请由另一名安全管理岗人员，或者上级机构的安全管理岗确认。",
        )
    if by.person_id == entered_by:
        yield reason(
            "post.confirmed-by-enterer",
            "录入的人不能自己确认。请由另一名安全管理岗人员确认。",
        )
    if entered_by in by.may_hold:
        yield reason(
            "post.enterer-in-hand",
            "录入此项的账号由您发放过密码，当时没有第二因素，不能再由您确认它录入的内容："
            "否则一人就能办完两步。请由另一名安全管理岗人员，或者上级机构的安全管理岗确认。",
        )
    if by.appointed_by is not None and by.appointed_by == entered_by:
        yield reason(
            "post.reviewer-of-enterer",
            "您的安全管理岗由录入此项的人录入，不能再由您确认他录入的内容。"
            "请由上级机构的安全管理岗确认。",
        )


def _apart(term: Term, held: Term, name: str) -> Reason:
    return reason(
        "post.three-apart",
        "系统、安全、审计三员由不同的人担任，也不兼任业务岗位。"
        "{name}在这段时间是“{held}”（{place}），不能同时是“{wanted}”。请另选人员，或者先终止原岗位。",
        name=name,
        held=held.role.title,
        place=held.place_name or held.place,
        wanted=term.role.title,
    )


def _not_system(role: Role) -> Reason:
    return reason(
        "post.not-system",
        "岗位由系统管理岗录入和终止，您当前的岗位是“{role}”。请由系统管理岗人员办理。",
        role=role.title,
    )


def _not_in_area(name: str) -> Reason:
    return reason(
        "post.other-area",
        "{name}不在您的辖区之内。只能办理本机构和下级机构的岗位；请由该机构或者其上级办理。",
        name=name or "该岗位所在的机构",
    )
