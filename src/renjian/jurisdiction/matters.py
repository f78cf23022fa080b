"""A matter as a value: who did what, where, what it may lead to, and what has moved it so far.

A matter may have several offenders; each has a charge of its own, since level and penalty are
judged offender by offender (N102 二). Facts that are not known are None, and the ruling says which
of them would decide.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from renjian.catalogue.offences import (
    Offence,
    PenaltyClass,
    Question,
    offence,
    penalty_class,
    titles_of,
)
from renjian.catalogue.offenders import PRACTICE_ORGANISATIONS, OffenderKind
from renjian.jurisdiction.movements import Movement, Unit
from renjian.jurisdiction.remembering import remembered
from renjian.kernel.refusal import Reason, reason

Answers = Mapping[str, bool]
NO_ANSWERS: Answers = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Offender:
    """Who committed the act; what it is in certification decides the level (N102 一, 二)."""

    kind: OffenderKind
    name: str = ""

    @property
    def title(self) -> str:
        """The name if there is one, else the kind."""
        return self.name or self.kind.title

    @property
    def is_practice_organisation(self) -> bool:
        """Whether it is a 认证从业机构: body, designated body or designated laboratory."""
        return self.kind in PRACTICE_ORGANISATIONS


class PlaceKind(StrEnum):
    """What happened at a place; any of them can be the place of the act (J-07)."""

    AUDIT = "audit"
    ISSUE = "issue"
    USE = "use"
    PRODUCTION = "production"
    SALE = "sale"
    PORT = "port"
    OTHER = "other"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return PLACE_TITLES[self]


PLACE_TITLES = {
    PlaceKind.AUDIT: "审核、检查现场",
    PlaceKind.ISSUE: "认证结论作出地",
    PlaceKind.USE: "证书、标志使用地",
    PlaceKind.PRODUCTION: "生产地",
    PlaceKind.SALE: "销售地",
    PlaceKind.PORT: "口岸",
    PlaceKind.OTHER: "违法行为发生地",
}


class SeatKind(StrEnum):
    """A place that counts by PROC 10 in place of where an act on the net happened."""

    DOMICILE = "domicile"
    BUSINESS = "business"
    PLATFORM = "platform"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return SEAT_TITLES[self]

    @property
    def clause(self) -> str:
        """The clause by which it counts."""
        return "PROC 10.1" if self is SeatKind.DOMICILE else "PROC 10.2"


SEAT_TITLES = {
    SeatKind.DOMICILE: "住所地",
    SeatKind.BUSINESS: "实际经营地",
    SeatKind.PLATFORM: "平台住所地",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the act: the code of its division, and what happened there.

    ``is_regiment``: whether it lies in a regiment of the Xinjiang Production and Construction
    Corps (兵团团场) inside a Xinjiang county; None where nobody has said.
    """

    division: str
    kind: PlaceKind | SeatKind = PlaceKind.OTHER
    is_regiment: bool | None = None


class PlatformRole(StrEnum):
    """What an offender is on the net (PROC 10)."""

    OPERATOR = "operator"
    OWN_SITE = "own_site"
    MERCHANT = "merchant"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return ROLE_TITLES[self]


ROLE_TITLES = {
    PlatformRole.OPERATOR: "电子商务平台经营者",
    PlatformRole.OWN_SITE: "通过自建网站、其他网络服务经营的经营者",
    PlatformRole.MERCHANT: "平台内经营者",
}


@dataclass(frozen=True, slots=True)
class Platform:
    """An act on the net: what the offender is there, and the divisions that count.

    ``seat``: the domicile of an operator or of who sells by an own site; for a merchant its actual
    place of business. ``platform_seat`` is that of the platform a merchant sells on, and
    ``platform_first`` whether its authority found the clue or received the complaint first.
    """

    role: PlatformRole
    seat: str = ""
    platform_seat: str = ""
    platform_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """What one offender is said to have done, and what it may lead to.

    ``expected_penalties`` are those the officer proposes; what the law makes mandatory is added.
    ``answers`` are to the questions of the offences, by their number such as ``CB-03.1``.
    ``capability_referral`` is the number of the proposal that leaves the capability penalty to
    SAMR while the fine is decided here (J-27). ``is_public_bid``: the act was part of a bid in
    government procurement (K-09). ``crime``: why a crime is suspected, if it is.
    """

    offender: Offender
    offences: tuple[str, ...]
    expected_penalties: frozenset[str] = frozenset()
    answers: Answers = field(default_factory=lambda: NO_ANSWERS)
    capability_referral: str = ""
    platform: Platform | None = None
    is_public_bid: bool = False
    crime: str = ""
    kinds: tuple[OffenderKind, ...] = ()

    def __post_init__(self) -> None:
        if not self.offences:
            raise ValueError("a charge names at least one offence of the catalogue")

    @property
    def raised(self) -> tuple[str, ...]:
        """Further offences that an answer no raises, such as CB-01 by CB-03 (O-10)."""
        return self._raised() if self.answers else ()

    def _raised(self) -> tuple[str, ...]:
        found = {
            code: None
            for number, question in questions_of(self.offences)
            if self.answers.get(number) is False
            for code in question.raises
            if code not in self.offences and offence(code).can_be_committed_by(self.offender.kind)
        }
        return tuple(found)

    def its_offences(self) -> tuple[Offence, ...]:
        """The offences of the catalogue that it names, and those that answers raise."""
        return offences_of((*self.offences, *self.raised))

    def penalties(self, on: date) -> frozenset[str]:
        """The penalties to reckon with: the proposed and the mandatory, less what is referred."""
        codes = (*self.offences, *self.raised)
        penalties = _reckoned(self.offender.kind, codes, self.expected_penalties, on)
        if self.capability_referral:
            penalties -= of_class(penalties, PenaltyClass.CAPABILITY)
        return penalties


@dataclass(frozen=True, slots=True)
class Filing:
    """That an authority has filed a case on the matter, and when."""

    unit: Unit
    on: date


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter with its offenders, the places of the act, and what moved it.

    ``reference`` is its number, by which a document can name it. ``acting`` is the authority that
    asks; ``act_from``, ``act_to`` bound the act (``act_to`` None: it goes on or is not known).
    """

    charges: tuple[Charge, ...]
    places: tuple[Place, ...] = ()
    movements: tuple[Movement, ...] = ()
    filings: tuple[Filing, ...] = ()
    acting: Unit | None = None
    reference: str = ""
    title: str = ""
    act_from: date | None = None
    act_to: date | None = None

    def __post_init__(self) -> None:
        if not self.charges:
            raise ValueError("a matter has at least one offender")


@remembered(4096)
def offences_of(codes: tuple[str, ...]) -> tuple[Offence, ...]:
    """The offences of the catalogue with these codes."""
    return tuple(offence(code) for code in codes)


@remembered(512)
def questions_of(codes: tuple[str, ...]) -> tuple[tuple[str, Question], ...]:
    """The questions to answer for offences, each with its number: CB-03.1, CB-03.2 ..."""
    return tuple(
        (f"{code}.{place}", question)
        for code in codes
        for place, question in enumerate(offence(code).questions, 1)
    )


@remembered(4096)
def of_class(names: Collection[str], *classes: PenaltyClass) -> frozenset[str]:
    """Those sanction kinds that belong to one of the classes."""
    return frozenset(name for name in names if penalty_class(name) in classes)


@remembered(4096)
def _reckoned(
    kind: OffenderKind, codes: tuple[str, ...], proposed: frozenset[str], on: date
) -> frozenset[str]:
    chosen = frozenset(name for name in proposed if penalty_class(name).is_penalty)
    return chosen.union(*(certain_penalties(kind, code, on, chosen) for code in codes))


@remembered(4096)
def certain_penalties(
    kind: OffenderKind, code: str, on: date, chosen: frozenset[str] = frozenset()
) -> frozenset[str]:
    """What an offence leads to besides what is proposed: what is mandatory, or all there is.

    Where the law knows no fine and no confiscation for it, whatever penalty comes is one of the
    others, such as the warning of CMM 30: the ``chosen`` one, or any while none is chosen; those of
    serious circumstances only where there is no other.
    """
    item = offence(code)
    if certain := item.mandatory_penalties(kind):
        return certain
    penalties = [s for s in item.sanctions_for(kind, on) if s.kind.penalty_class.is_penalty]
    names = frozenset(s.kind.name for s in penalties)
    if chosen & names or any(s.kind.penalty_class is PenaltyClass.PROPERTY for s in penalties):
        return frozenset()
    return frozenset(s.kind.name for s in penalties if not s.is_serious) or names


def why_contradictory(charge: Charge, *, on: date) -> tuple[Reason, ...]:
    """Why offender, offences, answers and proposed penalties do not fit; empty if they do."""
    return (*_strange_offenders(charge, on), *_strange_penalties(charge, on), *_strange(charge))


def _strange_offenders(charge: Charge, on: date) -> list[Reason]:
    kind = charge.offender.kind
    early = [
        reason(
            "jurisdiction.matter.not-yet",
            "“{offence}”自{start}起施行，{day}还不能适用。请核对日期，或者改选违法行为。",
            offence=item.title,
            start=item.from_on,
            day=on,
        )
        for item in map(offence, charge.offences)
        if not item.is_in_force(on)
    ]
    return early + [
        reason(
            "jurisdiction.matter.offender",
            "“{offence}”的违法主体不包括{kind}。请核对当事人类型，或者改选违法行为。",
            clause="; ".join(item.punished_by(on)),
            offence=item.title,
            kind=kind.title,
        )
        for item in map(offence, charge.offences)
        if not item.can_be_committed_by(kind)
    ]


def _strange_penalties(charge: Charge, on: date) -> list[Reason]:
    kind, items = charge.offender.kind, charge.its_offences()
    known = {s.kind.name for item in items for s in item.sanctions_for(kind, on)}
    proposed = {name for name in charge.expected_penalties if penalty_class(name).is_penalty}
    strangers = proposed - known
    if not strangers:
        return []
    return [
        reason(
            "jurisdiction.matter.penalty",
            "所选违法行为对{kind}没有规定“{penalties}”。请在法定的处罚种类中选择。",
            clause="; ".join(c for item in items for c in item.punished_by(on)),
            kind=kind.title,
            penalties=titles_of(strangers),
        )
    ]


def _strange(charge: Charge) -> list[Reason]:
    """Answers to questions nobody asked, and answers that deny the offence that is charged."""
    asked = dict(questions_of(charge.offences))
    reasons = [
        reason(
            "jurisdiction.matter.answer",
            "所选违法行为没有编号为“{number}”的要件问题。请删去该项，或者核对违法行为代码。",
            number=number,
        )
        for number in charge.answers
        if number not in asked
    ]
    denied = {
        code
        for number, question in asked.items()
        if charge.answers.get(number) is True
        for code in question.raises
        if code in charge.offences
    }
    certain = [n for n in asked if charge.answers.get(n) is True]
    doubtful = any(charge.answers.get(n) is not True for n in asked)
    reasons += [
        reason(
            "jurisdiction.matter.denied",
            "要件问题{numbers}都回答“是”，同时又认定“{offence}”，二者矛盾。"
            "请核对现场情况，改正回答或者删去该违法行为。",
            numbers=tuple(certain),
            offence=offence(code).title,
        )
        for code in sorted(denied)
        if not doubtful
    ]
    return reasons
