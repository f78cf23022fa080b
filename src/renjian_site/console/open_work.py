"""The second look before a unit is changed: what it has under way, and where that goes.

Two systems with different trees have lost requests at every merger. So nobody moves or abolishes a
unit without having seen this list as it stands at that moment.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from renjian.authorities.scope import SEPARATOR, range_of
from renjian.authorities.wishes import (
    Abolish,
    Cover,
    Establish,
    Move,
    Rename,
    Wish,
    changed_by,
)
from renjian.kernel.refusal import Reason, reason
from renjian_site.authorities import queries as authorities
from renjian_site.cases import queries as cases
from renjian_site.consultations import queries as consultations
from renjian_site.draws import queries as draws
from renjian_site.inspections import queries as inspections
from renjian_site.kit.actor import Actor
from renjian_site.registers import queries as registers

EXAMPLES = 5


@dataclass(frozen=True)
class Line:
    """One kind of work: how much there is, the first of it, and where it goes."""

    title: str
    count: int
    examples: tuple[str, ...]
    goes: str
    is_matter: bool = True  # something to be finished, and not a post or a key


@dataclass(frozen=True)
class Look:
    """What was seen before an act, and a mark of it that changes when any of it does."""

    lines: tuple[Line, ...]

    @property
    def open_matters(self) -> int:
        """How much there is to be finished."""
        return sum(line.count for line in self.lines if line.is_matter)

    @property
    def seen(self) -> str:
        """The mark that a form sends along."""
        told = "|".join(f"{line.title}:{line.count}:{line.goes}" for line in self.lines)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def look(actor: Actor, wish: Wish, on: date) -> Look:
    """All open work that a change of a unit touches; of other areas nothing is shown."""
    match wish:
        case Move():
            found = _carried_along(actor, wish, on)
        case Abolish():
            found = _handed_over(actor, wish, on)
        case Cover() | Establish():
            found = _changing_hands(actor, wish)
        case Rename():
            found = _called_after(actor, wish)
    return Look(tuple(line for line in found if line.count))


def why_left_behind(actor: Actor, wish: Wish) -> tuple[Reason, ...]:
    """Draws that name the unit, of superiors that it loses: their tasks must be handed out first."""
    if not isinstance(wish, Move | Abolish):
        return ()
    above = wish.parent if isinstance(wish, Move) else wish.successor
    paths = {one.code: one.path for one in authorities.facts(actor, [wish.unit, above]).values()}
    if wish.unit not in paths or above not in paths:
        return ()
    lost = draws.left_behind(actor, paths[wish.unit], f"{paths[above]}{wish.unit}/")
    return tuple(
        reason(
            "unit.draw-under-way",
            "{authority}的抽查“{title}”已经冻结或者抽取、还没有下发，其中可能有该机构的任务。"
            "请先下发。",
            authority=draw.authority.name,
            title=draw.title,
        )
        for draw in lost
    )


def _carried_along(actor: Actor, wish: Move, on: date) -> Iterator[Line]:
    """A move takes everything along; other superiors see it, those of before no longer do."""
    unit = authorities.under(actor).filter(code=wish.unit).first()
    if unit is None:
        return
    goes = _("随机构划转，仍由原单位办理；新的上级可以查看，原上级不再能看")
    yield from _matters(actor, unit.path, goes)
    parent = authorities.everywhere(actor).filter(code=wish.parent).first()
    if parent is not None:
        lost = cases.lost_supervision(actor, unit.path, f"{parent.path}{unit.code}{SEPARATOR}")
        ends = _("督办随隶属关系终止，由新的上级决定是否督办")
        yield _line(_("原上级督办的线索"), lost, "clue__number", ends, is_matter=False)
    gone = authorities.delegations_lost_by(actor, wish, on)
    yield Line(
        _("原上级人员的代理"),
        len(gone),
        tuple(post.person.name for post in gone[:EXAMPLES]),
        _("自施行之日起终止"),
        is_matter=False,
    )
    stays = _("不变")
    yield _people(authorities.posts_under(actor, unit.path), stays)
    yield _keys(actor, unit.path, stays)


def _handed_over(actor: Actor, wish: Abolish, on: date) -> Iterator[Line]:
    """What an abolished unit has goes to its successor; without one, nothing may be left."""
    unit = authorities.under(actor).filter(code=wish.unit).first()
    if unit is None:
        return
    successor = authorities.everywhere(actor).filter(code=wish.successor).first()
    to = _("由%s承接") % successor.name if successor else _("没有承接机构")
    yield from _matters(actor, unit.path, to)
    posts = authorities.posts_under(actor, unit.path)
    yield _people(posts, _("转入%s，岗位不变") % successor.name if successor else to)
    yield _keys(actor, unit.path, _("随岗位结束而停用，须由承接机构另建"))
    divisions = [one.division for one in authorities.held_by(actor, wish.unit, on)]
    yield _register(actor, divisions, to)


def _called_after(actor: Actor, wish: Rename) -> Iterator[Line]:
    """Units below whose names begin with the old one keep them, until each is renamed itself."""
    unit = authorities.under(actor).filter(code=wish.unit).first()
    if unit is None:
        return
    low, high = range_of(unit.path)
    below = authorities.everywhere(actor).filter(path__gt=low, path__lt=high, to_on=None)
    yield _line(
        _("名称中有原名称的下级机构"),
        below.filter(name__contains=unit.name),
        "name",
        _("名称不随之变化，须另行更名"),
        is_matter=False,
    )


def _changing_hands(actor: Actor, wish: Cover | Establish) -> Iterator[Line]:
    """Organisations and bodies follow the division that they lie in; what is under way stays."""
    unit = authorities.under(actor).filter(code=changed_by(wish)).first()
    name = wish.new.name if isinstance(wish, Establish) else unit.name if unit else ""
    ended = wish.ended if isinstance(wish, Cover) else ()
    is_taken = not isinstance(wish, Cover) or wish.is_exclusive
    if wish.divisions and is_taken:
        yield _register(
            actor, wish.divisions, _("划归%s监管；已在办理的任务、线索和案件不变") % name
        )
    if ended:
        yield _register(actor, ended, _("不再由%s监管；已在办理的任务、线索和案件不变") % name)


def _matters(actor: Actor, path: str, goes: str) -> Iterator[Line]:
    yield _line(_("检查任务"), inspections.unfinished_in(actor, path), "number", goes)
    yield _line(_("线索"), cases.open_clues_in(actor, path), "number", goes)
    yield _line(_("待接收的移送"), cases.coming_to(actor, path), "number", goes)
    yield _line(_("案件"), cases.open_cases_in(actor, path), "number", goes)
    yield _line(_("未下发的抽查"), draws.unfinished_in(actor, path), "number", goes)
    yield _line(_("未批复的请示"), consultations.under_way_in(actor, path), "number", goes)
    yield _line(_("核验中的证书报告"), registers.waiting_in(actor, path), "file_name", goes)


def _people(posts: QuerySet[Any], goes: str) -> Line:
    return _line(_("在任岗位"), posts, "person__name", goes, is_matter=False)


def _keys(actor: Actor, path: str, goes: str) -> Line:
    return _line(
        _("接口密钥"), authorities.keys_under(actor, path), "prefix", goes, is_matter=False
    )


def _register(actor: Actor, divisions: list[str] | tuple[str, ...], goes: str) -> Line:
    places = tuple(divisions)
    count = registers.number_in(actor, places)
    return Line(_("获证组织和认证机构"), count, (), goes, is_matter=False)


def _line(
    title: str, rows: QuerySet[Any], called: str, goes: str, *, is_matter: bool = True
) -> Line:
    examples = tuple(rows.values_list(called, flat=True)[:EXAMPLES])
    return Line(title, rows.count(), examples, goes, is_matter=is_matter)
