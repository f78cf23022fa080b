"""Changes of the tree of authorities (机构变更), and every reason against one.

A unit is set up, renamed, put below another superior, given another area, abolished. What it was
stays on record with its days; what it was doing goes on, here or with its successor. Each change is
proposed by a system administrator of a superior or of the state administration, and approved by
another one of the same authority or of one above it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from renjian.authorities.divisions import division, full_name
from renjian.authorities.kinds import Kind, level_below, why_not_stand
from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.authorities.scope import SEPARATOR, covers
from renjian.authorities.tree import CODE, is_above
from renjian.kernel.refusal import Reason, reason

LONGEST_CODE = 20
LONGEST_PATH = 120


class Reform(StrEnum):
    """The kinds of change."""

    ESTABLISH = "establish"
    RENAME = "rename"
    MOVE = "move"
    COVER = "cover"
    ABOLISH = "abolish"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return REFORM_TITLES[self]


REFORM_TITLES = {
    Reform.ESTABLISH: "设立机构",
    Reform.RENAME: "机构更名",
    Reform.MOVE: "调整隶属关系",
    Reform.COVER: "调整管辖区域",
    Reform.ABOLISH: "撤销机构",
}


@dataclass(frozen=True)
class UnitFacts:
    """A unit as the rules of change see it; ``standing_from`` is when it came to be as it is."""

    code: str
    name: str
    short_name: str
    kind: Kind
    level: Level
    path: str
    parent: str
    from_on: date
    standing_from: date
    to_on: date | None = None


@dataclass(frozen=True)
class NewUnit:
    """A unit to be set up below a parent."""

    code: str
    name: str
    short_name: str
    kind: Kind
    level: Level | None


@dataclass(frozen=True)
class Taken:
    """What other units already use: codes and document words are nobody else's, even later."""

    code: bool = False
    name: bool = False
    short_name: bool = False


@dataclass(frozen=True)
class Holding:
    """That a division is covered by a unit, by name and path, from a day on."""

    division: str
    code: str
    name: str
    path: str
    from_on: date
    is_exclusive: bool = True


def why_not_decide(role: Role, own: str, unit: str) -> tuple[Reason, ...]:
    """Every reason why somebody may not change a unit; ``own`` and ``unit`` are paths."""
    found = _why_other_post(role)
    is_root = own.count(SEPARATOR) == 1
    if not is_above(own, unit) and not (is_root and covers(own, unit)):
        found.append(
            reason(
                "unit.not-superior",
                "机构变更由该机构的上级或者总局办理，您的单位不是它的上级。请报请上级办理。",
            )
        )
    return tuple(found)


def why_not_second(role: Role, own: str, proposed_in: str) -> tuple[Reason, ...]:
    """Every reason why somebody may not approve or return what others proposed; both are paths.

    That it is another person is asked apart (``why_not_settle``).
    """
    found = _why_other_post(role)
    if not covers(own, proposed_in):
        found.append(
            reason(
                "unit.not-second",
                "机构变更由提出单位或者其上级的另一名系统管理岗人员批准，您的单位不是。请由他们办理。",
            )
        )
    return tuple(found)


def _why_other_post(role: Role) -> list[Reason]:
    if role is Role.SYSTEM:
        return []
    return [
        reason(
            "unit.other-post",
            "机构变更由“{wanted}”办理，您当前的岗位是“{role}”。请由相应岗位的人员办理。",
            wanted=Role.SYSTEM.title,
            role=role.title,
        )
    ]


def why_out_of_reach(unit: UnitFacts, own: str) -> tuple[Reason, ...]:
    """The reason why somebody may not use a unit as parent or successor; ``own`` is a path."""
    if covers(own, unit.path):
        return ()
    return (
        reason(
            "unit.out-of-reach",
            "{name}不是您单位，也不是您单位的下级。请报请共同的上级办理。",
            name=unit.name,
        ),
    )


def why_absent(unit: UnitFacts, on: date) -> tuple[Reason, ...]:
    """The reason why a unit has no part in a change from a day on: it is not there that day."""
    if unit.from_on <= on and (unit.to_on is None or on <= unit.to_on):
        return ()
    return (
        reason(
            "unit.absent",
            "{name}在 {day} 不存在（尚未设立或者已经撤销）。请核对机构和日期。",
            name=unit.name,
            day=on,
        ),
    )


def why_too_early(unit: UnitFacts, on: date) -> tuple[Reason, ...]:
    """The reason against a day on which a unit was not yet what it is now.

    Two changes may begin on the same day: a county becomes a district and gets another name.
    """
    if on >= unit.standing_from:
        return ()
    return (
        reason(
            "unit.day-too-early",
            "{name}现在的名称和隶属关系自 {day} 起施行，变更的日期不能在这之前。请改填日期。",
            name=unit.name,
            day=unit.standing_from,
        ),
    )


def why_planned(unit: UnitFacts, planned: date | None) -> tuple[Reason, ...]:
    """The reason against a change of a kind that is proposed or decided already."""
    if planned is None:
        return ()
    return (
        reason(
            "unit.planned-already",
            "{name}已有自 {day} 起施行的同类变更待批准或者待施行。请先取消，或者等它施行以后再办理。",
            name=unit.name,
            day=planned,
        ),
    )


def why_not_establish(new: NewUnit, parent: UnitFacts, taken: Taken) -> tuple[Reason, ...]:
    """Every reason against setting up a unit below a parent."""
    found = [*_why_not_code(new, taken), *_why_not_names(new.name, new.short_name, taken)]
    if why := why_not_stand(new.kind, new.level, parent.kind, parent.level):
        found.append(why)
    return (*found, *why_too_deep(parent.path, [new.code + SEPARATOR]))


def why_not_rename(unit: UnitFacts, name: str, short_name: str, taken: Taken) -> tuple[Reason, ...]:
    """Every reason against calling a unit otherwise."""
    if (name, short_name) == (unit.name, unit.short_name):
        return (reason("unit.same-name", "名称和文号简称都没有变化。请填写新的名称。"),)
    return _why_not_names(name, short_name, taken)


def why_not_move(unit: UnitFacts, parent: UnitFacts, below: Iterable[str]) -> tuple[Reason, ...]:
    """Every reason against putting a unit below another parent; ``below`` are paths that go along."""
    if parent.code == unit.parent:
        return (
            reason(
                "unit.same-parent", "{name}现在就隶属{parent}。", name=unit.name, parent=parent.name
            ),
        )
    if covers(unit.path, parent.path):
        return (
            reason(
                "unit.below-itself",
                "{parent}是{name}自己或者它的下级，不能作为它的上级。",
                name=unit.name,
                parent=parent.name,
            ),
        )
    level = level_below(unit.kind, parent.level, unit.level)
    why = why_not_stand(unit.kind, level, parent.kind, parent.level)
    above = len(unit.path) - len(unit.code + SEPARATOR)
    lengths = why_too_deep(parent.path, [path[above:] for path in (unit.path, *below)])
    return (*((why,) if why else ()), *lengths)


def why_not_cover(
    unit: UnitFacts, codes: Iterable[str], holdings: Iterable[Holding], *, own: str, on: date
) -> tuple[Reason, ...]:
    """Every reason against giving divisions to a unit from a day on.

    ``own`` is the path of who decides, ``holdings`` who covers the divisions now.
    """
    found = []
    held = {one.division: one for one in holdings}
    for code in codes:
        place = division(code)
        if place is None:
            found.append(
                reason(
                    "unit.no-division", "没有代码为“{wrong}”的行政区划。请核对代码。", wrong=code
                )
            )
        elif place.level + 1 < unit.level:
            found.append(
                reason(
                    "unit.division-too-large",
                    "“{division}”的层级高于{name}，不能由它管辖。",
                    division=full_name(code),
                    name=unit.name,
                )
            )
        elif code in held and held[code].code == unit.code:
            found.append(
                reason(
                    "unit.covered-already",
                    "“{division}”已经由{name}管辖。",
                    division=full_name(code),
                    name=unit.name,
                )
            )
        elif code in held and not covers(own, held[code].path):
            found.append(
                reason(
                    "unit.division-of-others",
                    "“{division}”现由{holder}管辖，它不是您单位的下级。请报请共同的上级办理。",
                    division=full_name(code),
                    holder=held[code].name,
                )
            )
        elif code in held:
            found += why_not_end_coverage([held[code]], on)
    return tuple(found)


def why_not_end_coverage(holdings: Iterable[Holding], on: date) -> list[Reason]:
    """Every reason against ending coverage the day before: it must have begun by then."""
    return [
        reason(
            "unit.coverage-too-early",
            "“{division}”自 {day} 起才由{holder}管辖，变更的日期必须在这之后。请改填日期。",
            division=full_name(one.division),
            day=one.from_on,
            holder=one.name,
        )
        for one in holdings
        if one.from_on >= on
    ]


def _why_not_code(new: NewUnit, taken: Taken) -> list[Reason]:
    if not CODE.fullmatch(new.code) or len(new.code) > LONGEST_CODE:
        return [
            reason(
                "unit.code-shape",
                "机构代码“{wrong}”的形式不对：只用数字、大写字母和“-”，至多 {most} 个字符。",
                wrong=new.code,
                most=LONGEST_CODE,
            )
        ]
    if taken.code:
        return [
            reason(
                "unit.code-taken",
                "机构代码“{used}”已经用过；代码不重复使用。请另选代码。",
                used=new.code,
            )
        ]
    return []


def _why_not_names(name: str, short_name: str, taken: Taken) -> tuple[Reason, ...]:
    found = []
    if taken.name:
        found.append(reason("unit.name-taken", "已有名称为“{name}”的机构。请核对名称。", name=name))
    if taken.short_name:
        found.append(
            reason(
                "unit.word-taken",
                "文号简称“{word}”已由其他机构使用，两家的文号会混在一起。请另定简称。",
                word=short_name,
            )
        )
    return tuple(found)


def why_too_deep(above: str, below: Iterable[str]) -> tuple[Reason, ...]:
    """The reason against paths below another one that would be longer than a path may be."""
    if max((len(above) + len(path) for path in below), default=0) <= LONGEST_PATH:
        return ()
    return (
        reason(
            "unit.too-deep",
            "这样一来机构树的层次太多，路径超过 {most} 个字符。请改选上级或者缩短代码。",
            most=LONGEST_PATH,
        ),
    )
