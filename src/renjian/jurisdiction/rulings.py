"""What a ruling says: levels, rule, reasons with their clauses, and what would change it."""

from dataclasses import dataclass
from enum import StrEnum

from renjian.authorities.levels import Level
from renjian.catalogue.offences import PenaltyClass
from renjian.kernel.refusal import Reason

NATIONAL = frozenset({Level.NATIONAL})
CITY_OR_COUNTY = frozenset({Level.CITY, Level.COUNTY})
NOBODY: frozenset[Level] = frozenset()
RESERVED = (PenaltyClass.CAPABILITY, PenaltyClass.REPRIMAND)


class Track(StrEnum):
    """What kind of matter it is; only the first is a penalty case of market regulation."""

    PENALTY = "penalty"
    SUPERVISION = "supervision"
    LICENCE = "licence_withdrawal"
    ELSEWHERE = "elsewhere"
    OPEN = "open"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return TRACK_TITLES[self]


TRACK_TITLES = {
    Track.PENALTY: "行政处罚案件",
    Track.SUPERVISION: "只作监督管理，不立处罚案件",
    Track.LICENCE: "撤销行政许可事项",
    Track.ELSEWHERE: "移送其他部门",
    Track.OPEN: "待补充事实后认定",
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """Which levels may handle a matter, under which rule, and why.

    ``authorities`` names who, where a document does; empty: by the place of the act. ``notes``
    says what changed nothing, what would change the level, and what a person has to decide.
    ``levels`` is empty where no market regulator decides, or where a fact is missing.
    """

    levels: frozenset[Level]
    rule: str
    reasons: tuple[Reason, ...]
    authorities: frozenset[str] = frozenset()
    document: str = ""
    notes: tuple[Reason, ...] = ()
    penalties: frozenset[str] = frozenset()
    is_unconfirmed: bool = False
    track: Track = Track.PENALTY

    def allows(self, level: Level, authority: str = "") -> bool:
        """Whether an authority of this level may handle the matter.

        A station acts in its bureau's name, so it may what its bureau may (PROC 9.1).
        """
        if self.authorities and authority and authority not in self.authorities:
            return False
        own = CITY_OR_COUNTY if level == Level.STATION else frozenset({level})
        return bool(own & self.levels)

    @property
    def highest(self) -> Level:
        """The highest level that may handle the matter."""
        return min(self.levels)

    @property
    def authority(self) -> str:
        """The one authority that a document names, or nothing."""
        return next(iter(self.authorities)) if len(self.authorities) == 1 else ""

    @property
    def title(self) -> str:
        """The levels in words."""
        return "、".join(level.title for level in sorted(self.levels)) or self.track.title
