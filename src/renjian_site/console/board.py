"""The board of a superior: what is open and late in each authority directly below.

Each count is made by the same condition and the same query as the list that it links to. One
statement for each kind of matter counts the whole branch below each subordinate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, Func, OuterRef, QuerySet, TextField, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from renjian.authorities.scope import SEPARATOR, range_of
from renjian_site.authorities import queries as authorities
from renjian_site.cases import lists as cases
from renjian_site.consultations import lists as consultations
from renjian_site.inspections import lists as inspections
from renjian_site.kit.actor import Actor
from renjian_site.kit.lists.filters import Situation, Situations
from renjian_site.kit.lists.listing import Listing
from renjian_site.registers import lists as registers

if TYPE_CHECKING:
    from renjian_site.authorities.models import Authority

Counted = dict[str, dict[str, int]]  # branch below a unit -> situation -> number of rows
OWN = ""  # the branch of the unit itself


@dataclass(frozen=True)
class Matter:
    """A kind of matter: its list, the path of the authority in its rows, what is open and late."""

    title: str
    listing: Listing
    path: str
    open: str
    late: str = ""

    def situation(self, code: str) -> Situation:
        """A situation of the list by its code."""
        (known,) = (one for one in self.listing.filters if isinstance(one, Situations))
        return known.situations[code]

    def codes(self) -> tuple[str, ...]:
        """The situations that are counted."""
        return (self.open, self.late) if self.late else (self.open,)


MATTERS = (
    Matter(gettext_noop("检查任务"), inspections.TASKS, "scope", "open", "late"),
    Matter(gettext_noop("检查结果"), inspections.TASKS, "scope", "to_review", "review_late"),
    Matter(gettext_noop("线索"), cases.CLUES, "scope", "open", "late"),
    Matter(gettext_noop("案件"), cases.CASES, "scope", "open", "late"),
    Matter(
        gettext_noop("下级请示"),
        consultations.CONSULTATIONS,
        "superior_scope",
        "waiting",
        "late",
    ),
    Matter(gettext_noop("证书报告"), registers.REPORTS, "body__authority__path", "waiting"),
)


@dataclass(frozen=True)
class Figure:
    """One count: what it counts, how many, and the list of just these rows."""

    title: str
    number: int
    url: str
    is_late: bool


@dataclass(frozen=True)
class Line:
    """What is open and late in one authority and below it; ``code`` is empty where nothing is below."""

    name: str
    figures: tuple[Figure, ...]
    code: str = ""


@dataclass(frozen=True)
class Board:
    """The unit itself, each authority directly below it with all of its own, and the sum."""

    unit: Authority
    above: tuple[Authority, ...]
    lines: tuple[Line, ...]
    total: Line


def board(actor: Actor, code: str, today: date) -> Board:
    """The board over the authorities below a unit of the actor's area."""
    unit = authorities.under(actor).get(code=code)
    counts = [counted(actor, matter, unit.path, today) for matter in MATTERS]
    lines = [Line(_("本级"), tuple(_figures(counts, OWN, unit.code, alone=True)))]
    for below in _directly_below(actor, unit):
        figures = tuple(_figures(counts, below.code, below.code))
        # One that was abolished stays in the tree, below its successor.
        if below.to_on is None or any(figure.number for figure in figures):
            lines.append(Line(below.name, figures, below.code if below.has_subordinates else ""))
    total = Line(_("合计"), tuple(_sums(lines, unit.code)))
    return Board(unit, _above(actor, unit), tuple(lines), total)


def headings() -> list[tuple[str, list[str]]]:
    """The kinds of matter, each with the situations that are counted."""
    return [
        (_(matter.title), [_(matter.situation(code).title) for code in matter.codes()])
        for matter in MATTERS
    ]


def counted(actor: Actor, matter: Matter, path: str, today: date) -> Counted:
    """Branch below a unit -> situation -> number of rows; the branch is the code of its top."""
    low, high = range_of(path)
    rows = matter.listing.rows(actor).filter(
        matter.situation(matter.open).met(today),
        **{f"{matter.path}__gte": low, f"{matter.path}__lt": high},
    )
    wanted = {
        code: Count("pk", filter=matter.situation(code).met(today)) for code in matter.codes()
    }
    found = rows.order_by().values(branch=_branch(matter.path, path)).annotate(**wanted)
    return {row.pop("branch"): row for row in found}


def _branch(column: str, path: str) -> Func:
    """The code that follows a path in a longer one; empty for the path itself."""
    place = path.count(SEPARATOR) + 1
    return Func(
        F(column),
        Value(SEPARATOR),
        Value(place),
        function="split_part",
        output_field=TextField(),
    )


def _directly_below(actor: Actor, unit: Authority) -> QuerySet[Any]:
    all_below = authorities.under(actor)
    return all_below.filter(parent_id=unit.pk).annotate(
        has_subordinates=Exists(all_below.filter(parent_id=OuterRef("pk")))
    )


def _above(actor: Actor, unit: Authority) -> tuple[Authority, ...]:
    """The units of the actor's area that the unit lies below, the highest first."""
    codes = unit.path.split(SEPARATOR)[:-2]
    return tuple(authorities.under(actor).filter(code__in=codes).order_by("level", "path"))


def _figures(
    counts: list[Counted],
    branch: str,
    unit: str,
    *,
    alone: bool = False,
) -> Iterator[Figure]:
    for matter, branches in zip(MATTERS, counts, strict=True):
        for code in matter.codes():
            query = {"situation": code, "unit": unit} | ({"unit_alone": "1"} if alone else {})
            yield Figure(
                title=_titled(matter, code),
                number=branches.get(branch, {}).get(code, 0),
                url=f"{matter.listing.url}?{urlencode(query)}",
                is_late=code == matter.late,
            )


def _sums(lines: list[Line], unit: str) -> Iterator[Figure]:
    empty = _figures([{} for _matter in MATTERS], OWN, unit)
    for nth, figure in enumerate(empty):
        number = sum(line.figures[nth].number for line in lines)
        yield Figure(figure.title, number, figure.url, figure.is_late)


def _titled(matter: Matter, code: str) -> str:
    return f"{_(matter.title)} {_(matter.situation(code).title)}"
