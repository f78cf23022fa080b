"""One search box over everything the actor may see; each hit says why it was found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from renjian.authorities.posts import Role
from renjian.authorities.rights import EVERYBODY, MATTER_READERS, REGULATORS
from renjian.kernel.identifiers import normalise
from renjian_site.authorities import queries as units
from renjian_site.cases import queries as cases
from renjian_site.consultations import queries as consultations
from renjian_site.draws import queries as draws
from renjian_site.inspections import queries as inspections
from renjian_site.kit.actor import Actor
from renjian_site.registers import queries as registers

EACH = 10


@dataclass(frozen=True)
class Hit:
    """Something that was found: what it is, its name, where it is, and which word hit it."""

    kind: str
    title: str
    detail: str
    why: str
    url: str


def search(actor: Actor, words: str) -> list[Hit]:
    """What the words find, at most ten of a kind; numbers are compared without blanks and width."""
    words = " ".join(words.split())
    if not words:
        return []
    finders = [find for find, roles in FINDERS if actor.role in roles]
    return [hit for find in finders for hit in find(actor, words)]


def _certificates(actor: Actor, words: str) -> Iterator[Hit]:
    plain = normalise(words)
    found = registers.certificates(actor, words)
    if not found.exists():
        found = registers.certificates(actor).filter(number=plain)
    for row in found[:EACH]:
        holder = row.organisation
        yield Hit(
            kind=_("证书"),
            title=row.number,
            detail=holder.name,
            why=_why(words, {_("证书编号"): row.number, _("信用代码"): holder.uscc}, holder.name),
            url=reverse("registers:certificate", args=[row.number]),
        )


def _draws(actor: Actor, words: str) -> Iterator[Hit]:
    for row in draws.draws(actor).filter(Q(number__icontains=words) | Q(title__icontains=words))[
        :EACH
    ]:
        yield Hit(
            kind=_("抽查"),
            title=row.title,
            detail=row.number,
            why=_why(words, {_("编号"): row.number}, row.title),
            url=reverse("draws:draw", args=[row.pk]),
        )


def _tasks(actor: Actor, words: str) -> Iterator[Hit]:
    by_name = Q(organisation__name__icontains=words) | Q(organisation__uscc=normalise(words))
    for row in inspections.tasks(actor).filter(Q(number__icontains=words) | by_name)[:EACH]:
        holder = row.organisation
        yield Hit(
            kind=_("检查任务"),
            title=row.number,
            detail=holder.name,
            why=_why(words, {_("编号"): row.number, _("信用代码"): holder.uscc}, holder.name),
            url=reverse("inspections:task", args=[row.pk]),
        )


def _clues(actor: Actor, words: str) -> Iterator[Hit]:
    named = Q(offender_name__icontains=words) | Q(offender_code=normalise(words))
    numbered = Q(number__icontains=words) | Q(case__number__icontains=words)
    for row in cases.clues(actor).filter(named | numbered).select_related("case")[:EACH]:
        case = getattr(row, "case", None)
        numbers = {_("编号"): row.number, _("案号"): case.number if case else ""}
        yield Hit(
            kind=_("案件") if case else _("线索"),
            title=case.number if case else row.number,
            detail=row.offender_name,
            why=_why(words, {**numbers, _("代码"): row.offender_code}, row.offender_name),
            url=reverse("cases:clue", args=[row.pk]),
        )


def _units(actor: Actor, words: str) -> Iterator[Hit]:
    for one in units.find_units(actor, words, at_most=EACH):
        yield Hit(
            kind=_("机构"),
            title=one.unit.name,
            detail=one.above,
            why=_("原名：%s") % one.former if one.former else _("名称"),
            url=reverse("authorities:unit", args=[one.unit.pk]),
        )


def _consultations(actor: Actor, words: str) -> Iterator[Hit]:
    named = Q(title__icontains=words) | Q(number__icontains=words)
    for row in consultations.consultations(actor).filter(named)[:EACH]:
        yield Hit(
            kind=_("请示"),
            title=row.title,
            detail=row.number,
            why=_why(words, {_("文号"): row.number}, row.title),
            url=reverse("consultations:consultation", args=[row.pk]),
        )
    for reply in consultations.replies(actor).filter(named)[:EACH]:
        yield Hit(
            kind=_("批复"),
            title=reply.title,
            detail=reply.number,
            why=_why(words, {_("文号"): reply.number}, reply.title),
            url=reverse("consultations:reply", args=[reply.pk]),
        )


def _why(words: str, numbers: dict[str, str], name: str) -> str:
    """Which of a hit's fields holds the words."""
    plain = normalise(words)
    for title, value in numbers.items():
        if words in value or plain in normalise(value):
            return title
    return _("名称") if any(word in name for word in words.split()) else ""


Finder = Callable[[Actor, str], Iterator[Hit]]
FINDERS: tuple[tuple[Finder, frozenset[Role]], ...] = (
    (_certificates, EVERYBODY),
    (_draws, MATTER_READERS),
    (_tasks, MATTER_READERS),
    (_clues, MATTER_READERS),
    (_units, REGULATORS),
    (_consultations, MATTER_READERS),
)
