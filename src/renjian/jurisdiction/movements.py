"""Movements of a matter between authorities, as dated documents (N102 二(四); PROC 12 to 17, 45).

Most movements need a document; a lead handed down, an entrusted investigation, a request for
assistance and supervised handling move nothing, and are kept so that nobody thinks they did.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from renjian.authorities.levels import Level


class MovementKind(StrEnum):
    """What a document about a matter does."""

    AUTHORISED_JURISDICTION = "authorised_jurisdiction"
    HAND_DOWN = "hand_down"
    LEAD = "lead_handover"
    TAKE_UP = "take_up"
    ASSIGN = "assigned_jurisdiction"
    TRANSFER = "transfer"
    TRANSFER_UP = "transfer_up"
    ASK = "ask_superior"
    ENTRUST = "entrusted_investigation"
    ENTRUST_PENALTY = "entrusted_penalty"
    INSPECT = "inspection_task"
    ASSISTANCE_REQUEST = "assistance_request"
    SUPERVISED_HANDLING = "supervised_handling"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return MOVEMENT_TITLES[self]


MOVEMENT_TITLES = {
    MovementKind.AUTHORISED_JURISDICTION: "授权管辖",
    MovementKind.HAND_DOWN: "案件交办",
    MovementKind.LEAD: "线索交办",
    MovementKind.TAKE_UP: "提级管辖",
    MovementKind.ASSIGN: "指定管辖",
    MovementKind.TRANSFER: "移送",
    MovementKind.TRANSFER_UP: "移交上级",
    MovementKind.ASK: "报请上级",
    MovementKind.ENTRUST: "委托调查",
    MovementKind.ENTRUST_PENALTY: "委托处罚",
    MovementKind.INSPECT: "检查任务下达",
    MovementKind.ASSISTANCE_REQUEST: "协助调查",
    MovementKind.SUPERVISED_HANDLING: "督办",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """An authority as a document names it: its code, level, and name if it is given."""

    code: str
    level: Level
    name: str = ""

    @property
    def title(self) -> str:
        """The name if there is one, else the code."""
        return self.name or self.code


STATE_ADMINISTRATION = Unit("SAMR", Level.NATIONAL, "市场监管总局")


@dataclass(frozen=True, slots=True)
class Movement:
    """A dated document by which a matter, or a part of the work on it, goes to an authority.

    ``sender`` is who signs it, ``to`` who receives it. ``until`` and ``offences`` bound an
    authorisation, ``reference`` the one matter that it names (empty: a standing one; K-01, K-02).
    ``objected``: the receiver holds that it has no jurisdiction. ``is_published``: the mandate of an
    entrusted penalty was published.
    """

    kind: MovementKind
    to: Unit
    on: date
    document: str
    sender: Unit = STATE_ADMINISTRATION
    until: date | None = None
    offences: frozenset[str] = frozenset()
    reference: str = ""
    because: str = ""
    objected: bool = False
    is_published: bool = False

    def __post_init__(self) -> None:
        if not self.document:
            raise ValueError("a movement of jurisdiction rests on a document with a number")
        if self.until is not None and self.until < self.on:
            raise ValueError(f"the document {self.document} ends before it begins")
        if self.kind is MovementKind.HAND_DOWN and self.to.level <= self.sender.level:
            raise ValueError("a case is handed down to a lower level")

    def is_in_force(self, day: date) -> bool:
        """Whether the document has effect on a day."""
        return self.on <= day and (self.until is None or day <= self.until)

    def covers(self, offences: Collection[str], reference: str) -> bool:
        """Whether it reaches every one of the offences and this matter."""
        fits = not self.offences or set(offences) <= self.offences
        return fits and (not self.reference or self.reference == reference)
