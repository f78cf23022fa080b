"""A matter, its offender and the documents that move it, as values that a ruling is made from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from renjian.authorities.levels import Level
from renjian.catalogue.offences import Offence, PenaltyClass, offence, penalty_class, titles_of
from renjian.catalogue.offenders import PRACTICE_ORGANISATIONS, OffenderKind
from renjian.kernel.refusal import Reason, reason


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Authorisation:
    """A dated document by which SAMR lets a named authority decide (授权管辖; K-01, K-02).

    ``offences`` empty: for every offence. ``matter`` empty: a standing authorisation, else for the
    one matter of this reference. The authority need not be that of the offender's domicile.
    """

    authority: str
    level: Level
    document: str
    from_on: date
    to_on: date | None = None
    offences: frozenset[str] = frozenset()
    matter: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        _need_document(self.document)
        if self.to_on is not None and self.to_on < self.from_on:
            raise ValueError(f"the authorisation {self.document} ends before it begins")

    def is_in_force(self, day: date) -> bool:
        """Whether the document has effect on a day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def covers(self, offences: Collection[str], reference: str) -> bool:
        """Whether it reaches every one of the offences and this matter."""
        fits = not self.offences or set(offences) <= self.offences
        return fits and (not self.matter or self.matter == reference)


class HandDownKind(StrEnum):
    """What a superior hands down: a case, which moves it, or a lead, which does not (K-03)."""

    CASE = "case"
    LEAD = "lead"


@dataclass(frozen=True)
class HandDown:
    """A superior hands a case or a lead to a named lower authority (交办; PROC 15.1)."""

    authority: str
    level: Level
    document: str
    on: date
    from_level: Level = Level.NATIONAL
    kind: HandDownKind = HandDownKind.CASE
    name: str = ""

    def __post_init__(self) -> None:
        _need_document(self.document)
        if self.level <= self.from_level:
            raise ValueError("a case is handed down to a lower level")


@dataclass(frozen=True)
class TakeUp:
    """A superior takes a case of a lower authority (提级管辖; PROC 15.2, correction K-05)."""

    authority: str
    level: Level
    document: str
    on: date
    why: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        _need_document(self.document)


@dataclass(frozen=True)
class Matter:
    """What one offender did, what it may lead to, where, and what has moved the matter so far.

    ``expected_penalties`` are those the officer proposes; what the law makes mandatory is added.
    ``capability_referral`` is the number of the proposal that leaves the capability penalty to
    SAMR while the fine is decided here (J-27).
    """

    offences: tuple[str, ...]
    expected_penalties: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    reference: str = ""
    authorisations: tuple[Authorisation, ...] = ()
    hand_down: HandDown | None = None
    take_up: TakeUp | None = None
    capability_referral: str = ""

    def __post_init__(self) -> None:
        if not self.offences:
            raise ValueError("a matter names at least one offence of the catalogue")

    def its_offences(self) -> tuple[Offence, ...]:
        """The offences of the catalogue that it names."""
        return tuple(offence(code) for code in self.offences)

    def penalties_for(self, kind: OffenderKind) -> frozenset[str]:
        """The penalties to reckon with: the proposed and the mandatory, less what is referred."""
        proposed = {name for name in self.expected_penalties if penalty_class(name).is_penalty}
        mandatory = (item.mandatory_penalties(kind) for item in self.its_offences())
        penalties = proposed.union(*mandatory)
        if self.capability_referral:
            penalties -= of_class(penalties, PenaltyClass.CAPABILITY)
        return frozenset(penalties)


def of_class(names: Collection[str], *classes: PenaltyClass) -> frozenset[str]:
    """Those sanction kinds that belong to one of the classes."""
    return frozenset(name for name in names if penalty_class(name) in classes)


def why_contradictory(offender: Offender, matter: Matter, *, on: date) -> tuple[Reason, ...]:
    """Why offender, offences and proposed penalties do not fit each other; empty if they do."""
    reasons = [
        reason(
            "jurisdiction.matter.offender",
            "“{offence}”的违法主体不包括{kind}。请核对当事人类型，或者改选违法行为。",
            clause="; ".join(item.punished_by(on)),
            offence=item.title,
            kind=offender.kind.title,
        )
        for item in matter.its_offences()
        if not item.can_be_committed_by(offender.kind)
    ]
    known = {
        sanction.kind.name
        for item in matter.its_offences()
        for sanction in item.sanctions_for(offender.kind, on)
    }
    proposed = {name for name in matter.expected_penalties if penalty_class(name).is_penalty}
    if strangers := proposed - known:
        reasons.append(
            reason(
                "jurisdiction.matter.penalty",
                "所选违法行为对{kind}没有规定“{penalties}”。请在法定的处罚种类中选择。",
                clause="; ".join(c for item in matter.its_offences() for c in item.punished_by(on)),
                kind=offender.kind.title,
                penalties=titles_of(strangers),
            )
        )
    return tuple(reasons)


def _need_document(document: str) -> None:
    if not document:
        raise ValueError("a movement of jurisdiction rests on a document with a number")
