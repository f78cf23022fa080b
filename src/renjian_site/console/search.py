"""One search box over everything the actor may see; each hit says why it was found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from renjian.authorities.posts import Role
from renjian.authorities.rights import EVERYBODY, MATTER_READERS, REGULATORS
from renjian.kernel.identifiers import normalise, why_not_uscc
from renjian.registers.names import How
from renjian_site.authorities import queries as units
from renjian_site.cases import queries as cases
from renjian_site.consultations import queries as consultations
from renjian_site.draws import queries as draws
from renjian_site.inspections import queries as inspections
from renjian_site.kit.actor import Actor
from renjian_site.registers import queries as registers

EACH = 10
Finder = Callable[[Actor, str], Iterator["Hit"]]
# Each kind of subject: its title, its page, what names it there, and which field is shown below it.
SUBJECTS = {
    "organisation": (gettext_noop("组织"), "registers:organisation", "pk", "uscc"),
    "body": (gettext_noop("认证机构"), "registers:body", "approval_no", "approval_no"),
    "designated_lab": (gettext_noop("指定实验室"), "registers:designated-lab", "code", "code"),
    "practitioner": (
        gettext_noop("认证人员"),
        "registers:practitioner",
        "registration_no",
        "registration_no",
    ),
}
FIELDS = {
    "uscc": gettext_noop("统一社会信用代码"),
    "approval_no": gettext_noop("批准号"),
    "code": gettext_noop("指定编号"),
    "registration_no": gettext_noop("注册编号"),
}
HOW = {
    How.WHOLE: gettext_noop("名称全文"),
    How.BEGINNING: gettext_noop("名称开头"),
    How.PART: gettext_noop("名称中的字"),
    How.INITIALS: gettext_noop("拼音首字母"),
    How.NEAR: gettext_noop("名称相近"),
}


@dataclass(frozen=True)
class Hit:
    """Something that was found: what it is, its name, where it is, and which word hit it.

    ``is_capped`` if there were more names than could be compared: a longer piece finds closer ones;
    ``is_near`` if its name is not the one that was asked for, only close to it.
    """

    kind: str
    title: str
    detail: str
    why: str
    url: str
    is_capped: bool = False
    is_near: bool = False


def search(actor: Actor, words: str) -> list[Hit]:
    """What the words find, at most ten of a kind; numbers are compared without blanks and width."""
    words = " ".join(words.split())
    if not words:
        return []
    finders = [find for find, roles in FINDERS if actor.role in roles]
    return [hit for find in finders for hit in find(actor, words)]


def _certificates(actor: Actor, words: str) -> Iterator[Hit]:
    for hit in registers.certificates_like(actor, words, at_most=EACH):
        yield Hit(
            kind=_("证书"),
            title=hit.row.number,
            detail=hit.row.organisation.name,
            why=_("原证书编号：%s") % hit.former if hit.former else _("证书编号"),
            url=reverse("registers:certificate", args=[hit.row.number]),
        )


def _subjects(subject: str) -> Finder:
    """What finds subjects of a kind by code, name, initials, former name, or nearly."""
    kind, page, key, below = SUBJECTS[subject]

    def find(actor: Actor, words: str) -> Iterator[Hit]:
        found = registers.subjects_like(actor, subject, words, at_most=EACH)
        for hit in found.hits:
            yield Hit(
                kind=_(kind),
                title=hit.row.name,
                detail=str(getattr(hit.row, below)),
                why=_(FIELDS[hit.field]) if hit.field else _why_named(hit),
                url=reverse(page, args=[getattr(hit.row, key)]),
                is_capped=found.is_capped,
                is_near=hit.fit is not None and hit.fit.how is How.NEAR,
            )

    return find


def _why_named(hit: registers.Hit) -> str:
    """How a name fits, and which name it is if the subject bears another today."""
    if hit.fit is None:
        return ""
    how = _(HOW[hit.fit.how])
    if hit.fit.how is How.NEAR:
        how = (
            ngettext("名称相近，差 %d 个字", "名称相近，差 %d 个字", hit.fit.errors)
            % hit.fit.errors
        )
    if hit.text == hit.row.name:
        return how
    if not why_not_uscc(hit.text):
        return _("原统一社会信用代码：%s") % hit.text
    return _("%(how)s；曾用名：%(name)s") % {"how": how, "name": hit.text}


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


FINDERS: tuple[tuple[Finder, frozenset[Role]], ...] = (
    (_certificates, EVERYBODY),
    (_subjects("organisation"), EVERYBODY),
    (_subjects("body"), EVERYBODY),
    (_subjects("designated_lab"), EVERYBODY),
    (_subjects("practitioner"), EVERYBODY),
    (_draws, MATTER_READERS),
    (_tasks, MATTER_READERS),
    (_clues, MATTER_READERS),
    (_units, REGULATORS),
    (_consultations, MATTER_READERS),
)
